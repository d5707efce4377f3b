import pytest

from answer.language import Language, as_asker_writes, detect_language, in_askers_script
from answer.library import about_library
from answer.messages import (
    CHAT,
    QUOTED_IN_CHINESE,
    chat,
    refusal,
    small_talk,
)
from answer.small_talk import without_greeting
from answer.small_talk_phrases import SmallTalk

TITLES = ["弘扬“上海精神”", "青島倡議"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你好！", SmallTalk.GREETING),
        ("你好呀！！", SmallTalk.GREETING),
        ("您好呀", SmallTalk.GREETING),
        ("你好你好", SmallTalk.GREETING),
        ("早上好，老师", SmallTalk.GREETING),
        ("你好，我叫李华", SmallTalk.GREETING),
        ("在吗？", SmallTalk.GREETING),
        ("Hello!", SmallTalk.GREETING),
        ("Hi there", SmallTalk.GREETING),
        ("hellooo", SmallTalk.GREETING),
        ("Hi Anna", SmallTalk.GREETING),
        ("How are you?", SmallTalk.GREETING),
        ("Привет, бот!", SmallTalk.GREETING),
        ("Добрый день!", SmallTalk.GREETING),
        ("👋", SmallTalk.GREETING),
        ("你好，你是谁？", SmallTalk.IDENTITY),
        ("你是AI吗？", SmallTalk.IDENTITY),
        ("你是真人嗎", SmallTalk.IDENTITY),
        ("Are you a human?", SmallTalk.IDENTITY),
        ("What's your name?", SmallTalk.IDENTITY),
        ("Ты робот?", SmallTalk.IDENTITY),
        ("What can you do?", SmallTalk.ABILITY),
        ("你會什麼？", SmallTalk.ABILITY),
        ("你能做什么呢", SmallTalk.ABILITY),
        ("help!", SmallTalk.ABILITY),
        ("Помогите", SmallTalk.ABILITY),
        ("???", SmallTalk.ABILITY),
        ("謝謝", SmallTalk.THANKS),
        ("谢谢你啊", SmallTalk.THANKS),
        ("谢谢谢谢", SmallTalk.THANKS),
        ("Thanks!", SmallTalk.THANKS),
        ("thanks a lot", SmallTalk.THANKS),
        ("Спасибо", SmallTalk.THANKS),
        ("Большое спасибо!", SmallTalk.THANKS),
        ("你真棒！", SmallTalk.PRAISE),
        ("Good job", SmallTalk.PRAISE),
        ("Молодец!", SmallTalk.PRAISE),
        ("答非所问", SmallTalk.COMPLAINT),
        ("You're stupid", SmallTalk.COMPLAINT),
        ("дурак", SmallTalk.COMPLAINT),
        ("OK.", SmallTalk.ACKNOWLEDGEMENT),
        ("好的", SmallTalk.ACKNOWLEDGEMENT),
        ("test", SmallTalk.ACKNOWLEDGEMENT),
        ("测试", SmallTalk.ACKNOWLEDGEMENT),
        ("понятно", SmallTalk.ACKNOWLEDGEMENT),
        ("😀", SmallTalk.ACKNOWLEDGEMENT),
        ("再見", SmallTalk.FAREWELL),
        ("好的，谢谢！再见", SmallTalk.FAREWELL),
        ("Bye.", SmallTalk.FAREWELL),
        ("bye-bye", SmallTalk.FAREWELL),
        ("До свидания!", SmallTalk.FAREWELL),
    ],
)
def test_small_talk_is_told_by_its_kind(text: str, kind: SmallTalk) -> None:
    assert small_talk(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "论坛在哪里举行？",
        "谁说了你好？",
        "再见是什么意思",
        "你好，请问论坛在哪里举行？",
        "谢谢，那第二届呢？",
        "你能做什么菜",
        "他是谁",
        "为什么",
        "青岛",
        "2023",
        "李华",
        "hello world forum",
        "What is help?",
        "Who are you voting for?",
        "help for Pakistan",
        "что такое помощь",
        "谢" * 300,
        "",
        " \n",
    ],
)
def test_questions_and_names_are_not_small_talk(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("你好，请问论坛在哪里举行？", "论坛在哪里举行？"),
        ("您好！我想知道主题是什么", "我想知道主题是什么"),
        ("打扰一下，主题是什么？", "主题是什么？"),
        ("请问，主题是什么？", "主题是什么？"),
        ("Good morning! Who signed it?", "Who signed it?"),
        ("Hi where was it held", "where was it held"),
        ("Where was it held? Thanks in advance!", "Where was it held?"),
        ("Здравствуйте, где прошёл форум?", "где прошёл форум?"),
        ("论坛在哪里举行？谢谢！", "论坛在哪里举行？"),
        ("你好是什么意思？", "你好是什么意思？"),
        ("大家好奇什么", "大家好奇什么"),
        ("Hello Kitty is what?", "Hello Kitty is what?"),
        ("你好", "你好"),
    ],
)
def test_a_greeting_in_front_and_thanks_behind_are_taken_off(question: str, asked: str) -> None:
    assert without_greeting(question) == asked


