"""A sentence of a language model and the sentences it cites → whether these support it.

The check is meant to be too strict rather than too kind: what it drops costs a sentence, and where
nothing is left the quotations answer. It reads words, numbers and negations; it does not reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from answer.alignment import denies, is_aligned, keeps_negations, states_something
from answer.language import Language, detect_language
from answer.numerals import word_value
from answer.plain_words import CHINESE_SIGNS, is_plain
from answer.prompting import Evidence
from answer.prose import Prose
from answer.quantities import found_in, is_month, stated_in
from answer.terms import content_tokens, folded
from answer.vocabulary import Vocabulary
from index.clauses import Clause
from index.lexical import tokenise
from ingest.matching import squeeze
from ingest.script import HAN

MAX_CHARS = 400
# Set on hand-made statements about the digests, true and altered ones; see DECISIONS.md.
MIN_WORD = 0.15
MIN_NAME = 0.5
_LONE_SIGN = 0.4  # what a translation of one Chinese character is worth: it stands in many words

_LINK = re.compile(
    r"://|\bwww\b|\bhttps?\b|\bmailto\b|@|[^\W\d_][\w-]*\.[a-z]{2,}(?![\w.])|\d+(?:\.\d+){3}",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>\[\]{}`*#|\\_~^]")
_COMMON_SIGNS = "%+−$€¥£°"
_HAN = re.compile(f"[{HAN}]")
_NAME = re.compile(r"(?<=[\w,;:)”\"'»’] )[“\"'(«‘]?([^\W\d_a-zа-яё][\w’'-]*)")
_NOT = re.compile(
    r"\b(?:not|no|never|without|neither|nor|none|nobody|nothing|cannot|не|ни|без|нет|никогда|никто"
    r"|ничего|нельзя)\b|n['’]t\b"
)
_QUOTED = re.compile(r"[“「『《\"]([^”」』》\"]+)[”」』》\"]")
_CHINESE = (Language.ZH_HANS, Language.ZH_HANT)


class Fault(StrEnum):
    """Why a sentence is not shown."""

    UNCITED = "uncited"
    UNKNOWN_CITATION = "unknown_citation"
    OVERLONG = "overlong"
    LANGUAGE = "language"  # not the one that was asked for
    LINK = "link"
    MARKUP = "markup"  # and signs or control characters that the source does not print
    QUANTITY = "quantity"
    NAME = "name"
    NEGATION = "negation"
    WORDS = "words"
    EMPTY = "empty"  # nothing but words that state nothing


class Support:
    """Checks sentences against the evidence of one answer; safe to share between threads."""

    def __init__(
        self, evidence: Iterable[Evidence], language: Language, vocabulary: Vocabulary
    ) -> None:
        self._evidence: Mapping[int, Evidence] = {one.n: one for one in evidence}
        self._language = language
        self._vocabulary = vocabulary

    def fault(self, prose: Prose) -> Fault | None:
        """Why ``prose`` may not be shown; None when what it cites supports it."""
        if not prose.cited:
            return Fault.UNCITED
        if not self._evidence.keys() >= set(prose.cited):
            return Fault.UNKNOWN_CITATION
        cited = [self._evidence[n].text for n in prose.cited]
        return self._of_form(prose.text, cited) or self._of_content(prose, cited)

    def _of_form(self, text: str, cited: Sequence[str]) -> Fault | None:
        plain = unicodedata.normalize("NFKC", text)
        if len(text) > MAX_CHARS:
            return Fault.OVERLONG
        if _LINK.search(plain):
            return Fault.LINK
        printed = _COMMON_SIGNS + "".join(cited)
        if _MARKUP.search(plain) or any(
            unicodedata.category(sign)[0] in "CS" and sign not in printed for sign in text
        ):
            return Fault.MARKUP
        spoken = detect_language(text)
        if spoken is not self._language and not (spoken in _CHINESE and self._language in _CHINESE):
            return Fault.LANGUAGE
        return None

    def _of_content(self, prose: Prose, cited: Sequence[str]) -> Fault | None:
        if not found_in("\n".join(cited)).supports(stated_in(prose.text)):
            return Fault.QUANTITY
        text, sources = folded(prose.text), [folded(" ".join(one.split())) for one in cited]
        source = "\n".join(sources)
        headlines = {self._evidence[n].hit.passage.headline for n in prose.cited}
        context = "\n".join([source, *map(folded, sorted(headlines))])
        if not self._keeps_negations(text, sources):
            return Fault.NEGATION
        if not is_aligned(text, context) or not _quotes(prose.text, context):
            return Fault.WORDS
        if self._language in _CHINESE and not states_something(text, context):
            return Fault.EMPTY
        return self._of_words(prose.text, frozenset(tokenise(context)))

    def _keeps_negations(self, text: str, sources: Sequence[str]) -> bool:
        source = "\n".join(sources)
        if self._language in _CHINESE:
            return keeps_negations(text, source)
        denied = [denies(one) or _NOT.search(one) is not None for one in sources]
        return any(denied) if _NOT.search(text) else not all(denied)

    def _of_words(self, text: str, known: frozenset[str]) -> Fault | None:
        """Whether the words of ``text`` that are not Chinese stand in ``known``, or translated."""
        names = {token for name in _NAME.findall(text) for token in tokenise(name)}
        subject = set(content_tokens(text))
        stated = self._language in _CHINESE
        for clause in self._vocabulary.clauses(text):
            words = [token for token in clause.tokens if _counts(token) and token in subject]
            if not words:
                continue
            strength = _strength(clause, known)
            is_name = not names.isdisjoint(words) or not clause.others
            if strength < MIN_NAME and (is_name or self._language in _CHINESE):
                return Fault.NAME
            if strength < MIN_WORD:
                return Fault.WORDS
            stated = True
        return None if stated else Fault.EMPTY


def _counts(token: str) -> bool:
    """Whether a token is a word that states something and that no other check reads."""
    return not (
        _HAN.match(token)
        or token.isdecimal()
        or is_month(token)
        or word_value(token) is not None
        or is_plain(token)
    )


def _strength(clause: Clause, known: frozenset[str]) -> float:
    """How surely ``clause`` stands in ``known``, in [0, 1]: all of it as it is, or otherwise."""
    own = [float(token in known) for token in clause.own if _counts(token)]
    parts = [_strength(part, known) for part in clause.parts if any(map(_counts, part.tokens))]
    options = [min([*own, *parts], default=0.0)]
    for other in clause.others:
        if known.issuperset(other.tokens) and not CHINESE_SIGNS.issuperset(other.tokens):
            lone = all(len(token) == 1 and _HAN.match(token) for token in other.tokens)
            options.append(other.weight * (_LONE_SIGN if lone else 1.0))
    return max(options)


def _quotes(text: str, context: str) -> bool:
    """Whether what ``text`` puts in quotation marks, in Chinese, stands so in ``context``."""
    squeezed = squeeze(context)
    quoted = (words for words in _QUOTED.findall(text) if _HAN.search(words))
    return all(squeeze(words) in squeezed for words in quoted)
