"""What a query asks for, word by word, with what may stand in a passage instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.expansion import Alternative


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that a query asks for. Of its own words and the others the best match counts.

    Args:
        own: tokens of the query; what they score adds up.
        parts: further clauses whose scores add to those of ``own``.
        others: what may stand instead of all of them.
    """

    own: tuple[str, ...] = ()
    parts: tuple[Clause, ...] = ()
    others: tuple[Alternative, ...] = ()

    @property
    def tokens(self) -> tuple[str, ...]:
        """The query's own tokens, those of the parts included."""
        return (*self.own, *(token for part in self.parts for token in part.tokens))


def as_clauses(wanted: Iterable[Clause | str]) -> list[Clause]:
    """Tokens as clauses of their own, each once; clauses as they are."""
    return [Clause((one,)) if isinstance(one, str) else one for one in dict.fromkeys(wanted)]


def with_alternatives(clauses: list[Clause], found: Iterable[Alternative]) -> list[Clause]:
    """``clauses`` with ``found`` beside the words that each stands for.

    Alternatives for the same words share a clause, which takes those words' clauses in as its
    parts; one for words that an earlier alternative took only in part, or for none, stands by
    itself.
    """
    groups: dict[tuple[str, ...], list[Alternative]] = {}
    for alternative in found:
        groups.setdefault(alternative.replaced, []).append(alternative)
    for replaced, others in groups.items():
        wanted = set(replaced)
        taken = [c for c in clauses if c.tokens and wanted.issuperset(c.tokens)]
        if not taken:
            clauses = [*clauses, Clause(others=tuple(others))]
            continue
        merged = (
            Clause(taken[0].own, taken[0].parts, (*taken[0].others, *others))
            if len(taken) == 1
            else Clause(parts=tuple(taken), others=tuple(others))
        )
        place = clauses.index(taken[0])
        rest = [clause for clause in clauses if clause not in taken]
        clauses = [*rest[:place], merged, *rest[place:]]
    return clauses
