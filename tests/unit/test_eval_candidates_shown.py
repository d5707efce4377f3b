from __future__ import annotations

from pathlib import Path

import pytest

from eval.candidates import read_candidates
from eval.reports.candidates import show_harvest
from tests.unit.harvest_parts import FOUND, said, taken_in


def test_a_pipe_gets_a_line_of_fields_for_every_candidate_and_no_message_to_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "candidates.jsonl"
    result = taken_in(out, said("论坛何时\x1b[2J开幕？"), suggestion=FOUND)
    (candidate,) = read_candidates(out)
    show_harvest([candidate], result, out)
    line, counts = capsys.readouterr().out.splitlines()
    fields = line.split("\t")
    assert (fields[0], fields[1], fields[3]) == ("candidate", candidate.id, "good 1")
    assert fields[4] == "论坛何时\ufffd[2J开幕？"
    assert fields[5] == "六月三日开幕"
    assert counts == f"1 new, 0 updated, 1 to decide in {out}; 0 known, 0 settled before"
