"""The pages: files of ``api/pages``, read once into a table, so that no path is put together.

What a page loads has the version of all of it in its path, and browsers keep it for a year; the
page itself is asked for anew every time. Scripts name each other by relative paths, so the version
stays in theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from fastapi import APIRouter, Request, Response

from api.problems import not_found
from api.requests import ServiceDep
from api.staff import StaffGateDep
from api.transfer import etag_of

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_READING = ["GET", "HEAD"]  # link checkers ask for the head alone
_FOR_EVER = "public, max-age=31536000, immutable"
_IMPORTED = re.compile(rb'from "\./([a-z-]+\.js)"')
_SCRIPT = re.compile(rb'<script type="module" src="/static/([a-z-]+\.js)">')


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    content: bytes
    media_type: str
    etag: str


@dataclass(frozen=True, slots=True)
class Assets:
    """Every file of ``api/pages`` by its name, and the name of this version of them."""

    version: str
    files: Mapping[str, Asset]


def read_assets(question_max_chars: int) -> Assets:
    """The files; pages name all that is loaded after them, so that it comes at once.

    ``question_max_chars`` is told to those that ask.
    """
    read = {
        file.name: file.read_bytes()
        for file in resources.files("api").joinpath("pages").iterdir()
        if _suffix(file.name) in MEDIA_TYPES
    }
    version = _version_of(read)
    where = f"/static/{version}/".encode()
    files: dict[str, Asset] = {}
    for name, content in read.items():
        if name.endswith(".html"):
            page = _SCRIPT.sub(lambda script: _preloading(script, read), content)
            page = page.replace(b"$question_max_chars", str(question_max_chars).encode())
            content = page.replace(b"/static/", where)  # noqa: PLW2901  the file as it is sent
        files[name] = Asset(content, MEDIA_TYPES[_suffix(name)], etag_of(content))
    return Assets(version, files)


def _version_of(files: Mapping[str, bytes]) -> str:
    """A name for these contents, all of them."""
    everything = b"".join(name.encode() + content for name, content in sorted(files.items()))
    return hashlib.sha256(everything).hexdigest()[:12]


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]


def _preloading(script: re.Match[bytes], files: Mapping[str, bytes]) -> bytes:
    """The tag of a script behind links to all that it imports."""
    links = [
        b'<link rel="modulepreload" href="/static/%s">\n' % name
        for name in _imports(script[1], files)
    ]
    return b"".join(links) + script[0]


def _imports(script: bytes, files: Mapping[str, bytes]) -> list[bytes]:
    """What ``script`` imports, and what that imports, each once."""
    found = [script]
    for name in found:  # which grows meanwhile
        imported = dict.fromkeys(_IMPORTED.findall(files[name.decode()]))
        found += [one for one in imported if one not in found]
    return found[1:]


def router(assets: Assets) -> APIRouter:
    """The routes of the pages and of what they load."""
    files = assets.files
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/", methods=_READING)
    async def chat() -> Response:
        return _page(files["chat.html"])

    @routes.api_route("/search", methods=_READING)
    async def search(request: Request, gate: StaffGateDep) -> Response:
        if gate.admits(request):
            return _page(files["search.html"])
        return _page(files["search-login.html"], 401)

    @routes.api_route("/source/{document_id}", methods=_READING)
    async def source(document_id: str, service: ServiceDep) -> Response:
        return _page(files["source.html"], 200 if service.shelf.has(document_id) else 404)

    @routes.api_route("/static/{version}/{name}", methods=_READING)
    async def static(version: str, name: str) -> Response:
        if name not in files or name.endswith(".html"):
            raise not_found("file", "GET / is the page.")
        # A page of before the last update may still be open: it gets today's file, for now.
        return _send(files[name], 200, _FOR_EVER if version == assets.version else "no-cache")

    return routes


def _page(asset: Asset, status: int = 200) -> Response:
    return _send(asset, status, "no-cache")


def _send(asset: Asset, status: int, kept: str) -> Response:
    headers = {"ETag": asset.etag, "Cache-Control": kept}
    return Response(asset.content, status, headers, asset.media_type)
