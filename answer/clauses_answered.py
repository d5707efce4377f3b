"""Ranked candidates → a sentence for each clause of a question that asks two things apart."""

from __future__ import annotations

from collections.abc import Sequence

from answer.choosing import Candidate, Question
from answer.coverage import Wanted, coverage
from answer.question_parts import asked_clauses, offered_parts, parts_of, without_interrogatives
from answer.terms import folded
from index.lexical import tokenise

# Set on the tuning half of the made questions of tests/integration/many_parts.
COVERAGE_WEIGHT = 10.0  # of the share of a clause's own words
LEAST_COVERED = 0.5
_LEAST_OWN = 0.3  # of the question's words must be a clause's own, or it has no subject of its own


def by_clauses(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, and for each clause with a subject of its own the one that answers it.

    None where the question has one subject, or where a clause finds no answer.
    """
    clauses = asked_clauses(question.single_script)
    tokens = [frozenset(tokenise(folded(without_interrogatives(c)))) for c in clauses]
    total = sum(one.weight for one in question.wanted)
    taken = [ranked[0]]
    for clause, own in zip(clauses, tokens, strict=True):
        others = frozenset[str]().union(*(other for other in tokens if other is not own))
        wanted = [one for one in question.wanted if _is_own(one, own, others)]
        if sum(one.weight for one in wanted) < _LEAST_OWN * total:
            return []
        found = _answering(question, clause, wanted, ranked)
        if found is None:
            return []
        if all(found is not one for one in taken):
            taken.append(found)
    return taken if clauses else []


def _is_own(wanted: Wanted, own: frozenset[str], others: frozenset[str]) -> bool:
    words = {token for token, _ in wanted.own.idf}
    return words <= own and words.isdisjoint(others)


def _answering(
    question: Question, clause: str, wanted: Sequence[Wanted], ranked: Sequence[Candidate]
) -> Candidate | None:
    """The likeliest sentence that holds what ``clause`` asks for, near words of its own."""
    parts = parts_of(clause)
    best: tuple[float, Candidate] | None = None
    for one in ranked:
        covered = coverage(wanted, frozenset(tokenise(_line_so_far(one))))
        if covered < LEAST_COVERED:
            continue
        if not parts <= offered_parts(one.search_text, question.single_script):
            continue
        value = one.score + COVERAGE_WEIGHT * covered
        if best is None or value > best[0]:
            best = value, one
    return None if best is None else best[1]


def _line_so_far(candidate: Candidate) -> str:
    """The candidate's sentence, with those before it in its line."""
    text = candidate.hit.passage.search_text
    start = text.rfind("\n", 0, candidate.sentence.start) + 1
    return folded(text[start : candidate.sentence.end])
