from __future__ import annotations

import torch

from answer.reader import Reader
from answer.reading_text import read_tokens
from answer.training.cloze import ClozeMaker, sentences_in
from answer.training.examples import batches, collate, in_numbers, sentence_tokens
from answer.training.measure import made_ready, measured
from answer.training.network import ReaderNetwork, Shape, loss_of
from answer.training.windows import LONGEST, WindowMaker, marked
from index.training.sets import Question

NEWS = (
    "2021年3月，首届海洋博览会在宁波举行。来自12个国家的300名代表出席。"
    "王小明表示，博览会推动港口合作。由于天气寒冷，开幕推迟。"
)
ROW = Question("cmrc2018-train", "有多少名代表出席？", NEWS, ("300名", "300"), answerable=True)


def test_a_made_question_is_answered_by_the_stretch_it_lacks() -> None:
    examples = list(ClozeMaker(3, {}).of_article(NEWS, 200))
    answered = [one for one in examples if one.spans]
    assert 60 < len(answered) < len(examples)
    for one in answered:
        text = "".join(one.sentences)
        ((start, end),) = one.spans
        assert text[start:end]
        assert text in "".join(sentences_in(NEWS))
    asked = {
        one.question for one in answered if "300" in "".join(one.sentences)[slice(*one.spans[0])]
    }
    assert any("多少" in question or "几" in question for question in asked)


def test_a_made_question_without_answer_has_lost_its_sentence() -> None:
    for one in ClozeMaker(3, {}).of_article(NEWS, 200):
        if not one.spans:
            assert len(one.sentences) < len(sentences_in(NEWS))


def test_answers_are_marked_where_they_stand() -> None:
    row = marked(ROW)
    assert row is not None
    assert list(row.held) == [1]
    text = "".join(row.sentences)
    assert {text[start:end] for start, end in row.spans} == {"300名", "300"}
    assert row.likeliest == 1


def test_an_answerable_question_without_its_answer_in_the_text_is_left_out() -> None:
    assert marked(Question("x", "谁？", NEWS, ("李四",), answerable=True)) is None


def test_windows_hold_the_answer_or_none() -> None:
    row, maker = marked(ROW), WindowMaker(1)
    assert row is not None
    for _ in range(20):
        with_answer = maker.answering(row)
        text = "".join(with_answer.sentences)
        assert {text[start:end] for start, end in with_answer.spans} == {"300名", "300"}
        assert len(text) <= LONGEST
        for without in (maker.near(row), maker.cut(row)):
            assert without is None or "300" not in "".join(without.sentences)


def test_an_example_in_numbers_points_at_the_tokens_of_its_answer() -> None:
    row = marked(ROW)
    assert row is not None
    numbers = in_numbers(WindowMaker(1).answering(row), Reader.load().vocabulary)
    assert numbers is not None
    tokens = read_tokens("".join(WindowMaker(1).answering(row).sentences))
    found = {"".join(tokens.surface[first : last + 1]) for first, last in numbers.spans}
    assert found == {"300名", "300"}


def test_a_small_network_learns_where_the_answer_is() -> None:
    torch.manual_seed(0)
    vocabulary, row = Reader.load().vocabulary, marked(ROW)
    assert row is not None
    shape = Shape(8 + len(vocabulary.numbers), width=16, shared_dilations=(1,), dilations=(1,))
    pieces = torch.from_numpy(vocabulary.pieces.astype("float32"))
    network = ReaderNetwork(shape, pieces / 100, dropout=0.0)
    maker = WindowMaker(1)
    examples = [maker.answering(row), *(one for one in (maker.near(row), maker.cut(row)) if one)]
    rows = [numbers for one in examples if (numbers := in_numbers(one, vocabulary))]
    optimizer = torch.optim.Adam([w for w in network.parameters() if w.requires_grad], 0.01)
    first = last = loss_of(network(collate(rows)), collate(rows)).item()
    for number in range(40):
        for batch in batches(rows, 8, number):
            loss = loss_of(network(batch), batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch declares it without types
            optimizer.step()
            last = loss.item()
    assert last < 0.2 * first
    figures = measured(network, made_ready([row], vocabulary))
    assert (figures.sentence, figures.auroc) == (1.0, 1.0)
    assert figures.overlap > 0.6


def test_sentences_without_tokens_begin_nowhere() -> None:
    starts = read_tokens("甲乙。丙。").starts
    assert sentence_tokens(("甲乙。", "", "丙。"), starts).tolist() == [0, 3]
