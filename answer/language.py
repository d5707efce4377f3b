"""The language a question is asked in, and so the script of its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from ingest.document import Script
from ingest.script import HAN, detect_script, to_script, to_single_script


class Language(StrEnum):
    """The four languages an asker may use, by their BCP 47 tags."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"
    RU = "ru"


_BY_SCRIPT = {
    Script.HANS: Language.ZH_HANS,
    Script.HANT: Language.ZH_HANT,
}
_ASKER_SCRIPT = {Language.ZH_HANS: Script.HANS, Language.ZH_HANT: Script.HANT}
_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(rf"[^\W\d_{HAN}]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_QUOTED = re.compile('《[^》]*》|“[^”]*”|「[^」]*」|"[^"]*"|«[^»]*»')
_ENGLISH_GRAMMAR = frozenset(
    "the a an of in on is are was were do does did has have had what which who whom when where why "
    "how and about mean means please tell me can could you to for with by from it that this".split()
)
_CHINESE_GRAMMAR = re.compile(
    "[的了吗嗎呢吧是在有谁誰哪几幾]|什么|什麼|多少|怎么|怎麼|怎样|怎樣|如何|为何|為何|请|請|介绍|介紹"
)
_GRAMMAR_WORDS = 2
TEXTS_KEPT = 256  # a question's language is asked for wherever it matters, a history's every turn


def detect_language(question: str, history: Sequence[str] = ()) -> Language:
    """The language of ``question``: that of its grammar, not of the names in it.

    A message without letters takes the language of the last of the earlier questions (oldest
    first) that has some; Chinese that both scripts write alike takes the script of the last that
    tells, else Simplified.
    """
    texts = [question, *reversed(history)]
    language = next(filter(None, map(_grammar, texts)), Language.ZH_HANS)
    if language is not Language.ZH_HANS:
        return language
    return next(filter(None, map(_chinese_script, texts)), Language.ZH_HANS)


def _grammar(text: str) -> Language | None:
    """English, Russian, or ZH_HANS for Chinese in any script; None without a letter."""
    unquoted = _QUOTED.sub(" ", text)
    frame = unquoted if _WORD.search(unquoted) or _HAN.search(unquoted) else text
    words = _WORD.findall(frame)
    han = len(_HAN.findall(frame))
    if not words:
        return Language.ZH_HANS if han else None
    foreign = _foreign(words)
    begins_foreign = _HAN.match(frame.lstrip(" ,.?!，。？！¿“”")) is None
    if not han:
        return foreign
    english = sum(word.casefold() in _ENGLISH_GRAMMAR for word in words)
    cyrillic = sum(_CYRILLIC.match(word) is not None for word in words)
    if begins_foreign and max(english, cyrillic) >= _GRAMMAR_WORDS:
        return foreign
    if _CHINESE_GRAMMAR.search(frame) or han / 2 >= len(words):
        return Language.ZH_HANS
    return foreign


def _foreign(words: Sequence[str]) -> Language:
    """Russian where Russian words hold the sentence together, else English."""
    cyrillic = [word for word in words if _CYRILLIC.match(word)]
    english = sum(word.casefold() in _ENGLISH_GRAMMAR for word in words)
    if not cyrillic or (english >= _GRAMMAR_WORDS and words[0] not in cyrillic):
        return Language.EN
    if words[0] in cyrillic or 2 * len(cyrillic) >= len(words):
        return Language.RU
    return Language.EN


@lru_cache(maxsize=TEXTS_KEPT)
def _chinese_script(text: str) -> Language | None:
    """The Chinese script that ``text`` is written in; None where both write it alike."""
    if not _HAN.search(text) or (
        to_single_script(text) == text and to_script(text, Script.HANT) == text
    ):
        return None
    return _BY_SCRIPT[detect_script("".join(_HAN.findall(text)))]


def in_askers_script(text: str, language: Language) -> str:
    """``text`` in the Chinese script of ``language``; as printed for English and Russian askers."""
    script = _ASKER_SCRIPT.get(language)
    return text if script is None else to_script(text, script)


def as_asker_writes(text: str, language: Language, said: Sequence[str]) -> str:
    """`in_askers_script`, with the characters that the asker has used in ``said``.

    A character of the single script may stand for several: whoever writes 簽 is not told 籤.
    """
    shown = in_askers_script(text, language)
    own = {
        single: written
        for one in said
        for single, written in zip(to_single_script(one), one, strict=True)
        if single != written
    }
    if language is not Language.ZH_HANT or not own:
        return shown
    pairs = zip(to_single_script(text), shown, strict=True)
    return "".join(own.get(single, character) for single, character in pairs)
