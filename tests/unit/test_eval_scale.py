from __future__ import annotations

from eval.scale import made_questions


def test_a_question_is_a_clause_of_an_article_that_asks_for_its_number() -> None:
    texts = [
        "记者获悉，今年共有来自海内外的320名选手报名参加比赛。现场很热闹。",
        "没有数字的文章。",
    ]
    assert made_questions(texts, 9) == ["今年共有来自海内外的多少名选手报名参加比赛？"]


def test_no_more_questions_are_made_than_are_asked_for_and_always_the_same() -> None:
    texts = [f"这座城市去年新建了{n}条公交线路。" for n in range(10, 60)]
    made = made_questions(texts, 3)
    assert len(made) == 3
    assert made == made_questions(texts, 3)
