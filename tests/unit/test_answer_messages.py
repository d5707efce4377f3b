import pytest

from answer.language import Language, detect_language, in_askers_script
from answer.messages import CHAT, NOT_FOUND, NOTHING_NEAR, is_small_talk


@pytest.mark.parametrize(
    "text", ["你好！", "您好呀", "謝謝", "Hello!", "What can you do?", "Спасибо"]
)
def test_greetings_and_thanks_are_small_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize("text", ["论坛在哪里举行？", "谁说了你好？", "hello world forum", ""])
def test_questions_are_not_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize("messages", [NOT_FOUND, NOTHING_NEAR, CHAT])
def test_every_message_exists_in_every_language(messages: dict[Language, str]) -> None:
    assert list(messages) == list(Language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("论坛签署了什么？", Language.ZH_HANS),
        ("論壇簽署了什麼？", Language.ZH_HANT),
        ("What was signed?", Language.EN),
        ("Что подписали?", Language.RU),
    ],
)
def test_the_language_is_that_of_the_question(question: str, language: Language) -> None:
    assert detect_language(question) is language


def test_chinese_askers_read_their_own_script_and_others_the_printed_one() -> None:
    assert in_askers_script("论坛", Language.ZH_HANT) == "論壇"
    assert in_askers_script("为了里面", Language.ZH_HANT) == "為了裡面"
    assert in_askers_script("沿着书面", Language.ZH_HANT) == "沿着書面"
    assert in_askers_script("論壇", Language.ZH_HANS) == "论坛"
    assert in_askers_script("論壇", Language.EN) == "論壇"
