"""The pages as they are sent: what they load, and what they are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.routes import pages

FOLDER = Path(pages.__file__).parents[1] / "pages"
PAGES = ("chat", "search", "search-login", "source")


def html(page: str) -> str:
    return pages.read_assets(321).files[f"{page}.html"].content.decode()


def imported(script: str) -> set[str]:
    """What a script imports, by whatever way, and what that imports."""
    found: set[str] = set()
    waiting = [script]
    while waiting:
        text = (FOLDER / waiting.pop()).read_text(encoding="utf-8")
        fresh = set(re.findall(r"""["']\./([^"']+\.js)["']""", text)) - found
        found |= fresh
        waiting += fresh
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_every_script_that_it_will_load(page: str) -> None:
    preloaded = re.findall(r'<link rel="modulepreload" href="/static/\w+/(\S+)">', html(page))
    assert set(preloaded) == imported(f"{page}.js")
    assert len(preloaded) == len(set(preloaded)) > 2


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_loads_has_the_version_in_its_path(page: str) -> None:
    version = pages.read_assets(321).version
    loaded = re.findall(r'"/static/([^"]+)"', html(page))
    assert loaded
    assert {path.partition("/")[0] for path in loaded} == {version}
    assert all((FOLDER / path.partition("/")[2]).is_file() for path in loaded)


@pytest.mark.parametrize("page", ["chat", "search"])
def test_a_page_is_told_how_long_a_question_may_be(page: str) -> None:
    assert 'data-max-characters="321"' in html(page)


def test_every_script_and_style_is_loaded_by_some_page() -> None:
    loaded = {path for page in PAGES for path in re.findall(r'"/static/\w+/([^"]+)"', html(page))}
    there = {file.name for file in FOLDER.iterdir() if file.suffix in {".js", ".css", ".svg"}}
    assert there == loaded


@pytest.mark.parametrize("file", ["texts.js", "texts-staff.js", "source-texts.js"])
def test_every_text_is_there_in_every_language_and_used(file: str) -> None:
    text = (FOLDER / file).read_text(encoding="utf-8")
    blocks = re.split(r'(?m)^  (?:"zh-Hans"|"zh-Hant"|en|ru): \{$', text)[1:]
    keys = [set(re.findall(r"(?m)^    (\w+):", block)) for block in blocks]
    assert len(keys) == 4
    # What introduces Chinese words is not said to readers of Chinese.
    chinese, foreign = keys[0], keys[2]
    assert chinese == keys[1] == foreign - {"leadOriginal", "leadDigest"}
    assert foreign == keys[3]
    scripts = "".join(
        other.read_text(encoding="utf-8") for other in FOLDER.glob("*.js") if other.name != file
    )
    used = set(re.findall(r"\.(\w+)", scripts)) | set(re.findall(r'"(\w+)"', scripts))
    assert foreign - used == set()
