from __future__ import annotations

import json

import pytest

from api.problems import (
    MAX_ERRORS,
    ProblemError,
    invalid,
    not_found,
    problem_of,
    validation_problem,
)
from ingest.errors import (
    EmptyLibraryError,
    ForumqaError,
    IndexDamagedError,
    IndexMissingError,
    InputError,
)


@pytest.mark.parametrize(
    ("error", "status", "slug"),
    [
        (InputError("m", hint="h"), 422, "unusable-request"),
        (IndexMissingError("m", hint="h"), 503, "index-missing"),
        (IndexDamagedError("m", hint="h"), 503, "index-damaged"),
        (EmptyLibraryError("m", hint="h"), 503, "unavailable"),
    ],
)
def test_known_error_becomes_a_problem_with_its_next_step(
    error: ForumqaError, status: int, slug: str
) -> None:
    members = problem_of(error).to_json()
    assert members["type"] == f"urn:forumqa:problem:{slug}"
    assert (members["status"], members["detail"], members["next"]) == (status, "m", "h")


def test_problem_error_keeps_its_own_problem() -> None:
    error = not_found("document", "step")
    assert problem_of(error).to_json() == {
        "type": "urn:forumqa:problem:not-found",
        "title": "Not found",
        "status": 404,
        "detail": "There is no such document.",
        "next": "step",
    }


def test_invalid_points_at_the_member() -> None:
    error = invalid("/question", "It is empty.", "Write one.")
    assert isinstance(error, ProblemError)
    assert error.problem.to_json()["errors"] == [{"pointer": "/question", "detail": "It is empty."}]


def test_validation_problem_names_no_unknown_member_and_stays_short() -> None:
    first: dict[str, object] = {
        "type": "extra_forbidden",
        "loc": ("body", "<b>secret</b>"),
        "msg": "Extra inputs",
    }
    details: list[dict[str, object]] = [
        {"type": "x", "loc": ("body", "history", i, "answer"), "msg": "m" * 999} for i in range(99)
    ]
    members = validation_problem([first, *details]).to_json()
    text = json.dumps(members)
    assert "secret" not in text
    assert len(text) < 4096
    errors = members["errors"]
    assert isinstance(errors, list)
    assert len(errors) == MAX_ERRORS
    assert errors[0] == {"pointer": "", "detail": "Extra inputs"}
    assert errors[1]["pointer"] == "/history/0/answer"
