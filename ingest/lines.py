"""A document's text in, its lines out: characters that are no text left out, offsets carried.

What goes here, whatever the layout: control and zero-width characters, pinyin glosses, residue of
HTML, jump marks, surplus blanks. Every pattern starts at a sign of its own and is bounded, so
reading is linear in the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import OffsetMap, Removal, RemovalReason, Span
from ingest.punctuation import closer_of, has_sentence_end, is_finished, open_pairs
from ingest.script import HAN

BLANKS = " \\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030c"
_VOWELS = f"aeiouüvɑɡ{_TONED}"
_BLOCK_TAGS = "p|div|li|ul|ol|tr|table|h[1-6]|section|article|blockquote|hr"
_INLINE_TAGS = "span|strong|em|b|i|u|a|img|td|th|tbody|thead|font|center|figure|figcaption|sup|sub"
_TAGS = f"{_BLOCK_TAGS}|br|{_INLINE_TAGS}"
_CONTROLS = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200c\u200e\u200f"
    r"\u202a-\u202e\u2060-\u2069\ufeff"
)
_LINE_ENDS = r"\n\r\v\f\x85\u2028\u2029"
_INITIAL = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
_SYLLABLE = re.compile(f"{_INITIAL}?[{_VOWELS}]{{1,5}}(?:ng|n|r)?")
_TONE_MARKS = "\u0300\u0301\u0304\u030c"
_BETWEEN_SYLLABLES = " \u00a0'’·-"
_LONGEST_WORD = 12  # characters that one reading may stand behind
_HAN_END = re.compile(f"[{HAN}]+$")
# The syllables of standard Chinese, so that é in café is no second tone.
_PINYIN = frozenset(
    initial + final
    for initials, finals in (
        ("b", "a o ai ei ao an en ang eng i ie iao ian in ing u"),
        ("p m", "a o ai ei ao ou an en ang eng i ie iao ian in ing u"),
        ("m", "e iu"),
        ("f", "a o ei ou an en ang eng u"),
        ("d t n l", "a e ai ei ao ou an en ang eng ong i ie iao iu ian ing u uo uan un"),
        ("d t", "ui"),
        ("n l", "in iang ü üe"),
        ("d l", "ia"),
        ("g k h zh ch sh r z c s", "a e ai ei ao ou an en ang eng ong u uo ui uan un"),
        ("g k h zh ch sh", "ua uai uang"),
        ("zh ch sh r z c s", "i"),
        ("j q x", "i ia ie iao iu ian in iang ing iong u ue uan un"),
        ("y", "a e ao ou an in ang ing ong i u ue uan un"),
        ("w", "a o ai ei an en ang eng u"),
    )
    for initial in initials.split()
    for final in finals.split()
) | frozenset("a o e ai ei ao ou an en ang er".split())
_READING = f"[a-zA-ZüÜɑɡ{_TONED}{_TONED.upper()}\\u0308{_BETWEEN_SYLLABLES}]"
_NOT_BRACKET = r"[^()（）【】〔〕［］\n]"
_NOISE = re.compile(
    rf"""(?=[{_CONTROLS}{_LINE_ENDS}\u200d<&(（【〔［?!\ufffd▶►▷→上紧緊下])(?:
    (?P<line>\r\n|[{_LINE_ENDS}])
    | (?<=[{HAN}])(?P<gloss>[(（]{_READING}{{1,48}}[)）])
    | (?P<jump>[(（【〔［]\s?(?:上接|紧接|緊接|下转|下轉|转至|轉至)
        (?:{_NOT_BRACKET}{{1,12}}[版页頁]{_NOT_BRACKET}{{0,8}}|\s?[A-Z]?\d{{1,2}})[)）】〕］]
    | (?P<pointer>(?<![^{_LINE_ENDS}{BLANKS}])[▶►▷→]*(?:上接|紧接|緊接|下转|下轉)
        第?[A-Z]?[\d一二三四五六七八九十]{{1,3}}[版页頁][▶►▷→]*(?![^{_LINE_ENDS}{BLANKS}]))
        | \((?i:continued\s(?:from|on)\s(?:page\s)?\w{{1,4}})\))
    | (?P<residue>[?!\ufffd]{{0,4}}[?\ufffd]/(?:{_TAGS})>)
    | (?P<block></?(?i:{_BLOCK_TAGS})(?:\s[^<>\n]{{0,300}})?/?>)
    | (?P<br><(?i:br)\s?/?>)
    | (?P<tag></?(?i:{_INLINE_TAGS})(?:\s[^<>\n]{{0,300}})?/?>|<!--[^<>\n]{{0,300}}-->)
    | (?P<entity>&(?:[a-zA-Z]{{2,8}}|\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}});)
    | (?P<joiner>(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d)
    | (?P<control>[{_CONTROLS}])
    )""",
    re.VERBOSE,
)
_SURPLUS = re.compile(rf"^[{BLANKS}]+|[{BLANKS}]+$|(?<=[{BLANKS}])[{BLANKS}]+")
_FROM = ("上接", "紧接", "緊接", "ontinued from", "ontinued From")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that holds text.

    ``gap`` counts the line ends since the line before (1: directly below it); ``end`` is the
    offset of the line's own line end, None at the end of the document; ``continued`` tells that
    the line stands behind a mark like （上接第一版）.
    """

    text: str
    offsets: Sequence[int]
    gap: int
    indented: bool
    continued: bool
    end: int | None

    @property
    def start(self) -> int:
        return self.offsets[0]

    @property
    def stop(self) -> int:
        return self.offsets[-1] + 1


