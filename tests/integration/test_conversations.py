"""Follow-ups are answered as the same questions asked in full: conversations played on the digests.

`data/conversations.jsonl` holds conversations in four languages, written from the digests for this
test. A turn with ``in_full`` leans on the turns before it; any other stands on its own and must be
searched as it is. The rules were made while looking at the ``development`` half; of the
``reporting`` half only the figures were looked at. Rows named ``visitor-`` were written from the
source texts before anything was measured on them, rows named ``source-`` likewise, from the
articles, after the rules for the others were made, and rows named ``phone-`` as people type on a
phone.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from answer.answerer import Answerer
from answer.conversation import Turn, standalone
from answer.small_talk import small_talk, without_greeting
from answer.types import Answer, Status
from index.builder import publish_library
from index.encoder import open_encoder
from index.generation import open_index
from ingest.catalogue import Catalogue
from ingest.pipeline import read_library

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.generation import OpenIndex

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).with_name("data") / "conversations.jsonl"

# Measured on 2026-11-22: 0.90, 0.88 and 0.80; the room left is for changes of the ranking.
FLOORS = {"development": 0.86, "reporting": 0.79, "phone": 0.76}

pytestmark = pytest.mark.model


@dataclass(frozen=True, slots=True)
class Said:
    """One question of a visitor; ``in_full`` is "" where it stands on its own."""

    question: str
    in_full: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """The questions of one visitor, in order."""

    half: str
    turns: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """A question, what it was taken for after ``history``, and the answer to it."""

    said: Said
    history: tuple[Turn, ...]
    answer: Answer


def conversations(half: str) -> list[Conversation]:
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    return [
        Conversation(
            row["half"],
            tuple(Said(turn["question"], turn.get("in_full", "")) for turn in row["turns"]),
        )
        for row in rows
        if ("phone" if row["id"].startswith("phone-") else row["half"]) == half
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("index")
    library = read_library(
        [ROOT / "documents"], Catalogue.open(ROOT / "documents" / "catalogue.toml")
    )
    encoder = open_encoder()
    publish_library(library, encoder, folder)
    with closing(open_index(folder, encoder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def answerer(index: OpenIndex) -> Answerer:
    return Answerer(index, open_encoder())


def play(conversation: Conversation, answerer: Answerer) -> list[Played]:
    """Every question answered after those before it and the answers that they got."""
    history: list[Turn] = []
    played: list[Played] = []
    for said in conversation.turns:
        answer = answerer.answer(said.question, history)
        played.append(Played(said, tuple(history), answer))
        history.append(Turn(said.question, answer.text))
    return played


def first_quoted(answer: Answer) -> tuple[str, int]:
    citation = answer.citations[0]
    return citation.source.id, citation.span.start


def quoted(answer: Answer) -> set[tuple[str, int]]:
    return {(citation.source.id, citation.span.start) for citation in answer.citations}


def lost(played: Sequence[Played], answerer: Answerer) -> tuple[list[str], int]:
    """Follow-ups that do not show what they show first when asked in full, and how many counted."""
    failed: list[str] = []
    counted = 0
    for one in played:
        if not one.said.in_full:
            continue
        in_full = answerer.answer(one.said.in_full)
        if in_full.status is not Status.ANSWERED:
            continue
        counted += 1
        if first_quoted(in_full) not in quoted(one.answer):
            taken_for = standalone(one.said.question, one.history)
            failed.append(f"{one.said.question} ({taken_for}), not {one.said.in_full}")
    return failed, counted


@pytest.mark.parametrize("half", FLOORS)
def test_followups_show_what_the_same_questions_show_in_full(half: str, answerer: Answerer) -> None:
    failed: list[str] = []
    counted = 0
    for conversation in conversations(half):
        more_failed, more = lost(play(conversation, answerer), answerer)
        failed += more_failed
        counted += more
    parity = 1 - len(failed) / counted
    assert parity >= FLOORS[half], f"{parity:.3f} of {counted}\n" + "\n".join(failed)


@pytest.mark.parametrize("half", FLOORS)
def test_a_question_that_stands_on_its_own_is_searched_as_it_is(
    half: str, answerer: Answerer
) -> None:
    dragged = [
        (one.said.question, standalone(one.said.question, one.history))
        for conversation in conversations(half)
        for one in play(conversation, answerer)
        if not one.said.in_full and small_talk(one.said.question) is None
    ]
    assert [asked for question, asked in dragged if asked != without_greeting(question)] == []


def test_the_set_is_large_enough_to_say_something() -> None:
    turns = [
        turn
        for half in FLOORS
        for conversation in conversations(half)
        for turn in conversation.turns[1:]
    ]
    assert len([turn for turn in turns if turn.in_full]) >= 500
    assert len([turn for turn in turns if not turn.in_full]) >= 50


def test_what_leans_unseen_is_tried_on_what_was_spoken_of_and_said_to_be_doubtful(
    answerer: Answerer,
) -> None:
    before = "扶贫培训班有多少学员？"
    history = [Turn(before, answerer.answer(before).text)]
    found = answerer.answer("怎么上课的呢", history)
    assert answerer.answer("怎么上课的呢").status is Status.NOT_FOUND
    assert found.status is Status.ANSWERED
    assert found.understood_as == "扶贫培训班 怎么上课的呢"
    assert found.doubtful
    assert "现场教学" in found.text


@pytest.mark.parametrize("question", ["今天会下雨吗？", "撒马尔罕有多少人口？"])
def test_what_nothing_answers_is_refused_whatever_was_spoken_of(
    question: str, answerer: Answerer
) -> None:
    before = "扶贫培训班有多少学员？"
    history = [Turn(before, answerer.answer(before).text)]
    assert answerer.answer(question, history).status is Status.NOT_FOUND
