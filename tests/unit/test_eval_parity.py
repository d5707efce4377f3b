from __future__ import annotations

from eval.parity import followup_parity
from eval.topics import Kind, PastTurn, Topic


def make_followup(key: str, in_full: str | None) -> Topic:
    return Topic(
        id=key,
        question="谁送的？",
        language="zh-Hans",
        kind=Kind.FOLLOWUP,
        sources=(),
        answers=(),
        all_wanted=False,
        evidence=(),
        history=(PastTurn("有什么礼物？", "一块挂毯。"),),
        statement=key,
        half=None,
        in_full=in_full,
    )


def test_follow_ups_are_held_to_what_their_full_form_shows() -> None:
    topics = [make_followup(key, f"{key}是谁送的？") for key in ("kept", "lost", "hard")]
    hits = {"kept": 1.0, "lost": 0.0, "hard": 1.0, "short": 1.0}
    found = {key: {"answer_hit": hit} for key, hit in hits.items()}
    in_full = {"kept是谁送的？": 1.0, "lost是谁送的？": 1.0, "hard是谁送的？": 0.0}
    parity = followup_parity(
        [*topics, make_followup("short", None)],
        found,
        lambda _, question: {"answer_hit": in_full[question]},
    )
    assert parity == {"kept": 1.0, "lost": 0.0}
