"""GET /livez and /readyz: is the process alive, can it answer. They never wait for a thread."""

from fastapi import APIRouter, Response

from api.requests import ServiceDep
from api.schemas import Health

router = APIRouter(tags=["health"])


@router.get("/livez")
async def livez(response: Response) -> Health:
    """The process answers."""
    response.headers["Cache-Control"] = "no-store"
    return Health()


@router.get("/readyz")
async def readyz(response: Response, service: ServiceDep) -> Health:
    """An index is open: which, and the encoder behind it."""
    response.headers["Cache-Control"] = "no-store"
    return service.ready()