@pytest.mark.parametrize("messages", [QUOTED_IN_CHINESE, *CHAT.values()])
def test_every_message_exists_in_every_language(messages: dict[Language, str]) -> None:
    assert list(messages) == list(Language)


def test_every_kind_of_small_talk_has_its_reply() -> None:
    assert list(CHAT) == list(SmallTalk)


def test_a_small_library_names_all_its_titles_in_the_askers_script() -> None:
    assert about_library(TITLES, Language.ZH_HANS) == (
        "馆藏有 2 篇文档：《弘扬“上海精神”》《青岛倡议》。"
    )
    assert about_library(TITLES, Language.ZH_HANT) == (
        "館藏有 2 篇文件：《弘揚“上海精神”》《青島倡議》。"
    )
    assert about_library(TITLES, Language.EN) == (
        "The library holds 2 documents: “弘扬‘上海精神’”, “青島倡議”."
    )
    assert about_library(TITLES[:1], Language.RU) == ("В библиотеке 1 документ: «弘扬“上海精神”».")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH_HANS, "馆藏有 60000 篇文档，例如《题0》《题29984》《题59968》。"),
        (
            Language.EN,
            "The library holds 60,000 documents, such as “题0”, “题29984”, “题59968”.",
        ),
        (
            Language.RU,
            "В библиотеке 60\u00a0000 документов, например «题0», «题29984», «题59968».",
        ),
    ],
)
def test_a_large_library_is_told_by_its_size_and_three_titles(
    language: Language, said: str
) -> None:
    assert about_library([f"题{i}" for i in range(60_000)], language) == said


def test_a_title_with_marks_of_its_own_has_the_inner_ones_inside() -> None:
    titles = ["读《青岛倡议》", "《远东杯》", "О «Шанхайском духе»"]
    assert about_library(titles, Language.ZH_HANS) == (
        "馆藏有 3 篇文档：《读〈青岛倡议〉》《远东杯》《О «Шанхайском духе»》。"
    )
    assert about_library(titles[1:], Language.RU) == (
        "В библиотеке 2 документа: «远东杯», «О „Шанхайском духе“»."
    )


def test_a_library_without_documents_says_so() -> None:
    assert about_library([], Language.EN) == "The library holds no documents at present."


def test_long_titles_are_cut_and_missing_ones_left_out() -> None:
    said = about_library(["长" * 90, "", "长" * 90], Language.ZH_HANS)
    assert said == f"馆藏有 3 篇文档：《{'长' * 39}…》。"


def test_documents_without_titles_are_counted() -> None:
    assert about_library(["", " "], Language.ZH_HANS) == "馆藏有 2 篇文档。"
    assert about_library([""], Language.EN) == "The library holds one document."


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "документ"), (3, "документа"), (5, "документов"), (11, "документов"), (22, "документа")],
)
def test_russian_counts_documents_in_the_right_case(count: int, words: str) -> None:
    assert f" {count} {words}: " in about_library(["题"] * count, Language.RU)


