"""Trains the reader: on questions made of news sentences, then on real ones.

    python -m answer.training.train [--minutes 60]

Everything goes to ``var/reader``: the first stage's weights, a checkpoint every few minutes, which
a second call goes on from, and a log. The last step writes ``answer/reader.npz``.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import nn

from answer.reader import READER_FILE
from answer.reading_vocabulary import FIRST_CHARACTER, ReadingVocabulary
from answer.training.cloze import ClozeMaker, Example
from answer.training.examples import Numbers, batches, in_numbers
from answer.training.export import export
from answer.training.measure import Asked, made_ready, measured
from answer.training.network import ReaderNetwork, Shape, loss_of
from answer.training.supervised import development_questions, training_examples
from answer.training.vocabulary import learn_vocabulary, near_words
from index.training.sets import Article, training_articles, training_questions

FOLDER = Path("var/reader")
SEED = 1
BATCH = 32
CLOZES = 110_000
CLOZES_IN_AN_ARTICLE = 3
CLOZES_BESIDE = 6_000  # of them that each round over the real questions sees again
VOCABULARY_ARTICLES = 12_000
ROUNDS = 3
UNANSWERED = 0.8  # for each example with an answer
RATE, DECAY, WARM_UP, CLIP = 1e-3, 0.01, 0.1, 2.0
CHECK_EVERY = 500  # steps
_SHORTEST, _LONGEST, _READ = 60, 5000, 3000  # characters of an article
_NEWS = ("news_articles", "cctv")

logger = logging.getLogger(__name__)


class _Kept(Protocol):
    """What a checkpoint holds the state of."""

    def state_dict(self) -> dict[str, Any]: ...

    def load_state_dict(self, state_dict: dict[str, Any]) -> object: ...


@dataclass(frozen=True, slots=True)
class Stage:
    """A name, how many steps it has, and the rows of each of its rounds."""

    name: str
    steps: int
    rounds: Iterator[Sequence[Numbers]]


def main() -> None:
    """Both stages, from wherever an earlier call stopped, and the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=90.0, help="stop after so many")
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(FOLDER / "log.txt")],
    )
    torch.manual_seed(SEED)
    until = time.monotonic() + 60 * arguments.minutes
    vocabulary = _vocabulary()
    network = new_network(vocabulary)
    held_out = {
        name: made_ready(rows, vocabulary) for name, rows in development_questions().items()
    }
    for stage in stages(vocabulary):
        if not run(network, stage, held_out, until):
            logger.info("stopped; run it again to go on")
            return
    export(network, vocabulary, READER_FILE)


def new_network(vocabulary: ReadingVocabulary) -> ReaderNetwork:
    """An untrained network over ``vocabulary``."""
    pieces = torch.from_numpy(vocabulary.pieces.astype("float32") * vocabulary.scales[:, None])
    pieces[0] = 0
    return ReaderNetwork(Shape(FIRST_CHARACTER + len(vocabulary.numbers)), pieces)


