"""How routes take what comes in: strict JSON, the service, and a bounded number of questions."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from typing import Annotated, Any, cast

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect

from api import strict_json
from api.feedback import FeedbackStore
from api.problems import Problem, ProblemError
from api.service import Service

_NOT_JSON = Problem(
    415,
    "not-json",
    "Unsupported media type",
    "The body is not declared as JSON in UTF-8.",
    "Send it with the header Content-Type: application/json.",
)
_CUT_OFF = Problem(
    400, "body-cut-off", "Bad request", "The body did not arrive whole.", "Send it again."
)
_SATURATED = Problem(
    503, "saturated", "Too many questions", "Too many questions wait already.", "Try again shortly."
)


class StrictRequest(Request):
    """A request whose JSON is read by `strict_json`."""

    async def json(self) -> Any:  # the type is the base class's
        """The body as a JSON value, parsed once."""
        if not hasattr(self, "_json"):
            self._json: object = strict_json.parse(await self.body())
        return self._json


class StrictRoute(APIRoute):
    """A route that takes JSON bodies only, and only strict ones."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler behind the check of the content type."""
        handler = super().get_route_handler()
        has_body = self.body_field is not None

        async def strict(request: Request) -> Response:
            if has_body and not _is_json(request.headers.get("content-type", "")):
                raise ProblemError(_NOT_JSON)
            taken = StrictRequest(request.scope, request.receive)
            if has_body:
                # Here, since FastAPI makes a bare 400 of whatever its own reading raises.
                await _read(taken)
            return await handler(taken)

        return strict


async def _read(request: StrictRequest) -> None:
    try:
        await request.json()
    except ClientDisconnect as error:
        raise ProblemError(_CUT_OFF) from error


def _is_json(content_type: str) -> bool:
    media_type, _, parameters = content_type.partition(";")
    if media_type.strip().lower() != "application/json":
        return False
    name, _, value = parameters.partition("=")
    charset = value.split(";")[0].strip(' "').lower()
    return name.strip().lower() != "charset" or charset in {"utf-8", "utf8"}


class Admission:
    """Lets ``running`` questions work and ``waiting`` more wait; whoever comes then gets a 503."""

    def __init__(self, running: int, waiting: int) -> None:
        self._slots = asyncio.Semaphore(running)
        self._room = running + waiting
        self._inside = 0

    @contextlib.asynccontextmanager
    async def slot(self) -> AsyncGenerator[None]:
        """Room for one question.

        Raises:
            ProblemError: 503 with Retry-After, at once, when all room is taken.
        """
        if self._inside >= self._room:
            raise ProblemError(_SATURATED, headers={"Retry-After": "1"})
        self._inside += 1
        try:
            async with self._slots:
                yield
        finally:
            self._inside -= 1


def _service(request: Request) -> Service:
    return cast("Service", request.app.state.service)


def _feedback(request: Request) -> FeedbackStore:
    return cast("FeedbackStore", request.app.state.feedback)


async def _admitted(request: Request) -> AsyncIterator[None]:
    admission = cast("Admission", request.app.state.admission)
    async with admission.slot():
        yield


ServiceDep = Annotated[Service, Depends(_service)]
FeedbackDep = Annotated[FeedbackStore, Depends(_feedback)]
# Ends before the response is sent: a client that reads slowly holds no slot.
Admitted = Depends(_admitted, scope="function")
