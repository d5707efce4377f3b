"""A folder and settings → the index that answers now, and what writes prose."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING

from answer.answerer import Answerer
from api.live import LiveIndex, Opened
from api.settings import Settings
from index.encoder import Encoder, open_encoder
from index.generation import open_index
from index.hub_models import Running
from index.publishing import CURRENT
from index.rerankers import PassageReranker, open_reranker

if TYPE_CHECKING:
    from api.writing import Writer


def open_live(settings: Settings, folder: Path) -> LiveIndex:
    """The index in ``folder``, followed; the encoder and the reranker of ``settings``, opened once.

    Raises:
        IndexMissingError: there is no index yet.
        IndexDamagedError: its files are not those that were published.
        IndexMismatchError: it was built by another encoder or version.
        EncoderError: the encoder cannot be loaded.
    """
    running = Running(settings.encoder_device, settings.encoder_batch)
    encoder = open_encoder(settings.encoder, running)
    reranker = open_reranker(settings.reranker, running)
    return LiveIndex(lambda: _open(folder, encoder, reranker), lambda: _stamp(folder))


def open_writer(settings: Settings) -> Writer | None:
    """What writes prose; None where no language model is configured.

    Raises:
        LanguageModelError: the settings of a language model cannot be used.
    """
    if settings.llm_url is None and settings.llm_model is None:
        return None
    from api.model_settings import configured_model  # noqa: PLC0415  most services have none
    from api.writing import Writer  # noqa: PLC0415

    return Writer(configured_model(settings))


def _open(folder: Path, encoder: Encoder, reranker: PassageReranker | None) -> Opened:
    index = open_index(folder, encoder, lambda: reranker)
    sources = {entry.id: entry.source for entry in index.documents()}
    return Opened(index, Answerer(index, encoder), sources, encoder.fingerprint)


def _stamp(folder: Path) -> Hashable:
    try:
        found = (folder / CURRENT).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