def test_a_refusal_says_what_the_library_is_about_before_it_points_below() -> None:
    assert refusal(TITLES[:1], Language.EN, is_near=True) == (
        "The documents do not say. The library holds one document: “弘扬‘上海精神’”. "
        "The nearest passages are below."
    )
    assert refusal([], Language.ZH_HANT, is_near=False) == (
        "文件中沒有找到這個問題的答案。館藏目前沒有文件。也沒有相近的段落。"
    )


def test_who_asks_what_the_program_can_do_hears_what_the_library_is_about() -> None:
    about = about_library(TITLES, Language.ZH_HANS)
    assert chat(SmallTalk.ABILITY, TITLES, Language.ZH_HANS).endswith(about)
    assert chat(SmallTalk.THANKS, TITLES, Language.ZH_HANS) == "不客气。还有别的问题，请继续问。"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("论坛签署了什么？", Language.ZH_HANS),
        ("論壇簽署了什麼？", Language.ZH_HANT),
        ("What was signed?", Language.EN),
        ("Что подписали?", Language.RU),
        ("SCO Forum on Friendship Cities 是什么？", Language.ZH_HANS),
        ("请介绍 Belt and Road Initiative", Language.ZH_HANS),
        ("What does 上合 mean?", Language.EN),
        ("What is 在线教育?", Language.EN),
        ("What does “各美其美，美美与共的意思是什么” mean?", Language.EN),
        ("Что такое 上合组织?", Language.RU),
        ("Что такое SCO Forum on Friendship Cities?", Language.RU),
        ("What does дружба mean?", Language.EN),
        ("論壇SCO", Language.ZH_HANT),
        ("青岛 Initiative", Language.ZH_HANS),
        ("“美美与共”", Language.ZH_HANS),
        ("中文", Language.ZH_HANS),
        ("2023", Language.ZH_HANS),
        ("", Language.ZH_HANS),
    ],
)
def test_the_language_is_that_of_the_questions_grammar(question: str, language: Language) -> None:
    assert detect_language(question) is language


@pytest.mark.parametrize(
    ("question", "history", "language"),
    [
        ("那第二呢？", ["論壇簽署了什麼？"], Language.ZH_HANT),
        ("那第二呢？", ["论坛签署了什么？"], Language.ZH_HANS),
        ("中文", ["論壇簽署了什麼？", "And then?"], Language.ZH_HANT),
        ("论坛呢？", ["論壇簽署了什麼？"], Language.ZH_HANS),
        ("2023?", ["What happened in 2022?"], Language.EN),
        ("2023?", ["論壇簽署了什麼？", "2022?"], Language.ZH_HANT),
        ("😀", ["Кто это?"], Language.RU),
        ("And who signed it?", ["论坛签署了什么？"], Language.EN),
    ],
)
def test_what_tells_no_language_takes_that_of_the_conversation(
    question: str, history: list[str], language: Language
) -> None:
    assert detect_language(question, history) is language


def test_chinese_askers_read_their_own_script_and_others_the_printed_one() -> None:
    assert in_askers_script("论坛", Language.ZH_HANT) == "論壇"
    assert in_askers_script("为了里面", Language.ZH_HANT) == "為了裡面"
    assert in_askers_script("沿着书面", Language.ZH_HANT) == "沿着書面"
    assert in_askers_script("論壇", Language.ZH_HANS) == "论坛"
    assert in_askers_script("論壇", Language.EN) == "論壇"


def test_a_follow_up_comes_back_in_the_characters_it_was_asked_in() -> None:
    said = ["青島和撒馬爾罕哪天結成友城？", "誰簽的字"]
    understood = as_asker_writes("青岛和撒马尔罕 谁签的字", Language.ZH_HANT, said)
    assert understood == "青島和撒馬爾罕 誰簽的字"
    assert as_asker_writes("谁签的字", Language.ZH_HANS, said) == "谁签的字"
