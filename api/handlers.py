"""Exceptions → problem documents."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.guards import RequestRefusedError
from api.problems import MEDIA_TYPE, Problem, ProblemError, problem_of, validation_problem
from ingest.errors import ForumqaError

_STEPS = {404: "GET / is the page, /openapi.json describes the interface.", 405: "See Allow."}


class ProblemResponse(JSONResponse):
    """A problem document."""

    media_type = MEDIA_TYPE


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem document."""
    app.add_exception_handler(ForumqaError, _forumqa_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)


def _respond(problem: Problem, headers: Mapping[str, str] | None = None) -> ProblemResponse:
    return ProblemResponse(problem.to_json(), problem.status, dict(headers or {}))


async def _forumqa_error(_: Request, error: Exception) -> ProblemResponse:
    known = cast("ForumqaError", error)
    headers = known.headers if isinstance(known, ProblemError) else None
    return _respond(problem_of(known), headers)


async def _http_error(_: Request, error: Exception) -> ProblemResponse:
    known = cast("HTTPException", error)
    if isinstance(known, RequestRefusedError):
        return _respond(known.problem, known.headers)
    title = HTTPStatus(known.status_code).phrase
    slug = title.lower().replace(" ", "-")
    step = _STEPS.get(known.status_code, "")
    return _respond(Problem(known.status_code, slug, title, next_step=step), known.headers)


async def _validation_error(_: Request, error: Exception) -> ProblemResponse:
    details = cast("RequestValidationError", error).errors()
    return _respond(validation_problem(details))
