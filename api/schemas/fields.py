"""What the members of several bodies are: texts, names, dates, numbers, each with its bounds."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MAX_RAW_CHARS = 8192  # far above any question; the setting question_max_chars counts after NFKC
MAX_HITS = 100

LanguageTag = Literal["zh-Hans", "zh-Hant", "en", "ru"]
ScriptCode = Literal["Hans", "Hant", "Latn", "Cyrl"]

_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def _iso_date(text: str) -> str:
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError("not an ISO date such as 2023, 2023-06 or 2023-06-15")
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError as error:
        raise ValueError("not a day of the calendar") from error
    return text


IsoDate = Annotated[str, Field(max_length=10), AfterValidator(_iso_date)]
Text = Annotated[str, Field(max_length=MAX_RAW_CHARS)]
Identifier = Annotated[str, Field(max_length=300)]
Identifiers = Annotated[list[Identifier], Field(max_length=1000)]
TopicId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
HitCount = Annotated[int, Field(ge=1, le=MAX_HITS)]
OtherParts = Annotated[list[Literal["furniture", "spillover"]], Field(max_length=4)]


class Request(BaseModel):
    """A body: nothing converted, nothing unknown in it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
