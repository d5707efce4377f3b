"""What `forumqa chat` itself says, in the four languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from answer.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. ``{…}`` are filled in."""

    welcome: str  # {count}
    hint: str
    looking: str
    writing: str
    stopped: str
    leaving: str
    afresh: str
    too_long: str  # {limit}
    not_utf8: str
    unknown: str  # {name}
    nothing_open: str
    no_number: str  # {most}
    changed: str
    help: tuple[str, str, str, str, str, str]  # open, sources, documents, new, help, quit


_WORDS = {
    Language.ZH_HANS: Words(
        welcome="我是一个问答程序，不是真人：回答由程序从 {count} 份馆藏文档中找出，逐句注明出处。",
        hint="直接提问，可以接着追问；/help 列出命令，Ctrl-D 退出。",
        looking="正在查找",
        writing="语言模型正在写",
        stopped="已停止。",
        leaving="Ctrl-D 或 /quit 退出。",
        afresh="重新开始：前面的问题不再算数。",
        too_long="问题超过 {limit} 个字符，请缩短后再问。",
        not_utf8="输入的不是 UTF-8 文字，请检查终端的编码。",
        unknown="没有 {name} 这个命令；/help 列出全部命令。",
        nothing_open="还没有可以查看的引文，请先提问。",
        no_number="请写编号，从 1 到 {most}，例如 /open 1。",
        changed="这份文档在回答之后改过，请重新提问。",
        help=(
            "在原文的上下文里查看第 N 条引文",
            "列出上一个回答的出处",
            "列出馆藏文档",
            "重新开始一段对话",
            "显示这些命令",
            "退出",
        ),
    ),
    Language.ZH_HANT: Words(
        welcome="我是一個問答程式，不是真人：回答由程式從 {count} 份館藏文件中找出，逐句註明出處。",
        hint="直接提問，可以接著追問；/help 列出指令，Ctrl-D 離開。",
        looking="正在查找",
        writing="語言模型正在寫",
        stopped="已停止。",
        leaving="Ctrl-D 或 /quit 離開。",
        afresh="重新開始：前面的問題不再算數。",
        too_long="問題超過 {limit} 個字元，請縮短後再問。",
        not_utf8="輸入的不是 UTF-8 文字，請檢查終端機的編碼。",
        unknown="沒有 {name} 這個指令；/help 列出全部指令。",
        nothing_open="還沒有可以查看的引文，請先提問。",
        no_number="請寫編號，從 1 到 {most}，例如 /open 1。",
        changed="這份文件在回答之後改過，請重新提問。",
        help=(
            "在原文的上下文裡查看第 N 條引文",
            "列出上一個回答的出處",
            "列出館藏文件",
            "重新開始一段對話",
            "顯示這些指令",
            "離開",
        ),
    ),
    Language.EN: Words(
        welcome=(
            "I am a program, not a person: a machine finds my answers in {count} documents and "
            "gives the source of every sentence."
        ),
        hint="Ask, and ask on; /help lists the commands, Ctrl-D leaves.",
        looking="looking for an answer",
        writing="the language model is writing",
        stopped="Stopped.",
        leaving="Ctrl-D or /quit leaves.",
        afresh="A fresh start: earlier questions no longer count.",
        too_long="The question is longer than {limit} characters. Shorten it.",
        not_utf8="That was not UTF-8. Check the terminal's encoding.",
        unknown="There is no command {name}; /help lists them all.",
        nothing_open="There is no quotation to open yet. Ask a question first.",
        no_number="Give a number from 1 to {most}, as in /open 1.",
        changed="This document has changed since the answer. Ask again.",
        help=(
            "quotation N in its surroundings",
            "the sources of the last answer",
            "the documents of the library",
            "begin a fresh conversation",
            "these commands",
            "leave",
        ),
    ),
    Language.RU: Words(
        welcome=(
            "Я программа, а не человек: машина находит ответы в документах библиотеки "
            "(их {count}) и указывает источник каждого предложения."
        ),
        hint="Спрашивайте и уточняйте; /help показывает команды, Ctrl-D — выход.",
        looking="поиск ответа",
        writing="пишет языковая модель",
        stopped="Остановлено.",
        leaving="Ctrl-D или /quit — выход.",
        afresh="Начато заново: прежние вопросы больше не учитываются.",
        too_long="Вопрос длиннее {limit} знаков. Сократите его.",
        not_utf8="Это не UTF-8. Проверьте кодировку терминала.",
        unknown="Команды {name} нет; /help показывает все.",
        nothing_open="Открывать пока нечего. Сначала задайте вопрос.",
        no_number="Укажите номер от 1 до {most}, например /open 1.",
        changed="Документ изменился после ответа. Спросите ещё раз.",
        help=(
            "цитата N в окружающем тексте",
            "источники последнего ответа",
            "документы библиотеки",
            "начать разговор заново",
            "эти команды",
            "выход",
        ),
    ),
}
_TRADITIONAL = ("zh_TW", "zh_HK", "zh_MO", "zh_Hant")


def words_of(language: str) -> Words:
    """The words in ``language``, one of `answer.language.Language`."""
    return _WORDS[Language(language)]


def language_of(environment: Mapping[str, str]) -> Language:
    """The language that the locale of ``environment`` asks for; English where it is another."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, names), "")
    if locale.startswith(_TRADITIONAL):
        return Language.ZH_HANT
    if locale.startswith("zh"):
        return Language.ZH_HANS
    return Language.RU if locale.startswith("ru") else Language.EN