@dataclass(slots=True)
class _Reader:
    """Gathers the characters of the line at hand, and the lines and removals so far."""

    source: str
    lines: list[Line] = field(default_factory=list[Line])
    removals: list[Removal] = field(default_factory=list[Removal])
    parts: list[str] = field(default_factory=list[str])
    offsets: list[int] = field(default_factory=list[int])
    gap: int = 1
    continued: bool = False

    def keep(self, start: int, end: int) -> None:
        if start < end:
            self.parts.append(self.source[start:end])
            self.offsets.extend(range(start, end))

    def put(self, signs: str, start: int, end: int, reason: RemovalReason) -> None:
        """``signs`` stand for the characters from ``start`` to ``end``."""
        self.parts.append(signs)
        self.offsets.extend(range(start, start + len(signs)))
        self.drop(start + len(signs), end, reason)

    def drop(self, start: int, end: int, reason: RemovalReason) -> None:
        if start < end:
            self.removals.append(Removal(Span(start, end), reason))

    def end_line(self, end: int | None, gap: int = 1) -> None:
        """Close the line at hand; ``gap`` line ends stand behind it."""
        text = "".join(self.parts)
        offsets = self.offsets
        self.parts, self.offsets = [], []
        indented = text[:1] in {"\u3000", "\t"} or text.startswith("  ")
        text, offsets = self._without_surplus(text, offsets)
        if text:
            self.lines.append(Line(text, offsets, self.gap, indented, self.continued, end))
            self.gap, self.continued = 0, False
        self.gap += gap

    def _without_surplus(self, text: str, offsets: list[int]) -> tuple[str, list[int]]:
        kept: list[str] = []
        places: list[int] = []
        position = 0
        for blanks in _SURPLUS.finditer(text):
            kept.append(text[position : blanks.start()])
            places.extend(offsets[position : blanks.start()])
            position = blanks.end()
            for span in OffsetMap.from_offsets(offsets[blanks.start() : position]).spans():
                self.drop(span.start, span.end, RemovalReason.WHITESPACE)
        if not position:
            return text, offsets
        return "".join(kept) + text[position:], places + offsets[position:]

    def line_so_far(self) -> str:
        return "".join(self.parts)


def read_lines(text: str) -> tuple[list[Line], list[Removal]]:
    """The lines of ``text`` that hold text, and the characters left out of them."""
    reader = _Reader(text)
    position = 0
    for noise in _NOISE.finditer(text):
        reader.keep(position, noise.start())
        position = noise.end()
        _read_noise(reader, noise)
    reader.keep(position, len(text))
    reader.end_line(None)
    return reader.lines, reader.removals


