"""The few sentences the service says in its own name: refusals and small talk, in four languages.

None of them states anything about the documents' content beyond what the library is.
"""

from __future__ import annotations

from collections.abc import Sequence

from answer.language import Language
from answer.library import about_library
from answer.small_talk import small_talk
from answer.small_talk_phrases import SmallTalk

__all__ = [
    "CHAT",
    "QUOTED_IN_CHINESE",
    "chat",
    "refusal",
    "small_talk",
]

_UNANSWERED = {
    Language.ZH_HANS: "文档中没有找到这个问题的答案。",
    Language.ZH_HANT: "文件中沒有找到這個問題的答案。",
    Language.EN: "The documents do not say.",
    Language.RU: "В документах нет ответа на этот вопрос.",
}
_NEAREST = {
    Language.ZH_HANS: "下面是最接近的段落。",
    Language.ZH_HANT: "下面是最接近的段落。",
    Language.EN: "The nearest passages are below.",
    Language.RU: "Ниже приведены ближайшие отрывки.",
}
_NONE_NEAR = {
    Language.ZH_HANS: "也没有相近的段落。",
    Language.ZH_HANT: "也沒有相近的段落。",
    Language.EN: "No passage comes near.",
    Language.RU: "Близких отрывков тоже нет.",
}


def _said(language: Language, *sentences: str) -> str:
    """Sentences in a row, with a blank between them where the language writes one."""
    return (" " if language in (Language.EN, Language.RU) else "").join(sentences)


QUOTED_IN_CHINESE = {
    Language.ZH_HANS: "",
    Language.ZH_HANT: "",
    Language.EN: "The documents say, in Chinese:",
    Language.RU: "В документах сказано (по-китайски):",
}
"""What a page or a terminal sets before Chinese quotations; Chinese askers need no such words."""

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
_IDENTITY = {
    Language.ZH_HANS: (
        "我是一个问答程序，不是真人。我的回答由程序从馆藏文档中找出，都是文档的原句，并附出处。"
    ),
    Language.ZH_HANT: (
        "我是一個問答程式，不是真人。我的回答由程式從館藏文件中找出，都是文件的原句，並附出處。"
    ),
    Language.EN: (
        "I am a program, not a person. My answers are sentences that a machine found in the "
        "documents of this library, quoted exactly and with their source."
    ),
    Language.RU: (
        "Я программа, а не человек. Мои ответы — предложения, которые машина нашла в документах "
        "этой библиотеки; они приведены дословно и с источником."
    ),
}
_ABILITY = {
    Language.ZH_HANS: (
        "我回答关于馆藏文档的问题：给出原句和出处，可以接着追问；文档没有写到的，我会直说。"
        "可以用简体中文、繁体中文、英语或俄语提问。"
    ),
    Language.ZH_HANT: (
        "我回答關於館藏文件的問題：給出原句和出處，可以接著追問；文件沒有寫到的，我會直說。"
        "可以用簡體中文、繁體中文、英語或俄語提問。"
    ),
    Language.EN: (
        "I answer questions about the documents of this library with their exact words and the "
        "source, also follow-up questions, and say so where they do not answer. Ask in Chinese "
        "(either script), English or Russian."
    ),
    Language.RU: (
        "Я отвечаю на вопросы о документах этой библиотеки их точными словами с указанием "
        "источника, понимаю уточняющие вопросы и говорю, если ответа в документах нет. Спрашивайте "
        "по-китайски (любым письмом), по-английски или по-русски."
    ),
}
_THANKS = {
    Language.ZH_HANS: "不客气。还有别的问题，请继续问。",
    Language.ZH_HANT: "不客氣。還有別的問題，請繼續問。",
    Language.EN: "You are welcome. Ask on if there is anything else.",
    Language.RU: "Пожалуйста. Если есть ещё вопросы, спрашивайте.",
}
_PRAISE = {
    Language.ZH_HANS: "谢谢。好句子都是文档里的，我只是找到了它们。",
    Language.ZH_HANT: "謝謝。好句子都是文件裡的，我只是找到了它們。",
    Language.EN: "Thank you. The words are the documents'; I only found them.",
    Language.RU: "Спасибо. Слова принадлежат документам, я их только нашёл.",
}
_COMPLAINT = {
    Language.ZH_HANS: (
        "抱歉没有帮上忙。请换一种说法，或者写出人名、地名、年份再问一次；"
        "每句引文都可以点开原文核对。"
    ),
    Language.ZH_HANT: (
        "抱歉沒有幫上忙。請換一種說法，或者寫出人名、地名、年份再問一次；"
        "每句引文都可以點開原文核對。"
    ),
    Language.EN: (
        "Sorry that this did not help. Ask again in other words, or with a name, a place or a "
        "year; every quotation opens its source, so that you can check it."
    ),
    Language.RU: (
        "Жаль, что не помог. Спросите другими словами или назовите имя, место, год; каждая цитата "
        "открывает свой источник, так что её можно проверить."
    ),
}
_ACKNOWLEDGEMENT = {
    Language.ZH_HANS: "好的。请就馆藏文档提问。",
    Language.ZH_HANT: "好的。請就館藏文件提問。",
    Language.EN: "All right. Ask whatever you like about the documents.",
    Language.RU: "Хорошо. Спрашивайте о документах.",
}
_FAREWELL = {
    Language.ZH_HANS: "再见。有问题时，欢迎再来。",
    Language.ZH_HANT: "再見。有問題時，歡迎再來。",
    Language.EN: "Goodbye. Come back whenever you have a question.",
    Language.RU: "До свидания. Возвращайтесь, когда появятся вопросы.",
}
CHAT = {
    SmallTalk.GREETING: _GREETING,
    SmallTalk.IDENTITY: _IDENTITY,
    SmallTalk.ABILITY: _ABILITY,
    SmallTalk.THANKS: _THANKS,
    SmallTalk.PRAISE: _PRAISE,
    SmallTalk.COMPLAINT: _COMPLAINT,
    SmallTalk.ACKNOWLEDGEMENT: _ACKNOWLEDGEMENT,
    SmallTalk.FAREWELL: _FAREWELL,
}
_WITH_LIBRARY = frozenset({SmallTalk.GREETING, SmallTalk.IDENTITY, SmallTalk.ABILITY})


def refusal(titles: Sequence[str], language: Language, *, is_near: bool) -> str:
    """That the documents do not answer, what the library is about, and what stands below.

    Args:
        titles: One for each document of the library.
        language: The asker's.
        is_near: Whether there are passages to show.
    """
    end = _NEAREST if is_near else _NONE_NEAR
    return _said(language, _UNANSWERED[language], about_library(titles, language), end[language])


def chat(talk: SmallTalk, titles: Sequence[str], language: Language) -> str:
    """The reply to a message that asks nothing; who greets hears what the library is about."""
    reply = CHAT[talk][language]
    return (
        _said(language, reply, about_library(titles, language)) if talk in _WITH_LIBRARY else reply
    )