def stages(vocabulary: ReadingVocabulary) -> Iterator[Stage]:
    """Questions made of sentences; then real ones, with some of the former."""
    made = _clozes(vocabulary)
    yield Stage("made", len(made) // BATCH, iter([made]))
    answered: list[Numbers] = []
    unanswered: list[Numbers] = []
    for name, examples in training_examples(SEED).items():
        answered += _in_numbers(examples.answered, vocabulary)
        unanswered += _in_numbers(examples.unanswered, vocabulary)
        logger.info("%s: %d and %d so far", name, len(answered), len(unanswered))
    count = min(len(unanswered), int(UNANSWERED * len(answered)))
    size = len(answered) + count + CLOZES_BESIDE

    def rounds() -> Iterator[Sequence[Numbers]]:
        for number in range(ROUNDS):
            drawing = random.Random(number)
            yield [
                *answered,
                *drawing.sample(unanswered, count),
                *drawing.sample(made, CLOZES_BESIDE),
            ]

    yield Stage("real", ROUNDS * size // BATCH, rounds())


def run(
    network: ReaderNetwork,
    stage: Stage,
    held_out: dict[str, list[Asked]],
    until: float,
) -> bool:
    """Train through ``stage``, or to the time ``until``; whether the stage is over.

    A stage that is over leaves its weights, and is not run again.
    """
    done = FOLDER / f"{stage.name}.pt"
    if done.exists():
        network.load_state_dict(torch.load(done, weights_only=True))
        return True
    optimizer = torch.optim.AdamW(
        [weights for weights in network.parameters() if weights.requires_grad],
        lr=RATE,
        weight_decay=DECAY,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, stage.steps + 1, pct_start=WARM_UP
    )
    parts: dict[str, _Kept] = {"network": network, "optimizer": optimizer, "schedule": schedule}
    kept = FOLDER / f"{stage.name}.checkpoint.pt"
    passed = _resumed(kept, parts)
    steps = (
        batch
        for number, rows in enumerate(stage.rounds)
        for batch in batches(rows, BATCH, number + 100)
    )
    network.train()
    for step, batch in enumerate(steps, 1):
        if step <= passed:
            continue
        if step > stage.steps or time.monotonic() > until:
            break
        with torch.autocast("cpu", dtype=torch.bfloat16):
            start, end = network(batch)
        loss = loss_of((start.float(), end.float()), batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch declares it without types
        nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        if step % CHECK_EVERY == 0 or step == stage.steps:
            passed = step
            _keep(kept, parts, step)
            _log(stage, step, network, held_out)
    if passed < stage.steps:
        return False
    torch.save(network.state_dict(), done)
    return True


def _resumed(path: Path, parts: Mapping[str, _Kept]) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return int(state["step"])


def _keep(path: Path, parts: Mapping[str, _Kept], step: int) -> None:
    state = {name: part.state_dict() for name, part in parts.items()}
    fresh = path.with_suffix(".new")
    torch.save({**state, "step": step}, fresh)
    fresh.replace(path)


def _log(stage: Stage, step: int, network: ReaderNetwork, held_out: dict[str, list[Asked]]) -> None:
    for name, rows in held_out.items():
        logger.info("%s %d/%d %s: %s", stage.name, step, stage.steps, name, measured(network, rows))


def _vocabulary() -> ReadingVocabulary:
    """From all text that may be used, software manuals included: they name many things."""
    articles = _longer(training_articles(open_only=True), seed=5)[:VOCABULARY_ARTICLES]
    questions = (row.question for row in training_questions(open_only=True))
    return learn_vocabulary((article.body[:_READ] for article in articles), questions)


def _clozes(vocabulary: ReadingVocabulary) -> list[Numbers]:
    """From news alone: of what may be used, the text nearest to what the service reads."""
    texts = (one for one in training_articles(open_only=True) if one.set.startswith(_NEWS))
    news = _longer(texts, seed=3)
    maker, drawing = ClozeMaker(SEED, near_words(vocabulary.rarity)), random.Random(0)
    rows: list[Numbers] = []
    while len(rows) < CLOZES:
        body = drawing.choice(news).body[:_LONGEST]
        rows += _in_numbers([*maker.of_article(body, CLOZES_IN_AN_ARTICLE)], vocabulary)
    logger.info("%d questions made", len(rows))
    return rows


def _longer(articles: Iterable[Article], seed: int) -> list[Article]:
    """Those that are more than a line, in an order of their own."""
    found = [article for article in articles if len(article.body) > _SHORTEST]
    random.Random(seed).shuffle(found)
    return found


def _in_numbers(examples: Sequence[Example], vocabulary: ReadingVocabulary) -> list[Numbers]:
    return [row for one in examples if (row := in_numbers(one, vocabulary)) is not None]


if __name__ == "__main__":
    main()
