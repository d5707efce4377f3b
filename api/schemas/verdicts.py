"""What readers and staff think of answers and passages."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.asking import TurnBody
from api.schemas.fields import Identifier, Request, Text, TopicId


class FeedbackBody(Request):
    """What a reader thought of an answer or of a passage.

    ``history`` is the conversation as it went with the question: a follow-up means little alone.
    ``understood_as`` is what the answer was then given to, which may be the question itself.
    """

    question: Text
    history: Annotated[list[TurnBody], Field(max_length=20)] = []  # noqa: RUF012
    understood_as: Text | None = None
    answer_id: Identifier | None = None
    passage_id: Identifier | None = None
    verdict: Literal["good", "bad", "relevant", "irrelevant"]
    reason: Annotated[str, Field(max_length=1000)] | None = None


class JudgementBody(Request):
    """What staff thought of a passage, for a topic of the evaluation when ``topic`` names one."""

    question: Text
    passage_id: Identifier
    verdict: Literal["relevant", "irrelevant"]
    topic: TopicId | None = None
