"""The lexical leg: BM25 over our own tokens. The only module that imports tantivy.

Texts and queries go through the same `tokenise`. Queries are built as term queries, never parsed:
no character of a question is syntax.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import add
from pathlib import Path

import tantivy

from index.clauses import Clause, as_clauses
from index.reach import Reach
from ingest.errors import IndexDamagedError
from ingest.script import to_single_script

TOKENISER_VERSION = "han12-words-1"

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"[^\W_{_HAN}]+"
_TOKEN = re.compile(f"[{_HAN}]+|{_WORD}")
_IS_HAN = re.compile(f"[{_HAN}]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PART = re.compile(r"\d+|\D+")
_MAX_WORD = 64

_TOKENS, _GROUP, _ROW = "tokens", "group", "row"
_LOCK_FILES = re.compile(r"\.tantivy-.*\.lock")
_HEAP_BYTES = 128_000_000
_SELF_TEST_TOKENS = 8
_TERMS_KEPT = 1 << 14
_K1 = 1.2  # tantivy's constant
# The same BM25 sum comes out a few units in the last place apart when terms are added in another
# order (with and without a filter): rounding makes equal passages tie, and ties go by row.
_DECIMALS = 4


def tokenise(text: str) -> list[str]:
    """The search tokens of ``text``, in order, repeats kept.

    Han text gives every character and every pair of neighbours; other scripts give words; digits
    lose leading zeros and thousands separators; a word of letters and digits (G20) gives itself and
    its parts. Compatibility forms, case and the Chinese script make no difference.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    tokens: list[str] = []
    for match in _TOKEN.finditer(_THOUSANDS.sub("", to_single_script(folded))):
        run = match[0]
        if _IS_HAN.match(run):
            tokens.extend(_han_tokens(run))
        else:
            tokens.extend(_word_tokens(run[:_MAX_WORD]))
    return tokens


def _han_tokens(run: str) -> list[str]:
    tokens = [""] * (2 * len(run) - 1)
    tokens[::2] = run
    tokens[1::2] = map(add, run, run[1:])
    return tokens


def _word_tokens(word: str) -> Iterable[str]:
    parts = _PART.findall(word)
    if len(parts) > 1:
        yield word
    for part in parts:
        yield (part.lstrip("0") or "0") if part[0].isdigit() else part


