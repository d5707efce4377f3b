"""Messages that ask nothing of the documents, and greetings in front of those that do.

Whole messages only: "hello" is a greeting, "who said hello" is a question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from answer.small_talk_phrases import CHINESE, ENGLISH, RUSSIAN, SmallTalk
from ingest.script import HAN, to_single_script

_MAX_CHARS = 80  # nobody greets at greater length
_PARTICLES = "啊呀呢吗嘛吧了哦哟噢啦哈呐哒滴喽咯诶的"
_SEPARATORS = re.compile(r"[^\w\s]+|_+|\n+")
_APOSTROPHES = re.compile("['’ʼ´`]")
_STRETCHED = re.compile(r"([a-zа-яё])\1{2,}")
_REPEATED = re.compile(r"(?P<once>.+?)(?: ?(?P=once))+")
_ADDRESSED = re.compile(
    r"(?: (?:there|all|everyone|everybody|guys|friends?|my friend|dear|sir|madam|bot|robot|buddy|"
    r"mate|man|assistant|chatbot|ai|please|now|so much|very much|a lot|again|then|too|team|"
    r"пожалуйста|друг|друзья|бот|робот|всем|ещё раз|еще раз|большое|огромное|дорогой))+$"
)
_GREETED_BY_NAME = re.compile(
    r"(?P<said>hi|hello|hey|thanks|bye|привет|здравствуйте|спасибо|пока) [^\W\d]{2,}"
)
_SOMEBODY = re.compile(
    rf"我叫[{HAN}]{{1,4}}|[{HAN}]{{1,2}}(?:老师|先生|女士|小姐|同学|经理)|[小老阿][{HAN}]{{1,2}}|"
    r"(?:my name is|меня зовут) [^\W\d]+(?: [^\W\d]+)?|there|everyone|all|bot|robot|assistant|"
    r"бот|робот|друг|друзья|机器人|小助手|客服|朋友|朋友们"
)
_COURTESY = re.compile(
    "^(?:你好|您好|谢谢你?|感谢|好的|嗯+|再见|拜拜|(?:hi|hello|hey|thanks|ok|привет|спасибо) )"
)
_FACES = {
    "👋": SmallTalk.GREETING,
    "🙏": SmallTalk.THANKS,
    "👍": SmallTalk.PRAISE,
    "👎": SmallTalk.COMPLAINT,
}
_WEIGHTIER_FIRST = (
    SmallTalk.ABILITY,
    SmallTalk.IDENTITY,
    SmallTalk.COMPLAINT,
    SmallTalk.FAREWELL,
    SmallTalk.THANKS,
    SmallTalk.PRAISE,
    SmallTalk.GREETING,
    SmallTalk.ACKNOWLEDGEMENT,
)


def _phrases() -> Iterator[tuple[str, SmallTalk]]:
    for phrases, separator in ((CHINESE, " "), (ENGLISH, "|"), (RUSSIAN, "|")):
        for kind, joined in phrases.items():
            yield from ((phrase, kind) for phrase in joined.split(separator))


_KINDS = dict(_phrases())


def small_talk(question: str) -> SmallTalk | None:
    """What the whole message is, if it asks nothing of the documents.

    Of "hello, who are you? thanks" the question counts and not the courtesies.
    """
    if len(question) > _MAX_CHARS:
        return None
    folded = to_single_script(unicodedata.normalize("NFKC", question)).casefold().strip()
    parts = [part for part in map(_spaced, _SEPARATORS.split(_APOSTROPHES.sub("", folded))) if part]
    if not parts:
        return _without_letters(folded)
    kinds = {_kind(part, is_whole=len(parts) == 1) for part in parts}
    return None if None in kinds else next(kind for kind in _WEIGHTIER_FIRST if kind in kinds)


def _spaced(part: str) -> str:
    """``part`` with single blanks between words, and none beside Han characters."""
    return re.sub(rf"(?<=[{HAN}]) | (?=[{HAN}])", "", " ".join(part.split()))


def _without_letters(folded: str) -> SmallTalk | None:
    """Signs alone: a face says something by itself, "???" asks for help."""
    if not folded:
        return None
    for face, kind in _FACES.items():
        if face in folded:
            return kind
    is_picture = any(unicodedata.category(character) == "So" for character in folded)
    return SmallTalk.ACKNOWLEDGEMENT if is_picture else SmallTalk.ABILITY


def _kind(part: str, *, is_whole: bool) -> SmallTalk | None:
    """What one part of a message says; somebody's name alone says nothing."""
    plain = _STRETCHED.sub(r"\1", part)
    repeated = _REPEATED.fullmatch(plain)
    once = repeated["once"] if repeated else plain
    for form in (part, plain, _ADDRESSED.sub("", plain), once):
        if kind := _KINDS.get(form) or _KINDS.get(form.rstrip(_PARTICLES)):
            return kind
    if named := _GREETED_BY_NAME.fullmatch(plain):
        return _KINDS[named["said"]]
    if _SOMEBODY.fullmatch(part):
        return None if is_whole else SmallTalk.GREETING
    rest = _COURTESY.sub("", part)
    return _kind(rest, is_whole=False) if rest not in ("", part) else None


_BEGINS_ASKING = (
    "请|我|想|问|能|可以|麻烦|(?:what|who|when|where|why|how|which|can|could|please|is|are|was|were|"
    "did|do|does|tell|что|кто|где|когда|как|какой|какие|почему|сколько|скажите|подскажите|можно)\\b"
)
_GREETING = re.compile(
    rf"^\s*(?:(?:你们?好|您好|大家好|嗨|哈[喽啰罗囉]|早上好|上午好|中午好|下午好|晚上好|打扰(?:了|一下)?|打擾(?:了|一下)?)"
    rf"[{_PARTICLES}]*|"
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|excuse me)"
    r"(?: there| all| everyone)?|привет|здравствуйте?|добрый (?:день|вечер)|доброе утро)"
    rf"(?:\s*[,，.。!！~～、:：;；]+\s*|\s*(?={_BEGINS_ASKING}))",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"^(?:请问|請問)(?:一下)?[,，:：\s]*")
_THANKS_BEHIND = re.compile(
    r"(?<=[,，.。!！?？\s])\s*(?:谢谢|謝謝|多谢|多謝|thanks|thank you|спасибо)"
    r"[^,，。.!！?？]{0,12}[。.!！~～\s]*$",
    re.IGNORECASE,
)


def without_greeting(question: str) -> str:
    """``question`` without a greeting in front and thanks behind; as it is if nothing is left."""
    asked = _PLEASE.sub("", _GREETING.sub("", question))
    asked = _THANKS_BEHIND.sub("", asked).strip()
    return asked if re.search(r"\w", asked) else question
