from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.evaluated import Evaluated
from eval.ladder import Rung
from eval.outside.trec import ranked, read_qrels, read_run, write_trec
from eval.outside.trec_run import evaluate_trec
from ingest.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def _evaluated(passage: str = "b:0-2") -> Evaluated:
    return Evaluated(
        passages={"a:0-2": "甲城", passage: "乙城"},
        queries={"q1": "甲？", "q2": "乙？", "blind": "丙？"},
        qrels={"q1": {"a:0-2": 1}, "q2": {passage: 2, "a:0-2": 0}, "blind": {}},
        rankings={Rung.FUSED: {"q1": (passage, "a:0-2"), "q2": (passage,), "blind": ()}},
    )


def _written(folder: Path, text: str) -> Path:
    path = folder / "file.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_written_lines_are_those_of_trec(tmp_path: Path) -> None:
    write_trec(_evaluated(), tmp_path / "new" / "trec")
    folder = tmp_path / "new" / "trec"
    assert sorted(path.name for path in folder.iterdir()) == ["fused.run", "qrels.txt"]
    assert (folder / "fused.run").read_text(encoding="utf-8").splitlines() == [
        "q1 Q0 b:0-2 1 2.0 forumqa-fused",
        "q1 Q0 a:0-2 2 1.0 forumqa-fused",
        "q2 Q0 b:0-2 1 1.0 forumqa-fused",
    ]
    assert (folder / "qrels.txt").read_text(encoding="utf-8").splitlines() == [
        "q1 0 a:0-2 1",
        "q2 0 b:0-2 2",
        "q2 0 a:0-2 0",
        "blind 0 a:0-2 0",
    ]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write_trec(_evaluated(), tmp_path)
    assert read_qrels(tmp_path / "qrels.txt") == {
        "q1": {"a:0-2": 1},
        "q2": {"b:0-2": 2, "a:0-2": 0},
        "blind": {"a:0-2": 0},
    }
    assert ranked(read_run(tmp_path / "fused.run")) == {
        "q1": ("b:0-2", "a:0-2"),
        "q2": ("b:0-2",),
    }


@pytest.mark.parametrize("passage", ["b c", "b\u3000c", "b\n", ""])
def test_ids_with_white_space_are_refused(tmp_path: Path, passage: str) -> None:
    with pytest.raises(InputError, match="TREC files cannot hold the id"):
        write_trec(_evaluated(passage), tmp_path / "trec")
    assert not (tmp_path / "trec").exists()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    path = _written(tmp_path, "")
    with pytest.raises(InputError, match="cannot write TREC files"):
        write_trec(_evaluated(), path)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("t 0 d", "topic 0 document grade"),
        ("t 0 d 1 2", "topic 0 document grade"),
        ("t 0 d high", "topic 0 document grade"),
        ("t 0 d 1.5", "topic 0 document grade"),
        ("t 0 d 1001", "beyond 1000"),
        ("t 0 first 0", "judges first for t again"),
    ],
)
def test_malformed_judgements_are_named_by_line(tmp_path: Path, line: str, why: str) -> None:
    path = _written(tmp_path, f"t 0 first 1\n\n{line}\n")
    with pytest.raises(InputError, match=r"file\.txt, line 3, ") as caught:
        read_qrels(path)
    assert why in caught.value.message


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("t Q0 d 1 0.5", "topic Q0 document rank score tag"),
        ("t Q0 d 1 0.5 tag more", "topic Q0 document rank score tag"),
        ("t Q0 d 1 high tag", "topic Q0 document rank score tag"),
        ("t Q0 d 1 nan tag", "no number"),
        ("t Q0 d 1 inf tag", "no number"),
        ("t Q0 first 2 0.1 tag", "returns first for t again"),
    ],
)
def test_malformed_hits_are_named_by_line(tmp_path: Path, line: str, why: str) -> None:
    path = _written(tmp_path, f"t Q0 first 1 9 tag\n{line}\n")
    with pytest.raises(InputError, match=r"file\.txt, line 2, ") as caught:
        read_run(path)
    assert why in caught.value.message


def test_missing_and_empty_qrels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        read_qrels(tmp_path / "none.txt")
    with pytest.raises(InputError, match="holds no judgement"):
        read_qrels(_written(tmp_path, "\n"))


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes("甲 0 d 1\n".encode("gbk"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_qrels(path)


def test_tabs_line_ends_of_windows_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = _written(tmp_path, "\ufeff甲\t0\td\t1\r\n")
    assert read_qrels(path) == {"甲": {"d": 1}}


def test_ties_put_the_last_id_first_and_scores_are_32_bit() -> None:
    run = {"t": {"a": 1.00000001, "c": 1.0, "b": 1.0, "z": 0.5, "first": 2.0}}
    assert ranked(run) == {"t": ("first", "c", "b", "a", "z")}


def test_a_score_too_large_for_32_bits_still_comes_first() -> None:
    assert ranked({"t": {"a": 1.0, "b": 1e300}}) == {"t": ("b", "a")}


def test_a_rival_with_ties_and_missing_topics_is_scored_by_hand() -> None:
    qrels = {"tied": {"a": 1}, "missing": {"a": 1}, "found": {"x": 1, "y": 0}}
    run = {"tied": {"a": 0.5, "b": 0.5}, "found": {"x": 3.0, "y": 2.0}, "strange": {"a": 1.0}}
    report = evaluate_trec(qrels, run, {"run": "rival.run"})
    # The tie puts b before a, so a counts at rank 2: RR 1/2. Missing counts 0.
    assert report.topics["tied"]["RR@10"] == 0.5
    assert report.topics["tied"]["Success@1"] == 0.0
    assert set(report.topics["missing"].values()) == {0.0}
    assert report.figures["RR@10"] == pytest.approx((0.5 + 0 + 1) / 3)
    assert report.figures["Success@1"] == pytest.approx(1 / 3)
    assert report.figures["R@5"] == pytest.approx(2 / 3)
    assert report.groups == {"tied": "tied", "missing": "missing", "found": "found"}
    assert report.about["settings"] == {
        "run": "rival.run",
        "topics": 3,
        "topics_without_hits": 1,
        "topics_not_judged": 1,
    }
    assert (report.about["encoder"], report.about["corpus"]) == ("unknown", "unknown")
