"""What a library is about, said by its size and the titles of its documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.language import Language, in_askers_script

MAX_TITLES = 5
"""So many titles are all named; of more, `_SAMPLE` that lie far apart."""
_SAMPLE = 3
_LOOKED_AT = 64  # of a large library, lest an answer waits for its titles
_MAX_TITLE = 40  # characters

_WHOLE = re.compile("《([^《》]*)》")
_CHINESE_MARKS = ("《{}》", str.maketrans("《》", "〈〉"))
_MARKS = {
    Language.ZH_HANS: _CHINESE_MARKS,
    Language.ZH_HANT: _CHINESE_MARKS,
    Language.EN: ("“{}”", str.maketrans("“”", "‘’")),
    Language.RU: ("«{}»", str.maketrans("«»", "„“")),
}
"""What stands round a title, and what its own marks of that kind become inside."""

_EMPTY = {
    Language.ZH_HANS: "馆藏目前没有文档。",
    Language.ZH_HANT: "館藏目前沒有文件。",
    Language.EN: "The library holds no documents at present.",
    Language.RU: "В библиотеке пока нет документов.",
}
_UNNAMED = {
    Language.ZH_HANS: "馆藏有 {count} 篇文档。",
    Language.ZH_HANT: "館藏有 {count} 篇文件。",
    Language.EN: "The library holds {count}.",
    Language.RU: "В библиотеке {count}.",
}
_ALL = {
    Language.ZH_HANS: "馆藏有 {count} 篇文档：{titles}。",
    Language.ZH_HANT: "館藏有 {count} 篇文件：{titles}。",
    Language.EN: "The library holds {count}: {titles}.",
    Language.RU: "В библиотеке {count}: {titles}.",
}
_SOME = {
    Language.ZH_HANS: "馆藏有 {count} 篇文档，例如{titles}。",
    Language.ZH_HANT: "館藏有 {count} 篇文件，例如{titles}。",
    Language.EN: "The library holds {count}, such as {titles}.",
    Language.RU: "В библиотеке {count}, например {titles}.",
}


def about_library(titles: Sequence[str], language: Language) -> str:
    """One short sentence on the documents called ``titles``, in the language of the asker.

    Titles stand in the asker's Chinese script, or as printed for askers in other languages, between
    the marks that the asker's language sets round a title. Each document has a title; those that
    are empty or said twice count, and are not named again.
    """
    if not titles:
        return _EMPTY[language]
    count = _counted(len(titles), language)
    sample = titles[:: max(1, (len(titles) - 1) // _LOOKED_AT)]
    named = list(dict.fromkeys(title for title in map(_plain, sample) if title))
    if not named:
        return _UNNAMED[language].format(count=count)
    is_whole = len(named) <= MAX_TITLES and len(sample) == len(titles)
    template = (_ALL if is_whole else _SOME)[language]
    separator = ", " if language in (Language.EN, Language.RU) else ""
    shown = (_titled(in_askers_script(_cut(title), language), language) for title in _chosen(named))
    return template.format(count=count, titles=separator.join(shown))


def _chosen(named: list[str]) -> list[str]:
    if len(named) <= MAX_TITLES:
        return named
    return named[:: (len(named) - 1) // (_SAMPLE - 1)][:_SAMPLE]


def _plain(title: str) -> str:
    """``title`` in one line, without the marks round all of it."""
    line = " ".join(title.split())
    whole = _WHOLE.fullmatch(line)
    return line if whole is None else whole[1]


def _titled(title: str, language: Language) -> str:
    outer, inner = _MARKS[language]
    return outer.format(title.translate(inner))


def _cut(title: str) -> str:
    return title if len(title) <= _MAX_TITLE else f"{title[: _MAX_TITLE - 1]}…"


def _counted(count: int, language: Language) -> str:
    match language:
        case Language.EN:
            return "one document" if count == 1 else f"{count:,} documents"
        case Language.RU:
            return f"{count:,} {_russian_documents(count)}".replace(",", "\u00a0")
        case _:
            return f"{count}"


def _russian_documents(count: int) -> str:
    """The form of "document" that a Russian number governs."""
    if count % 100 in range(11, 15):
        return "документов"
    match count % 10:
        case 1:
            return "документ"
        case 2 | 3 | 4:
            return "документа"
        case _:
            return "документов"