def _read_noise(reader: _Reader, noise: re.Match[str]) -> None:
    start, end = noise.span()
    match noise.lastgroup:
        case "line":
            reader.end_line(end - 1)
        case "br" | "block":
            reader.drop(start, end, RemovalReason.MARKUP)
            reader.end_line(start, 1 if noise.lastgroup == "br" else 2)
        case "tag":
            reader.drop(start, end, RemovalReason.MARKUP)
        case "entity":
            _read_entity(reader, noise)
        case "residue":
            signs = _lost_signs(reader.line_so_far())
            reader.put(signs, start, end, RemovalReason.MARKUP)
            if reader.source[end : end + 1] not in ("", "\r", "\n"):
                reader.end_line(end - 1)
        case "gloss":
            _read_gloss(reader, noise)
        case "jump" | "pointer":
            reader.drop(start, end, RemovalReason.JUMP_MARK)
            # behind a sentence of the same line, it is this article that goes on
            is_tail = any(word in noise[0] for word in _FROM)
            reader.continued |= is_tail and not has_sentence_end(reader.line_so_far())
        case _:
            reader.drop(start, end, RemovalReason.CONTROL)


def _read_gloss(reader: _Reader, noise: re.Match[str]) -> None:
    start, end = noise.span()
    if _is_reading(noise[0][1:-1], reader.source[max(0, start - _LONGEST_WORD) : start]):
        reader.drop(start, end, RemovalReason.GLOSS)
    else:
        reader.keep(start, end)


def _read_entity(reader: _Reader, noise: re.Match[str]) -> None:
    sign = html.unescape(noise[0])
    if len(sign) != 1:
        reader.keep(*noise.span())
    elif sign in "\n\r" or not (sign.isprintable() or sign.isspace()):
        reader.drop(*noise.span(), RemovalReason.MARKUP)
    else:
        reader.put(sign, *noise.span(), RemovalReason.MARKUP)


def _is_reading(latin: str, before: str) -> bool:
    """Whether ``latin`` is how the characters that end ``before`` are read, in toned pinyin.

    A reading of several syllables has a tone on each but perhaps the last (péngyou), and no more
    syllables than characters stand before it.
    """
    if _SYLLABLE.fullmatch(latin):
        return any(sign in _TONED for sign in latin)
    letters: list[tuple[str, int]] = []  # each letter, and how many tones it carries
    spelled = unicodedata.normalize("NFD", latin.lower()).replace("u\u0308", "ü")
    for sign in spelled.translate({0x251: "a", 0x261: "g"}):
        if sign in _TONE_MARKS and letters:
            letters[-1] = (letters[-1][0], letters[-1][1] + 1)
        else:
            letters.append((sign, 0))
    characters = _HAN_END.search(before)
    return characters is not None and _is_spelled(letters, len(characters[0]))


def _is_spelled(letters: Sequence[tuple[str, int]], most: int) -> bool:
    """Whether ``letters`` are toned syllables, ``most`` at most, the last perhaps without tone."""
    if letters and letters[0][0] in _BETWEEN_SYLLABLES:
        return _is_spelled(letters[1:], most)
    for length in range(min(6, len(letters)), 0, -1):
        syllable, rest = letters[:length], letters[length:]
        tones = sum(tone for _, tone in syllable)
        if tones != 1 or "".join(letter for letter, _ in syllable) not in _PINYIN or not most:
            continue
        neutral = "".join(letter for letter, _ in rest).strip(_BETWEEN_SYLLABLES)
        is_last = not neutral or (most > 1 and neutral in _PINYIN)
        if (is_last and not any(tone for _, tone in rest)) or _is_spelled(rest, most - 1):
            return True
    return False


def _lost_signs(line: str) -> str:
    """The sentence end and closing quotes that broken markup behind ``line`` has swallowed.

    Wrongly decoded pages turn ``。”</p>`` into signs like ``?!?/p>``.
    """
    if not line.strip():
        return ""
    lost = "" if is_finished(line) else "。"
    quotes = open_pairs(line) & {"“", "「", "『"}
    return lost + "".join(closer_of(quote) for quote in sorted(quotes, key=line.rfind)[:1])
