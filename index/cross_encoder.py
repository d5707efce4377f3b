"""Any sentence-transformers CrossEncoder in the reranker's place, by hub name or local folder.

A cross-encoder reads question and passage together and is slow: it sees the best few of what was
found. Questions in every language are reranked; which languages it knows is the model's affair.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from index.encoder import FloatMatrix
from index.fusion import Fused
from index.hub_models import AUTOMATIC, HubModel, Running
from index.reranking import Collection
from ingest.document import Passage
from ingest.errors import EncoderError
from ingest.script import to_single_script

DEPTH = 20
_HEADS = ("ForSequenceClassification", "ForCausalLM")
_DECIMALS = 6


class CrossEncoderReranker:
    """Scores pairs of question and passage; safe between threads."""

    def __init__(self, name: str, running: Running = AUTOMATIC, depth: int = DEPTH) -> None:
        """Load the model, which is to read the ``depth`` best passages of each question.

        Raises:
            EncoderError: it is not there, damaged, no cross-encoder, or wants to run its own code.
        """
        source = HubModel(name, "reranker", "FORUMQA_RERANKER", "the one that ships")
        self._running = running
        self._depth = depth
        # Fast tokenizers fail with "Already borrowed" when two threads use one.
        self._lock = threading.Lock()
        with source.loading(running):
            # torch comes with them: seconds and half a gigabyte, for those who asked for it
            from sentence_transformers import CrossEncoder  # noqa: PLC0415
            from torch.nn import Sigmoid  # noqa: PLC0415

            self._model = CrossEncoder(
                name,
                device=running.device,
                trust_remote_code=False,
                local_files_only=source.local_files_only,
            )
            # Some models of the hub are configured to give logits, which have no bounds.
            self._model.activation_fn = Sigmoid()
        self._refuse_other_models(name)

    def rerank(
        self, query: str, found: Sequence[Fused], passages: Sequence[Passage], known: Collection
    ) -> list[Fused]:
        """``found`` with new scores in [0, 1], best first; equal scores in row order.

        Lexical and vector part share a new score as they shared the old one. What is too far down
        to be read stays below, its scores scaled to fit there.

        Args:
            query: as it was typed.
            found: what the fusion gave, best first.
            passages: those of ``found``, in the same order.
            known: not used: a cross-encoder counts no words.
        """
        del known
        if not found:
            return []
        read, rest = found[: self._depth], found[self._depth :]
        scores = self.scores(query, [passage.search_text for passage in passages[: len(read)]])
        targets = [*scores.tolist(), *_below(float(scores.min()), rest)]
        rescored = [_rescored(*pair) for pair in zip(found, targets, strict=True)]
        return sorted(rescored, key=lambda entry: (-entry.score, entry.row))

    def scores(self, query: str, texts: Sequence[str]) -> FloatMatrix:
        """``(n_texts,)`` float32 in [0, 1]: how well each text answers ``query``."""
        asked = to_single_script(query)
        with self._lock:
            scores: FloatMatrix = self._model.predict(
                [(asked, to_single_script(text)) for text in texts],
                batch_size=self._running.batch,
                show_progress_bar=False,
            )
        return np.nan_to_num(np.asarray(scores, dtype=np.float32))

    def _refuse_other_models(self, name: str) -> None:
        """Raise for a model that would get a random head, and for one with several scores."""
        kind = (getattr(self._model.config, "architectures", None) or [""])[0]
        reason = ""
        if len(self._model) == 1 and not kind.endswith(_HEADS):
            reason = f"it is a {kind or 'model'} without a head that scores pairs"
        elif self._model.num_labels != 1:
            reason = f"it gives {self._model.num_labels} scores a pair instead of one"
        if reason:
            raise EncoderError(
                f"The reranker {name!r} cannot be used: {reason}.",
                hint="Name a CrossEncoder made for reranking, or leave FORUMQA_RERANKER empty.",
            )


def _below(floor: float, rest: Sequence[Fused]) -> list[float]:
    """Scores for ``rest``, in its order and proportions, none above ``floor``."""
    highest = max((entry.score for entry in rest), default=0.0)
    return [floor * entry.score / highest if highest > 0 else 0.0 for entry in rest]


def _rescored(entry: Fused, score: float) -> Fused:
    whole = entry.lexical + entry.vector
    lexical = round(score * entry.lexical / whole if whole > 0 else 0.0, _DECIMALS)
    return Fused(entry.row, lexical, round(score - lexical, _DECIMALS))
