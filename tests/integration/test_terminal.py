"""What the commands show at a real terminal, and what the same commands write elsewhere."""

from __future__ import annotations

import itertools
import re
import threading
from pathlib import Path

import pytest
from rich.cells import cell_len

from api.wording import labels_of
from tests.integration.api_server import LIBRARY, run_cli, write_library
from tests.integration.misbehaving_model import Asked, Reply, model_endpoint, streams
from tests.integration.terminal_session import CLI, at_a_terminal, shown, without_escapes

pytestmark = pytest.mark.model

QUESTION = "第一次夜读活动有多少名读者参加？"
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-7][0-9;]*m")


@pytest.fixture(scope="module")
def skipping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, one of which cannot be read."""
    folder = tmp_path_factory.mktemp("skipping")
    write_library(folder / "documents", {**LIBRARY, "broken.pdf": "this is no PDF"})
    return folder


def rows(seen: str) -> list[list[str]]:
    """The words of every line."""
    return [line.split() for line in without_escapes(seen).splitlines()]


def test_an_answer_is_coloured_and_its_phrase_marked_unless_no_color_is_set(home: Path) -> None:
    ask = [*CLI, "ask", QUESTION]
    assert "\x1b[1;32m326" in shown(ask, home)
    plain = shown(ask, home, {"NO_COLOR": "1"})
    assert COLOUR.search(plain) is None
    assert "\x1b[1m326" in plain  # the phrase stays marked, without a colour
    dumb = shown(ask, home, {"TERM": "dumb"})
    assert "326" in dumb
    assert "\x1b" not in dumb


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_lines_end_before_the_edge_of_the_terminal_and_hang_below_their_number(
    home: Path, columns: int
) -> None:
    seen = shown([*CLI, "ask", QUESTION], home, {"TERM": "dumb"}, columns)
    lines = seen.splitlines()
    assert all(cell_len(line) < min(columns, 100) for line in lines)
    start = next(at for at, line in enumerate(lines) if line.startswith("[1] "))
    quotation = list(itertools.takewhile(bool, lines[start:]))
    assert [line[:4] for line in quotation[1:]] == ["    "] * (len(quotation) - 1)
    assert "海湾图书馆于2021年4月18日举办第一次夜读活动，共有326名读者参加。" in "".join(
        line[4:] for line in quotation
    )


def test_a_refusal_shows_three_beginnings_and_a_pipe_gets_the_passages_whole(home: Path) -> None:
    ask = ["ask", "量子计算机的价格是多少？"]
    seen = without_escapes(shown([*CLI, *ask], home))
    assert re.findall(r"(?m)^ (\d)\. ", seen) == ["1", "2", "3"]
    assert seen.splitlines()[-1] == labels_of("zh-Hans").searching
    piped = run_cli(ask, home).stdout.decode()
    assert re.findall(r"(?m)^ (\d)\. ", piped) == ["1", "2", "3", "4"]
    assert labels_of("zh-Hans").searching not in piped


def test_questions_of_standard_input_are_named_at_a_terminal(home: Path) -> None:
    script = 'printf "%s\\n" 你好 "$0" | exec "$@"'
    seen = without_escapes(shown(["sh", "-c", script, QUESTION, *CLI, "ask", "-"], home))
    lines = seen.splitlines()
    named = [at for at, line in enumerate(lines) if line.startswith("> ")]
    assert [lines[at] for at in named] == ["> 你好", f"> {QUESTION}"]
    assert named[0] == 0
    assert lines[named[1] - 1] == ""


def test_hits_are_a_table_with_the_words_marked(home: Path) -> None:
    search = [*CLI, "search", "望远镜", "-k", "2"]
    seen = shown(search, home)
    assert ["#", "score", "passage"] in rows(seen)
    assert "\x1b[1;33m望远镜\x1b[0m" in seen
    assert any(row[:1] == ["1"] for row in rows(seen))
    assert max(cell_len(line) for line in without_escapes(seen).splitlines()) <= 80
    piped = run_cli(search[len(CLI) :], home).stdout.decode()
    assert re.match(r" 1\. .*望远镜.*\n    .* · night-reading:\d+-\d+ · \d\.\d{3}\n", piped)


def test_ingest_shows_tables_of_what_was_kept_removed_and_skipped(skipping: Path) -> None:
    found = rows(shown([*CLI, "ingest", "--index", "table"], skipping))
    assert ["document", "source", "body", "furniture", "spillover", "removed"] in found
    assert ["ferry", "original", "1", "–", "–", "0"] in found
    assert ["skipped", "because", "it"] in found
    assert any(row[:4] == ["broken.pdf", "is", "cut", "off"] for row in found)
    assert ["4", "documents,", "4", "passages"] in found


def test_a_piped_ingest_is_lines_for_grep_without_a_word_on_standard_error(
    skipping: Path,
) -> None:
    done = run_cli(["ingest", "--index", "lines"], skipping, TERM="xterm-256color")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "4 documents, 4 passages"
    assert "  ferry (original, ferry.md): body 1; 0 removals" in lines
    assert any(line.startswith("skipped: broken.pdf is cut off") for line in lines)
    assert done.stderr == b""


def test_settings_are_a_table_that_marks_what_somebody_set(home: Path) -> None:
    found = rows(shown([*CLI, "settings"], home, {"FORUMQA_PORT": "9123"}))
    assert ["setting", "value", "what", "it", "is"] in found
    assert any(row[:3] == ["FORUMQA_PORT", "*", "9123"] for row in found)
    assert any(row[:3] == ["FORUMQA_HOST", "127.0.0.1", "address"] for row in found)


def test_verify_names_its_faults_in_a_table(tmp_path: Path) -> None:
    write_library(tmp_path / "documents")
    assert run_cli(["ingest"], tmp_path).returncode == 0
    assert "var/index is whole." in shown([*CLI, "verify"], tmp_path)
    victim = max((tmp_path / "var/index").rglob("*.sqlite"))
    victim.write_bytes(victim.read_bytes()[:-1])
    with at_a_terminal([*CLI, "verify"], tmp_path, columns=200) as session:
        code, seen = session.end()
    assert code == 1
    assert ["#", "what", "is", "wrong"] in rows(seen)
    assert victim.name in seen


def test_text_cannot_talk_to_a_terminal(tmp_path: Path) -> None:
    hostile = "码头\x1b]0;taken over\x07的灯塔高\u202e二十米，建于一九一二年。\n"
    write_library(tmp_path / "documents", {"light.txt": hostile})
    shown([*CLI, "ingest"], tmp_path)
    for command in (["ask", "灯塔高多少米？"], ["search", "灯塔"]):
        seen = shown([*CLI, *command], tmp_path)
        assert "二十米" in without_escapes(seen)
        assert not {"\x07", "\x1b]", "\u202e"} & {*seen, *re.findall(r"\x1b.", seen)}


def test_progress_is_shown_on_the_terminal_and_not_in_what_is_redirected(
    home: Path, tmp_path: Path
) -> None:
    may_answer = threading.Event()

    def slow(_asked: Asked) -> Reply:
        assert may_answer.wait(60)
        return streams("夜读活动有326名读者参加 [1]。")

    with (
        model_endpoint(slow) as endpoint,
        (tmp_path / "answer.txt").open("wb") as file,
        at_a_terminal(
            [*CLI, "ask", QUESTION],
            home,
            {"FORUMQA_LLM_URL": endpoint.url, "FORUMQA_LLM_MODEL": "m"},
            stdout=file.fileno(),
        ) as session,
    ):
        session.until("looking for an answer")
        may_answer.set()
        code, rest = session.end()
    assert code == 0
    assert rest.endswith("\x1b[2K")  # the line is taken away again
    answer = (tmp_path / "answer.txt").read_text(encoding="utf-8")
    assert answer.startswith("夜读活动有326名读者参加。")
    assert "\x1b" not in answer
