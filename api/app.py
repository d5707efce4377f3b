"""The HTTP application: routes, guards and error answers round one `Service`."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncGenerator, Collection

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api import handlers
from api.describing import DescribedApp
from api.feedback import FeedbackStore
from api.guards import BodyGuard, HostGuard, OuterGuard
from api.problem_pages import ProblemPages
from api.requests import Admission
from api.routes import ask, documents, feedback, health, pages, search, staff
from api.service import Service, open_service
from api.settings import Settings, read_settings
from api.transfer import LEVEL, MIN_BYTES, SENT_AS_IT_IS, Tagging
from api.version import release
from ingest.errors import ForumqaError

_LOG = logging.getLogger(__name__)
REFRESH_EVERY_S = 1.0


def create_app(
    settings: Settings | None = None,
    service: Service | None = None,
    names: Collection[str] | None = None,
) -> FastAPI:
    """The application; its lifespan opens index and encoder, unless ``service`` is open already.

    ``names`` are the only ones it answers to as Host; None: to any.
    """
    settings = settings or read_settings()

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        opened = await asyncio.to_thread(open_service, settings) if service is None else service
        app.state.service = opened
        app.state.feedback = FeedbackStore(settings.feedback, settings.feedback_max_bytes)
        app.state.admission = Admission(settings.encoding_concurrency, settings.encoding_queue)
        await asyncio.to_thread(_warm, opened)
        following = asyncio.create_task(_follow(opened))
        try:
            yield
        finally:
            gc.unfreeze()
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
            opened.live.close()

    app = DescribedApp(
        title="forumqa",
        version=release(),
        summary="Questions answered with the exact words of a small library of documents.",
        lifespan=lifespan,
        docs_url=None,  # these pages load scripts from a foreign host
        redoc_url=None,
        redirect_slashes=False,
    )
    assets = pages.read_assets(settings.question_max_chars)
    # The guard added last stands outermost.
    app.add_middleware(
        BodyGuard, max_bytes=settings.body_max_bytes, timeout_s=settings.read_timeout_s
    )
    if names is not None:
        app.add_middleware(HostGuard, names=names)
    app.add_middleware(Tagging)
    app.add_middleware(
        GZipMiddleware,
        minimum_size=MIN_BYTES,
        compresslevel=LEVEL,
        exclude_content_types=SENT_AS_IT_IS,
    )
    app.add_middleware(OuterGuard)
    app.add_middleware(ProblemPages, template=assets.files["problem.html"].content.decode())
    handlers.install(app)
    for module in (ask, search, documents, feedback, staff, health):
        app.include_router(module.router)
    app.include_router(pages.router(assets))
    return app


def _warm(service: Service) -> None:
    """Nobody waits for what is loaded late, nor for the collector looking through all of it."""
    try:
        service.warm()
    except ForumqaError as error:
        _LOG.warning("some questions will be answered late or not at all: %s", error)
    gc.collect()
    gc.freeze()


async def _follow(service: Service) -> None:
    while True:
        await asyncio.sleep(REFRESH_EVERY_S)
        try:
            await asyncio.to_thread(service.live.refresh)
        except Exception:  # noqa: BLE001  whatever fails here, the present index goes on answering
            _LOG.exception("the index on disk could not be followed")
