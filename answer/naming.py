"""What names the sentences that follow it: headings, questions, lead-ins, headers of tables."""

from __future__ import annotations

from answer.coverage import Flags
from ingest.document import Passage, Sentence
from ingest.loaders import CELL_BREAK


def only_names(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence only names what follows, as "有关事项通知如下：" over a heading does.

    It answers nothing. (Of a table's header that is not sure: a first row may be none.)
    """
    if sentence.is_heading or _asks(passage, sentence):
        return True
    leads_in = passage.search_text[: sentence.end].rstrip().endswith(("：", ":"))
    below = (other for other in passage.sentences if other.start == sentence.end)
    return leads_in and any(other.is_heading for other in below)


def _asks(passage: Passage, sentence: Sentence) -> bool:
    text = passage.search_text[sentence.start : sentence.end]
    return text.rstrip().endswith(("？", "?"))


def with_names(passage: Passage, held: Flags) -> Flags:
    """``held``, each sentence with the tokens of what names it: that says what it is about.

    It is named by the heading over it, by a question in front of it in its line, or which ends
    the line above, and a row by the first row of its table.
    """
    found = held.copy()
    heading: int | None = None
    asked: int | None = None
    header: int | None = None
    for i, sentence in enumerate(passage.sentences):
        if sentence.is_heading:
            heading, asked, header = i, None, None
            continue
        is_row = CELL_BREAK in passage.search_text[sentence.start : sentence.end]
        names = [name for name in (heading, asked, header if is_row else None) if name is not None]
        header = (i if header is None else header) if is_row else None
        for name in names:
            found[i] |= held[name]
        if _asks(passage, sentence):
            asked = i
        elif passage.search_text[: sentence.end].endswith("\n"):
            asked = None
    return found
