import pytest

from answer.terms import Expected, content_tokens, expected_answer, offers


def test_the_frame_of_a_chinese_question_is_no_content() -> None:
    tokens = content_tokens("请问论坛有哪些活动？")
    assert "论坛" in tokens
    assert "活动" in tokens
    assert not {"请问", "哪些", "有哪", "坛有哪"} & set(tokens)


def test_no_content_token_spans_a_cut() -> None:
    assert "坛活" not in content_tokens("论坛的活动")


def test_the_two_scripts_have_the_same_content() -> None:
    assert content_tokens("論壇簽署了什麼協議？") == content_tokens("论坛签署了什么协议？")


def test_english_and_russian_function_words_are_dropped() -> None:
    assert content_tokens("Who signed the agreement in Qingdao?") == [
        "signed",
        "agreement",
        "qingdao",
    ]
    assert content_tokens("Кто подписал соглашение?") == ["подписал", "соглашение"]


def test_a_question_of_frame_alone_has_no_content() -> None:
    assert content_tokens("是什么？") == []


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("论坛什么时候举行？", Expected.DATE),
        ("有多少人参加？", Expected.NUMBER),
        ("誰簽署了協議？", Expected.PERSON),
        ("签署了哪些协议？", Expected.LIST),
        ("How many people came?", Expected.NUMBER),
        ("Когда прошёл форум?", Expected.DATE),
        ("论坛的主题", Expected.OTHER),
    ],
)
def test_the_interrogative_tells_what_is_expected(question: str, kind: Expected) -> None:
    assert expected_answer(question) is kind


def test_a_number_already_in_the_question_is_no_answer() -> None:
    assert offers(Expected.NUMBER, "400余人参加", "多少人参加")
    assert not offers(Expected.NUMBER, "2023年的论坛", "2023年论坛有多少人")


def test_a_list_needs_an_enumeration() -> None:
    assert offers(Expected.LIST, "茶叶、瓷器", "")
    assert not offers(Expected.LIST, "茶叶和瓷器", "")


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("几点上班？", "上班"),
        ("餐补多少钱？", "餐补"),
        ("着火怎么办？", "着火"),
        ("红灯是什么意思？", "红灯"),
    ],
)
def test_everyday_ways_to_ask_are_no_content(question: str, content: str) -> None:
    assert content_tokens(question) == content_tokens(content)
