"""What a search asks for → the limits of the retrieval, checked against what the index holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from api.problems import invalid
from api.schemas import SearchBody
from index.retriever import Filters
from ingest.document import PassageKind, Script, Source

LIST_STEP = "GET /api/documents lists the documents."
_MOST_NAMED = 10


def filters_of(body: SearchBody, sources: Mapping[str, Source]) -> Filters:
    """The limits that ``body`` sets; ``sources`` are the documents by id.

    Raises:
        ProblemError: 422 when a limit cannot be met by any document.
    """
    if _later(body.date_from, body.date_to):
        raise invalid("/from", "`from` is later than `to`.", "Exchange the two dates.")
    if body.documents and not sources.keys() >= set(body.documents):
        raise invalid("/documents", "`documents` names a document that is not there.", LIST_STEP)
    return Filters(
        documents=_documents(body, sources),
        date_from=body.date_from,
        date_to=body.date_to,
        script=None if body.script is None else Script(body.script),
        kinds=frozenset({PassageKind.BODY, *map(PassageKind, body.include)}),
    )


def _documents(body: SearchBody, sources: Mapping[str, Source]) -> frozenset[str] | None:
    """The documents that a search is limited to; None: all."""
    if not body.publishers:
        return frozenset(body.documents) if body.documents else None
    known = {source.publisher for source in sources.values()}
    if not known >= set(body.publishers):
        detail = "`publishers` names a publisher that is not there."
        named = sorted(known - {""})
        raise invalid("/publishers", detail, f"There are: {_few(named)}." if named else LIST_STEP)
    return frozenset(
        source.id
        for source in sources.values()
        if source.publisher in body.publishers
        and (not body.documents or source.id in body.documents)
    )


def _few(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _later(first: str | None, second: str | None) -> bool:
    """Whether ``first`` begins after ``second`` ends; partial dates agree where they overlap."""
    if not first or not second:
        return False
    common = min(len(first), len(second))
    return first[:common] > second[:common]
