"""What every failed request gets: a problem document (RFC 9457) that never repeats the request.

ForumqaError ──▶ Problem ◀── ProblemError (raised by this package)
                    │
    HTTP: application/problem+json      command line: message on stderr, object with --json
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ingest.errors import (
    EncoderError,
    ForumqaError,
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    InputError,
    StorageError,
)

MEDIA_TYPE = "application/problem+json"
MAX_DETAIL_CHARS = 600
MAX_ERRORS = 8
MAX_NAME_CHARS = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: ``slug`` names its kind for programs, ``next_step`` tells people what to do."""

    status: int
    slug: str
    title: str
    detail: str = ""
    next_step: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, object]:
        """The members of the problem document; ``errors`` are JSON pointers with what is wrong."""
        members: dict[str, object] = {
            "type": f"urn:forumqa:problem:{self.slug}",
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            members["detail"] = self.detail[:MAX_DETAIL_CHARS]
        if self.next_step:
            members["next"] = self.next_step[:MAX_DETAIL_CHARS]
        if self.errors:
            members["errors"] = [
                {"pointer": pointer, "detail": detail} for pointer, detail in self.errors
            ]
        return members


class ProblemError(ForumqaError):
    """A request refused with a known problem."""

    def __init__(self, problem: Problem, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem.detail or problem.title, hint=problem.next_step)
        self.problem = problem
        self.headers = headers or {}


INTERNAL = Problem(
    500,
    "internal",
    "Internal error",
    "This is a fault of the service; it has been logged.",
    "Try again later.",
)

_KINDS: tuple[tuple[type[ForumqaError], int, str, str], ...] = (
    (InputError, 422, "unusable-request", "Unusable request"),
    (IndexMissingError, 503, "index-missing", "No index"),
    (IndexDamagedError, 503, "index-damaged", "Damaged index"),
    (IndexMismatchError, 503, "index-mismatch", "Index does not fit"),
    (IndexBusyError, 503, "index-busy", "Index busy"),
    (EncoderError, 503, "encoder", "No encoder"),
    (StorageError, 503, "storage", "Storage failed"),
)


def problem_of(error: ForumqaError) -> Problem:
    """The problem document for an error that the user can act on."""
    if isinstance(error, ProblemError):
        return error.problem
    for kind, status, slug, title in _KINDS:
        if isinstance(error, kind):
            return Problem(status, slug, title, error.message, error.hint)
    return Problem(503, "unavailable", "Unavailable", error.message, error.hint)


def not_found(what: str, next_step: str) -> ProblemError:
    """A 404 for ``what`` ("document", "page"), which is not named, lest the input be echoed."""
    return ProblemError(
        Problem(404, "not-found", "Not found", f"There is no such {what}.", next_step)
    )


def invalid(pointer: str, detail: str, next_step: str = "") -> ProblemError:
    """A 422 that points at one member of the request."""
    return ProblemError(
        Problem(422, "invalid-request", "Invalid request", detail, next_step, ((pointer, detail),))
    )


def validation_problem(details: Iterable[Mapping[str, object]]) -> Problem:
    """The problem behind pydantic's error ``details``, without any value of the input.

    The name of an unknown member is input too: it is cut short and loses what cannot be printed.
    """
    errors = tuple(
        (_pointer(detail), str(detail.get("msg", "")).removeprefix("Value error, ")[:200])
        for detail in itertools.islice(details, MAX_ERRORS)
    )
    return Problem(
        422,
        "invalid-request",
        "Invalid request",
        _in_words(errors),
        "/openapi.json describes it.",
        errors,
    )


def _pointer(detail: Mapping[str, object]) -> str:
    location = list(cast("Sequence[str | int]", detail.get("loc", ())))
    if location and location[0] in {"body", "query", "path"}:
        location = location[1:]
    if detail.get("type") == "extra_forbidden" and location:
        location[-1] = _printable(str(location[-1]))
    return "".join(f"/{_escaped(str(part))}" for part in location)


def _printable(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())[:MAX_NAME_CHARS]


def _escaped(part: str) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return part.replace("~", "~0").replace("/", "~1")


def _in_words(errors: Sequence[tuple[str, str]]) -> str:
    """The shape's first faults, each with the member that it is about."""
    named = (f"{pointer}: {detail}" if pointer else detail for pointer, detail in errors[:3])
    return f"The request does not have the expected shape: {'; '.join(named)}."
