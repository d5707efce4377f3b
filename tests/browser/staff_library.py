"""A small library with publishers, dates, scripts and parts of pages, and a server over it."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.integration.api_server import RunningServer, run_cli, serving

HOSTILE = [
    "<script>window.broken=1</script>",
    "<SCRIPT SRC=https://foreign.invalid/x.js></SCRIPT>",
    "<script>parent.broken=1//",
    "<img src=x onerror=window.broken=1>",
    "<img src=https://foreign.invalid/x.png>",
    "<img srcset='https://foreign.invalid/x.png 1x'>",
    '<img src="x" onerror="window.broken=1"//',
    "<svg onload=window.broken=1>",
    "<svg><script>window.broken=1</script></svg>",
    "<svg><animate onbegin=window.broken=1 attributeName=x dur=1s>",
    "<svg><use href='https://foreign.invalid/x.svg#a'/></svg>",
    "<svg><image href=https://foreign.invalid/x.png /></svg>",
    "<math><mtext><img src=x onerror=window.broken=1></mtext></math>",
    "<iframe src=javascript:parent.broken=1></iframe>",
    "\"><iframe srcdoc='<script>parent.broken=1</script>'>",
    "<object data=https://foreign.invalid/x></object>",
    "<embed src=https://foreign.invalid/x>",
    "<video src=https://foreign.invalid/x onerror=window.broken=1>",
    "<audio autoplay src=https://foreign.invalid/x>",
    "<video><source onerror=window.broken=1></video>",
    "<link rel=stylesheet href=https://foreign.invalid/x.css>",
    "<link rel=preload as=script href=https://foreign.invalid/x.js>",
    "<link rel=dns-prefetch href=//foreign.invalid>",
    "<style>@import 'https://foreign.invalid/x.css';</style>",
    "<style>body{background:url(https://foreign.invalid/x.png)}</style>",
    "<base href=https://foreign.invalid/>",
    "<meta http-equiv=refresh content='0;url=https://foreign.invalid/'>",
    "<meta http-equiv=Content-Security-Policy content=script-src>",
    "<form action=https://foreign.invalid><button>检索</button></form>",
    "<form id=search><input name=query></form>",
    "<input autofocus onfocus=window.broken=1>",
    "<select autofocus onfocus=window.broken=1>",
    "<textarea autofocus onfocus=window.broken=1>",
    "</textarea><script>window.broken=1</script>",
    "</title><script>window.broken=1</script>",
    "</noscript><script>window.broken=1</script>",
    "<noscript><p title='</noscript><img src=x onerror=window.broken=1>'>",
    "<details open ontoggle=window.broken=1>",
    "<body onload=window.broken=1>",
    "<marquee onstart=window.broken=1>",
    "<a href=javascript:window.broken=1>望远镜</a>",
    "<a href='data:text/html,<script>parent.broken=1</script>'>望远镜</a>",
    "javascript:window.broken=1",
    "data:text/html,<script>window.broken=1</script>",
    "<template><script>window.broken=1</script></template>",
    "<slot onslotchange=window.broken=1>",
    "<portal src=https://foreign.invalid>",
    "<dialog open onclose=window.broken=1>",
    "<p style='animation:x' onanimationstart=window.broken=1>",
    "' onmouseover='window.broken=1",
    '" autofocus onfocus="window.broken=1',
    "`onerror=window.broken=1`",
    "{{constructor.constructor('window.broken=1')()}}",
    "${window.broken=1}",
    "#{window.broken=1}",
    "<%= window.broken=1 %>",
    "<!--><script>window.broken=1</script>-->",
    "<![CDATA[<script>window.broken=1</script>]]>",
    "&lt;script&gt;window.broken=1&lt;/script&gt;",
    "&#60;img src=x onerror=window.broken=1&#62;",
    "\\u003cscript\\u003ewindow.broken=1\\u003c/script\\u003e",
    "+ADw-script+AD4-window.broken=1+ADw-/script+AD4-",
    "\u202e>tpircs/<1=nekorb.wodniw>tpircs<",
    "__proto__[broken]=1&constructor.prototype.broken=1",
]

GAZETTE = """石桥节开幕

