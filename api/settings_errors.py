"""What is wrong with a setting, in words for whoever set it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

_WORDS = {
    "too_short": "needs at least {min_length} characters, and has {actual_length}",
    "too_long": "may have at most {max_length} characters, and has {actual_length}",
    "string_too_short": "needs at least {min_length} characters",
    "string_too_long": "may have at most {max_length} characters",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "literal_error": "must be {expected}",
    "string_pattern_mismatch": "is not of the form it needs",
    "extra_forbidden": "there is no such setting",
}
"""By pydantic's type of error: its own words call a secret's characters "items"."""


def setting_error(detail: Mapping[str, object], prefix: str, about: Mapping[str, str]) -> str:
    """One of pydantic's error details, by the setting's name in the environment.

    Args:
        detail: As `ValidationError.errors` gives it.
        prefix: What the names in the environment begin with.
        about: What each setting is, by its field's name.
    """
    parts = cast("tuple[str | int, ...]", detail.get("loc", ()))
    field = "".join(map(str, parts)).lower().removeprefix(prefix.lower())
    is_what = f" ({about[field]})" if field in about else ""
    return f"{prefix}{field.upper()}: {_told(detail)}{is_what}"


def _told(detail: Mapping[str, object]) -> str:
    words = _WORDS.get(str(detail.get("type")))
    if words is None:
        return str(detail.get("msg"))
    bounds = cast("dict[str, object]", detail.get("ctx", {}))
    return words.format(
        **{name: f"{one:g}" if isinstance(one, float) else one for name, one in bounds.items()}
    )
