"""POST /api/feedback: what a reader thought of an answer or passage."""

from fastapi import APIRouter

from api.describing import BODY_STATUSES, problems
from api.requests import FeedbackDep, ServiceDep, StrictRoute
from api.schemas import Done, FeedbackBody, JudgementBody
from api.staff import Staff

router = APIRouter(route_class=StrictRoute, tags=["feedback"])


@router.post("/api/feedback", responses=problems(*BODY_STATUSES, 507))
def feedback(body: FeedbackBody, service: ServiceDep, store: FeedbackDep) -> Done:
    """Keeps one verdict."""
    service.accept("/question", body.question)
    store.add(body, service.generation())
    return Done()


@router.post("/api/judgements", dependencies=[Staff], responses=problems(401, *BODY_STATUSES, 507))
def judge(body: JudgementBody, service: ServiceDep, store: FeedbackDep) -> Done:
    """Keeps whether a passage is relevant, for the evaluation; the last verdict counts."""
    service.accept("/question", body.question)
    store.add(body, service.generation())
    return Done()
