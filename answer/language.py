"""The language a question is asked in, and so the script of its answer."""

from __future__ import annotations

from enum import StrEnum

from ingest.document import Script
from ingest.script import detect_script, to_script


class Language(StrEnum):
    """The four languages an asker may use, by their BCP 47 tags."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"
    RU = "ru"


_BY_SCRIPT = {
    Script.HANS: Language.ZH_HANS,
    Script.HANT: Language.ZH_HANT,
    Script.LATN: Language.EN,
    Script.CYRL: Language.RU,
}
_ASKER_SCRIPT = {Language.ZH_HANS: Script.HANS, Language.ZH_HANT: Script.HANT}


def detect_language(question: str) -> Language:
    """The language of ``question``, by the script that most of its letters are written in."""
    return _BY_SCRIPT[detect_script(question)]


def in_askers_script(text: str, language: Language) -> str:
    """``text`` in the Chinese script of ``language``; as printed for English and Russian askers."""
    script = _ASKER_SCRIPT.get(language)
    return text if script is None else to_script(text, script)
