"""POST /api/ask: a question → its cited answer, whole or as a stream."""

from typing import cast

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from api import streaming
from api.answering import last_of
from api.describing import BODY_STATUSES, problems
from api.requests import Admission, ServiceDep, StrictRoute
from api.schemas import AskBody, AskResponse

router = APIRouter(route_class=StrictRoute, tags=["questions"])


@router.post(
    "/api/ask",
    response_model=AskResponse,
    responses={
        200: {"content": {streaming.MEDIA_TYPE: {"schema": {"type": "string"}}}},
        **problems(*BODY_STATUSES),
    },
)
async def ask(body: AskBody, service: ServiceDep, request: Request) -> Response:
    """The sentences that answer the question, quoted exactly, each with its citation.

    With a language model configured the sentences may be its own (`mode` is `generated`), each
    checked against the sentences that it cites.
    """
    admission = cast("Admission", request.app.state.admission)
    # Waiting for a language model holds no slot: slots bound what keeps this machine busy.
    async with admission.slot():
        drafted = await run_in_threadpool(service.draft, body)
    answers = service.answers(drafted)
    if body.stream:
        return streaming.EventResponse(streaming.answer_events(drafted.response, answers))
    final = await last_of(answers)
    return Response(final.model_dump_json(), media_type="application/json")
