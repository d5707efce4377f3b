"""How the service is, who signs in, and the answer to what changes something."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.schemas.fields import Request


class Health(BaseModel):
    """Whether the service lives, or is ready; then ``index`` is the generation that answers.

    ``encoder`` is the fingerprint of the encoder behind it.
    """

    status: Literal["ok"] = "ok"
    index: str | None = None
    encoder: str | None = None


class LoginBody(Request):
    """The token of ``FORUMQA_STAFF_TOKEN``."""

    token: Annotated[str, Field(max_length=4096)]


class StaffState(BaseModel):
    """Whether the staff's pages want a token, and whether this browser has shown it."""

    required: bool
    signed_in: bool


class Done(BaseModel):
    """The answer to a request that changes something."""

    status: Literal["ok"] = "ok"
