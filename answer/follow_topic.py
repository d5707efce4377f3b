"""What a question is about, as a phrase of its own words: what a follow-up may borrow of it.

Texts are in the single script.
"""

from __future__ import annotations

import re

from answer.generic_words import specific
from answer.reference_words import any_of
from ingest.document import Span
from ingest.script import HAN

_CLAUSES = re.compile(r"(?:[，；;。？?！!]+|,(?!\d))(?![^《]*》)(?![^“]*”)")
_HAS_HAN = re.compile(f"[{HAN}]")
_VERB_AT_END = re.compile(
    r"(?:一共|总共|共|最初|首次|主要)?(?:"
    + any_of(
        "分为 分成 "
        "举行 举办 召开 启用 启动 成立 揭牌 提出 推出 发布 签署 签订 设立 开设 送来 赠送 参加 参与 "
        "展出 开始 结束 开门 关门 收费 报名 任职 就职 位于 包括 包含 争取 招收 新增 规定 要求"
    )
    + rf"|(?:[一每][天年月日周次])?(?:最多)?(?<![功性智热核产动职节才技潜阳])能够?"
    rf"(?![源力量耗效级人手干])[{HAN}]{{1,2}}"
    "|被[誉称评选定列]"
    r"|(?:能够?|可以?)(?:坐|住|装|放|停|借|容纳|使用)"
    r"|(?<=..)(?:(?<![公召])开|(?<![建假附])设|(?<![快])送|签|(?<![宗家请助佛道任])教|招))"
    r"[了过到着在有]*$"
)
_LOOSE_END = re.compile(
    r"(?:分[为成]|[是有在叫了的到于，,、\s]|(?<!行)为|(?<![功性智热核产动职])能|(?<![摘纪概首])要|可以|需要|应该|"
    r"(?<![第十])[一每](?:[年月周天]|学期|季度))+$"
)
_NEEDS_OBJECT = re.compile("(?<![叫当看称])[做办修建造买卖印拍写画种](?:了|过)?$")
"""Ends in a verb that says nothing without what it counts: 免费做多少例手术."""

_LEADING_VERB = re.compile(
    r"^(?:[а-яё]+(?:лась|лся|лось|лись|тся)|про(?:шёл|шел|шла|шло|шли|ходил\w*)|"
    r"подписал\w*|вручил\w*|подарил\w*|(?:принял\w* участие|участвовал\w*) в|"
    r"(?:по|со|о|от|под|про|у|за)[а-яё]{2,}[аяеё]н[аоы])\s+(?=\S)|"
    r"^[a-z]+ed\s+(?=(?:the|an?)\s|[A-Z])"
)
_ABOUT = (
    re.compile(
        rf"^(?P<about>[^，,]{{2,}})的(?!什么)[{HAN}]{{1,8}}?"
        "(?:是|叫|有|为|在)(?:什么|谁|哪|多少|几)[^，,]*$"
    ),
    re.compile(r"^(?P<about>[^，,]{2,}?)是(?:谁|什么|哪)[^，,]*$"),
    re.compile(
        r"^(?P<about>[^，,]*?)(?:一共|总共|共)?有?(?:多少|几|哪[些几一二三四五六七八九十两]|什么)"
        rf"(?:大|[个位名项所家座届份场条种次类门]的?)?(?!时候|地方)[{HAN}]{{1,12}}[？?]*$"
    ),
    re.compile(
        r"^(?P<about>[^，,和与跟同谁哪几]{2,}?)(?:要|应该|该)?(?:怎么|如何|什么时候|何时)[^，,样]"
    ),
    re.compile(
        r"^how (?:many|much) [^,?]* (?:at|in|of|by|for|from|with) (?:the )?"
        r"(?P<about>(?-i:[A-Z])[\w'’-]*(?: (?:of |and |the )*(?-i:[A-Z])[\w'’-]*)+)[?]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:what|when|where|why|how)(?: (?!do|did)[a-z]+)? (?:do|does|did) "
        r"(?P<about>the [\w'’-]+"
        r"(?: (?!(?:a|an|the|in|of|with|and|about|to|from|for|on|at|by)\b)[\w'’-]+){0,2}) "
        r"(?-i:[a-z]+)[?]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^how (?:many|much)(?: (?!(?:do|does|did|has|have|had|can|could|will|would)\b)[\w'’-]+)+ "
        r"(?:do|does|did|can|could|will|would) (?P<about>\S+(?: \S+)*?) have\b.*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^how (?:many|much)(?: (?!(?:do|does|did|has|have|had|can|could|will|would)\b)[\w'’-]+)+ "
        r"(?:do|does|did|has|have|had|can|could|will|would) (?P<about>\S+(?: \S+)*?)"
        r"(?: (?-i:[a-z]+))?[?]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:what|who|when|where) (?:is|are|was|were) the (?-i:[a-z]+)(?: (?-i:[a-z]+))? of "
        r"(?P<about>[^,]+?)[?]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:(?:in|on|at|to|from|with|by) )?(?:who|what|when|where|why|how|which)(?: [a-z]+)? "
        r"(?:is|are|was|were) (?P<about>.+?) (?:\w+ed|known|held|built|born|made|set|sent|given|"
        r"taken|written|shown)\b[^,]*?[?]*$",
        re.IGNORECASE,
    ),
    re.compile(r"^сколько (?:[^\W\d_]+[ыи]х )?[^\W\d_]+ (?P<about>.+?)[?]*$", re.IGNORECASE),
)


def about(question: str) -> Span | None:
    """Where ``question`` says whom or what it is about, if it asks for one thing of it.

    "X有多少学生？", "X的主题是什么？" and "How many students does X have?" are about X.
    """
    for asked in _ABOUT:
        match = asked.search(question)
        if match and specific(match["about"]):
            return None if _NEEDS_OBJECT.search(match["about"]) else Span(*match.span("about"))
    return None


def first_clause(question: str) -> str:
    """The first clause of ``question`` that says what it is about."""
    clauses = [clause for clause in _CLAUSES.split(question) if clause.strip()]
    return next((clause for clause in clauses if specific(clause)), question)


def without_loose_ends(phrase: str) -> str:
    """``phrase`` up to the verb that it ends in, or from the one that it begins with in Russian.

    A phrase that says nothing else keeps its verb.
    """
    text = _LOOSE_END.sub("", phrase) if _HAS_HAN.search(phrase) else phrase
    text = text.strip(" ，,")
    for shorter in (_VERB_AT_END.sub("", text), _LEADING_VERB.sub("", text)):
        bare = _LOOSE_END.sub("", shorter).strip(" ，,")
        if shorter != text and len(bare) > 1:
            return bare
    return text
