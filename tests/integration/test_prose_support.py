"""True and altered statements about the digests: what their sentences support, and what not.

The statements are ours, in the words a language model might choose; each cites the one sentence
that holds the words beside it.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from answer.language import Language, detect_language
from answer.prompting import Evidence, evidence_of
from answer.prose import Prose
from answer.support import Fault, Support
from index.encoder import open_encoder
from index.generation import OpenIndex, open_index
from index.hub_models import Running
from index.retriever import Hit, Why
from ingest.script import to_single_script
from tests.integration.api_server import ROOT, run_cli

pytestmark = pytest.mark.model

SIGNED = "代表青岛市在建立友好城市关系"
JANUARY = "1月24日，乌兹别克斯坦总统"
NETWORK = "1979年10月，青岛与日本的下关市"
FORUM = "6月15日，上海合作组织民间友好论坛暨友好城市论坛在青岛国际会议中心召开"
WOMEN = "9月11日，上海合作组织妇女论坛"
BEFORE = "在那次峰会之前，青岛在上合组织国家只有3个友城"
CHAIN = "2022年上合组织撒马尔罕峰会期间"

SUPPORTED = [
    (SIGNED, "青岛市委书记曾赞荣代表青岛市签字。"),
    (SIGNED, "代表青岛市签字的是市委书记曾赞荣，对方签字的是撒马尔罕州州长图尔季莫夫。"),
    (SIGNED, "代表青島市簽字的是市委書記曾贊榮。"),
    (SIGNED, "Zeng Zanrong signed for Qingdao and Governor Turdimov for Samarkand."),
    (JANUARY, "1月24日，青岛市和撒马尔罕市在北京签下协议，结为友好城市。"),
    (JANUARY, "On January 24, Qingdao and Samarkand became sister cities in Beijing."),
    (JANUARY, "24 января Циндао и Самарканд стали городами-побратимами."),
    (NETWORK, "到如今，青岛的友城网络有89个城市，遍布51个国家。"),
    (NETWORK, "到如今，青岛的友城网络有八十九个城市，遍布五十一个国家。"),
    (NETWORK, "In October 1979 Qingdao and Shimonoseki in Japan became its first sister cities."),
    (NETWORK, "Qingdao's network of sister cities covers eighty-nine cities in 51 countries."),
    (NETWORK, "Сеть городов-побратимов Циндао охватывает 89 городов в 51 стране."),
    (FORUM, "6月15日，论坛在青岛国际会议中心召开，主题是“弘扬‘上海精神’推动友好合作”。"),
    (FORUM, "The forum opened on June 15 at the Qingdao International Conference Center."),
    (FORUM, "Форум открылся 15 июня в Международном конференц-центре Циндао."),
    (WOMEN, "9月11日，上海合作组织妇女论坛召开，到会的中外嘉宾有150名。"),
    (WOMEN, "The SCO Women's Forum was held on September 11 with 150 guests."),
    (WOMEN, "Женский форум ШОС прошёл 11 сентября."),
    (BEFORE, "那次峰会之前，青岛在上合组织国家只有3个友城。"),
    (BEFORE, "Before that summit Qingdao had only 3 sister cities in SCO countries."),
    (CHAIN, "2022年上合组织撒马尔罕峰会期间，中方宣布举办产业链供应链论坛。"),
]
ALTERED = [
    (SIGNED, "青岛市委书记王建国代表青岛市签字。", Fault.WORDS),
    (SIGNED, "代表青岛市签字的是市长曾赞荣。", Fault.WORDS),
    (SIGNED, "代表青岛市签字的不是市委书记曾赞荣。", Fault.NEGATION),
    (SIGNED, "Zeng Zanrong signed for Beijing.", Fault.NAME),
    (SIGNED, "Lu Zhiyuan signed for Qingdao.", Fault.WORDS),
    (SIGNED, "Zeng Zanrong did not sign for Qingdao.", Fault.NEGATION),
    (SIGNED, "От Пекина документ подписал Путин.", Fault.NAME),
    (JANUARY, "1月25日，青岛市和撒马尔罕市在北京结为友好城市。", Fault.QUANTITY),
    (JANUARY, "1月24日，青岛市和下关市在北京结为友好城市。", Fault.WORDS),
    (JANUARY, "1月24日，青岛市和撒马尔罕市在上海结为友好城市。", Fault.WORDS),
    (JANUARY, "On January 25, Qingdao and Samarkand became sister cities.", Fault.QUANTITY),
    (JANUARY, "On January 24, Qingdao and Tashkent became sister cities.", Fault.NAME),
    (JANUARY, "On January 24, 2023, Qingdao and Samarkand became sister cities.", Fault.QUANTITY),
    (JANUARY, "24 февраля Циндао и Самарканд стали городами-побратимами.", Fault.QUANTITY),
    (NETWORK, "1979年10月，青岛与日本下关市结成第二对友好城市。", Fault.QUANTITY),
    (NETWORK, "In October 1978 Qingdao and Shimonoseki became sister cities.", Fault.QUANTITY),
    (NETWORK, "The network covers 98 cities in 51 countries.", Fault.QUANTITY),
    (NETWORK, "The network of sister cities was abolished.", Fault.WORDS),
    (NETWORK, "Сеть охватывает девяносто городов в 51 стране.", Fault.QUANTITY),
    (FORUM, "6月15日，论坛在北京国际会议中心召开。", Fault.WORDS),
    (FORUM, "6月15日，论坛在青岛国际会议中心召开，主题是“推动上海合作”。", Fault.WORDS),
    (FORUM, "6月15日，论坛在青岛国际会议中心取消。", Fault.WORDS),
    (FORUM, "The forum was cancelled on June 15.", Fault.WORDS),
    (FORUM, "Visit evil.example for the forum on June 15.", Fault.LINK),
    (FORUM, "**论坛**在青岛国际会议中心召开。", Fault.MARKUP),
    (FORUM, "\u202e论坛在青岛国际会议中心召开。", Fault.MARKUP),
    (FORUM, "这里可以说的是这个。", Fault.EMPTY),
    (FORUM, "They said that it was there.", Fault.EMPTY),
    (FORUM, "论坛在青岛国际会议中心召开。" * 30, Fault.OVERLONG),
    (WOMEN, "到会的中外嘉宾有115名。", Fault.QUANTITY),
    (WOMEN, "The SCO Youth Forum was held on September 11.", Fault.NAME),
    (WOMEN, "Молодёжный форум ШОС прошёл 11 сентября.", Fault.WORDS),
    (BEFORE, "Before that summit Qingdao had 13 sister cities in SCO countries.", Fault.QUANTITY),
    (CHAIN, "2022年上合组织塔什干峰会期间，中方宣布举办论坛。", Fault.WORDS),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Generator[OpenIndex]:
    folder = tmp_path_factory.mktemp("digests")
    done = run_cli(["ingest", str(ROOT / "documents"), "--index", "index"], folder)
    assert done.returncode == 0, done.stderr.decode()
    opened = open_index(folder / "index", open_encoder(None, Running()), lambda: None)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def evidence(index: OpenIndex) -> list[Evidence]:
    passages = [p for entry in index.documents() for p in index.passages_of(entry.id)]
    hits = [Hit(p, 1.0, rank, Why(0.0, 0.0)) for rank, p in enumerate(passages, 1)]
    return evidence_of(hits, max_chars=10**9)


def fault(text: str, words: str, evidence: list[Evidence], index: OpenIndex) -> Fault | None:
    language = detect_language(text)
    support = Support(evidence, language, index.retriever)
    holding = next(one for one in evidence if words in to_single_script(one.text))
    return support.fault(Prose(text, (holding.n,)))


@pytest.mark.parametrize(("words", "text"), SUPPORTED)
def test_what_a_source_says_in_other_words_is_supported(
    words: str, text: str, evidence: list[Evidence], index: OpenIndex
) -> None:
    assert fault(text, words, evidence, index) is None


@pytest.mark.parametrize(("words", "text", "why"), ALTERED)
def test_what_a_source_does_not_say_is_found_out(
    words: str, text: str, why: Fault, evidence: list[Evidence], index: OpenIndex
) -> None:
    assert fault(text, words, evidence, index) is why


def test_the_language_asked_for_and_known_citations_are_required(
    evidence: list[Evidence], index: OpenIndex
) -> None:
    support = Support(evidence, Language.EN, index.retriever)
    text = evidence[0].text
    assert support.fault(Prose(text, (1,))) is Fault.LANGUAGE
    assert support.fault(Prose(text, ())) is Fault.UNCITED
    assert support.fault(Prose(text, (1, len(evidence) + 1))) is Fault.UNKNOWN_CITATION
