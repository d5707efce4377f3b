"""What a language model says, piece by piece → its sentences, each with the numbers it cites.

What comes in is untrusted text, cut anywhere. A sentence is given out once nothing that follows
can belong to it, so that whatever is given out was whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARS = 1000  # no sentence is longer; what is gets dropped

_MARK = r"[\[［【]\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]］】]"
_MARKS = re.compile(rf"(?:\s*{_MARK})*")
_CITED = re.compile(rf"[ \t]*({_MARK})")
_OPEN_MARK = re.compile(r"[\[［【][\s\d,，、]*\Z")
_NUMBER = re.compile(r"\d+")
_CLOSERS = r"”’\"'」』）)》"
_END = re.compile(rf"[。｡！？!?…]+[{_CLOSERS}]*|\.[{_CLOSERS}]*(?=\s|[\[［【])|\n")
# A point ends no sentence behind an initial or one of these.
_ABBREVIATION = re.compile(
    r"(?:\b[A-ZА-ЯЁ]|\b(?:Mr|Ms|Mrs|Dr|St|No|vs|Mt|Prof|Gen|Gov|Sen|Rev|Jan|Feb|Mar|Apr|Aug|Sep"
    r"|Sept|Oct|Nov|Dec|им|ул|пр|гг|см|проф|акад|г))\Z"
)
_OPENERS = "“‘\"'«（(「『《"
_THINKS, _THOUGHT = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence without its marks, and the numbers they name, each once, in their order."""

    text: str
    cited: tuple[int, ...]


class ProseReader:
    """Takes one model's words in; thoughts that some models write first are left out."""

    def __init__(self) -> None:
        self._held = ""
        self._begun = False
        self._overlong = False

    def feed(self, words: str) -> Iterator[Prose]:
        """The sentences that ``words`` complete."""
        self._held += words
        if not self._begun and not self._skip_thoughts():
            return
        yield from self._whole()
        if len(self._held) > MAX_CHARS:
            self._held = ""
            self._overlong = True

    def close(self, *, complete: bool) -> Iterator[Prose]:
        """What is left: with ``complete`` all of it, else only what had ended before the cut."""
        left, self._held = self._held, ""
        if not complete:
            left = _OPEN_MARK.sub("", left).rstrip()
        if left.lstrip().startswith(_THINKS) or not (complete or _ended(left)):
            return
        self._held = left + "\n"  # so that the last sentence ends, whatever it lacks
        yield from self._whole(last=True)

    def _skip_thoughts(self) -> bool:
        """Whether the answer itself has begun; thoughts before it are dropped."""
        held = self._held.lstrip()
        if held.startswith(_THINKS):
            _, found, rest = held.partition(_THOUGHT)
            self._held = rest if found else _THINKS + held[len(_THINKS) :][-len(_THOUGHT) :]
            self._begun = bool(found)
        else:
            self._begun = bool(held) and not _THINKS.startswith(held)
        return self._begun

    def _whole(self, *, last: bool = False) -> Iterator[Prose]:
        while (end := self._end(last=last)) is not None:
            sentence, self._held = self._held[:end], self._held[end:]
            if not self._overlong and (prose := _prose(sentence)):
                yield prose
            self._overlong = False

    def _end(self, *, last: bool) -> int | None:
        """Where the first sentence held ends with its marks; None while that is not certain."""
        held = self._held
        for found in _END.finditer(held):
            marks = _MARKS.match(held, found.end())
            assert marks is not None, "the pattern matches nothing as well"
            rest = held[marks.end() :].lstrip()
            if not last and (not rest or _OPEN_MARK.match(rest)):
                return None
            if found[0][0] != "." or _ends(held[: found.start()], marks[0], rest):
                return marks.end()
        return None


def _ends(before: str, marks: str, rest: str) -> bool:
    """Whether a point behind ``before`` ends a sentence, by its marks or by what follows."""
    if marks or not rest:
        return True
    if _ABBREVIATION.search(before):
        return False
    return rest[0].isupper() or rest[0] in _OPENERS or "\u4e00" <= rest[0] <= "\u9fff"


def _ended(text: str) -> bool:
    """Whether ``text`` stops behind a whole sentence; a point might go on as a decimal."""
    marks = r"(?:\s*" + _MARK + ")"
    return bool(
        re.search(rf"[。｡！？!?…][{_CLOSERS}]*{marks}*\Z", text)
        or re.search(rf"\.[{_CLOSERS}]*{marks}+\Z", text)
    )


def _prose(sentence: str) -> Prose | None:
    cited = (int(n) for mark in _CITED.findall(sentence) for n in _NUMBER.findall(mark))
    text = " ".join(_CITED.sub("", sentence).split())
    return Prose(text, tuple(dict.fromkeys(cited))) if text else None
