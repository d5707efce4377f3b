"""Who may use the staff's pages: everybody, or whoever shows the token that is configured.

A program sends the token itself (``Authorization: Bearer``). A browser sends it once and gets a
cookie, signed with the token: the server keeps no sessions, a restart ends none, and a new token
ends all. Neither tells anything of the token, and comparisons take the same time whatever is sent.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request, Response

from api.problems import Problem, ProblemError

if TYPE_CHECKING:
    from pydantic import SecretStr

    from api.service import Service

COOKIE = "forumqa_staff"
SESSION_S = 12 * 3600
WANTED = Problem(
    401,
    "staff-only",
    "Staff only",
    "This part of the service is for staff and wants their token.",
    "Sign in on /search, or send the token as Authorization: Bearer.",
)


@dataclass(frozen=True, slots=True)
class StaffGate:
    """Knows staff by ``token``; without one everybody is staff."""

    token: SecretStr | None

    @property
    def required(self) -> bool:
        """Whether a token is wanted at all."""
        return self.token is not None

    def admits(self, request: Request) -> bool:
        """Whether a request may pass: it shows the token, or a cookie made with it."""
        if self.token is None:
            return True
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        # Headers are read as Latin-1; programs send UTF-8.
        token = given.strip().encode("latin-1").decode("utf-8", "replace")
        if scheme.lower() == "bearer" and self.knows(token):
            return True
        return self._is_session(request.cookies.get(COOKIE, ""))

    def knows(self, given: str) -> bool:
        """Whether ``given`` is the token."""
        # Of equal length, since the comparison may tell the lengths of what it compares.
        return hmac.compare_digest(self._sign("token", given), self._sign("token", self._secret()))

    def begin(self, request: Request, response: Response) -> None:
        """Give the browser its cookie, which no script and no other site's request can use."""
        expires = str(int(time.time()) + SESSION_S)
        response.set_cookie(
            COOKIE,
            f"{expires}.{self._sign('session', expires)}",
            max_age=SESSION_S,
            httponly=True,
            samesite="strict",
            secure=_is_encrypted(request),
        )

    def _is_session(self, cookie: str) -> bool:
        expires, _, signature = cookie.partition(".")
        if not (expires.isascii() and expires.isdigit() and len(expires) <= 12):
            return False
        genuine = hmac.compare_digest(signature.encode(), self._sign("session", expires).encode())
        return genuine and time.time() < int(expires)

    def _secret(self) -> str:
        assert self.token is not None, "nothing is signed without a token"
        return self.token.get_secret_value()

    def _sign(self, purpose: str, text: str) -> str:
        """The HMAC-SHA256 of ``text`` in hexadecimal, under the token, for one purpose alone."""
        message = f"forumqa {purpose} {text}".encode("utf-8", "surrogatepass")
        return hmac.new(self._secret().encode(), message, hashlib.sha256).hexdigest()


def _is_encrypted(request: Request) -> bool:
    """Whether the browser came by HTTPS; a forged header harms its sender's own cookie alone."""
    forwarded = request.headers.get("x-forwarded-proto", "")
    return "https" in (request.url.scheme, forwarded.strip().lower())


def staff_gate(request: Request) -> StaffGate:
    """The gate of the running service."""
    return StaffGate(cast("Service", request.app.state.service).settings.staff_token)


def require_staff(gate: StaffGateDep, request: Request) -> None:
    """Let staff pass.

    Raises:
        ProblemError: 401 for everybody else.
    """
    if not gate.admits(request):
        raise ProblemError(WANTED, headers={"WWW-Authenticate": "Bearer"})


StaffGateDep = Annotated[StaffGate, Depends(staff_gate)]
Staff = Depends(require_staff)