□临海日报记者 林一

石桥节五月六日在临海古城开幕，来自九个国家的三百二十位客人参加了点灯仪式，沿河的十二座石桥都点上了灯，游船在桥下慢慢驶过，\
岸上的人们跟着唱起了渔歌，直到夜里十点才散去。

图为点灯仪式现场。 周二摄

主办方说，石桥节期间将举办四场读书会和一场龙舟赛，龙舟赛的奖品是一只陶壶。

城南读书会开讲

城南读书会请来十二位作家，讲的是石桥节的来历。第一讲由𠮷野先生主持。

（上接第一版）渔港的冷库在去年改建完成，能存放八百吨海鱼，渔民说卖鱼不再着急，价钱低的时候可以先存起来，等到节日前后再卖。
"""
TEA = """茶會(huì)散記

𠮷野山的茶會(huì)在十月舉(jǔ)行，石橋節的客人也來了四十二位。

會後，大家在溪邊種下了櫻花樹。
"""
LETTER = (
    "Letter from the lighthouse\n\nThe keeper of the stone bridge festival lives in a lighthouse.\n"
)
ATTACK = "石桥节的来信\n\n" + "\n\n".join(f"来信说：{text}。" for text in HOSTILE) + "\n"


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    publisher: str
    date: str
    script: str
    headlines: tuple[str, ...]
    title: str = ""
    digest: bool = False
    inferred: bool = False


ENTRIES = {
    "gazette": _Entry(GAZETTE, "临海日报", "2024-05-06", "Hans", ("石桥节开幕", "城南读书会开讲")),
    "tea": _Entry(TEA, "山城晚報", "2023-10", "Hant", ("茶會散記",), inferred=True),
    "letter": _Entry(LETTER, "", "unknown", "Latn", ("Letter from the lighthouse",)),
    "attack": _Entry(
        ATTACK,
        '<b onclick="window.broken=1">社</b>',
        "2022",
        "Hans",
        ("石桥节的来信",),
        "<img src=x onerror=window.broken=1>来信",
        digest=True,
    ),
}


def write_staff_library(folder: Path) -> None:
    """The documents and their catalogue, in ``folder``/documents."""
    documents = folder / "documents"
    documents.mkdir(parents=True)
    catalogue = documents / "catalogue.toml"
    catalogue.write_text("\n".join(_table(*item) for item in ENTRIES.items()), encoding="utf-8")
    for name, entry in ENTRIES.items():
        (documents / f"{name}.txt").write_bytes(entry.text.encode())


def _table(name: str, entry: _Entry) -> str:
    digest = hashlib.sha256(entry.text.encode()).hexdigest()
    original = f'{{ file = "{name}.txt", sha256 = "{digest}" }}'
    fields = {
        "id": name,
        "title": entry.title or entry.headlines[0],
        "publisher": entry.publisher,
        "author": "",
        "date": entry.date,
        "date_inferred": entry.inferred,
        "language": "en" if entry.script == "Latn" else "zh",
        "script": entry.script,
        "headlines": list(entry.headlines),
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    lines.append(f'digest = "{name}.txt"' if entry.digest else f"original = {original}")
    return "\n".join(["[[source]]", *lines, ""])


@contextlib.contextmanager
def staff_serving(
    folder: Path, settings: Mapping[str, str] | None = None
) -> Generator[RunningServer]:
    """A server over the library, which it ingests first."""
    write_staff_library(folder)
    done = run_cli(["ingest", "documents"], folder)
    assert done.returncode == 0, done.stderr.decode()
    with serving(folder, **(settings or {})) as running:
        yield running


def found(page: Page) -> None:
    """Wait until the newest search is answered with hits."""
    expect(page.get_by_role("region", name="检索结果")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".hit").first).to_be_visible()
