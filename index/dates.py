"""Partial ISO dates as ranges of days: ``2023-06`` is any day of that month."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.errors import InputError

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class DateRange:
    """From ``first`` to ``last``, whole ISO dates, both inclusive."""

    first: str
    last: str

    @classmethod
    def of(cls, first: str | None, last: str | None) -> DateRange:
        """The days from the earliest that ``first`` may mean to the latest that ``last`` may mean.

        ``None`` leaves that side open.

        Raises:
            InputError: one of them is no ISO date.
        """
        for date in (first, last):
            if date is not None and not _DATE.fullmatch(date):
                raise InputError(
                    "A date of the filters cannot be read.",
                    hint="Write it as 2023-06-15, 2023-06 or 2023.",
                )
        return cls(_earliest(first or "0000"), _latest(last or "9999"))

    def overlaps(self, date: str) -> bool:
        """Whether a day that ``date`` may mean is in the range; an unknown date is not."""
        if not _DATE.fullmatch(date):
            return False
        return _earliest(date) <= self.last and self.first <= _latest(date)


def _earliest(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def _latest(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :]
