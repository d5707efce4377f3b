"""GET /api/documents…: the sources, their text, and that text cut: into passages, for display."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from api.describing import problems
from api.requests import ServiceDep, StrictRoute
from api.schemas import (
    DocumentAbout,
    DocumentResponse,
    DocumentsResponse,
    PassagesResponse,
    ViewSegment,
)
from ingest.document import Script

router = APIRouter(route_class=StrictRoute, tags=["documents"])

ChineseScript = Annotated[
    Literal["Hans", "Hant"] | None, Query(description="show the text in this script")
]
Position = Annotated[int | None, Query(ge=0, le=1 << 40, description="code points from 0")]


@router.get("/api/documents")
def documents(service: ServiceDep) -> DocumentsResponse:
    """What is known of every document."""
    return service.shelf.all()


@router.get("/api/documents/{document_id}", responses=problems(404, 422))
def document(document_id: str, service: ServiceDep) -> DocumentResponse:
    """One document with its whole text."""
    return service.shelf.document(document_id)


@router.get("/api/documents/{document_id}/about", responses=problems(404, 422))
def about(document_id: str, service: ServiceDep) -> DocumentAbout:
    """What is known of one document, and its articles, without the text."""
    return service.shelf.about(document_id)


@router.get("/api/documents/{document_id}/passages", responses=problems(404, 422))
def passages(document_id: str, service: ServiceDep) -> PassagesResponse:
    """How the document was cut into the passages that are searched, in order."""
    return service.shelf.passages(document_id)


@router.get(
    "/api/documents/{document_id}/view",
    responses=problems(404, 422),
    response_model_exclude_defaults=True,  # a document may have hundreds of segments
)
def view(
    document_id: str,
    service: ServiceDep,
    start: Position = None,
    end: Position = None,
    script: ChineseScript = None,
) -> list[ViewSegment]:
    """The document's text cut for display; the segments joined are the text.

    With ``script`` they are that text converted, cut at the same places.
    """
    return service.shelf.view(document_id, start, end, None if script is None else Script(script))
