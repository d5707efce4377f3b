import pytest

from answer.conversation import Turn, is_followup, standalone

FIRST = Turn("青岛与哪个城市签署了友好城市协议？", "埃里温。")


@pytest.mark.parametrize(
    "question", ["那第二届呢？", "它在哪里举行？", "谁签的？", "And who signed it?"]
)
def test_a_pronoun_an_opening_and_or_few_words_make_a_followup(question: str) -> None:
    assert is_followup(question)


def test_a_full_question_is_no_followup() -> None:
    assert not is_followup("青岛贝雕在成果展的哪个展区展出？")


def test_a_followup_is_searched_behind_the_question_it_leans_on() -> None:
    assert standalone("那是哪一天？", [FIRST]) == f"{FIRST.question} 那是哪一天？"


def test_a_chain_of_followups_reaches_the_question_that_names_the_subject() -> None:
    history = [FIRST, Turn("那是哪一天？", "6月15日。")]
    assert standalone("谁签的？", history) == f"{FIRST.question} 那是哪一天？ 谁签的？"


def test_a_full_question_drags_nothing_along() -> None:
    question = "哈萨克斯坦的经典红茶叫什么名字？"
    assert standalone(question, [FIRST]) == question


def test_without_history_a_short_question_stays_as_it_is() -> None:
    assert standalone("谁签的？", []) == "谁签的？"
