from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.schemas import AskBody, FeedbackBody, SearchBody


@pytest.mark.parametrize("date", ["2023", "2023-06", "2023-06-15", "2024-02-29"])
def test_iso_dates_may_be_partial(date: str) -> None:
    assert SearchBody.model_validate({"query": "友好", "from": date}).date_from == date


@pytest.mark.parametrize(
    "date", ["", "23", "2023-13", "2023-02-29", "2023-6-1", "0000", "２０２３", "2023-06-15T00:00"]
)
def test_anything_else_is_no_date(date: str) -> None:
    with pytest.raises(ValidationError):
        SearchBody.model_validate({"query": "友好", "to": date})


@pytest.mark.parametrize(
    "members",
    [
        {"k": "5"},
        {"k": 5.0},
        {"k": True},
        {"k": 0},
        {"k": 51},
        {"stream": 1},
        {"stream": "true"},
        {"language": "zh"},
        {"language": 1},
        {"history": {}},
        {"history": [{"answer": "a"}]},
        {"history": [{"question": "q", "answer": None}]},
        {"history": [{"question": "q"}] * 21},
        {"extra": 1},
        {"question": None},
        {"question": 7},
        {"question": ["a"]},
    ],
)
def test_wrong_types_are_not_converted(members: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AskBody.model_validate({"question": "何时？", **members})


def test_feedback_needs_a_known_verdict() -> None:
    with pytest.raises(ValidationError):
        FeedbackBody.model_validate({"question": "q", "verdict": "fine"})
