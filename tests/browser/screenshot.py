"""Pictures of the pages over an index: ``python -m tests.browser.screenshot docs/chat.png``.

The named file shows the chat; the others go beside it, named in ``PICTURES``. The index is that of
the settings (``var/index``), and is made from ``documents/`` when missing.
"""

from __future__ import annotations

import base64
import json
import re
import struct
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.asking import ask_in_any_language
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.integration.api_server import ROOT, serving

MAX_BYTES = 120_000
NARROW = 600  # below, the head of the page would leave no room for the answer
EXAMPLES: dict[str, list[str]] = json.loads(
    (ROOT / "api/pages/examples.json").read_text(encoding="utf-8")
)
# Text drawn smoothly has a thousand colours: a picture of the commonest is a third of the size.
FEWER_COLOURS = """async (encoded) => {
  const image = new Image();
  image.src = `data:image/png;base64,${encoded}`;
  await image.decode();
  const drawn = new OffscreenCanvas(image.width, image.height).getContext("2d");
  drawn.drawImage(image, 0, 0);
  const { data } = drawn.getImageData(0, 0, image.width, image.height);
  const colours = new Uint32Array(data.buffer);
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const kept = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 32);
  const channels = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const palette = kept.map(channels);
  const distance = (a, b) => a.reduce((sum, value, at) => sum + (value - b[at]) ** 2, 0);
  const nearest = new Map();
  for (const colour of counts.keys()) {
    const distances = palette.map((one) => distance(channels(colour), one));
    nearest.set(colour, distances.indexOf(Math.min(...distances)));
  }
  const pixels = Array.from(colours, (colour) => String.fromCharCode(nearest.get(colour)));
  return { palette: palette.flat(), pixels: btoa(pixels.join("")) };
}"""


class Painting(TypedDict):
    """A picture of few colours: red, green and blue of each, and base64 of one byte a pixel."""

    palette: list[int]
    pixels: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One file: which page, in which language, scheme and size (CSS pixels)."""

    name: str
    page: Literal["first", "chat", "search", "source"] = "chat"
    language: Literal["zh-Hans", "zh-Hant", "en", "ru"] = "zh-Hans"
    scheme: Literal["light", "dark"] = "light"
    width: int = 1200
    height: int = 760


PICTURES = (
    Picture("first", page="first"),
    Picture("phone", width=360, height=740),
    Picture("dark", scheme="dark", language="en"),
    Picture("traditional", language="zh-Hant", width=360, height=740),
    Picture("search", page="search"),
    Picture("search-phone", page="search", width=360, height=740),
    Picture("search-dark", page="search", scheme="dark"),
    Picture("search-traditional", page="search", language="zh-Hant"),
    Picture("source", page="source"),
    Picture("source-phone", page="source", width=360, height=740),
    Picture("source-dark", page="source", scheme="dark"),
    Picture("source-traditional", page="source", language="zh-Hant"),
)


def take_all(chat: Path) -> None:
    """The chat into ``chat``, the others beside it.

    Raises:
        ValueError: A picture is larger than ``MAX_BYTES``.
    """
    chat.parent.mkdir(parents=True, exist_ok=True)
    with serving(ROOT) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        _take(browser, server.url, Picture(chat.stem), chat)
        for picture in PICTURES:
            _take(browser, server.url, picture, chat.with_name(f"{_file_stem(picture)}.png"))
        browser.close()


def _file_stem(picture: Picture) -> str:
    """The file's name: chat pages are told by their look, the others by their page first."""
    return picture.name if picture.page in {"search", "source"} else f"chat-{picture.name}"


def _take(browser: Browser, url: str, picture: Picture, file: Path) -> None:
    context = browser.new_context(
        base_url=url,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    _open(page, picture)
    page.wait_for_load_state("networkidle")
    full = base64.b64encode(page.screenshot()).decode()
    page.goto("about:blank")  # whose policy lets a picture be drawn
    painting: Painting = page.evaluate(FEWER_COLOURS, full)
    file.write_bytes(_png(painting, picture.width, picture.height))
    context.close()
    if (size := file.stat().st_size) > MAX_BYTES:
        raise ValueError(f"{file} has {size} bytes, at most {MAX_BYTES} are wanted")


def _png(painting: Painting, width: int, height: int) -> bytes:
    """The bytes of a PNG file with a palette (PNG specification, sections 5 and 11)."""
    pixels = base64.b64decode(painting["pixels"])
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, width * height, width))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(painting["palette"])),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))
        for name, held in chunks
    )


def _open(page: Page, picture: Picture) -> None:
    question = EXAMPLES[picture.language][0]
    language = urlencode({"lang": picture.language})
    if picture.page == "search":
        page.goto(f"/search?{urlencode({'q': question})}&{language}")
        expect(page.locator("mark").first).to_be_visible()
        return
    page.goto(f"/?{language}")
    if picture.page == "first":
        expect(page.locator("#examples").get_by_role("button").first).to_be_visible()
        return
    ask_in_any_language(page, question)
    if picture.page == "chat" and picture.width > NARROW:
        page.evaluate("scrollTo(0, 0)")
    if picture.page == "source":
        page.goto(
            page.get_by_role("link", name=re.compile(r"^\[1\]")).first.get_attribute("href") or ""
        )
        expect(page.locator("mark").first).to_be_in_viewport()


if __name__ == "__main__":
    take_all(Path(sys.argv[1]))
