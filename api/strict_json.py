"""Bytes from outside → JSON values without surprises.

Python's reader takes ``NaN``, keeps the last of two equal keys, makes infinity of ``1e400`` and
lets lone surrogates through, which later fail in the encoder (a 500). All that is refused here.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import TypeAlias, cast

from api.problems import Problem, ProblemError

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MAX_DEPTH = 32
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(body: bytes) -> Json:
    """The value that ``body`` holds.

    Raises:
        ProblemError: 400 when it is not JSON in UTF-8 (or nested deeper than 32), 422 when it is
            but holds a repeated key, a number out of range or half of a surrogate pair.
    """
    if _depth(body) > MAX_DEPTH:
        raise _malformed("The JSON is nested too deeply.")
    try:
        text = body.decode("utf-8")
        value = cast(
            "Json",
            json.loads(
                text,
                object_pairs_hook=_object,
                parse_constant=_constant,
                parse_float=_float,
                parse_int=_int,
            ),
        )
    except UnicodeDecodeError as error:
        raise _malformed("The body is not UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise _malformed("The body is not JSON.") from error
    if any(_SURROGATE.search(text) for text in _strings(value)):
        raise _unusable("A text holds half of a surrogate pair.")
    return value


def _depth(body: bytes) -> int:
    depth = deepest = 0
    for sign in _STRING.sub(b"", body):
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _unusable("A key is given twice.")
    return members


def _constant(_: str) -> Json:
    raise _malformed("NaN and Infinity are not JSON.")


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _unusable("A number is out of range.")
    return value


def _int(digits: str) -> int:
    if len(digits) > 19:
        raise _unusable("A number is out of range.")
    return int(digits)


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)


def _malformed(detail: str) -> ProblemError:
    return ProblemError(Problem(400, "malformed-json", "Not JSON", detail, "Send one JSON object."))


def _unusable(detail: str) -> ProblemError:
    return ProblemError(
        Problem(
            422, "unusable-json", "Unusable JSON", detail, "Send each value once, as plain text."
        )
    )
