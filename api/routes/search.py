"""The staff's search: POST /api/search, and GET /search.json and /search.csv for a page's address.

A query stands in the address of the page and its twins so that they can be kept and passed on;
the server's log leaves query strings out.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import PlainTextResponse

from api.describing import BODY_STATUSES, problems
from api.requests import Admitted, FeedbackDep, ServiceDep, StrictRoute
from api.schemas import SearchBody, SearchParameters, SearchResponse
from api.staff import Staff
from api.staff_judging import with_verdicts
from api.staff_table import MEDIA_TYPE, as_csv

router = APIRouter(
    route_class=StrictRoute, tags=["search"], dependencies=[Staff], responses=problems(401)
)

Parameters = Annotated[SearchParameters, Query()]


@router.post("/api/search", dependencies=[Admitted], responses=problems(*BODY_STATUSES))
def search(body: SearchBody, service: ServiceDep, store: FeedbackDep) -> SearchResponse:
    """The passages nearest to the query, best first, with what each leg gave them."""
    return with_verdicts(service.search(body), body, store.judgements)


@router.get("/search.json", dependencies=[Admitted], responses=problems(422, 503))
def search_json(
    parameters: Parameters, response: Response, service: ServiceDep, store: FeedbackDep
) -> SearchResponse:
    """What the search page shows at the same address."""
    response.headers["Cache-Control"] = "no-store"
    return search(parameters.to_body(), service, store)


@router.get(
    "/search.csv",
    dependencies=[Admitted],
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {}}}, **problems(422, 503)},
)
def search_csv(parameters: Parameters, service: ServiceDep, store: FeedbackDep) -> Response:
    """The same as a table for a spreadsheet, one hit a line."""
    found = search(parameters.to_body(), service, store)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": 'attachment; filename="search.csv"',
    }
    return Response(as_csv(found.hits), headers=headers, media_type=MEDIA_TYPE)


@router.get("/qrels.txt", response_class=PlainTextResponse, responses=problems(503))
def qrels(store: FeedbackDep) -> PlainTextResponse:
    """What staff judged relevant or not, as TREC has it: topic, 0, passage, grade."""
    return PlainTextResponse(store.judgements.qrels(), headers={"Cache-Control": "no-store"})
