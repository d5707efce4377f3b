import pytest

from answer.language import Language, detect_language, in_askers_script
from answer.messages import CHAT, NOT_FOUND, NOTHING_NEAR, SmallTalk, small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你好！", SmallTalk.GREETING),
        ("您好呀", SmallTalk.GREETING),
        ("Hello!", SmallTalk.GREETING),
        ("What can you do?", SmallTalk.GREETING),
        ("謝謝", SmallTalk.THANKS),
        ("谢谢你啊", SmallTalk.THANKS),
        ("Thanks!", SmallTalk.THANKS),
        ("Спасибо", SmallTalk.THANKS),
        ("再見", SmallTalk.FAREWELL),
        ("Bye.", SmallTalk.FAREWELL),
        ("До свидания!", SmallTalk.FAREWELL),
    ],
)
def test_small_talk_is_told_by_its_kind(text: str, kind: SmallTalk) -> None:
    assert small_talk(text) is kind


@pytest.mark.parametrize("text", ["论坛在哪里举行？", "谁说了你好？", "hello world forum", ""])
def test_questions_are_not_small_talk(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize("messages", [NOT_FOUND, NOTHING_NEAR, *CHAT.values()])
def test_every_message_exists_in_every_language(messages: dict[Language, str]) -> None:
    assert list(messages) == list(Language)


def test_every_kind_of_small_talk_has_its_reply() -> None:
    assert list(CHAT) == list(SmallTalk)


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
