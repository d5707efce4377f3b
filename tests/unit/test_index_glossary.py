"""Names and terms of a query, carried to the forms the sources print."""

from __future__ import annotations

import pytest

from index.expansion import Alternative
from index.glossary import Glossary
from index.lexical import tokenise
from ingest.glossary import Term, TermKind

TERMS = (
    Term(
        TermKind.PLACE,
        ("哈萨克斯坦", "哈方"),
        ("哈薩克",),
        ("Kazakhstan", "Kazakh"),
        ("Казахстан", "казахстанский"),
    ),
    Term(
        TermKind.ORGANISATION,
        ("上海合作组织", "上合组织", "上合"),
        (),
        ("Shanghai Cooperation Organization", "SCO"),
        ("Шанхайская организация сотрудничества", "ШОС"),
    ),
    Term(TermKind.ORGANISATION, ("上合组织秘书处",), (), ("SCO Secretariat",), ()),
    Term(TermKind.PLACE, ("彼尔姆",), (), ("Perm", "city of Perm"), ("Пермь",)),
    Term(TermKind.PLACE, ("撒马尔罕",), ("撒馬爾干",), ("Samarkand",), ("Самарканд",)),
    Term(TermKind.PERSON, ("安德烈·科罗尔",), (), ("Andrei Korol",), ("Андрей Король", "Король")),
    Term(TermKind.TERM, ("订单",), (), ("order", "purchase orders"), ("заказ",)),
    Term(TermKind.TERM, ("合作",), (), ("cooperation",), ("сотрудничество",)),
    Term(TermKind.TERM, ("友好城市", "友城"), ("姊妹市",), ("sister city",), ("город-побратим",)),
    Term(TermKind.TERM, ("和平",), (), ("peace",), ("мир",)),
    Term(TermKind.PLACE, ("土耳其",), (), ("Türkiye",), ("Турция",)),
    Term(TermKind.PLACE, ("长安",), (), ("Chang'an",), ("Чанъань",)),
    Term(TermKind.PLACE, ("G60科创走廊",), (), ("G60 corridor",), ()),
    Term(TermKind.PROGRAMME, ("1+N",), (), ("1+N",), ()),
)
GLOSSARY = Glossary.of(TERMS)


def _found(query: str) -> list[tuple[str, str, float]]:
    """What stands in the query, what may stand in a passage, and how surely."""
    alternatives = GLOSSARY.alternatives(query)
    return [(_text(a.replaced), _text(a.tokens), a.weight) for a in alternatives]


def _text(tokens: tuple[str, ...]) -> str:
    """The words, or the characters that Chinese tokens came from."""
    if all(token.isascii() or not "一" <= token[0] <= "鿿" for token in tokens):
        return " ".join(tokens)
    return "".join(token for token in tokens if len(token) == 1)


def test_an_english_name_gives_every_form_the_sources_print() -> None:
    assert _found("What did Kazakhstan sign?") == [
        ("kazakhstan", "哈萨克斯坦", 1.0),
        ("kazakhstan", "哈方", 0.8),
    ]


def test_tokens_are_those_of_tokenise() -> None:
    assert GLOSSARY.alternatives("the PEACE") == [
        Alternative(("peace",), tuple(tokenise("和平")), 0.6)
    ]


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("哈薩克有哪些城市", "哈萨克斯坦"),
        ("撒馬爾干在哪裡", "撒马尔罕"),
        ("kazakhstan's cities", "哈萨克斯坦"),
        ("the Kazakhs", "哈萨克斯坦"),
        ("SHANGHAI COOPERATION ORGANISATION", "上海合作组织"),
        ("２０２３年的ＳＣＯ", "上海合作组织"),
        ("SCO组织", "上海合作组织"),
        ("sister cities", "友好城市"),
        ("turkiye", "土耳其"),
        ("Chang’an", "长安"),
        ("в Казахстане", "哈萨克斯坦"),
        ("из казахстанского города", "哈萨克斯坦"),
        ("Шанхайской организации сотрудничества", "上海合作组织"),
        ("города-побратимы", "友好城市"),
        ("городами — побратимами", "友好城市"),
        ("安德烈科羅爾是谁", "安德烈科罗尔"),
        ("什么是「上合」", "上海合作组织"),
    ],
)
def test_a_name_is_found_however_written(query: str, form: str) -> None:
    assert form in [tokens for _, tokens, _ in _found(query)]


