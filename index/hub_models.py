"""Models of the sentence-transformers kind: where they run, what identifies them, why one fails.

Used by the encoder (``index/sentence_encoder.py``) and the reranker (``index/cross_encoder.py``)
that such a model can be. None of their code is run: only the libraries' own classes load.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError

from ingest.errors import EncoderError
from ingest.script import NORMALIZER_VERSION

BATCH = 32
# What loading a missing, unreachable, incomplete or foreign model was seen to raise; torch without
# CUDA says so by an AssertionError.
LOADING_ERRORS = (
    OSError,
    ValueError,
    RuntimeError,
    ImportError,
    KeyError,
    TypeError,
    AttributeError,
    AssertionError,
    SafetensorError,
)


@dataclass(frozen=True, slots=True)
class Running:
    """How a model runs; no vector or score is to depend on it beyond rounding.

    ``device`` is torch's name (``cpu``, ``cuda``, ``cuda:1``, ``mps``), or None for the best there
    is. ``batch`` is how many texts or pairs the model sees at once.
    """

    device: str | None = None
    batch: int = BATCH


AUTOMATIC = Running()


@dataclass(frozen=True, slots=True)
class HubModel:
    """A model by hub name or local folder.

    ``role`` is what messages call it, ``setting`` what configures it, ``otherwise`` what leaving
    the setting empty gives.
    """

    name: str
    role: str
    setting: str
    otherwise: str

    @property
    def is_local(self) -> bool:
        """Whether it is a folder here, so that nothing is downloaded."""
        return Path(self.name).is_dir()

    @property
    def local_files_only(self) -> bool:
        """Whether the loader must not reach out."""
        return self.is_local or is_offline()

    @contextmanager
    def loading(self, running: Running) -> Generator[None]:
        """Within, what loading raises becomes an `EncoderError` that says what to do."""
        self.refuse_foreign_modules()
        try:
            if self.is_local:
                _silence_progress()
            yield
        except LOADING_ERRORS as error:
            where = f" on the device {running.device!r}" if running.device else ""
            raise EncoderError(
                f"The {self.role} {self.name!r} cannot be loaded{where}: {error}",
                hint=self._hint(running),
            ) from error

    def refuse_foreign_modules(self) -> None:
        """Raise unless every module of a local folder is the library's own: others run code."""
        path = Path(self.name) / "modules.json"
        if not path.is_file():
            return
        try:
            kinds = [str(module["type"]) for module in json.loads(path.read_text(encoding="utf-8"))]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EncoderError(
                f"{path} cannot be read: {error}", hint=self._hint(AUTOMATIC)
            ) from error
        foreign = [kind for kind in kinds if not kind.startswith("sentence_transformers.")]
        if foreign:
            raise EncoderError(
                f"The {self.role} {self.name!r} brings its own code ({', '.join(foreign)}), "
                "which is not run.",
                hint="Choose a model made of sentence-transformers' own modules.",
            )

    def fingerprint(self, *details: str) -> str:
        """A hash of a folder's files, or of a hub name and its cached revision; and ``details``.

        A folder's files count with their names. Hidden ones do not: downloads keep locks and dates
        in ``.cache``.
        """
        parts = [NORMALIZER_VERSION, *details]
        folder = Path(self.name)
        if self.is_local:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                name = path.relative_to(folder)
                if not any(part.startswith(".") for part in name.parts):
                    parts += [name.as_posix(), file_hash(path).hex()]
        else:
            parts += [self.name, self._revision()]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _revision(self) -> str:
        from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  heavy

        found = (
            try_to_load_from_cache(self.name, file) for file in ("modules.json", "config.json")
        )
        return next((Path(path).parent.name for path in found if isinstance(path, str)), "unknown")

    def _hint(self, running: Running) -> str:
        other = f"leave {self.setting} empty for {self.otherwise}"
        if running.device is not None and running.device != "cpu":
            return f"Check FORUMQA_ENCODER_DEVICE (empty: chosen here), or {other}."
        if self.is_local:
            return "Check that the folder holds a complete sentence-transformers model."
        if is_offline():
            return (
                f"HF_HUB_OFFLINE is set, so nothing is downloaded: give a local folder, or {other}."
            )
        return f"Check the name and the network, give a local folder, or {other}."


def _silence_progress() -> None:
    """A folder loads in a moment; only downloads are worth a progress bar."""
    from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415  heavy

    disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it so


def is_offline() -> bool:
    """Whether the environment forbids downloads."""
    return any(
        os.environ.get(name, "").upper() in {"1", "ON", "YES", "TRUE"}
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    )


def file_hash(path: Path) -> bytes:
    """SHA-256 of the file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
