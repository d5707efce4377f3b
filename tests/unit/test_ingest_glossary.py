"""Reading the glossary, and refusing what is not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import InputError
from ingest.glossary import Term, TermKind, read_glossary

OWN = Path(__file__).parents[2] / "documents" / "glossary.toml"
PLACE = """
[[term]]
kind = "place"
hans = ["哈萨克斯坦", " 哈方 "]
hant = ["哈薩克"]
en = ["Kazakhstan"]
ru = ["Казахстан"]
"""


def _written(folder: Path, text: str) -> Path:
    path = folder / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_has_its_forms_in_order(tmp_path: Path) -> None:
    assert read_glossary(_written(tmp_path, PLACE)) == (
        Term(TermKind.PLACE, ("哈萨克斯坦", "哈方"), ("哈薩克",), ("Kazakhstan",), ("Казахстан",)),
    )


def test_other_languages_may_be_left_out(tmp_path: Path) -> None:
    path = _written(tmp_path, '[[term]]\nkind = "term"\nhans = ["论坛"]\n')
    assert read_glossary(path) == (Term(TermKind.TERM, ("论坛",)),)


def test_no_file_is_an_empty_glossary(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "glossary.toml") == ()


def test_an_empty_file_is_an_empty_glossary(tmp_path: Path) -> None:
    assert read_glossary(_written(tmp_path, "\ufeff# none yet\n")) == ()


def test_our_own_glossary_is_valid() -> None:
    terms = read_glossary(OWN)
    assert len(terms) >= 600
    assert {term.kind for term in terms} == set(TermKind)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('title = "x"', "unknown key 'title' at the top level"),
        ('[term]\nkind = "term"', "[term] is one table"),
        ("term = [3]", "term 1 is not a table"),
        (PLACE + '[[term]]\nkind = "city"\nhans = ["青岛"]', "term 2: kind 'city' is not known"),
        ('[[term]]\nhans = ["青岛"]', "term 1: kind None is not known"),
        ('[[term]]\nkind = "term"\nhans = []', "term 1: hans has no form"),
        ('[[term]]\nkind = "term"\nhans = "青岛"', "term 1: hans is not a list"),
        ('[[term]]\nkind = "term"\nhans = ["青岛"]\nen = [" "]', "term 1: en holds a form that is"),
        ('[[term]]\nkind = "term"\nhans = ["青岛"]\nru = [1]', "term 1: ru holds a form that is"),
        (
            '[[term]]\nkind = "term"\nhans = ["……"]',
            "term 1: hans holds a form that is",
        ),
        ('[[term]]\nkind = "term"\nhans = ["岛", "岛"]', "term 1: hans lists '岛' twice"),
        ('[[term]]\nkind = "term"\nhans = ["岛"]\nfr = []', "term 1: 'fr' is not a known key"),
        (f'[[term]]\nkind = "term"\nhans = ["{"岛" * 121}"]', "term 1: hans holds '岛岛"),
        ("[[term]", "is not TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = _written(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_glossary(path)
    assert problem in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_bytes("# 青岛".encode("gb18030"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_glossary(path)


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_glossary(tmp_path)
