"""Settings → the language model that they name."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from api.language_model import LanguageModel
from api.language_model_errors import LanguageModelError, Trouble
from api.settings import Settings
from ingest.report import printable

_MAX_KEY_CHARS = 4096
_EXAMPLE = "FORUMQA_LLM_URL=http://127.0.0.1:11434/v1 and FORUMQA_LLM_MODEL=NAME"


def configured_model(settings: Settings) -> LanguageModel:
    """The language model of ``settings``; nothing is sent to it.

    Raises:
        LanguageModelError: none is configured, or its key cannot be used.
    """
    if settings.llm_url is None or settings.llm_model is None:
        raise _unusable("No language model is configured.", f"Set {_EXAMPLE} (see .env.example).")
    _check_address(settings.llm_url)
    return LanguageModel(
        settings.llm_url, settings.llm_model, _key(settings), settings.llm_timeout_s
    )


def _check_address(url: str) -> None:
    try:
        _ = urlsplit(url).port
    except ValueError as error:
        hint = "Correct FORUMQA_LLM_URL."
        raise _unusable(f"{printable(url)} is no address: {error}.", hint) from error


def _key(settings: Settings) -> str | None:
    """The key, from the setting or its file; None when neither is set."""
    key, file = settings.llm_key, settings.llm_key_file
    if key is not None and file is not None:
        raise _unusable("The language model has two keys.", "Set its key or its file, not both.")
    if file is not None:
        return _checked(_read(file), str(file))
    return None if key is None else _checked(key.get_secret_value(), "FORUMQA_LLM_KEY")


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_MAX_KEY_CHARS + 1).decode("ascii", "replace")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a path"
        raise _unusable(
            f"The language model's key cannot be read from {file}: {reason}.",
            "Correct FORUMQA_LLM_KEY_FILE.",
        ) from error


def _checked(key: str, where: str) -> str:
    """``key`` without blanks around it, if it can stand in a header."""
    stripped = key.strip()
    usable = stripped.isascii() and stripped.isprintable() and " " not in stripped
    if not stripped or not usable or len(stripped) > _MAX_KEY_CHARS:
        raise _unusable(
            f"What {where} holds is no key.", "Put the key there alone, in printable ASCII."
        )
    return stripped


def _unusable(message: str, hint: str) -> LanguageModelError:
    return LanguageModelError(Trouble.NOT_CONFIGURED, message, hint=hint)
