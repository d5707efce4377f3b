"""HTTP with a forumqa server: a request in, a checked response out, or an error with a next step.

Nothing is cached and nothing is followed: no proxy of the environment, no redirect. A server that
is busy is asked again, a bounded number of times.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from eval.server_errors import RequestRefusedError, ServerError
from ingest.errors import InputError

_BUSY = (429, 503)
_ATTEMPTS = 6
_LONGEST_WAIT_S = 10.0
_REFUSED = (413, 422)
_EXAMPLE = "Give one such as http://127.0.0.1:8000, which `forumqa serve` prints."
_SIGN_IN = "Set FORUMQA_STAFF_TOKEN to that server's token: searching takes it."
_RESTART = "Is that the address of `forumqa serve`, and of this version?"

ShapeT = TypeVar("ShapeT", bound=BaseModel)


class _Problem(BaseModel):
    """The members of a problem document (RFC 9457) that a person reads."""

    title: str
    detail: str = ""
    next: str = ""


class ServerConnection:
    """Requests to one server, one after the other, over one client."""

    def __init__(self, url: str, timeout_s: float, staff_token: str | None = None) -> None:
        """Checks ``url`` and connects to nothing yet; ``staff_token`` goes with every request.

        Raises:
            InputError: ``url`` is not the address of an HTTP server.
        """
        self.url = checked_url(url)
        self._timeout_s = timeout_s
        shown: dict[bytes, bytes] = {}
        if staff_token is not None:
            shown[b"Authorization"] = f"Bearer {staff_token}".encode()
        self._client = httpx.Client(
            base_url=self.url,
            headers=shown,
            timeout=timeout_s,
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()

    def get(self, path: str, shape: type[ShapeT]) -> ShapeT:
        """What ``path`` answers.

        Raises:
            ServerError: it cannot be had.
        """
        return self._read(self._send("GET", path, None), shape)

    def post(self, path: str, body: Mapping[str, object], shape: type[ShapeT]) -> ShapeT:
        """What ``path`` answers to ``body``.

        Raises:
            RequestRefusedError: the server takes no such body.
            ServerError: an answer cannot be had.
        """
        return self._read(self._send("POST", path, body), shape)

    def _send(self, method: str, path: str, body: Mapping[str, object] | None) -> httpx.Response:
        for attempt in range(1, _ATTEMPTS + 1):
            response = self._send_once(method, path, body)
            after = response.headers.get("retry-after")
            if response.status_code not in _BUSY or after is None or attempt == _ATTEMPTS:
                return response
            time.sleep(wait_s(after))
        raise AssertionError("the last attempt returns")

    def _send_once(
        self, method: str, path: str, body: Mapping[str, object] | None
    ) -> httpx.Response:
        try:
            return self._client.request(method, path, json=body)
        except httpx.ConnectError as error:
            raise ServerError(
                f"Nothing listens at {self.url} ({error}).",
                hint="Start it with `forumqa serve`, or give --url its address.",
            ) from error
        except httpx.TimeoutException as error:
            raise ServerError(
                f"{self.url}{path} did not answer within {self._timeout_s:g} s.",
                hint="Is the server overloaded? Run it again when it is idle.",
            ) from error
        except httpx.RequestError as error:
            raise ServerError(
                f"The connection to {self.url}{path} broke ({error}).",
                hint="See what the server logs, and run it again.",
            ) from error

    def _read(self, response: httpx.Response, shape: type[ShapeT]) -> ShapeT:
        if not response.is_success:
            raise self._problem(response)
        try:
            return shape.model_validate_json(response.content)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(map(str, first["loc"])) or "the body"
            raise ServerError(
                f"{response.url} is not what a forumqa server sends ({where}: {first['msg']}).",
                hint=_RESTART,
            ) from error

    def _problem(self, response: httpx.Response) -> ServerError:
        status = response.status_code
        try:
            problem = _Problem.model_validate_json(response.content)
        except ValidationError:
            what = "a redirect" if response.is_redirect else "no problem document"
            message = f"{response.url} answers with status {status} and {what}."
            return ServerError(message, hint=_RESTART)
        kind = RequestRefusedError if status in _REFUSED else ServerError
        said = problem.detail or problem.title
        hint = _SIGN_IN if status == 401 else problem.next
        return kind(f"{response.url} answers with status {status}: {said}", hint=hint)


def checked_url(url: str) -> str:
    """``url`` without a slash at its end.

    Raises:
        InputError: it is not the address of an HTTP server.
    """
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise InputError(f"{url!r} is no address ({error}).", hint=_EXAMPLE) from error
    more = parsed.userinfo or parsed.query or parsed.fragment
    if parsed.scheme not in {"http", "https"} or not parsed.host or more:
        raise InputError("That is not the address of an HTTP server.", hint=_EXAMPLE)
    if parsed.port is not None and not 0 < parsed.port <= 65535:
        raise InputError(f"{parsed.port} is no port.", hint=_EXAMPLE)
    return str(parsed).rstrip("/")


def wait_s(retry_after: str) -> float:
    """How long to wait, in seconds, for a ``Retry-After``; a second when it gives no number."""
    seconds = float(retry_after) if retry_after.isdecimal() else 1.0
    return min(seconds, _LONGEST_WAIT_S)
