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


def extra(name: str) -> dict[str, object]:
    return {"type": "extra_forbidden", "loc": ("body", name), "msg": "Extra inputs"}


@pytest.mark.parametrize(
    ("name", "pointer"),
    [
        ("questoin", "/questoin"),
        ("", "/"),
        ("a/b~c", "/a~1b~0c"),
        ("\x1b[31m\u202ered\ud800\n", "/[31mred"),
        ("名" * 50, "/" + "名" * 40),
    ],
)
def test_an_unknown_member_is_named_short_and_printable(name: str, pointer: str) -> None:
    problem = validation_problem([extra(name)])
    assert problem.errors == ((pointer, "Extra inputs"),)
    assert f"{pointer}: Extra inputs" in problem.detail


def test_validation_problem_stays_short() -> None:
    first = extra("𠀀" * 999)
    details: list[dict[str, object]] = [
        {"type": "x", "loc": ("body", "history", i, "answer"), "msg": "m" * 999} for i in range(99)
    ]
    members = validation_problem([first, *details]).to_json()
    assert len(json.dumps(members, ensure_ascii=False).encode()) < 4096
    errors = members["errors"]
    assert isinstance(errors, list)
    assert len(errors) == MAX_ERRORS
    assert errors[1]["pointer"] == "/history/0/answer"
