from __future__ import annotations

import dataclasses
import json

import pytest

from answer.language import Language
from answer.types import Answer, Mode, Status
from api.presenting import present_answer, present_hit
from api.problems import Problem
from api.schemas import SearchResponse
from api.terminal import answer_lines, show, show_problem, show_question
from api.wording import labels_of
from tests.unit.api_parts import ANSWERED, HIT, PASSAGE, SENTENCE, SOURCE

SOURCES = {"qingdao": SOURCE}
REFUSED = dataclasses.replace(
    ANSWERED,
    status=Status.NOT_FOUND,
    language="en",
    text="The documents do not say.",
    sentences=(),
    citations=(),
)


def shown(answer: Answer, capsys: pytest.CaptureFixture[str], *, as_json: bool = False) -> str:
    show(present_answer(answer, SOURCES, "gen-1", {}), as_json=as_json)
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_an_answer_comes_with_quotations_and_their_sources(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert shown(ANSWERED, capsys) == (
        "第2届论坛于六月举行。 [1]\n"
        "\n"
        "[1] 第2屆論壇於六月舉行。\n"
        "    海邊的論壇 · 某報 · 2023-06 · 本项目的摘编 · "
        f"qingdao:{SENTENCE.start}-{SENTENCE.end}\n"
    )


def test_a_refusal_comes_with_the_nearest_passages(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(REFUSED, capsys).splitlines()
    assert lines[:4] == ["The documents do not say.", "", "Nearest passages", f" 1. {PASSAGE.text}"]
    assert "digest of this project" in lines[4]


def test_a_refusal_at_a_terminal_comes_with_the_beginnings_of_three_and_where_the_rest_is() -> None:
    long = dataclasses.replace(PASSAGE, text="問" * 40 + "\n\n" + "答" * 60)
    hits = tuple(dataclasses.replace(HIT, passage=long, rank=rank) for rank in range(1, 6))
    response = present_answer(dataclasses.replace(REFUSED, hits=hits), SOURCES, "gen-1", {})
    lines = ["".join(text for text, _ in line.pieces) for line in answer_lines(response, "More?")]
    beginning = "問" * 40 + " " + "答" * 39 + "…"
    source = f"海邊的論壇 · 某報 · 2023-06 · digest of this project · {PASSAGE.id}"
    assert lines == [
        "The documents do not say.",
        "",
        "Nearest passages",
        f" 1. {beginning}",
        f"    {source}",
        f" 2. {beginning}",
        f"    {source}",
        f" 3. {beginning}",
        f"    {source}",
        "More?",
    ]


def test_a_short_passage_is_shown_whole_at_a_terminal() -> None:
    response = present_answer(REFUSED, SOURCES, "gen-1", {})
    lines = ["".join(text for text, _ in line.pieces) for line in answer_lines(response, "More?")]
    assert f" 1. {PASSAGE.text}" in lines


def test_a_refusal_with_nothing_near_names_no_more() -> None:
    response = present_answer(dataclasses.replace(REFUSED, hits=()), SOURCES, "gen-1", {})
    (line,) = answer_lines(response, "More?")
    assert line.pieces == [("The documents do not say.", "")]


@pytest.mark.parametrize("language", list(Language))
def test_how_to_read_on_is_told_in_the_askers_language(language: Language) -> None:
    labels = labels_of(language)
    assert "forumqa search" in labels.searching
    assert "/open 1" in labels.opening
    assert (labels.searching == labels_of("en").searching) is (language is Language.EN)


def test_questions_stand_in_one_line_apart_from_the_answer_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_question("何时？\x1b[2J\n", is_first=True)
    show_question("何" * 201, is_first=False)
    assert capsys.readouterr().out == f"> 何时？\ufffd[2J\n\n> {'何' * 200}…\n"


def test_who_asks_in_another_language_is_told_that_the_quotations_are_chinese(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = shown(dataclasses.replace(ANSWERED, language="en"), capsys).splitlines()
    assert lines[:2] == ["The documents say, in Chinese:", "第2届论坛于六月举行。 [1]"]


def test_prose_is_called_a_language_models_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    prose = dataclasses.replace(ANSWERED, mode=Mode.GENERATED, language="ru")
    lines = shown(prose, capsys).splitlines()
    assert lines[:2] == ["第2届论坛于六月举行。 [1]", "Написано языковой моделью по цитатам ниже."]


def test_a_doubtful_answer_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    doubtful = dataclasses.replace(ANSWERED, doubtful=True)
    note = "这是文档中最接近的原句，不一定直接回答了问题。\n"
    assert shown(doubtful, capsys).startswith(f"第2届论坛于六月举行。 [1]\n{note}")
    assert note not in shown(ANSWERED, capsys)


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("zh-Hans", "引文没有提到“2018年”、“第九届”；这是文档中最接近的原句。"),
        ("zh-Hant", "引文沒有提到「2018年」、「第九届」；這是文件中最接近的原句。"),
        ("en", "What is quoted does not mention “2018年”, “第九届”; "),
        ("ru", "В цитате не упомянуто: «2018年», «第九届»; "),
    ],
)
def test_what_the_source_does_not_mention_is_said_before_its_words(
    language: str, note: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking = ("2018年", "第九届")
    answer = dataclasses.replace(ANSWERED, language=language, doubtful=True, unmentioned=lacking)
    text = shown(answer, capsys)
    assert text.startswith(note)
    assert labels_of(language).doubtful not in text


def test_a_follow_up_comes_with_what_it_was_understood_as(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = dataclasses.replace(ANSWERED, understood_as="第2届论坛何时举行？")
    assert shown(answer, capsys).startswith(
        "理解为：第2届论坛何时举行？\n第2届论坛于六月举行。 [1]\n"
    )


def test_other_sources_of_a_statement_are_named_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (sentence,) = ANSWERED.sentences
    other = dataclasses.replace(ANSWERED.citations[0], n=2)
    answer = dataclasses.replace(
        ANSWERED,
        sentences=(dataclasses.replace(sentence, also=(2,)),),
        citations=(*ANSWERED.citations, other),
    )
    assert shown(answer, capsys).startswith("第2届论坛于六月举行。 [1] 另见 [2]\n")


def test_an_item_with_a_list_of_its_own_takes_several_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (sentence,) = ANSWERED.sentences
    nested = dataclasses.replace(sentence, text="1. 报到\n    1. 交表")
    lines = shown(dataclasses.replace(ANSWERED, sentences=(nested,)), capsys).splitlines()
    assert lines[:2] == ["1. 报到", "    1. 交表 [1]"]


def test_json_is_one_line_and_exact(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(ANSWERED, capsys, as_json=True)
    assert out.count("\n") == 1
    assert json.loads(out)["citations"][0]["quote"] == "第2屆論壇於六月舉行。"


def test_hits_are_numbered(capsys: pytest.CaptureFixture[str]) -> None:
    hits = [present_hit(HIT, SOURCES, ["论坛"])]
    show(SearchResponse(hits=hits, index="gen-1", timings_ms={}), as_json=False)
    assert capsys.readouterr().out.startswith(f" 1. {PASSAGE.text}\n")


def test_a_search_that_finds_nothing_says_so_beside_its_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show(SearchResponse(hits=[], index="gen-1", timings_ms={}), as_json=False)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("forumqa: No passage comes near")


def test_a_search_far_from_all_documents_says_so_beside_its_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hits = [present_hit(HIT, SOURCES, ["论坛"])]
    show(SearchResponse(hits=hits, index="gen-1", timings_ms={}), as_json=False)
    near = capsys.readouterr()
    assert near.err == ""
    show(SearchResponse(hits=hits, distant=True, index="gen-1", timings_ms={}), as_json=False)
    far = capsys.readouterr()
    assert far.out == near.out
    assert far.err == "forumqa: No passage is close to the query; these are the least far.\n"


def test_text_cannot_talk_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = dataclasses.replace(ANSWERED, status=Status.CHAT, text="a\x1b]0;title\x07\u202eb")
    assert shown(hostile, capsys).startswith("a\ufffd]0;title\ufffd\ufffdb\n")


def test_a_bad_line_is_an_object_in_place_of_its_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_problem(3, Problem(400, "x", "t", "It is broken.", "Mend it."), as_json=True)
    captured = capsys.readouterr()
    assert json.loads(captured.out)["status"] == 400
    assert captured.err == "forumqa: line 3: It is broken. Mend it.\n"
