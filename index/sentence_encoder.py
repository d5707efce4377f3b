"""Any sentence-transformers model as the encoder, with the prompts it was trained with."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from index.encoder import FloatMatrix, unit_rows
from index.hub_models import AUTOMATIC, HubModel, Running
from index.prompts import Prompts
from ingest.script import to_single_script


class SentenceTransformerEncoder:
    """A sentence-transformers model, by hub name or local folder; safe between threads."""

    def __init__(self, name: str, running: Running = AUTOMATIC) -> None:
        """Load the model.

        Raises:
            EncoderError: it is not there, not reachable, damaged, or wants to run code of its own.
        """
        source = HubModel(name, "encoder", "FORUMQA_ENCODER", "the embedded one")
        self._running = running
        # Fast tokenizers fail with "Already borrowed" when two threads use one.
        self._lock = threading.Lock()
        with source.loading(running):
            # torch comes with it: seconds and half a gigabyte, for those who asked for such a model
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415

            self._model = SentenceTransformer(
                name,
                device=running.device,
                trust_remote_code=False,
                local_files_only=source.local_files_only,
            )
            self._prompts = Prompts.of(name, self._model.prompts, self._model.default_prompt_name)
            self._dimension = int(self._model.encode_query(["?"]).shape[1])
        self._fingerprint = source.fingerprint(self._prompts.query, self._prompts.passage)

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def prompts(self) -> Prompts:
        """What is put before queries and passages."""
        return self._prompts

    def encode_queries(self, texts: Sequence[str]) -> FloatMatrix:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode_query(
                [to_single_script(text) for text in texts],
                prompt=self._prompts.query,
                batch_size=self._running.batch,
                show_progress_bar=False,
            )
        return unit_rows(vectors)

    def encode_passages(self, texts: Sequence[str]) -> FloatMatrix:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode_document(
                [to_single_script(text) for text in texts],
                prompt=self._prompts.passage,
                batch_size=self._running.batch,
                show_progress_bar=False,
            )
        return unit_rows(vectors)
