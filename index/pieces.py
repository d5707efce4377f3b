"""Texts → the numbers of their word pieces, for the embedded encoder, and quickly.

A tokenizer's own normalisation takes a third of its time (2026-11-21). Most text here needs little
of it: Chinese characters, plain punctuation, ASCII. That is done here, with the same outcome, and
the tokenizer's normalizer sees only the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tokenizers import Tokenizer
from tokenizers.normalizers import Normalizer

from ingest.script import to_single_script

TEXTS_AT_ONCE = 64
# The normalisation that `_plainly` reproduces: the one that index/training gives its tokenizer.
_REPRODUCED = b'{"type":"Sequence","normalizers":[{"type":"NFKC"},{"type":"Lowercase"}]}'
# What NFKC makes of the punctuation that Chinese text is full of.
_REPLACED = (*zip("，：；？！（）％\u3000", ",:;?!()% ", strict=True), ("…", "..."))  # fmt: skip
# Characters that NFKC keeps, wherever they stand.
_PLAIN = re.compile("[\x00-\x7f\u3001-\u3029\u4e00-\u9fff‘’“”—·×]*")


@dataclass(frozen=True, slots=True)
class PieceReader:
    """Reads texts with a tokenizer; ``normalizer`` is what was taken out of it, if anything was."""

    tokenizer: Tokenizer
    normalizer: Normalizer | None = None

    @classmethod
    def taking_over(cls, tokenizer: Tokenizer) -> PieceReader:
        """A quick reader; ``tokenizer`` loses its normalizer, so nobody else may use it."""
        normalizer = tokenizer.normalizer
        if normalizer is None or normalizer.__getstate__() != _REPRODUCED:
            return cls(tokenizer)
        tokenizer.normalizer = None
        return cls(tokenizer, normalizer)

    def read(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """The piece numbers of each text, in order; many texts are read while others are used."""
        batches = [
            texts[start : start + TEXTS_AT_ONCE] for start in range(0, len(texts), TEXTS_AT_ONCE)
        ]
        if len(batches) < 2:
            for batch in batches:
                yield from self._read_batch(batch)
            return
        with ThreadPoolExecutor(1) as thread:
            next_one = thread.submit(self._read_batch, batches[0])
            for batch in batches[1:]:
                this, next_one = next_one, thread.submit(self._read_batch, batch)
                yield from this.result()
            yield from next_one.result()

    def _read_batch(self, texts: Sequence[str]) -> list[list[int]]:
        prepared = [self._normalised(to_single_script(text)) for text in texts]
        encodings = self.tokenizer.encode_batch_fast(prepared, add_special_tokens=False)
        return [encoding.ids for encoding in encodings]

    def _normalised(self, text: str) -> str:
        if self.normalizer is None:
            return text
        plain = _plainly(text)
        return self.normalizer.normalize_str(text) if plain is None else plain


def _plainly(text: str) -> str | None:
    """``text`` after NFKC and lower-casing; None where that is not plain."""
    for character, kept in _REPLACED:
        text = text.replace(character, kept)
    return text.lower() if _PLAIN.fullmatch(text) else None
