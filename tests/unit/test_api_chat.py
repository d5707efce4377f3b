from __future__ import annotations

import dataclasses
import string

import pytest

from answer.language import Language
from answer.types import Status
from api.chat_commands import Name, command_in
from api.chat_words import language_of, words_of
from api.presenting import present_answer
from api.quotations import quotations, surroundings
from api.terminal import MOST_PASSAGES
from tests.unit.api_parts import ANSWERED, HIT, SENTENCE, SOURCE, fake_service

SOURCES = {"qingdao": SOURCE}
RESPONSE = present_answer(ANSWERED, SOURCES, "gen-1", {})


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("/open 2", Name.OPEN, "2"),
        ("/OPEN  [2] ", Name.OPEN, "[2]"),
        ("／help", Name.HELP, ""),
        ("、sources", Name.SOURCES, ""),
        ("/?", Name.HELP, ""),
        ("/exit", Name.QUIT, ""),
        ("/nonsense", None, ""),
        ("/нет", None, ""),
    ],
)
def test_a_stroke_begins_a_command(text: str, name: Name | None, rest: str) -> None:
    command = command_in(text)
    assert command is not None
    assert (command.name, command.rest) == (name, rest)


@pytest.mark.parametrize(
    "text", ["open 2", "论坛/友好城市", "/etc/passwd 是什么？", "、青岛在哪？", ""]
)
def test_anything_else_is_a_question(text: str) -> None:
    assert command_in(text) is None


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.EN),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH_HANS),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "ru_RU.UTF-8"}, Language.RU),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_HK.UTF-8", "LANG": "en_US"}, Language.ZH_HANT),
        ({"LANG": "fr_FR.UTF-8"}, Language.EN),
    ],
)
def test_the_locale_chooses_the_first_words(
    environment: dict[str, str], language: Language
) -> None:
    assert language_of(environment) is language


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_the_same_places_to_fill_in(language: Language) -> None:
    words = dataclasses.asdict(words_of(language))
    wanted = dataclasses.asdict(words_of(Language.EN))
    assert {key: _places(value) for key, value in words.items()} == {
        key: _places(value) for key, value in wanted.items()
    }
    assert all(value for value in words.values())


def _places(text: object) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(str(text)) if name)


def test_a_quotation_is_shown_in_its_text_and_what_cleaning_left_out_is_not() -> None:
    (one,) = quotations(RESPONSE)
    lines = surroundings(one, fake_service(), "en")
    assert lines is not None
    text = "\n".join("".join(piece for piece, _ in line.pieces) for line in lines)
    assert text.splitlines()[-1] == "    倡導文明𠀀交流。第2屆論壇於六月舉行。"
    assert f"qingdao:{SENTENCE.start}-{SENTENCE.end}" in text
    styled = [piece for line in lines for piece in line.pieces if "green" in piece[1]]
    assert styled == [("第2屆論壇於", "green"), ("六月", "green bold"), ("舉行。", "green")]


def test_a_document_that_has_changed_since_is_not_opened() -> None:
    (one,) = quotations(RESPONSE)
    service = fake_service()
    assert surroundings(dataclasses.replace(one, hash="0" * 64), service, "en") is None
    gone = one.document.model_copy(update={"id": "gone"})
    assert surroundings(dataclasses.replace(one, document=gone), service, "en") is None


def test_under_a_refusal_the_numbers_are_those_of_the_passages_shown() -> None:
    hits = tuple(dataclasses.replace(HIT, rank=rank) for rank in range(1, 9))
    refused = dataclasses.replace(
        ANSWERED, status=Status.NOT_FOUND, sentences=(), citations=(), hits=hits
    )
    found = quotations(present_answer(refused, SOURCES, "gen-1", {}))
    assert [one.n for one in found] == list(range(1, MOST_PASSAGES + 1))
