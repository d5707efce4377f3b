"""How /openapi.json speaks of errors: every one is the same problem document."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE

_SCHEMA: Mapping[str, object] = {
    "title": "Problem",
    "description": "A problem document (RFC 9457); it never repeats a value of the request.",
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "description": "urn:forumqa:problem: and the kind"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "next": {"type": "string", "description": "what to do about it"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "a JSON pointer"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
BODY_STATUSES = (400, 408, 413, 415, 422, 503)  # whatever takes a body can answer these

Responses = dict[int | str, dict[str, Any]]  # FastAPI's


def problems(*statuses: int) -> Responses:
    """The ``responses`` of a route that answers ``statuses`` with a problem document."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in statuses
    }


class DescribedApp(FastAPI):
    """An application whose description holds the schema that `problems` refers to."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        description = super().openapi()
        description["components"]["schemas"]["Problem"] = _SCHEMA
        return description
