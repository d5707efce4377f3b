"""The tokenizer of the embedded encoder: word pieces of Han, Latin and Cyrillic text.

Han pieces and the others are learnt apart and joined: the pre-tokenizer never lets a word mix them,
so the two lists of merges cannot meet. Han pieces are at most four characters long, because a long
piece (a whole slogan) shares nothing with the words it is made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypedDict, cast

from tokenizers import Regex, Tokenizer
from tokenizers.models import BPE
from tokenizers.normalizers import NFKC, Lowercase
from tokenizers.normalizers import Sequence as Normalizers
from tokenizers.pre_tokenizers import Split
from tokenizers.trainers import BpeTrainer

HAN_PIECES = 36_000
OTHER_PIECES = 28_000
LONGEST_HAN_PIECE = 4
LONGEST_OTHER_PIECE = 16
LEAST_FREQUENCY = 3

# Runs of Han, of other letters, of digits; everything else (punctuation, blanks) carries no meaning
# for a bag of words and is dropped.
HAN_RUN = r"\p{Han}+"
OTHER_RUN = r"[\p{L}\p{M}&&[^\p{Han}]]+|\p{N}+"


class _Model(TypedDict):
    vocab: dict[str, int]
    merges: list[tuple[str, str]]


def _empty(pattern: str) -> Tokenizer:
    tokenizer = Tokenizer(BPE())
    tokenizer.normalizer = Normalizers([NFKC(), Lowercase()])
    tokenizer.pre_tokenizer = Split(Regex(pattern), behavior="removed", invert=True)
    return tokenizer


def _learn(texts: Iterable[str], pattern: str, size: int, longest: int) -> _Model:
    tokenizer = _empty(pattern)
    trainer = BpeTrainer(
        vocab_size=size,
        min_frequency=LEAST_FREQUENCY,
        max_token_length=longest,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    merges = [(first, second) for first, second in model["merges"]]
    return {"vocab": cast("dict[str, int]", model["vocab"]), "merges": merges}


def _joined(models: Iterable[_Model]) -> Iterator[str]:
    for model in models:
        yield from sorted(model["vocab"], key=model["vocab"].__getitem__)


def train_tokenizer(texts: list[str]) -> Tokenizer:
    """A tokenizer of at most ``HAN_PIECES + OTHER_PIECES`` pieces for normalised ``texts``."""
    han = _learn(texts, HAN_RUN, HAN_PIECES, LONGEST_HAN_PIECE)
    other = _learn(texts, OTHER_RUN, OTHER_PIECES, LONGEST_OTHER_PIECE)
    names = dict.fromkeys(_joined((han, other)))
    vocab = {name: number for number, name in enumerate(names)}
    tokenizer = _empty(f"{HAN_RUN}|{OTHER_RUN}")
    tokenizer.model = BPE(vocab=vocab, merges=han["merges"] + other["merges"])
    return tokenizer
