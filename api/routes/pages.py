"""The pages: files of ``api/pages``, read once into a table, so that no path is put together."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from fastapi import APIRouter, Request, Response

from api.problems import not_found
from api.requests import ServiceDep
from api.staff import StaffGateDep

_MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    content: bytes
    media_type: str
    etag: str


def read_assets() -> dict[str, Asset]:
    """Every file of ``api/pages`` by its name."""
    assets: dict[str, Asset] = {}
    for file in resources.files("api").joinpath("pages").iterdir():
        suffix = file.name[file.name.rfind(".") :]
        if suffix in _MEDIA_TYPES:
            content = file.read_bytes()
            etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
            assets[file.name] = Asset(content, _MEDIA_TYPES[suffix], etag)
    return assets


def router(assets: Mapping[str, Asset]) -> APIRouter:
    """The routes of the pages and of what they load."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/")
    async def chat(request: Request) -> Response:
        return _send(request, assets["chat.html"])

    @routes.get("/search")
    async def search(request: Request, gate: StaffGateDep) -> Response:
        if gate.admits(request):
            return _send(request, assets["search.html"])
        return _send(request, assets["search-login.html"], 401)

    @routes.get("/source/{document_id}")
    async def source(request: Request, document_id: str, service: ServiceDep) -> Response:
        status = 200 if service.has_document(document_id) else 404
        return _send(request, assets["source.html"], status)

    @routes.get("/static/{name}")
    async def static(request: Request, name: str) -> Response:
        if name not in assets or name.endswith(".html"):
            raise not_found("file", "GET / is the page.")
        return _send(request, assets[name])

    return routes


def _send(request: Request, asset: Asset, status: int = 200) -> Response:
    headers = {"ETag": asset.etag, "Cache-Control": "no-cache"}
    if status == 200 and request.headers.get("if-none-match") == asset.etag:
        return Response(status_code=304, headers=headers)
    return Response(asset.content, status, headers, asset.media_type)
