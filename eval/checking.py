"""What a set of topics must satisfy before its figures mean anything.

``check`` proves that evidence and answers stand in the texts, that paraphrases share no content
bigram with the sentence that answers them, that no topic is a near-copy of another, and that no
statement stands in both halves. Texts come in as sentences, as ingest cuts them.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.known_texts import KnownTexts, Texts
from eval.overlap import bigrams, content_bigrams, jaccard
from eval.topics import Evidence, Half, Kind, Topic
from ingest.document import SourceKind

MAX_EVIDENCE_CHARS = 25
NEAR_COPY_JACCARD = 0.7


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a topic breaks."""

    topic: str
    rule: str
    detail: str


def check(topics: Sequence[Topic], texts: Texts) -> list[Violation]:
    """Every rule that a topic breaks, in topic order, then near-copies, then halves."""
    known = KnownTexts(texts)
    found: list[Violation] = []
    for topic in topics:
        missing = [source for source in topic.sources if not known.kinds(source)]
        found.extend(Violation(topic.id, "source", f"no text of {source!r}") for source in missing)
        if topic.answerable and not missing:
            found.extend(_evidence_faults(topic, known))
            found.extend(_answer_faults(topic, known))
            if topic.kind is Kind.PARAPHRASE:
                found.extend(_paraphrase_faults(topic, known))
    found.extend(_near_copies(topics))
    found.extend(_half_faults(topics, known))
    return found


def _evidence_faults(topic: Topic, known: KnownTexts) -> Iterable[Violation]:
    for evidence in topic.evidence:
        for words in dict.fromkeys((evidence.original, evidence.digest)):
            if len(words) > MAX_EVIDENCE_CHARS:
                yield Violation(topic.id, "evidence", f"{len(words)} characters: {words!r}")
        if not any(_stands(evidence, source, known) for source in topic.sources):
            yield Violation(topic.id, "evidence", _missing(evidence, topic.sources, known))
    for source in topic.sources:
        if not any(_stands(evidence, source, known) for evidence in topic.evidence):
            yield Violation(topic.id, "evidence", f"none of it stands in every text of {source!r}")


def _stands(evidence: Evidence, source: str, known: KnownTexts) -> bool:
    return all(known.rows(source, kind, evidence.of(kind)) for kind in known.kinds(source))


def _missing(evidence: Evidence, sources: Iterable[str], known: KnownTexts) -> str:
    gaps = [
        f"{kind} of {source}"
        for source in sources
        for kind in known.kinds(source)
        if not known.rows(source, kind, evidence.of(kind))
    ]
    return f"{evidence.original!r} / {evidence.digest!r}: in no one sentence of: {', '.join(gaps)}"


def _answer_faults(topic: Topic, known: KnownTexts) -> Iterable[Violation]:
    places = [(source, kind) for source in topic.sources for kind in known.kinds(source)]
    kinds = sorted({kind for _, kind in places})
    complete = all(len(known.kinds(source)) == len(SourceKind) for source in topic.sources)
    for group in topic.answers:
        for answer in group if complete else ():
            if not any(known.says(source, kind, answer) for source, kind in places):
                yield Violation(topic.id, "answer", f"{answer!r} stands in no text of its sources")
        for kind in kinds:
            if not any(
                known.says(source, kind, answer)
                for answer in group
                for source, place_kind in places
                if place_kind is kind
            ):
                yield Violation(topic.id, "answer", f"none of {list(group)} in any {kind}")
            elif not known.proves(topic, kind, group):
                yield Violation(
                    topic.id, "answer", f"{list(group)} beside none of its evidence in any {kind}"
                )


def _paraphrase_faults(topic: Topic, known: KnownTexts) -> Iterable[Violation]:
    asked = content_bigrams(topic.question)
    shared: dict[str, None] = {}
    for evidence, source in itertools.product(topic.evidence, topic.sources):
        for kind in known.kinds(source):
            for row in known.rows(source, kind, evidence.of(kind)):
                common = asked & content_bigrams(known.sentence(source, kind, row))
                shared.update(dict.fromkeys(sorted(common)))
    if shared:
        yield Violation(
            topic.id, "paraphrase", f"shares {' '.join(shared)} with the sentence that answers it"
        )


def _near_copies(topics: Sequence[Topic]) -> Iterable[Violation]:
    grams = [
        bigrams("\n".join([*(turn.question for turn in topic.history), topic.question]))
        for topic in topics
    ]
    for (row, first), (column, second) in itertools.combinations(enumerate(topics), 2):
        overlap = jaccard(grams[row], grams[column])
        if overlap >= NEAR_COPY_JACCARD:
            yield Violation(second.id, "near-copy", f"of {first.id} (Jaccard {overlap:.2f})")


def _half_faults(topics: Sequence[Topic], known: KnownTexts) -> Iterable[Violation]:
    for group in _groups_of(topics, known):
        halves = {topic.half for topic in group if topic.half is not None}
        names = ", ".join(topic.id for topic in group)
        if len(halves) > 1:
            yield Violation(group[0].id, "half", f"one statement in both halves: {names}")
    for topic in topics:
        if topic.half is None:
            yield Violation(topic.id, "half", "missing; --fill-halves writes it")


def _groups_of(topics: Sequence[Topic], known: KnownTexts) -> list[list[Topic]]:
    """Topics that must share a half: the same statement, or evidence that overlaps in a text."""
    parent = list(range(len(topics)))

    def root(row: int) -> int:
        while parent[row] != row:
            row = parent[row]
        return row

    seen: dict[tuple[str, ...], int] = {}
    for row, topic in enumerate(topics):
        for key in [("statement", topic.statement), *_places(topic, known)]:
            first, second = sorted((root(seen.setdefault(key, row)), root(row)))
            parent[second] = first
    groups: dict[int, list[Topic]] = {}
    for row, topic in enumerate(topics):
        groups.setdefault(root(row), []).append(topic)
    return list(groups.values())


def _places(topic: Topic, known: KnownTexts) -> Iterable[tuple[str, ...]]:
    """The characters of the texts that a topic's evidence covers, as keys."""
    for evidence, source in itertools.product(topic.evidence, topic.sources):
        for kind in known.kinds(source):
            for row, start, end in known.spots(source, kind, evidence.of(kind)):
                for position in range(start, end):
                    yield (source, kind, str(row), str(position))


def assign_halves(topics: Sequence[Topic], texts: Texts) -> dict[str, Half]:
    """A half for every topic: what is written stays, a group keeps together, halves stay level."""
    counts: Counter[tuple[Half, Kind]] = Counter()
    halves: dict[str, Half] = {}

    def settle(group: list[Topic], half: Half) -> None:
        counts.update((half, topic.kind) for topic in group)
        halves.update((topic.id, topic.half or half) for topic in group)

    open_groups: list[list[Topic]] = []
    for group in _groups_of(topics, KnownTexts(texts)):
        written = [topic.half for topic in group if topic.half is not None]
        if written:
            settle(group, written[0])
        else:
            open_groups.append(group)
    for group in sorted(open_groups, key=lambda group: (-len(group), group[0].id)):
        settle(group, min(Half, key=lambda half: _crowding(half, group, counts)))
    return halves


def _crowding(
    half: Half, group: Sequence[Topic], counts: Mapping[tuple[Half, Kind], int]
) -> tuple[int, int, str]:
    """How full a half is of the group's kinds, then altogether; the smaller half gets the group."""
    same_kind = sum(counts.get((half, kind), 0) for kind in {topic.kind for topic in group})
    whole = sum(count for (other, _), count in counts.items() if other is half)
    return same_kind, whole, half