@dataclass(frozen=True, slots=True)
class LexicalText:
    """What is indexed of one passage: its text, and the group that filters choose by."""

    text: str
    group: str


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A query of one index; ``query`` is None where nothing is wanted.

    ``highest`` is the score that no text can reach.
    """

    query: tantivy.Query | None
    highest: float


Wanted = Sequence[Clause | str] | LexicalQuery


class LexicalIndex:
    """BM25 (k1 = 1.2, b = 0.75) over one field; row i is the i-th text given to `build`."""

    def __init__(self, index: tantivy.Index) -> None:
        index.config_reader("manual")
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()
        self._release: Callable[[], object] = _nothing
        self._reach = Reach(len(self), partial(self._searcher.doc_freq, _TOKENS))
        self._term = lru_cache(maxsize=_TERMS_KEPT)(partial(_term, self._schema))

    @classmethod
    def build(cls, texts: Iterable[LexicalText], folder: Path | None = None) -> LexicalIndex:
        """An index of ``texts``, written to ``folder`` (which exists and is empty) or in memory.

        Raises:
            OSError: the folder cannot be written.
        """
        try:
            index = tantivy.Index(_schema(), path=None if folder is None else str(folder))
            # The reader that comes with it would notice the commit from a thread of its own, and
            # take a lock file in the folder while the caller already empties it.
            index.config_reader("manual")
            writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
            for row, text in enumerate(texts):
                document = tantivy.Document()
                document.add_text(_TOKENS, " ".join(tokenise(text.text)))
                document.add_text(_GROUP, text.group)
                document.add_unsigned(_ROW, row)
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
            return cls(index)
        except ValueError as error:  # how tantivy reports what its files meet with
            raise OSError(f"tantivy cannot write {folder}: {error}") from error

    @staticmethod
    def files(folder: Path) -> list[Path]:
        """The files of the index built in ``folder``, without tantivy's locks, by name."""
        return sorted(p for p in folder.iterdir() if not _LOCK_FILES.fullmatch(p.name))

    @classmethod
    def open(cls, files: Sequence[Path], known: str) -> LexicalIndex:
        """The index in ``files``; ``known`` is a text of it that it must find.

        tantivy takes a lock file beside its files even to read, now and once more from a thread of
        its own, so it is shown a folder of links that lives as long as the index: the published
        folder stays as it was hashed and may be read-only.

        Raises:
            IndexDamagedError: tantivy cannot read the files, or does not find ``known``.
        """
        home = files[0].parent if files else Path()
        links = tempfile.mkdtemp(prefix="forumqa-")
        try:
            for file in files:
                Path(links, file.name).symlink_to(file.resolve())
            index = cls(tantivy.Index.open(links))
        except (ValueError, OSError) as error:
            shutil.rmtree(links, ignore_errors=True)
            raise _damaged(home, f"tantivy says: {error}") from error
        index._release = weakref.finalize(index, shutil.rmtree, links, ignore_errors=True)
        tokens = tokenise(known)[:_SELF_TEST_TOKENS]
        if tokens and not any(score > 0 for _, score in index.search(tokens, 1)):
            raise _damaged(home, "A passage of it is not found by its own words.")
        return index

    def close(self) -> None:
        """Removes what opening put aside; the index cannot be used afterwards."""
        self._release()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def document_frequency(self, token: str) -> int:
        """How many texts hold ``token``, as `tokenise` gives it."""
        return self._reach.document_frequency(token)

    def query(self, wanted: Sequence[Clause | str]) -> LexicalQuery:
        """What is wanted, made ready for several searches.

        A token is a clause of its own; a repeated one counts once.
        """
        clauses = as_clauses(wanted)
        queries = [query for clause in clauses if (query := self._of(clause)) is not None]
        highest = (_K1 + 1) * sum(self.reach(clause) for clause in clauses)
        return LexicalQuery(_sum(queries) if queries else None, highest)

    def search(
        self, wanted: Wanted, k: int, groups: frozenset[str] | None = None
    ) -> list[tuple[int, float]]:
        """At most ``k`` rows that hold a token of what is wanted, with their scores, best first.

        Ties go to the lower row, whatever ``k`` cuts off. ``groups`` limits the rows before the
        cut.
        """
        query = self._made(wanted).query
        if query is None or k < 1 or groups == frozenset():
            return []
        if groups is not None:
            chosen = tantivy.Query.term_set_query(self._schema, _GROUP, sorted(groups))
            query = _limited(query, chosen)
        limit = k + 1
        while True:
            found = self._run(query, limit)
            # equal scores at the cut may hide a lower row behind it
            if len(found) < limit or found[-1][1] < found[k - 1][1]:
                return found[:k]
            limit *= 2

    def scores(self, wanted: Wanted, rows: Sequence[int]) -> dict[int, float]:
        """The scores of those of ``rows`` that hold a token of what is wanted."""
        query = self._made(wanted).query
        if query is None or not rows:
            return {}
        chosen = tantivy.Query.term_set_query(self._schema, _ROW, list(rows))
        return dict(self._run(_limited(query, chosen), len(rows)))

    def _made(self, wanted: Wanted) -> LexicalQuery:
        return wanted if isinstance(wanted, LexicalQuery) else self.query(wanted)

    def highest(self, wanted: Wanted) -> float:
        """The score that no text can reach: every token of the query, endlessly often.

        That is BM25's (k1 + 1) times the sum of idf; of a clause with alternatives the best.
        """
        return self._made(wanted).highest

    def reach(self, clause: Clause) -> float:
        """The most idf that a text can give a clause."""
        return self._reach.of(clause)

    def _of(self, clause: Clause) -> tantivy.Query | None:
        parts = [self._of(part) for part in clause.parts]
        own = [*map(self._term, clause.own), *(part for part in parts if part is not None)]
        options = [_sum(own)] if own else []
        if clause.others:
            is_at_home, reach = self._reach.is_at_home(clause), self._reach.of(clause)
            for one in clause.others:
                share = reach / self._reach.idf(one.tokens) if is_at_home else 1.0
                words = _sum([*map(self._term, one.tokens)])
                options.append(tantivy.Query.boost_query(words, one.weight * share))
        if len(options) < 2:
            return options[0] if options else None
        return tantivy.Query.disjunction_max_query(options)

    def _run(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, limit=limit, count=False).hits
        rows = self._searcher.fast_field_values(_ROW, [address for _, address in hits])
        scores = (round(float(score), _DECIMALS) for score, _ in hits)
        found = [(int(row or 0), score) for row, score in zip(rows, scores, strict=True)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _term(schema: tantivy.Schema, token: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema, _TOKENS, token, "freq")


def _sum(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:  # tantivy passes over more of the postings where terms stand alone
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _nothing() -> None:
    """What an index in memory has to release."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_TOKENS, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(_GROUP, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(_ROW, indexed=True, fast=True)
    return builder.build()


def _limited(query: tantivy.Query, chosen: tantivy.Query) -> tantivy.Query:
    """``query`` among what ``chosen`` matches; the scores stay ``query``'s."""
    without_score = tantivy.Query.const_score_query(chosen, 0.0)
    must = tantivy.Occur.Must
    return tantivy.Query.boolean_query([(must, query), (must, without_score)])


def _damaged(folder: Path, reason: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"The lexical index in {folder} is damaged. {reason}", hint="Run `forumqa ingest`."
    )
