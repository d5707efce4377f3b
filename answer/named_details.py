"""A question → the names it states that can be told from other words: places, people, titles.

Chinese marks no names, so only those are taken that something beside them shows: a list of known
places, what follows a place (市), a surname with a post or with what people do, a dot within the
name, title marks. In other scripts it is the capital. Chinese is read in the single script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from answer.generic_words import names, specific
from answer.place_names import PLACES
from answer.quantities import is_month
from ingest.script import HAN

_SURNAMES = (
    "欧阳|上官|司马|诸葛|司徒|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾"
    "彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙段钱汤尹黎易常"
    "武乔贺赖龚]"
)
_POSTS = (
    "董事长|董事|总经理|经理|主任|校长|院长|市长|省长|州长|县长|书记|局长|厅长|处长|科长|部长|会长|秘书长|总监"
    "|主席|总统|总理|总裁|教授|老师|医生|律师|记者|作者|先生|女士|院士|博士|大使|代表|专家|冠军|选手|员工"
)
_DOES = (
    "说|表示|认为|指出|提出|建议|介绍|强调|是谁|是什么人|是何人|担任|主持|出生|今年|多大|几岁|在|对"
)
_GIVEN = f"(?:(?![副老小总某])[{HAN}]|小(?!组))"
_BEGINS = f"(?:(?<![{HAN}])|(?<=[由与和跟请问据]))"
_PERSON = re.compile(
    rf"(?:{_POSTS})(?P<behind>(?:{_SURNAMES}){_GIVEN}{{1,2}}?)(?=(?:{_DOES})|[^{HAN}]|$)"
    rf"|{_BEGINS}(?P<before>(?:{_SURNAMES}){_GIVEN}{{1,2}}?)(?=(?:{_POSTS}))"
    rf"|{_BEGINS}(?P<acting>(?:{_SURNAMES}){_GIVEN}{{2}})(?=(?:{_DOES}))"
)
_NOT_OF_PLACES = (
    "的是哪个几多少该全本各这那城同友好些每座两什么有在和与跟对向从到由于为及都市省县州镇"
)
_NAMED_PLACE = re.compile(
    rf"(?:^|[^{HAN}]|在|从|到|与|和|同|跟|对|向|由|于|{'|'.join(PLACES)})"
    rf"(?P<name>(?:(?![{_NOT_OF_PLACES}])[{HAN}]){{2,5}}[市省县州镇])"
    "(?![份场民长会级委政域容面上])"
)
# Names that hold one of a place they do not mean.
_BODY = re.compile("上海合作组织|上海精神|南京路")
_PLACE = re.compile("|".join(PLACES))
_TITLE = re.compile("《([^》]{2,40})》")
_OWN_COUNTRY = "中国"
_CAPITAL = re.compile(r"(?<![.?!] )(?<=[^.?!\n])\b[A-ZА-ЯЁ][\w’'-]*")


def places_in(question: str) -> list[str]:
    """Known places of ``question`` and what it calls a town, county or province.

    Without China, which texts of China seldom need to name.
    """
    text = _BODY.sub("，", question)
    known = [match[0] for match in _PLACE.finditer(text) if match[0] != _OWN_COUNTRY]
    called = (match["name"] for match in _NAMED_PLACE.finditer(text))
    more = [name for name in called if not any(place in name for place in PLACES)]
    return list(dict.fromkeys([*known, *more]))


def people_in(question: str, is_word: Callable[[str], bool]) -> list[str]:
    """Chinese names of people, and foreign ones with a dot.

    ``is_word`` tells whether two characters stand side by side in any text of the library: where
    no post is beside them, such are rather the beginning of another word than of a name.
    """
    chinese = [
        match[match.lastgroup or 0]
        for match in _PERSON.finditer(question)
        if not (match["acting"] and is_word(match["acting"][:2]))
    ]
    dotted = [piece for piece in specific(question) if "·" in piece.strip("·")]
    return list(dict.fromkeys([*chinese, *dotted]))


def titles_in(question: str) -> list[str]:
    """What stands in title marks."""
    return _TITLE.findall(question)


def capitals_in(question: str) -> list[str]:
    """Runs of capitalised words of an English or Russian question, as Margaret Holloway.

    Without the first word, posts and such, and months.
    """
    named = {word.casefold() for word in names(question)}
    found: list[str] = []
    end = -1
    for match in _CAPITAL.finditer(question):
        word = match[0].casefold()
        if word not in named or is_month(word):
            continue
        if found and question[end : match.start()] == " ":
            found[-1] = f"{found[-1]} {match[0]}"
        else:
            found.append(match[0])
        end = match.end()
    return list(dict.fromkeys(found))


def abbreviations(place: str) -> Sequence[str]:
    """What a text may print for a country it has named: 中乌, 乌方, 乌国."""
    sign = place[0]
    return f"中{sign}", f"{sign}中", f"{sign}方", f"{sign}国"


def parts(name: str) -> Iterator[str]:
    """The two characters on either side of each dot in ``name``."""
    pieces = name.split("·")
    for left, right in pairwise(pieces):
        yield left[-2:]
        yield right[:2]
