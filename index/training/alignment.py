"""Which word translates which, learnt from sentence pairs: IBM model 1.

Brown, Della Pietra, Della Pietra and Mercer, "The Mathematics of Statistical Machine Translation",
Computational Linguistics 19(2), 1993. Words count once a sentence; an empty word takes what no
word of the other sentence explains.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

logger = logging.getLogger(__name__)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

ROUNDS = 4
LARGEST_PAIR = 3000
"""Sentence pairs with more cells than this are left out: they tell little for what they cost."""
LONGEST_TERM = 8
"""Words of longer texts that no other text holds are left out: one sentence tells too little."""
_CHUNK = 1 << 24
_EMPTY = ""


@dataclass(frozen=True, slots=True)
class SentencePair:
    """The words of two sentences that say the same."""

    source: Sequence[str]
    target: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Every word of one sentence beside every word of the other.

    ``pair`` numbers the distinct (source, target) word pairs, ``slot`` the target words of
    sentences; ``sources`` and ``targets`` are the words of each distinct pair.
    """

    pair: npt.NDArray[np.int32]
    slot: npt.NDArray[np.int32]
    slots: int
    sources: Ints
    targets: Ints


def align(
    pairs: Sequence[SentencePair], *, silent: Collection[str], least: float
) -> Iterator[tuple[str, str, float]]:
    """Source word, target word and t(target | source), the likeliest targets of a source first.

    Args:
        pairs: Parallel sentences, and terms with their translations.
        silent: Source words that translate nothing, such as articles.
        least: Pairs with a lower chance are left out.
    """
    sources = _numbered([pair.source for pair in pairs], silent, first=[_EMPTY])
    targets = _numbered([pair.target for pair in pairs], (), first=[])
    cells = _cells(pairs, sources, targets)
    logger.info("%d cells, %d word pairs", len(cells.pair), len(cells.sources))
    chances = _estimated(cells, len(sources))
    names, meanings = list(sources), list(targets)
    kept = np.flatnonzero((chances >= least) & (cells.sources > 0))
    order = kept[np.lexsort((cells.targets[kept], -chances[kept], cells.sources[kept]))]
    for row in order.tolist():
        source, target = int(cells.sources[row]), int(cells.targets[row])
        yield names[source], meanings[target], float(chances[row])


def _numbered(
    texts: Iterable[Sequence[str]], silent: Collection[str], first: list[str]
) -> dict[str, int]:
    """The words of two texts or of a term, numbered from the commonest on, after ``first``."""
    counts: Counter[str] = Counter()
    for text in texts:
        for word in set(text):
            counts[word] += 2 if len(text) <= LONGEST_TERM else 1
    words = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kept = [word for word, count in words if count > 1 and word not in silent]
    return {word: number for number, word in enumerate([*first, *kept])}


def _cells(
    pairs: Iterable[SentencePair], sources: dict[str, int], targets: dict[str, int]
) -> _Cells:
    left: list[Ints] = []
    right: list[Ints] = []
    places: list[Ints] = []
    slots = 0
    for pair in pairs:
        source = sorted({sources[word] for word in pair.source if word in sources})
        target = sorted({targets[word] for word in pair.target if word in targets})
        if not source or not target or len(source) * len(target) > LARGEST_PAIR:
            continue
        source = [0, *source]
        left.append(np.repeat(np.array(source), len(target)))
        right.append(np.tile(np.array(target), len(source)))
        places.append(np.tile(np.arange(slots, slots + len(target)), len(source)))
        slots += len(target)
    keys = np.concatenate(left) * len(targets) + np.concatenate(right)
    distinct, pair_of = np.unique(keys, return_inverse=True)
    return _Cells(
        pair=pair_of.astype(np.int32),
        slot=np.concatenate(places).astype(np.int32),
        slots=slots,
        sources=distinct // len(targets),
        targets=distinct % len(targets),
    )


def _estimated(cells: _Cells, sources: int) -> Floats:
    """t(target | source) of every distinct word pair, by expectation maximisation."""
    chances = np.ones(len(cells.sources), dtype=np.float32)
    for _ in range(ROUNDS):
        totals = np.zeros(cells.slots)
        for part in _parts(len(cells.pair)):
            totals += np.bincount(
                cells.slot[part], weights=chances[cells.pair[part]], minlength=cells.slots
            )
        counts = np.zeros(len(chances))
        for part in _parts(len(cells.pair)):
            shares = chances[cells.pair[part]] / totals[cells.slot[part]]
            counts += np.bincount(cells.pair[part], weights=shares, minlength=len(chances))
        whole = np.bincount(cells.sources, weights=counts, minlength=sources)
        chances = (counts / whole[cells.sources]).astype(np.float32)
    return chances


def _parts(length: int) -> Iterator[slice]:
    return (slice(first, first + _CHUNK) for first in range(0, length, _CHUNK))
