"""What a question that only points may borrow: the subject of the last one, or what it was told.

Texts are in the single script.
"""

from __future__ import annotations

import re

from answer.follow_phrases import ENTITY, predicate_start
from answer.follow_topic import about, first_clause, without_loose_ends
from answer.generic_words import names, same_word
from answer.place_names import CITIES, COUNTRIES, PLACES
from answer.references import Pointer, Thing
from ingest.script import HAN

_ASKING = re.compile(
    r"请问|你知道|我想知道|告诉我|"
    r"(?:在|是|于|从|到|由|为|为了|[和与跟同对给向])?(?:哪里|哪儿|什么时候|什么地方|何时|何地|谁|何人)|"
    r"(?:是|要|需要)?(?:多少|几块?)钱.*|[和与跟同](?:哪|什么)[一两几些]?[座个所家位]?(?:城市|国家|大学|学校|公司|单位|人)|"
    r"[在是于有到]?(?:多少|几)(?:人|钟头|小时)(?=[参加出报？?。]|$)|"
    r"[一每](?:[年月周天日]|学期|季度)(?:几|多少)[次回场]|"
    r"(?:能|会|在|于|到)?(?:哪一?|第?几)(?:点钟?|楼|层|路|级|分钟?|度|章|页|班)的?|"
    r"[在是于有到]?(?:哪|几|多少|什么)"
    r"(?:[一两几]?(?:[个位所家座国些届种项年天日月份场次条大号样岁]|名(?![额单称字])))?的?|"
    r"怎么样|怎样|怎么|如何|为什么|为何|是否|有没有|是不是|能不能|多[大长久高远重快]|分别|列出|吗|呢|[？?。！!]",
)
_KIND_ASKED = re.compile(
    "[是在于到从由为]哪[一两几]?[个所家座国届次场年]?"
    "(?:国家|城市|地区|省份?|州|大学|学校|院校|公司|企业|单位|机构|部门|峰会|会议)(?=[^的]|$)"
)
_WORDS_ASKING = re.compile(
    r"^(?:(?:in|on|at|from|to|with|by|for)\s+)?(?:what|which)\s+[a-z]+\s+(?:is|was)\s+(?=the\s|(?-i:[A-Z]))|"
    r"^(?:(?:and|so|on|in|at|from|to|with|by|for|в|на|с|к|о|об|из|от|для|по)\s+)?"
    r"(?:who|whom|whose|what|which|when|where|why|how (?:many|much|long|often|far|old)|how|"
    r"кто|кого|кому|ком|кем|что|чего|ч[её]м|чему|как(?:ой|ая|ое|ие|их|им|ими|ую|ого|ому|ом)|когда|где|куда|"
    r"откуда|почему|зачем|сколько|как)\b"
    r"(?:\s+(?:and|и)\s+(?:who|what|when|where|why|how|где|когда|кто|что|почему|как))?"
    r"(?:\s+(?:is|are|was|were|do|does|did|has|have|had|can|will|would|так(?:ой|ая|ое|ие)|"
    r"находится|находятся)\b)?\s*|"
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|please|tell me)\s+|"
    r"[?.!]+\s*$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"(?<=\w) (?:is|are|was|were) (?=[a-z]+(?:ed|en|wn|lt|nt|ld|de|ut|ght) (?:in|at|on|by|from|"
    r"to|for|with|of)\b)"
)
_SUPPORT = re.compile(r" (?:do|does|did) ", re.IGNORECASE)
_HELD = re.compile(r"^(?P<held>.+?) (?:do|does|did) (?P<holder>.+) have$", re.IGNORECASE)
_PLACE = re.compile("|".join(PLACES))
_KINDS_OF_PLACE = (
    (
        re.compile(
            r"哪[个座一两几]*(?:城市|市)|\b(?:which|what) (?:city|town)|\bкак\w+ город",
            re.IGNORECASE,
        ),
        re.compile("|".join(CITIES)),
    ),
    (
        re.compile(r"哪[个一两几]*国|\b(?:which|what) country|\bкак\w+ стран", re.IGNORECASE),
        re.compile("|".join(COUNTRIES)),
    ),
)

_PERSON_ASKED = re.compile(r"谁|哪位|何人|\b(?:who|whom|кто|кого|кому|кем)\b", re.IGNORECASE)
_PLACE_ASKED = re.compile(
    r"哪里|哪儿|何地|什么地方|哪[个座一两]*(?:城市|国家|市|国)|\b(?:where|где|куда)\b|"
    r"\b(?:which|what) (?:city|country|town|place)|\bкак\w+ (?:город|стран)",
    re.IGNORECASE,
)
_ASKED_OF_NAME = re.compile(
    r"\b(?:do|does|did|has|had|will) (?P<english>(?-i:[A-Z])[\w'’-]*(?: (?-i:[A-Z])[\w'’-]*)*)"
    r" (?:say|think|believe|suggest|propose|mention|tell|call|stress|note|give|receive|speak|do)\b|"
    r"^(?:что|как|о ч[её]м|кому|почему|зачем|куда) [а-яё]+"
    r"(?: (?:о|об|про) [а-яё]+)? (?P<russian>(?-i:[А-ЯЁ])[а-яё-]+(?: (?-i:[А-ЯЁ])[а-яё-]+)*)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"在哪|哪[里儿]|何地|什么地方|\b(?:where|где|куда)\b", re.IGNORECASE)
_THING_ASKED = re.compile(
    rf"(?:哪[一两几]?[个所家座项种届场]?|什么)(?!时|地|[里儿年天日月号人位两几])(?P<noun>[{HAN}]{{2,}})|"
    r"\b(?:which|what)\s+(?!(?:is|are|was|were|do|does|did|has|have|can|will|time|year|day|date|month|"
    r"and|when)\b)(?P<noun_word>[^\W\d_]+)|"
    r"\bкак(?:ой|ая|ое|ую|ом|им)\s+(?P<noun_ru>[^\W\d_]+)",
    re.IGNORECASE,
)
_WHO_HOLDS = re.compile(r"^(?P<post>[^，,？?]{2,12}?)(?:是谁|是哪位|叫什么(?:名字)?)[？?]*$")
_WHO_IS = re.compile(
    r"^[^，,]{1,20}是(?:谁|什么人|哪位)[？?]*$|^who (?:is|was) |^кто так", re.IGNORECASE
)
_MAX_HAN = 24
_MAX_WORDS = 8
_POSTS = (
    "书记|主席|总统|总理|市长|州长|省长|校长|院长|会长|主任|秘书长|部长|局长|厅长|司长|参赞|董事长|"
    "院士|官员"
)
_NAMED_PERSON = re.compile(
    rf"(?P<foreign>[{HAN}]{{1,6}}(?:·[{HAN}]{{1,8}}?)+)(?=说|表示|介绍|认为|指出|肯定|主张|建议|提出|在|，|。|、|和|的|”|$)|"
    rf"(?P<post>{_POSTS})(?P<titled>[{HAN}]{{2,8}}?)(?=说|表示|介绍|认为|指出|强调|代表|出席|主持|宣布|[曾同跟签赠率向对将，。、和与]|$)"
)


def subject(question: str) -> str:
    """``question`` without what makes it a question: its first clause up to the verb at its end."""
    text = first_clause(question)
    text = _KIND_ASKED.sub(" ", text)
    text = _ASKING.sub(" ", text) if re.search(f"[{HAN}]", text) else text
    while (cut := _WORDS_ASKING.sub("", text.strip())) != text:
        text = cut
    text = re.sub(rf"(?<=[{HAN}》”]) +(?=[{HAN}《“])", "", text)
    text = _PASSIVE.sub(" ", text)
    text = _SUPPORT.sub(" ", _HELD.sub(r"\g<holder> \g<held>", text))
    return without_loose_ends(text)


def person(question: str) -> str:
    """The person of whom ``question`` asks something, "" where its form shows none."""
    if re.search(f"[{HAN}]", question) is None:
        match = _ASKED_OF_NAME.search(question)
        return match["english"] or match["russian"] if match else ""
    start = predicate_start(question)
    head = question.partition(" ")[0] if start is None else question[:start]
    is_other = head == question or _PLACE.search(head) or _PERSON_ASKED.search(head)
    return "" if is_other or (ENTITY.search(head) and "·" not in head) else head.strip()


def heading(question: str) -> str:
    """Whom or what ``question`` is about, without what it asks of it."""
    span = about(question)
    return subject(question[span.start : span.end] if span else question)


def referent(pointer: Pointer | None, question: str, answer: str, topic: str) -> str:
    """What ``pointer`` stands for: something that ``answer`` named, or the ``topic`` itself.

    Args:
        pointer: the word that points back; None where a question only lacks its subject.
        question: the last question as it was asked, which tells what its answer is.
        answer: what it was answered.
        topic: what the last question was about.
    """
    told = answer.strip().strip("。.!！ ")
    if pointer is None:
        return topic
    if pointer.thing is Thing.PERSON and (held := _WHO_HOLDS.search(question)):
        topic = _holder(held["post"], topic)
    if pointer.thing is Thing.PERSON and _WHO_IS.search(question):
        return f"{told} {topic}" if _is_phrase(told) else topic
    if not _may_be_told(pointer, question):
        return topic
    if _is_phrase(told):
        return _beside(told, topic) if _WHERE.search(question) else told
    if pointer.thing is Thing.PERSON:
        return f"{_person_told(told, question)} {topic}".strip()
    place = _only_place(told, question) if _PLACE_ASKED.search(question) else ""
    return f"{place} {topic}".strip()


def _person_told(told: str, question: str) -> str:
    """The first person that an answer names; of a post that was asked after, its holder."""
    named = list(_NAMED_PERSON.finditer(told))
    if re.search(_POSTS, question):
        named = [match for match in named if match["post"] and match["post"] in question]
    return (named[0]["foreign"] or named[0]["titled"]) if named else ""


def _holder(post: str, topic: str) -> str:
    """Who was asked after: the ``post``, with the body or the name in ``topic`` that it is of."""
    if post in topic or topic in post:
        return max(post, topic, key=len)
    return f"{topic} {post}" if names(topic) or ENTITY.search(topic) else post


def _only_place(told: str, question: str) -> str:
    """The place that an answer begins with, or the only one that its question did not name."""
    first = told.partition("。")[0]
    kind = next((kind for asked, kind in _KINDS_OF_PLACE if asked.search(question)), _PLACE)
    places = [place for place in kind.findall(first) if place not in question]
    is_told = len(set(places)) == 1 or (places and first.startswith(places[0]))
    return places[0] if is_told else ""


def _may_be_told(pointer: Pointer, question: str) -> bool:
    """Whether the last question asked for a thing of the kind that ``pointer`` stands for."""
    person = _PERSON_ASKED.search(question) is not None
    place = _PLACE_ASKED.search(question) is not None
    asked = _THING_ASKED.search(question)
    if pointer.noun:
        return asked is not None and _is_same_noun(pointer.noun, asked)
    match pointer.thing:
        case Thing.PERSON:
            return person
        case Thing.PLACE:
            return place
        case Thing.THING:
            return asked is not None
        case Thing.ANY:
            return person or asked is not None


def _is_same_noun(pointed: str, asked: re.Match[str]) -> bool:
    """Whether "this city" takes up the noun of "which city"."""
    if asked["noun"]:
        return pointed[0] in asked["noun"][:2]
    return same_word(pointed, asked["noun_word"] or asked["noun_ru"])


def _beside(place: str, topic: str) -> str:
    """``topic`` with the ``place`` where it was, unless they are of two scripts."""
    is_one_script = bool(re.search(f"[{HAN}]", place)) == bool(re.search(f"[{HAN}]", topic))
    return f"{place} {topic}" if is_one_script else topic


def _is_phrase(told: str) -> bool:
    """Whether an answer is the thing asked for, and no sentence about it."""
    if re.search(r"[，。；,;?？]|[.] |^\W*\d", told) or not told:
        return False
    return len(told) <= _MAX_HAN if re.search(f"[{HAN}]", told) else len(told.split()) <= _MAX_WORDS
