"""/api/staff: signing in to the staff's pages, and out again."""

from fastapi import APIRouter, Request, Response

from api.describing import BODY_STATUSES, problems
from api.problems import ProblemError
from api.requests import StrictRoute
from api.schemas import Done, LoginBody, StaffState
from api.staff import COOKIE, WANTED, StaffGateDep

router = APIRouter(route_class=StrictRoute, tags=["staff"])


@router.get("/api/staff")
def state(request: Request, response: Response, gate: StaffGateDep) -> StaffState:
    """Whether a token is wanted, and whether this browser has shown it."""
    response.headers["Cache-Control"] = "no-store"
    return StaffState(required=gate.required, signed_in=gate.admits(request))


@router.post("/api/staff", responses=problems(401, *BODY_STATUSES))
def sign_in(body: LoginBody, request: Request, response: Response, gate: StaffGateDep) -> Done:
    """Gives the browser that shows the token a cookie for twelve hours."""
    if gate.required:
        if not gate.knows(body.token):
            raise ProblemError(WANTED, headers={"WWW-Authenticate": "Bearer"})
        gate.begin(request, response)
    return Done()


@router.delete("/api/staff")
def sign_out(response: Response) -> Done:
    """Takes the cookie away again."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return Done()
