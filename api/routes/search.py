"""POST /api/search: a query → the nearest passages, for staff."""

from fastapi import APIRouter

from api.describing import BODY_STATUSES, problems
from api.requests import Admitted, ServiceDep, StrictRoute
from api.schemas import SearchBody, SearchResponse

router = APIRouter(route_class=StrictRoute, tags=["search"])


@router.post("/api/search", dependencies=[Admitted], responses=problems(*BODY_STATUSES))
def search(body: SearchBody, service: ServiceDep) -> SearchResponse:
    """The passages nearest to the query, best first, with what each leg gave them."""
    return service.search(body)
