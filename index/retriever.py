"""A query in, ranked hits out: the one function behind chat, staff search and evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache, partial

import numpy as np

from index.clauses import Clause
from index.curated import CuratedIndex
from index.dates import DateRange
from index.encoder import Encoder
from index.fusion import (
    NOT_FAMILIAR,
    Evidence,
    Familiar,
    Fused,
    Pointed,
    blend,
    curated_weight,
    fuse,
    vector_weight,
)
from index.lexical import LexicalIndex, tokenise
from index.passage_vectors import PassageVectors, Vectors
from index.query_words import QueryWords
from index.rerankers import PassageReranker
from index.reranking import RERANKED
from index.store import PassageStore
from index.token_shares import lacking_tokens
from index.vectors import BoolVector, FloatVector, IntVector
from ingest.document import Passage, PassageKind, Script, Source
from ingest.script import to_single_script

CANDIDATES = 100  # the least each leg brings before the two are fused
FILTERS_KEPT = 16  # each a flag for every passage
BODY_ONLY = frozenset({PassageKind.BODY})


class Legs(StrEnum):
    """Which parts of retrieval take part, each with those before it but for the first two."""

    LEXICAL = "lexical"
    VECTOR = "vector"
    FUSED = "fused"
    RERANKED = "reranked"  # fused, the best of it read again with the question
    CURATED = "curated"


@dataclass(frozen=True, slots=True)
class Why:
    """The parts a score is the sum of."""

    lexical: float
    vector: float
    curated: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: ``score`` (higher is better), ``rank`` from 1, and the score's parts.

    ``pointed`` has the words of it that answer the curated questions nearest to the query, squeezed
    as `ingest.matching` does. ``familiar`` is how like the query the nearest curated questions are,
    and all 0 where none stands for the passage.
    """

    passage: Passage
    score: float
    rank: int
    why: Why
    pointed: Mapping[str, Pointed] = field(default_factory=dict[str, Pointed])
    familiar: Familiar = field(default_factory=Familiar)


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be found; ``None`` sets no limit.

    Args:
        documents: ids of documents.
        date_from: inclusive ISO date, perhaps partial (``2023``, ``2023-06``).
        date_to: likewise. Given either, undated documents are left out, and a document with a
            partial date is in when any day it may mean is in.
        script: the script that a source is printed in.
        kinds: what parts of pages; body text unless others are asked for.
    """

    documents: frozenset[str] | None = None
    date_from: str | None = None
    date_to: str | None = None
    script: Script | None = None
    kinds: frozenset[PassageKind] = BODY_ONLY

    def accepts(self, source: Source) -> bool:
        """Whether passages of ``source`` may be found, their kind aside.

        Raises:
            InputError: a limit is no date.
        """
        dated = self.date_from is not None or self.date_to is not None
        return (
            (self.documents is None or source.id in self.documents)
            and (self.script is None or source.script is self.script)
            and (not dated or DateRange.of(self.date_from, self.date_to).overlaps(source.date))
        )


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What a filter leaves; ``None`` where it leaves everything."""

    groups: frozenset[str] | None
    passages: BoolVector | None


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no truth value
class _Groups:
    """The ``names`` of all groups, and for every passage the number of its own, (n,) int64."""

    names: Sequence[str]
    of_passage: IntVector

    @classmethod
    def of(cls, names: Sequence[str]) -> _Groups:
        distinct = sorted(set(names))
        number = {name: position for position, name in enumerate(distinct)}
        return cls(distinct, np.array([number[name] for name in names], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Query:
    """A query as typed, as words with what may stand for them, and as a vector."""

    text: str
    clauses: Sequence[Clause]
    vector: FloatVector


@dataclass(frozen=True, slots=True)
class Extras:
    """What retrieval needs besides the passages and their two indexes.

    Args:
        encoder: the one whose vectors the index holds.
        curated: the curated questions; None where there are none.
        reranker: what reads the best of what was found again; None leaves their order.
        words: what reads a query's words.
    """

    encoder: Encoder
    curated: CuratedIndex | None = None
    reranker: PassageReranker | None = None
    words: QueryWords = field(default_factory=QueryWords)


class Retriever:
    """Searches the passages of one index; safe to share between threads."""

    def __init__(
        self, store: PassageStore, lexical: LexicalIndex, vectors: Vectors, extras: Extras
    ) -> None:
        columns = store.columns()
        self._store = store
        self._lexical = lexical
        self._vectors = PassageVectors(vectors, columns.windows)
        self._encoder = extras.encoder
        self._curated = extras.curated
        self._reranker = extras.reranker
        self._words = extras.words
        names = [
            group_name(document, kind)
            for document, kind in zip(columns.documents.tolist(), columns.kinds, strict=True)
        ]
        # A cache of a method would hold this object, and with it open files, until a collection.
        allowed_by = partial(_allowed_by, store.sources(), _Groups.of(names))
        self._allowed = lru_cache(maxsize=FILTERS_KEPT)(allowed_by)

    @property
    def passage_count(self) -> int:
        """How many passages there are, of all kinds."""
        return len(self._lexical)

    def document_frequency(self, token: str) -> int:
        """How many passages hold ``token``, as `tokenise` gives it."""
        return self._lexical.document_frequency(token)

    def clauses(self, query: str) -> list[Clause]:
        """What ``query`` asks for, word by word, with what may stand for each."""
        return self._words.clauses(query)

    def reach(self, clause: Clause) -> float:
        """The most idf that a passage can give a clause."""
        return self._lexical.reach(clause)

    def retrieve(
        self, query: str, k: int = 10, filters: Filters = NO_FILTERS, legs: Legs = Legs.CURATED
    ) -> list[Hit]:
        """The ``k`` passages best for ``query``, best first; equal scores in passage order.

        Filters apply before the cut. A query without a word or number finds nothing. An index
        without curated questions finds with them what it finds without them.

        Raises:
            InputError: a date of the filters is none.
        """
        allowed = self._allowed(filters)
        if k < 1 or not tokenise(query) or allowed.groups == frozenset():
            return []
        match legs:
            case Legs.LEXICAL:
                found = self._lexical.search(self._words.clauses(query), k, allowed.groups)
                fused = [Fused(row, score, 0.0) for row, score in found]
            case Legs.VECTOR:
                best = self._vectors.search(self._encode(query), k, allowed.passages)
                fused = [Fused(row, 0.0, score) for row, score in best.items()]
            case Legs.FUSED:
                fused = self._fused(self._read(query), k, allowed)[:k]
            case Legs.RERANKED:
                fused = self._reranked(self._read(query), k, allowed)[:k]
            case Legs.CURATED:
                fused = self._with_curated(self._read(query), k, allowed)[:k]
        passages = self._store.passages([entry.row for entry in fused])
        if fused and fused[0].familiar is not NOT_FAMILIAR:
            fused = self._with_rest(query, fused, passages[0])
        return [
            Hit(
                passage,
                entry.score,
                rank,
                Why(entry.lexical, entry.vector, entry.curated),
                entry.pointed,
                entry.familiar,
            )
            for rank, (passage, entry) in enumerate(zip(passages, fused, strict=True), 1)
        ]

    def evidence(self, query: str, k: int = 10, filters: Filters = NO_FILTERS) -> Evidence:
        """What both legs say of the candidates for the ``k`` best, for tuning the fusion."""
        return self._evidence(self._read(query), k, self._allowed(filters))

    def _read(self, query: str) -> _Query:
        return _Query(query, self._words.clauses(query), self._encode(query))

    def _with_curated(self, query: _Query, k: int, allowed: _Allowed) -> list[Fused]:
        """The fused candidates and those that curated questions bring, best first."""
        if self._curated is None:
            return self._reranked(query, k, allowed)
        curated = self._curated.search(
            query.clauses, query.vector, allowed.groups, allowed.passages
        )
        ranked = self._reranked(query, k, allowed, more=curated.scores.keys())
        return blend(ranked, curated, curated_weight(query.text))

    def _with_rest(self, query: str, fused: Sequence[Fused], best: Passage) -> list[Fused]:
        """``fused``, told how like curated questions are in the words that ``best`` lacks."""
        assert self._curated is not None, "nothing is familiar without curated questions"
        rest = lacking_tokens(to_single_script(query), best)
        familiar = self._curated.with_rest(fused[0].familiar, rest)
        return [
            entry if entry.familiar is NOT_FAMILIAR else replace(entry, familiar=familiar)
            for entry in fused
        ]

    def _reranked(
        self, query: _Query, k: int, allowed: _Allowed, more: AbstractSet[int] = frozenset()
    ) -> list[Fused]:
        """The best of the fused candidates, and ``more``, read again with the question."""
        fused = self._fused(query, k, allowed, more)
        if self._reranker is None:
            return fused
        depth = max(k, RERANKED)
        top = [*fused[:depth], *(entry for entry in fused[depth:] if entry.row in more)]
        passages = self._store.passages([entry.row for entry in top])
        return self._reranker.rerank(query.text, top, passages, self)

    def _fused(
        self, query: _Query, k: int, allowed: _Allowed, more: Iterable[int] = ()
    ) -> list[Fused]:
        return fuse(self._evidence(query, k, allowed, more), vector_weight(query.text))

    def _evidence(
        self, query: _Query, k: int, allowed: _Allowed, more: Iterable[int] = ()
    ) -> Evidence:
        """Both scores of ``more`` and of every candidate that either leg puts among its best."""
        pool = max(k, CANDIDATES)
        words, vector = self._lexical.query(query.clauses), query.vector
        lexical = dict(self._lexical.search(words, pool, allowed.groups))
        cosines = self._vectors.search(vector, pool, allowed.passages)
        unseen = [row for row in {*lexical, *more} if row not in cosines]
        if unseen:
            cosines |= self._vectors.scores(vector, np.array(unseen, dtype=np.int64))
        if len(lexical) == pool:  # otherwise no other passage shares a word
            lexical |= self._lexical.scores(words, [row for row in cosines if row not in lexical])
        return Evidence(sorted(cosines), lexical, cosines, words.highest)

    def _encode(self, query: str) -> FloatVector:
        vector: FloatVector = self._encoder.encode_queries([to_single_script(query)])[0]
        return vector


def _allowed_by(sources: Sequence[Source], groups: _Groups, filters: Filters) -> _Allowed:
    documents = [i for i, source in enumerate(sources) if filters.accepts(source)]
    wanted = {group_name(document, kind) for document in documents for kind in filters.kinds}
    flags = np.array([name in wanted for name in groups.names], dtype=np.bool_)
    if flags.all():
        return _Allowed(None, None)
    left = frozenset(name for name, flag in zip(groups.names, flags.tolist(), strict=True) if flag)
    return _Allowed(left, flags[groups.of_passage])


def group_name(document: int, kind: PassageKind) -> str:
    """The lexical leg's name for the passages of ``kind`` in document row ``document``."""
    return f"{document}:{kind.value}"
