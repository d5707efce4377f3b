"""Partial dates as ranges."""

from __future__ import annotations

import pytest

from index.dates import DateRange
from ingest.errors import InputError


@pytest.mark.parametrize(
    ("first", "last", "date", "overlaps"),
    [
        ("2023-06-10", None, "2023-06-10", True),
        ("2023-06-10", None, "2023-06-09", False),
        ("2023-06-10", None, "2023-06", True),
        ("2023-06-10", None, "2023", True),
        ("2023-07-01", None, "2023-06", False),
        (None, "2023-06-10", "2023-06-10", True),
        (None, "2023-06-10", "2023-06-11", False),
        (None, "2023-06", "2023-06-30", True),
        (None, "2023-06", "2023-07", False),
        ("2023", "2023", "2023-12-31", True),
        ("2023", "2023", "2024", False),
        ("2023-06-01", "2023-06-30", "", False),
        (None, None, "2023", True),
        (None, None, "im Juni", False),
    ],
)
def test_a_date_is_in_when_a_day_it_may_mean_is(
    first: str | None, last: str | None, date: str, overlaps: bool
) -> None:
    assert DateRange.of(first, last).overlaps(date) is overlaps


@pytest.mark.parametrize(
    "date", ["", "2023-13", "2023-6-1", "2023-06-32", "gestern", "2023-06-15T00"]
)
def test_a_limit_that_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(InputError, match="date"):
        DateRange.of(date, None)
    with pytest.raises(InputError, match="date"):
        DateRange.of(None, date)
