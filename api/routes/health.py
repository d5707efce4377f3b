"""GET /livez and /readyz: is the process alive, can it answer. They never wait for a thread."""

from fastapi import APIRouter

from api.requests import ServiceDep
from api.schemas import Health

router = APIRouter(tags=["health"])


@router.get("/livez")
async def livez() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz")
async def readyz(service: ServiceDep) -> Health:
    """An index is open: which, and the encoder behind it."""
    return service.ready()
