"""POST /api/ask: a question → its cited answer, whole or as a stream."""

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from starlette.concurrency import iterate_in_threadpool

from api import streaming
from api.describing import BODY_STATUSES, problems
from api.requests import Admitted, ServiceDep, StrictRoute
from api.schemas import AskBody, AskResponse

router = APIRouter(route_class=StrictRoute, tags=["questions"])


@router.post(
    "/api/ask",
    response_model=AskResponse,
    dependencies=[Admitted],
    responses={
        200: {"content": {streaming.MEDIA_TYPE: {"schema": {"type": "string"}}}},
        **problems(*BODY_STATUSES),
    },
)
def ask(body: AskBody, service: ServiceDep) -> AskResponse | StreamingResponse:
    """The sentences that answer the question, quoted exactly, each with its citation."""
    response = service.ask(body)
    if not body.stream:
        return response
    return StreamingResponse(
        iterate_in_threadpool(streaming.encoded(lambda: streaming.answer_events(response))),
        media_type=streaming.MEDIA_TYPE,
        headers=streaming.HEADERS,
    )
