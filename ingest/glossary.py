"""documents/glossary.toml: names and terms of the field in three languages, checked.

One ``[[term]]`` table per name or term and nothing else at the top level::

    [[term]]
    kind = "place"                 # person, place, organisation, programme, event or term
    hans = ["哈萨克斯坦", "哈方"]     # Simplified, the usual form first; at least one
    hant = ["哈薩克"]               # Traditional forms that plain conversion misses (optional)
    en = ["Kazakhstan"]            # English (optional)
    ru = ["Казахстан"]             # Russian (optional)
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.errors import InputError

GLOSSARY_NAME = "glossary.toml"
MAX_FORM_CHARS = 120

_LISTS = ("hans", "hant", "en", "ru")
_KEYS = ("kind", *_LISTS)


class TermKind(StrEnum):
    """What a form names; all but ``TERM`` are names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    EVENT = "event"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Term:
    """One name or term and its forms by language, the usual one first; ``hans`` is never empty."""

    kind: TermKind
    hans: tuple[str, ...]
    hant: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The entries of the glossary at ``path``, in its order; none when there is no such file.

    Raises:
        InputError: The file cannot be read or an entry is not valid; names the entry by number.
    """
    table = _read_toml(path)
    for key in table:
        if key != "term":
            hint = "Only [[term]] tables may stand there."
            raise InputError(f"{path}: unknown key {key!r} at the top level.", hint=hint)
    terms = table.get("term", [])
    if not isinstance(terms, list):
        raise InputError(f"{path}: [term] is one table.", hint="Write [[term]].")
    return tuple(_term(term, f"{path}, term {number}") for number, term in enumerate(terms, 1))


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        hint = "Mend its permissions, or move it away."
        raise InputError(
            f"The glossary {path} cannot be read: {error.strerror}.", hint=hint
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"The glossary {path} is not UTF-8 (byte {error.start}).", hint="Save it as UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"The glossary {path} is not TOML: {error}.", hint="Mend that line."
        ) from error


def _term(values: object, where: str) -> Term:
    if not isinstance(values, dict):
        raise InputError(f"{where} is not a table.", hint="Write [[term]] and its fields.")
    for key in values:
        if key not in _KEYS:
            hint = f"Known keys: {', '.join(_KEYS)}."
            raise InputError(f"{where}: {key!r} is not a known key.", hint=hint)
    forms = {key: _forms(values.get(key, []), key, where) for key in _LISTS}
    if not forms["hans"]:
        hint = 'Give the Simplified form, as in hans = ["青岛"].'
        raise InputError(f"{where}: hans has no form.", hint=hint)
    return Term(_kind(values.get("kind"), where), **forms)


def _kind(value: object, where: str) -> TermKind:
    for kind in TermKind:
        if value == kind.value:
            return kind
    known = ", ".join(kind.value for kind in TermKind)
    raise InputError(f"{where}: kind {value!r} is not known.", hint=f"Use one of {known}.")


def _forms(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        hint = f'Write {key} = ["…", "…"].'
        raise InputError(f"{where}: {key} is not a list.", hint=hint)
    forms: list[str] = []
    for item in value:
        form = item.strip() if isinstance(item, str) else ""
        if not any(character.isalnum() for character in form):
            problem = "holds a form that is empty, signs alone or no text"
            raise InputError(f"{where}: {key} {problem}.", hint="Take it out.")
        if len(form) > MAX_FORM_CHARS:
            hint = f"A form has at most {MAX_FORM_CHARS} characters."
            raise InputError(f"{where}: {key} holds {form!r}.", hint=hint)
        if form in forms:
            raise InputError(f"{where}: {key} lists {form!r} twice.", hint="Keep one of them.")
        forms.append(form)
    return tuple(forms)
