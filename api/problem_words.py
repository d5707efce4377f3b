"""What the page says that stands in place of a problem document, in the four languages."""

from __future__ import annotations

from typing import NamedTuple

LANGUAGE_NAMES = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English", "ru": "Русский"}
COMPLETE = frozenset({401, 404, 405, 421, 500})
"""Statuses that the words here say all about; others need the problem's own, English ones."""


class Words(NamedTuple):
    """``told`` is a title and a sentence for each status; 0: for any other."""

    told: dict[int, tuple[str, str]]
    detail: str
    ask: str
    library: str
    search: str
    languages: str


WORDS = {
    "zh-Hans": Words(
        {
            401: ("仅供职员使用", "请先在馆藏检索页用职员口令登录。"),
            404: ("没有这个页面", "这个地址下什么也没有：可能写错了，也可能已不在此处。"),
            405: ("这个地址不能这样打开", "它是给程序用的，不是一个页面。"),
            421: ("主机名不对", "本服务器只应答本机的名称：请用 http://localhost 打开。"),
            500: ("服务器出了故障", "故障已经记下，请稍后再试。"),
            503: ("暂时无法服务", "请稍后再试。"),
            0: ("这个请求无法处理", "请从下面的页面重新开始。"),
        },
        "详情（英文）：",
        "提问",
        "馆藏文档",
        "馆藏检索",
        "语言",
    ),
    "zh-Hant": Words(
        {
            401: ("僅供職員使用", "請先在館藏檢索頁用職員口令登入。"),
            404: ("沒有這個頁面", "這個位址下什麼也沒有：可能寫錯了，也可能已不在此處。"),
            405: ("這個位址不能這樣開啟", "它是給程式用的，不是一個頁面。"),
            421: ("主機名稱不對", "本伺服器只應答本機的名稱：請用 http://localhost 開啟。"),
            500: ("伺服器出了故障", "故障已經記下，請稍後再試。"),
            503: ("暫時無法服務", "請稍後再試。"),
            0: ("這個請求無法處理", "請從下面的頁面重新開始。"),
        },
        "詳情（英文）：",
        "提問",
        "館藏文件",
        "館藏檢索",
        "語言",
    ),
    "en": Words(
        {
            401: ("Staff only", "Please sign in on the search page with the staff token first."),
            404: (
                "There is no such page",
                "Nothing is at this address: it may be mistyped or old.",
            ),
            405: ("Not to be opened like this", "This address is for programs, not a page."),
            421: (
                "Wrong host name",
                "This server answers to its own machine's names only: open http://localhost.",
            ),
            500: ("Something is wrong with the server", "It was logged. Please try again later."),
            503: ("Not available just now", "Please try again later."),
            0: ("This request cannot be served", "Please start again from one of these pages."),
        },
        "In detail: ",
        "Ask a question",
        "The documents",
        "Search the library",
        "Language",
    ),
    "ru": Words(
        {
            401: ("Только для сотрудников", "Сначала войдите на странице поиска по ключу."),
            404: (
                "Такой страницы нет",
                "По этому адресу ничего нет: он набран с ошибкой или устарел.",
            ),
            405: ("Так этот адрес не открыть", "Он служит программам, это не страница."),
            421: (
                "Неверное имя сервера",
                "Сервер отвечает только на имена своей машины: откройте http://localhost.",
            ),
            500: ("Неполадка на сервере", "Она записана. Повторите позже."),
            503: ("Сейчас недоступно", "Повторите позже."),
            0: ("Запрос не выполнить", "Начните, пожалуйста, с одной из этих страниц."),
        },
        "Подробности (по-английски): ",
        "Задать вопрос",
        "Документы",
        "Поиск по библиотеке",
        "Язык",
    ),
}
