"""From JSON lines to topics: every line is checked, and refused with its file, line and reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.topics import LANGUAGES, Evidence, Half, Kind, PastTurn, Topic, TopicError

_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_ASKED = "id question language kind history in_full"
_KNOWN = "sources answers answers_all evidence statement half"
_KEYS = frozenset(f"{_ASKED} {_KNOWN}".split())


def load_topics(paths: Iterable[Path], *, half: Half | None = None) -> list[Topic]:
    """The topics of JSON-lines files (a folder stands for its ``*.jsonl``), sorted by id.

    Args:
        paths: Files and folders.
        half: Only topics of this half; all when None.

    Raises:
        TopicError: A file is missing, a line breaks the format, or an id comes twice.
    """
    topics: dict[str, Topic] = {}
    for path in topic_files(paths):
        for number, line in enumerate(_lines(path), start=1):
            if not line.strip():
                continue
            topic = _topic(line, f"{path.name}:{number}")
            if topic.id in topics:
                raise TopicError(f"{path.name}:{number}: the id {topic.id!r} comes twice.")
            topics[topic.id] = topic
    return [topics[key] for key in sorted(topics) if half is None or topics[key].half is half]


def topic_files(paths: Iterable[Path]) -> list[Path]:
    """The topic files meant by ``paths``, folders unfolded."""
    files: list[Path] = []
    for path in paths:
        files.extend(sorted(path.glob("*.jsonl")) if path.is_dir() else [path])
    return files


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TopicError(f"cannot read topics from {path}: {error}") from error


def _topic(line: str, where: str) -> Topic:
    try:
        raw: object = json.loads(line)
    except ValueError as error:
        raise TopicError(f"{where}: not JSON: {error}") from error
    if not isinstance(raw, dict):
        raise TopicError(f"{where}: a topic is a JSON object.")
    try:
        return _build({str(key): value for key, value in raw.items()})
    except ValueError as error:
        raise TopicError(f"{where}: {error}") from error


def _build(raw: Mapping[str, object]) -> Topic:
    unknown = sorted(raw.keys() - _KEYS)
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r}")
    if "answers" in raw and "answers_all" in raw:
        raise ValueError("either answers or answers_all, not both")
    topic = Topic(
        id=_text(raw, "id"),
        question=_text(raw, "question"),
        language=_text(raw, "language"),
        kind=_kind(_text(raw, "kind")),
        sources=_strings(raw.get("sources", []), "sources"),
        answers=_answers(raw),
        all_wanted="answers_all" in raw,
        evidence=_evidence(raw.get("evidence", [])),
        history=_history(raw.get("history", [])),
        statement=_text(raw, "statement"),
        half=Half(_text(raw, "half")) if "half" in raw else None,
        in_full=_text(raw, "in_full") if "in_full" in raw else None,
    )
    _check_shape(topic)
    return topic


def _check_shape(topic: Topic) -> None:
    if not _ID.fullmatch(topic.id):
        raise ValueError(f"the id {topic.id!r} is not of a-z, 0-9, '-' and '.'")
    if topic.language not in LANGUAGES:
        raise ValueError(f"language {topic.language!r} is none of {', '.join(LANGUAGES)}")
    refusable = topic.kind in {Kind.UNANSWERABLE_NEAR, Kind.UNANSWERABLE_FAR}
    parts = [bool(topic.sources), bool(topic.answers), bool(topic.evidence)]
    if refusable and any(parts):
        raise ValueError("an unanswerable topic has no sources, answers or evidence")
    if not refusable and not all(parts) and (any(parts) or topic.kind is not Kind.INJECTION):
        raise ValueError("sources, answers and evidence come together")
    if (topic.kind is Kind.FOLLOWUP) and not topic.history:
        raise ValueError("a follow-up needs a history")
    if topic.in_full and topic.kind is not Kind.FOLLOWUP:
        raise ValueError("in_full belongs to a follow-up")
    if topic.kind is Kind.TRADITIONAL and topic.language != "zh-Hant":
        raise ValueError("a traditional topic is asked in zh-Hant")
    if topic.kind is Kind.CROSSLINGUAL and topic.language not in {"en", "ru"}:
        raise ValueError("a crosslingual topic is asked in en or ru")


def _kind(value: str) -> Kind:
    if value not in set(Kind):
        raise ValueError(f"kind {value!r} is none of {', '.join(Kind)}")
    return Kind(value)


def _text(raw: Mapping[str, object], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} must be a non-empty string")
    return value


def _items(value: object, key: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise ValueError(f"{key} must be a list")  # noqa: TRY004 - the value is the file's
    return value


def _strings(value: object, key: str) -> tuple[str, ...]:
    items = _items(value, key)
    if not all(isinstance(item, str) and item.strip() for item in items):
        raise ValueError(f"{key} must hold non-empty strings")
    return tuple(str(item) for item in items)


def _answers(raw: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    if "answers" in raw:
        alternatives = _strings(raw["answers"], "answers")
        return (alternatives,) if alternatives else ()
    groups = [
        _strings([group] if isinstance(group, str) else group, "answers_all")
        for group in _items(raw.get("answers_all", []), "answers_all")
    ]
    if not all(groups):
        raise ValueError("answers_all must hold no empty list")
    return tuple(groups)


def _evidence(value: object) -> tuple[Evidence, ...]:
    items = value if isinstance(value, list) else [value]
    found: list[Evidence] = []
    for item in items:
        if isinstance(item, str) and item.strip():
            found.append(Evidence(item, item))
        elif isinstance(item, dict) and set(item) == {"original", "digest"}:
            found.append(Evidence(_text(item, "original"), _text(item, "digest")))
        else:
            raise ValueError('evidence is a string, {"original", "digest"}, or a list of such')
    return tuple(found)


def _history(value: object) -> tuple[PastTurn, ...]:
    turns: list[PastTurn] = []
    for item in _items(value, "history"):
        if not isinstance(item, dict) or set(item) != {"question", "answer"}:
            raise ValueError("a turn of the history has exactly question and answer")
        turns.append(PastTurn(_text(item, "question"), _text(item, "answer")))
    return tuple(turns)


def write_halves(paths: Iterable[Path], halves: Mapping[str, Half]) -> None:
    """Write the half into every line of ``paths`` that has none; other lines keep their bytes."""
    for path in topic_files(paths):
        lines = [_with_half(line, halves) for line in _lines(path)]
        path.write_text("\n".join(lines), encoding="utf-8", newline="")


def _with_half(line: str, halves: Mapping[str, Half]) -> str:
    if not line.strip():
        return line
    raw: dict[str, object] = json.loads(line)
    if "half" in raw:
        return line
    raw["half"] = halves[str(raw["id"])].value
    return json.dumps(raw, ensure_ascii=False)
