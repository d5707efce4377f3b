"""What an index knows of names and terms: the glossary, and which names its texts hold.

Both are opened when a query first needs them: a process that answers no question waits for neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from index.expansion import Alternative
from index.glossary import Glossary
from index.lexical import tokenise
from index.slips import Slips
from ingest.document import Passage
from ingest.glossary import Term

GLOSSARY = "glossary.json"
SLIPS = "slips.bin"
FILES = (GLOSSARY, SLIPS)


class Wordbook:
    """Finds names and terms of a query; safe to share between threads."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Opens the files of `FILES` with ``read``, by name, when they are needed."""
        self._read = read

    @classmethod
    def of(
        cls, terms: Iterable[Term], names: Iterable[str], passages: Iterable[Passage]
    ) -> Wordbook:
        """The wordbook of a library.

        Args:
            terms: The glossary's.
            names: Further names, such as those of the catalogue.
            passages: What the index holds: whatever stands there is no slip.
        """
        glossary = Glossary.of(terms)
        known = [*glossary.han_names, *names]
        texts = passages if known else ()
        slips = Slips.of({token for text in texts for token in tokenise(text.search_text)}, known)
        files = {GLOSSARY: glossary.to_json().encode(), SLIPS: slips.to_bytes()}
        return cls(files.__getitem__)

    def file(self, name: str) -> bytes:
        """One of `FILES` as it is stored."""
        return self._read(name)

    @cached_property
    def _glossary(self) -> Glossary:
        return Glossary.from_json(self._read(GLOSSARY).decode())

    @cached_property
    def _slips(self) -> Slips:
        return Slips.from_bytes(self._read(SLIPS))

    def alternatives(self, query: str) -> list[Alternative]:
        """What may stand instead of the query's names and terms, and of names written wrongly."""
        return [*self._glossary.alternatives(query), *self._slips.alternatives(query)]
