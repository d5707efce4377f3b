"""Why a language model gave no completion, in words that repeat nothing of what it sent.

What an endpoint sends back may hold parts of the key or whatever a document told the model to say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum

from ingest.errors import ForumqaError


class Trouble(StrEnum):
    """Why there is no completion."""

    NOT_CONFIGURED = "not_configured"
    REFUSED = "refused"  # the key, the address or the model's name is wrong
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    RATE_LIMITED = "rate_limited"
    FAILING = "failing"  # a status of 500 and above
    NONSENSE = "nonsense"  # no completion, or not what was asked for


class LanguageModelError(ForumqaError):
    """There is no completion; ``trouble`` says why.

    ``retry_after_s`` is how long the endpoint asked to be left alone, None when it did not say.
    """

    def __init__(
        self, trouble: Trouble, message: str, *, hint: str, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.trouble = trouble
        self.retry_after_s = retry_after_s


def of_status(url: str, status: int, headers: Mapping[str, str]) -> LanguageModelError:
    """The error behind an HTTP ``status`` that is no success; ``headers`` are lower case."""
    says = f"The language model at {url} answers with status {status}"
    if status in {401, 403}:
        hint = "Check FORUMQA_LLM_KEY or FORUMQA_LLM_KEY_FILE."
        return LanguageModelError(Trouble.REFUSED, f"{says}: it refuses the key.", hint=hint)
    if status == 429:
        wait_s = _seconds(headers.get("retry-after", ""))
        hint = f"Try again in {math.ceil(wait_s)} s." if wait_s else "Try again later."
        message = f"{says}: too many requests, or nothing left of the quota."
        return LanguageModelError(Trouble.RATE_LIMITED, message, hint=hint, retry_after_s=wait_s)
    if status >= 500:
        wait_s = _seconds(headers.get("retry-after", ""))
        return LanguageModelError(
            Trouble.FAILING, f"{says}.", hint="Try again later.", retry_after_s=wait_s
        )
    hint = "Check FORUMQA_LLM_URL and FORUMQA_LLM_MODEL; redirects are not followed."
    return LanguageModelError(Trouble.REFUSED, f"{says}.", hint=hint)


def unreachable(url: str) -> LanguageModelError:
    """Nothing answers at ``url``, or the connection broke."""
    return LanguageModelError(
        Trouble.UNREACHABLE,
        f"The language model at {url} cannot be reached.",
        hint="Start it, or correct FORUMQA_LLM_URL; proxies of the environment are not used.",
    )


def too_slow(url: str, timeout_s: float) -> LanguageModelError:
    """There was no whole answer within ``timeout_s`` seconds."""
    return LanguageModelError(
        Trouble.TIMEOUT,
        f"The language model at {url} did not answer within {timeout_s:g} s.",
        hint="Try again later, or raise FORUMQA_LLM_TIMEOUT_S.",
    )


def fell_silent(url: str, waited_s: float) -> LanguageModelError:
    """A streamed answer did not begin, go on or end in time; ``waited_s`` was the last wait."""
    return LanguageModelError(
        Trouble.TIMEOUT,
        f"The language model at {url} kept a reader waiting: nothing for {waited_s:.1f} s.",
        hint="Try a faster model; `forumqa ask` answers with quotations meanwhile.",
    )


def nonsense(url: str) -> LanguageModelError:
    """What came with success is no chat completion, or its text is not what was asked for."""
    return LanguageModelError(
        Trouble.NONSENSE,
        f"The language model at {url} answers with something that cannot be used.",
        hint="Check that FORUMQA_LLM_URL ends before /chat/completions, or try another model.",
    )


def _seconds(header: str) -> float | None:
    """A number of seconds that is no less than 0; None for a date or anything else."""
    try:
        value = float(header)
    except ValueError:
        return None
    return value if value >= 0 and math.isfinite(value) else None
