"""What a person needs to see of each topic to understand its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.answering import Answered
from eval.evaluated import Evaluated
from eval.ladder import Rung
from eval.reports.report import Detail, FoundPassage
from eval.slices import Labels
from eval.subject import JudgedPassage
from eval.topics import Topic

_SHOWN = 5


def details(
    topics: Sequence[Topic],
    labels: Mapping[str, Labels],
    answered: Mapping[str, Answered],
    found: Mapping[str, tuple[FoundPassage, ...]],
) -> dict[str, Detail]:
    """The question, what was wanted, what was shown, and the first passages found."""
    return {
        topic.id: Detail(
            question=topic.question,
            history=tuple(turn.question for turn in topic.history),
            labels={kind: tuple(names) for kind, names in labels[topic.id].items()},
            wanted=tuple(" / ".join(group) for group in topic.answers),
            outcome=answered[topic.id].answer.status.value if topic.id in answered else "",
            shown=_shown(answered.get(topic.id)),
            found=found.get(topic.id, ()),
        )
        for topic in topics
    }


def _shown(answered: Answered | None) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in answered.answer.sentences) if answered else ()


def first_found(
    evaluated: Evaluated, rung: Rung, passages: Sequence[JudgedPassage]
) -> dict[str, tuple[FoundPassage, ...]]:
    """For every query the first passages that ``rung`` found."""
    by_id = {passage.id: passage for passage in passages}
    return {
        query: tuple(
            FoundPassage(key, by_id[key].headline, by_id[key].search_text, key in relevant)
            for key in evaluated.rankings[rung].get(query, ())[:_SHOWN]
        )
        for query, relevant in evaluated.qrels.items()
    }
