"""The index in place before a new one is published: what it held, and the vectors it can lend."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.curated import question_text
from index.embedding import Vectors
from index.encoder import Encoder
from index.generation import Generation
from index.manifest import Manifest
from index.vectors import FloatVector
from index.windows import window_key
from ingest.errors import IndexDamagedError, IndexMismatchError, IndexMissingError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Before:
    """What the index in place held; ``windows`` and ``questions`` are vectors by key.

    ``manifest`` is None where nothing of it can be used; then no ``titles`` are known either.
    """

    name: str = ""
    manifest: Manifest | None = None
    documents: frozenset[str] = frozenset()
    windows: Vectors = field(default_factory=dict[bytes, FloatVector])
    questions: Vectors = field(default_factory=dict[bytes, FloatVector])
    titles: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def read(cls, index_dir: Path, encoder: Encoder) -> Before:
        """What stands in ``index_dir``; what is missing, damaged or otherwise made is nothing."""
        try:
            generation = Generation.current(index_dir)
        except (IndexMissingError, IndexMismatchError, IndexDamagedError) as error:
            _LOG.info("nothing to reuse: %s", error.message)
            return cls()
        documents = frozenset(generation.manifest.documents)
        recipe = generation.manifest.recipe
        try:
            generation.check()
            if (recipe.encoder, recipe.dimension) != (encoder.fingerprint, encoder.dimension):
                return cls(documents=documents)
            windows, questions = _vectors(generation)
            titles = _titles(generation)
        except IndexDamagedError as error:
            _LOG.warning("nothing can be reused: %s", error.message)
            return cls(documents=documents)
        return cls(generation.name, generation.manifest, documents, windows, questions, titles)

    def holds(self, wanted: Manifest) -> bool:
        """Whether the index in place is what ``wanted`` would become."""
        return (
            self.manifest is not None
            and self.manifest.recipe == wanted.recipe
            and all(self.manifest.files.get(n) == record for n, record in wanted.files.items())
        )


def _titles(generation: Generation) -> dict[str, str]:
    """The title of every document, by its id."""
    store = generation.store()
    titles = {source.id: source.title for source in store.sources()}
    store.close()
    return titles


def _vectors(generation: Generation) -> tuple[Vectors, Vectors]:
    """The vectors of windows and of questions, by key."""
    store = generation.store()
    window_keys = store.window_keys()
    answered = [question.text for question in store.questions()]
    unanswered = store.unanswered()
    store.close()
    windows = dict(zip(window_keys, generation.exact_vectors().matrix(), strict=True))
    questions: dict[bytes, FloatVector] = {}
    for texts, vectors in (
        (answered, generation.curated_vectors),
        (unanswered, generation.unanswered_vectors),
    ):
        if texts:
            keys = [window_key(question_text(text)) for text in texts]
            questions |= dict(zip(keys, vectors().matrix(), strict=True))
    return windows, questions