def test_a_short_form_gives_the_long_one_and_back() -> None:
    assert _found("上合成立于何时") == [("上合", "上海合作组织", 0.9)]
    assert _found("上海合作组织") == [
        ("上海合作组织", "上合组织", 0.72),
        ("上海合作组织", "上合", 0.72),
    ]


def test_the_longest_form_wins_and_nothing_inside_it_counts() -> None:
    assert _found("the SCO Secretariat") == [("sco secretariat", "上合组织秘书处", 1.0)]
    assert _found("上合组织秘书处") == []


def test_of_equally_long_overlapping_forms_the_later_wins() -> None:
    assert _found("海上合作") == []


def test_terms_weigh_less_than_names_and_ordinary_words_least() -> None:
    assert _found("order") == [("order", "订单", 0.3)]
    assert _found("cooperation") == [("cooperation", "合作", 0.6)]
    assert _found("purchase order") == [("purchase order", "订单", 0.8)]
    assert _found("мир") == [("мир", "和平", 0.3)]


@pytest.mark.parametrize(
    "query", ["perm", "кто король", "мира", "disorder", "scope", "11+n", "миром", "Kaza", "", "？"]
)
def test_what_only_looks_like_a_name_is_none(query: str) -> None:
    assert _found(query) == []


def test_a_capital_makes_the_name() -> None:
    assert _found("Perm") == [("perm", "彼尔姆", 1.0)]
    assert _found("город Пермь и Король")[-1] == ("король", "安德烈科罗尔", 1.0)


@pytest.mark.parametrize(
    ("query", "form"),
    [("Samarkant", "撒马尔罕"), ("Khazakhstan", "哈萨克斯坦"), ("в Самарканте", "撒马尔罕")],
)
def test_one_slip_in_a_long_name_is_mended_at_half_weight(query: str, form: str) -> None:
    assert _found(query)[0][1:] == (form, 0.5)


def test_a_slip_in_the_first_letter_or_a_short_word_is_not_mended() -> None:
    assert _found("Zamarkand, Pern, SCQ") == []


def test_mixed_forms_are_found_as_they_stand() -> None:
    form = tuple(tokenise("G60科创走廊"))
    assert GLOSSARY.alternatives("g60 corridors") == [
        Alternative(("g60", "g", "60", "corridors"), form, 1.0)
    ]
    assert GLOSSARY.alternatives("G60科创走廊在哪") == []


def test_alternatives_come_in_the_order_of_the_query() -> None:
    said = [replaced for replaced, _, _ in _found("Peace in Samarkand and Türkiye")]
    assert said == ["peace", "samarkand", "türkiye"]


def test_chinese_names_go_on_to_the_slips_but_short_terms_do_not() -> None:
    names = GLOSSARY.han_names
    assert {"上合", "安德烈·科罗尔", "友好城市"} <= set(names)
    assert {"合作", "订单", "和平", "友城"}.isdisjoint(names)


def test_a_stored_glossary_gives_what_it_gave() -> None:
    opened = Glossary.from_json(GLOSSARY.to_json())
    assert opened.to_json() == GLOSSARY.to_json()
    assert len(opened) == len(TERMS)
    for query in ("哈薩克", "SCO in Samarkant", "города-побратимы"):
        assert opened.alternatives(query) == GLOSSARY.alternatives(query) != []


def test_without_terms_there_is_nothing() -> None:
    assert Glossary.from_json(Glossary.of(()).to_json()).alternatives("上合 SCO") == []
