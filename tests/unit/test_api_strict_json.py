from __future__ import annotations

import pytest

from api.problems import ProblemError
from api.strict_json import MAX_DEPTH, parse


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, 2.5, true, null, "\xe5\x8f\x8b"]}', {"a": [1, 2.5, True, None, "友"]}),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b'"[[[[\\"]]"', '[[[["]]'),
        (b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, None),
    ],
)
def test_plain_json_is_read(body: bytes, value: object) -> None:
    found = parse(body)
    assert value is None or found == value


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"{'a': 1}", 400),
        (b'{"a": 1} x', 400),
        (b"\xff\xfe", 400),
        (b"\xed\xa0\x80", 400),
        (b"NaN", 400),
        (b'{"a": -Infinity}', 400),
        (b"[" * 16_000, 400),
        (b'{"a":' * 3000 + b"1" + b"}" * 3000, 400),
        (b'{"a": 1, "a": 2}', 422),
        (b'{"a": {"b": 1, "b": 1}}', 422),
        (b"1e400", 422),
        (b"-1e400", 422),
        (b"1" * 5000, 422),
        (b'"\\ud800"', 422),
        (b'{"\\udfff": 1}', 422),
        (b'["\\ude00\\ud83d"]', 422),
    ],
)
def test_anything_else_is_refused_with_a_status(body: bytes, status: int) -> None:
    with pytest.raises(ProblemError) as refusal:
        parse(body)
    assert refusal.value.problem.status == status


@pytest.mark.timeout(5)
def test_unterminated_string_of_escapes_is_read_in_linear_time() -> None:
    with pytest.raises(ProblemError):
        parse(b'"' + b'\\"' * 500_000)
