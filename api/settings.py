"""What can be configured: one frozen class, read from the environment and from a file ``.env``.

Only ``api`` reads settings; every stage below takes plain arguments.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from api.settings_errors import setting_error
from ingest.errors import InputError

PREFIX = "FORUMQA_"

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """Every option of the service; the environment name is ``FORUMQA_`` and the field's."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    index: Annotated[Path, Field(description="folder of the index")] = Path("var/index")
    documents: Annotated[
        Path, Field(description="what `forumqa serve` ingests when there is no index")
    ] = Path("documents")
    catalogue: Annotated[
        Path | None, Field(description="catalogue of the sources; none: the one in the documents")
    ] = None
    encoder: Annotated[
        str | None,
        Field(description="a sentence-transformers model, by name or folder; none: embedded"),
    ] = None
    encoder_device: Annotated[
        str | None,
        Field(
            pattern=r"^[a-z]{1,16}(:\d{1,3})?$",
            description="where such models run: cpu, cuda, cuda:1, mps; none: the best there is",
        ),
    ] = None
    encoder_batch: Annotated[
        int, Field(ge=1, le=4096, description="texts such models see at once")
    ] = 32
    reranker: Annotated[
        str | None,
        Field(description="a CrossEncoder, by name or folder; none: no reranking; empty: ours"),
    ] = None
    host: Annotated[
        str, Field(min_length=1, max_length=255, description="address to listen on")
    ] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="port; 0: any free one")] = 8000
    k: Annotated[int, Field(ge=1, le=50, description="passages behind an answer")] = 8
    encoding_concurrency: Annotated[
        int, Field(ge=1, le=64, description="questions worked on at the same time")
    ] = 2
    encoding_queue: Annotated[
        int, Field(ge=0, le=1000, description="questions that may wait; more get 503")
    ] = 32
    log_level: Annotated[LogLevel, Field(description="DEBUG also logs questions")] = "INFO"
    body_max_bytes: Annotated[
        int, Field(ge=1024, le=1_048_576, description="longest request body, in bytes")
    ] = 16_384
    question_max_chars: Annotated[
        int, Field(ge=1, le=2000, description="longest question, in characters after NFKC")
    ] = 500
    read_timeout_s: Annotated[
        float, Field(ge=0.1, le=60, description="time a client has to send a whole request")
    ] = 10.0
    feedback: Annotated[Path, Field(description="file that collects feedback, JSON Lines")] = Path(
        "var/feedback.jsonl"
    )
    feedback_max_bytes: Annotated[
        int, Field(ge=0, le=1 << 40, description="size at which feedback is refused")
    ] = 64 * 1_048_576
    staff_token: Annotated[
        SecretStr | None,
        Field(
            min_length=16,
            max_length=4096,
            description="what staff sign in with to search; none: search is open; masked",
        ),
    ] = None
    llm_url: Annotated[
        str | None,
        Field(
            pattern=r"^https?://[^\s/@?#]+(/[^\s?#]*)?$",
            max_length=2000,
            description="OpenAI-compatible endpoint, up to and with /v1; none: no language model",
        ),
    ] = None
    llm_model: Annotated[
        str | None,
        Field(min_length=1, max_length=200, description="the language model's name there"),
    ] = None
    llm_key: Annotated[
        SecretStr | None,
        Field(max_length=4096, description="its key, where it wants one; masked when shown"),
    ] = None
    llm_key_file: Annotated[
        Path | None, Field(description="a file that holds the key, instead of the key itself")
    ] = None
    llm_timeout_s: Annotated[
        float, Field(ge=1, le=600, description="time the language model has for one answer")
    ] = 60.0


def read_settings() -> Settings:
    """The settings in force.

    Raises:
        InputError: a value is out of bounds, or ``.env`` holds an unknown name.
    """
    try:
        return Settings()
    except ValidationError as error:
        about = {name: str(one.description) for name, one in Settings.model_fields.items()}
        problems = "; ".join(
            setting_error(dict(detail), PREFIX, about)
            for detail in error.errors(include_input=False)
        )
    except UnicodeDecodeError:
        problems = ".env is not UTF-8"
    except OSError as error:
        problems = f".env cannot be read: {error.strerror}"
    except SettingsError as error:
        problems = str(error)
    raise InputError(
        f"The settings cannot be used: {problems}.",
        hint="Set it right in the environment or in the file .env of this folder; .env.example "
        "lists every setting.",
    )


def shown(settings: Settings) -> dict[str, object]:
    """Every setting by its environment name, secrets masked, ready for JSON."""
    values: dict[str, object] = {}
    for name in type(settings).model_fields:
        value: object = getattr(settings, name)
        if isinstance(value, (Path, SecretStr)):
            value = str(value)
        values[f"{PREFIX}{name.upper()}"] = value
    return values
