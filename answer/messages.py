"""The few sentences the service says in its own name: refusals and small talk, in four languages.

None of them states anything about the documents' content beyond what the library is.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from answer.language import Language
from ingest.script import to_single_script

NOT_FOUND = {
    Language.ZH_HANS: "文档中没有找到这个问题的答案。下面是最接近的段落。",
    Language.ZH_HANT: "文件中沒有找到這個問題的答案。下面是最接近的段落。",
    Language.EN: "The documents do not say. The nearest passages are below.",
    Language.RU: "В документах нет ответа на этот вопрос. Ниже приведены ближайшие отрывки.",
}
NOTHING_NEAR = {
    Language.ZH_HANS: "文档中没有找到这个问题的答案，也没有相近的段落。",
    Language.ZH_HANT: "文件中沒有找到這個問題的答案，也沒有相近的段落。",
    Language.EN: "The documents do not say, and no passage comes near.",
    Language.RU: "В документах нет ответа на этот вопрос, и близких отрывков тоже нет.",
}


class SmallTalk(StrEnum):
    """What a message is that asks nothing of the documents."""

    GREETING = "greeting"  # or "who are you"
    THANKS = "thanks"
    FAREWELL = "farewell"


_GREETING = {
    Language.ZH_HANS: (
        "您好。我是一个只引用原文的问答程序：请就馆藏文档提问，"
        "我会给出原句和出处；文档没有写到的，我会直说。"
    ),
    Language.ZH_HANT: (
        "您好。我是一個只引用原文的問答程式：請就館藏文件提問，"
        "我會給出原句和出處；文件沒有寫到的，我會直說。"
    ),
    Language.EN: (
        "Hello. I am a program that only quotes: ask about the documents of this library and I "
        "show their exact words with the source, or say that they do not answer."
    ),
    Language.RU: (
        "Здравствуйте. Я программа, которая только цитирует: спросите о документах этой "
        "библиотеки, и я приведу их точные слова с источником или скажу, что ответа в них нет."
    ),
}

_THANKS = {
    Language.ZH_HANS: "不客气。还有别的问题，请继续问。",
    Language.ZH_HANT: "不客氣。還有別的問題，請繼續問。",
    Language.EN: "You are welcome. Ask on if there is anything else.",
    Language.RU: "Пожалуйста. Если есть ещё вопросы, спрашивайте.",
}
_FAREWELL = {
    Language.ZH_HANS: "再见。有问题时，欢迎再来。",
    Language.ZH_HANT: "再見。有問題時，歡迎再來。",
    Language.EN: "Goodbye. Come back whenever you have a question.",
    Language.RU: "До свидания. Возвращайтесь, когда появятся вопросы.",
}
CHAT = {
    SmallTalk.GREETING: _GREETING,
    SmallTalk.THANKS: _THANKS,
    SmallTalk.FAREWELL: _FAREWELL,
}

# Whole messages, not substrings: "hello" alone is a greeting, "who said hello" is a question.
_GREETINGS = (
    "你好 您好 你们好 大家好 嗨 哈喽 早上好 上午好 下午好 晚上好 "
    "你是谁 您是谁 你是什么 你能做什么 你会什么 你可以做什么 你会做什么 怎么用 帮助 "
    "hi hello hey goodmorning goodevening help "
    "whoareyou whatareyou whatcanyoudo howdoyouwork "
    "привет здравствуйте здравствуй добрыйдень доброеутро добрыйвечер "
    "ктоты ктовы чтотыумеешь чтовыумеете помощь"
)
_THANKING = (
    "谢谢 谢谢你 谢谢您 多谢 感谢 非常感谢 thanks thankyou thankyouverymuch "
    "спасибо большоеспасибо спасибобольшое благодарю"
)
_PARTING = "再见 拜拜 bye goodbye byebye пока досвидания"
_KINDS = {
    words: kind
    for kind, listed in (
        (SmallTalk.GREETING, _GREETINGS),
        (SmallTalk.THANKS, _THANKING),
        (SmallTalk.FAREWELL, _PARTING),
    )
    for words in listed.split()
}
_NOT_LETTERS = re.compile(r"[\W_]+")


def small_talk(question: str) -> SmallTalk | None:
    """What the whole message is, if it is a greeting, thanks, a farewell or "what can you do"."""
    folded = to_single_script(unicodedata.normalize("NFKC", question)).casefold()
    letters = _NOT_LETTERS.sub("", folded)
    return _KINDS.get(letters) or _KINDS.get(letters.rstrip("啊呀呢吗吧了"))
