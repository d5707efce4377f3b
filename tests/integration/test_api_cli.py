"""The command line as a person or a script meets it, in processes of its own."""

from __future__ import annotations

import json
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.api_server import environment, run_cli, serving, write_library

pytestmark = pytest.mark.model

QUESTION = "第一次夜读活动有多少名读者参加？"


def message(done: subprocess.CompletedProcess[bytes]) -> str:
    text = done.stderr.decode()
    assert "Traceback" not in text
    return text


def test_ingest_reports_on_stdout_and_progress_on_stderr(tmp_path: Path) -> None:
    write_library(tmp_path / "documents")
    done = run_cli(["ingest", "--report", "report.json"], tmp_path)
    assert done.returncode == 0, message(done)
    assert "4 documents" in done.stdout.decode()
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert len(report["documents"]) == 4
    (tmp_path / "documents/ferry.md").unlink()
    again = json.loads(run_cli(["ingest", "--json"], tmp_path).stdout)
    assert len(again["documents"]) == 3
    assert len(again["forgotten"]) == 1


def test_ask_answers_with_citations(home: Path) -> None:
    done = run_cli(["ask", QUESTION], home)
    assert done.returncode == 0, message(done)
    assert "326" in done.stdout.decode()
    assert "[1]" in done.stdout.decode()
    assert done.stderr == b""


def test_ask_json_is_the_body_of_the_http_interface(home: Path) -> None:
    body = json.loads(run_cli(["ask", QUESTION, "--json"], home).stdout)
    assert body["status"] == "answered"
    assert set(body) == {
        "status",
        "mode",
        "language",
        "understood_as",
        "doubtful",
        "unmentioned",
        "answer",
        "sentences",
        "citations",
        "passages",
        "confidence",
        "index",
        "timings_ms",
    }


def test_not_found_is_no_failure(home: Path) -> None:
    done = run_cli(["ask", "--json", "量子计算机的价格是多少？"], home)
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "not_found")


def test_search_takes_k(home: Path) -> None:
    body = json.loads(run_cli(["search", "望远镜", "-k", "2", "--json"], home).stdout)
    assert len(body["hits"]) <= 2
    assert body["hits"][0]["rank"] == 1


def test_a_question_may_be_several_words(home: Path) -> None:
    done = run_cli(["search", "望远镜", "夜读", "-k", "1", "--json"], home)
    assert done.returncode == 0, message(done)
    assert len(json.loads(done.stdout)["hits"]) == 1
    whole, parted = (
        json.loads(run_cli(["ask", "--json", *words], home).stdout)["answer"]
        for words in ([f"海湾 {QUESTION}"], ["海湾", QUESTION])
    )
    assert parted == whole


def found(home: Path, *options: str) -> set[str]:
    """The ids of the documents that a search finds within ``options``."""
    done = run_cli(["search", "夜读 茶会 渡轮 气象站", *options, "--json"], home)
    assert done.returncode == 0, message(done)
    return {hit["document"]["id"] for hit in json.loads(done.stdout)["hits"]}


def test_search_takes_the_filters_of_the_interface_under_their_names(home: Path) -> None:
    everything = found(home)
    assert len(everything) == 4
    one, other = sorted(everything)[:2]
    assert found(home, "--document", one) == {one}
    assert found(home, "--documents", one, "--document", other) == {one, other}
    tea = found(home, "--script", "Hant")
    assert len(tea) == 1
    assert found(home, "--script", "Hans") == everything - tea
    assert found(home, "--from", "2021") == found(home, "--to", "2021-06-30") == set()
    assert found(home, "--include", "furniture", "--include", "spillover") == everything
    queries = json.dumps({"query": "渡轮", "script": "Hans"}) + "\n渡轮\n"
    done = run_cli(["search", "-", "--script", "Hant", "--json"], home, stdin=queries.encode())
    bodies = [json.loads(line) for line in done.stdout.splitlines()]
    scripts = [{hit["document"]["script"] for hit in body["hits"]} for body in bodies]
    assert scripts == [{"Hans"}, {"Hant"}]


@pytest.mark.parametrize(
    ("query", "distant"),
    [
        ("望远镜 夜读", False),
        ("渡轮", False),
        (QUESTION, False),
        ("朕蹇躞麤龘爨", True),
        ("asdf qwer", True),
        ("美联储加息对黄金期货的影响", True),
        ("how do I bake sourdough bread", True),
    ],
)
def test_a_search_tells_whether_anything_is_close(home: Path, query: str, distant: bool) -> None:
    whole, one = (
        json.loads(run_cli(["search", query, "-k", k, "--json"], home).stdout) for k in ("10", "1")
    )
    assert whole["hits"][:1] == one["hits"]
    assert (whole["distant"], one["distant"]) == (distant, distant)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "2023-13"], "/from: not a day of the calendar"),
        (["--from", "2024", "--to", "2023"], "`from` is later than `to`. Exchange the two dates."),
        (["--document", "nowhere"], "`documents` names a document that is not there."),
        (["--publisher", "没有"], "`publishers` names a publisher that is not there."),
        (["--script", "Hani"], "invalid choice: 'Hani'"),
    ],
)
def test_a_filter_that_cannot_be_met_exits_2(home: Path, options: list[str], said: str) -> None:
    done = run_cli(["search", "渡轮", *options], home)
    assert done.returncode == 2
    assert said in message(done)


@pytest.mark.parametrize("k", ["0", "101", "-1"])
def test_a_k_out_of_bounds_is_named_with_its_bounds(home: Path, k: str) -> None:
    done = run_cli(["search", "望远镜", "-k", k], home)
    assert done.returncode == 2
    assert message(done) == (
        f"forumqa: -k is {k}, not a number of passages. Give -k from 1 to 100.\n"
    )


def test_version_is_printed(tmp_path: Path) -> None:
    done = run_cli(["--version"], tmp_path)
    assert done.returncode == 0
    assert re.fullmatch(r"forumqa \d\S*\n", done.stdout.decode())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments",
    [["ask", QUESTION], ["search", "望远镜", "--json"], ["ask", "", "--json"], ["settings"]],
)
def test_a_full_disk_behind_standard_output_exits_2(
    home: Path, arguments: list[str], unbuffered: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", *arguments],
            cwd=home,
            env=environment(PYTHONUNBUFFERED=unbuffered),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("forumqa: Standard output cannot be written: No space")
    assert done.stderr.count(b"\n") == 1


def test_answers_to_standard_input_are_named_by_their_questions_and_set_apart(home: Path) -> None:
    lines = [
        b"\xef\xbb\xbf" + QUESTION.encode(),
        b"",
        json.dumps({"question": "你好"}).encode(),
        b'{"question": NaN}',
        json.dumps({"question": QUESTION, "history": []}).encode(),
    ]
    done = run_cli(["ask", "-"], home, stdin=b"\n".join(lines))
    assert done.returncode == 2
    one, two = (run_cli(["ask", question], home).stdout.decode() for question in (QUESTION, "你好"))
    assert done.stdout.decode() == (
        f'> {QUESTION}\n{one}\n> 你好\n{two}\n> {{"question": NaN}}\n\n> {QUESTION}\n{one}'
    )
    assert message(done).startswith("forumqa: line 4: ")
    assert message(done).count("\n") == 1


def test_queries_of_standard_input_are_named(home: Path) -> None:
    queries = '望远镜\n{"query": "渡轮", "k": 1}\n'.encode()
    done = run_cli(["search", "-", "-k", "1"], home, stdin=queries)
    one, two = (
        run_cli(["search", query, "-k", "1"], home).stdout.decode() for query in ("望远镜", "渡轮")
    )
    assert done.stdout.decode() == f"> 望远镜\n{one}\n> 渡轮\n{two}"


def test_standard_input_mixes_questions_and_bodies_and_survives_bad_lines(home: Path) -> None:
    lines = [
        b"\xef\xbb\xbf" + QUESTION.encode(),
        b"",
        b"   ",
        json.dumps({"question": QUESTION, "k": 1}).encode() + b"\r",
        b'{"question": NaN}',
        b"\xff\xfe",
        b"x" * 40_000,
        b'{"question": "x", "nope": 1}',
        "你好".encode(),
    ]
    done = run_cli(["ask", "-", "--json"], home, stdin=b"\n".join(lines))
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["status"] for one in found] == [
        "answered",
        "answered",
        400,
        422,
        413,
        422,
        "chat",
    ]
    assert len(found[1]["passages"]) == 1
    assert done.returncode == 2
    assert "line 5:" in message(done)


def test_search_reads_standard_input_too(home: Path) -> None:
    done = run_cli(["search", "-", "--json", "-k", "1"], home, stdin="望远镜\n渡轮\n".encode())
    assert [len(json.loads(line)["hits"]) for line in done.stdout.splitlines()] == [1, 1]


@pytest.mark.parametrize("question", ["", "   ", "问" * 501])
def test_an_unusable_question_exits_2(home: Path, question: str) -> None:
    done = run_cli(["ask", question, "--json"], home)
    assert done.returncode == 2
    assert json.loads(done.stdout)["status"] == 422
    assert message(done).startswith("forumqa: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "问", "--index", "nowhere"],
        ["search", "问", "--index", "nowhere"],
        ["verify", "--index", "nowhere"],
        ["ingest", "no-such-file"],
        ["ingest", "--catalogue", "no-such-file"],
        ["ingest", "--report", "no/such/folder/report.json"],
        ["search", "问", "-k", "0"],
        ["serve", "--port", "70000"],
        ["serve", "--host", "no.such.host.invalid"],
        ["ask"],
        ["nonsense"],
        [],
    ],
)
def test_what_the_user_can_mend_exits_2_with_a_message(home: Path, arguments: list[str]) -> None:
    done = run_cli(arguments, home)
    assert done.returncode == 2
    assert message(done).strip()


def test_a_missing_index_names_the_command_that_mends_it(home: Path) -> None:
    assert "forumqa ingest" in message(run_cli(["ask", "问", "--index", "nowhere"], home))


def test_an_empty_folder_exits_2(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run_cli(["ingest", "empty"], tmp_path)
    assert done.returncode == 2
    assert message(done)


def test_verify_finds_a_whole_index_and_names_a_damaged_file(tmp_path: Path) -> None:
    write_library(tmp_path / "documents")
    assert run_cli(["ingest"], tmp_path).returncode == 0
    assert run_cli(["verify"], tmp_path).returncode == 0
    victim = max((tmp_path / "var/index").rglob("*.sqlite"))
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)
    done = run_cli(["verify", "--json"], tmp_path)
    assert done.returncode == 1
    assert victim.name in json.loads(done.stdout)["faults"][0]
    assert run_cli(["ask", "问"], tmp_path).returncode == 2
    assert run_cli(["serve", "--port", "0"], tmp_path).returncode == 2


def test_a_port_in_use_exits_2(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run_cli(["serve", "--port", str(port)], home)
    assert done.returncode == 2
    assert "is in use" in message(done)
    assert "--port" in message(done)


def test_serve_ingests_the_documents_when_there_is_no_index(tmp_path: Path) -> None:
    write_library(tmp_path / "documents")
    with serving(tmp_path) as running:
        assert "ingesting documents" in "".join(running.log)
    assert (tmp_path / "var/index/CURRENT").is_file()


def test_serve_without_index_and_documents_exits_2(tmp_path: Path) -> None:
    done = run_cli(["serve", "--port", "0"], tmp_path)
    assert done.returncode == 2
    assert message(done)


def test_serve_stops_soon_after_the_signal(home: Path) -> None:
    with serving(home) as running:
        began = time.monotonic()
        running.stop()
        assert time.monotonic() - began < 10


def test_settings_are_printed_as_they_are_in_force(tmp_path: Path) -> None:
    done = run_cli(["settings"], tmp_path, FORUMQA_PORT="9123")
    assert b"FORUMQA_PORT=9123\n" in done.stdout
    values = json.loads(run_cli(["settings", "--json"], tmp_path).stdout)
    assert values["FORUMQA_HOST"] == "127.0.0.1"


def test_wrong_settings_exit_2_by_name(tmp_path: Path) -> None:
    done = run_cli(["settings"], tmp_path, FORUMQA_PORT="many")
    assert done.returncode == 2
    assert "FORUMQA_PORT" in message(done)


def run_program(home: Path, program: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=home,
        env=environment(),
        capture_output=True,
        check=False,
    )


def test_a_bug_exits_70_with_its_traceback_on_stderr(home: Path) -> None:
    program = (
        "import sys, api.asking, api.cli\n"
        "def broken(args, settings): raise RuntimeError('boom')\n"
        "api.asking.ask = broken\n"
        "sys.exit(api.cli.main(['ask', 'x']))\n"
    )
    done = run_program(home, program)
    assert done.returncode == 70
    assert b"RuntimeError: boom" in done.stderr
    assert done.stdout == b""


def test_asking_imports_no_heavy_library(home: Path) -> None:
    program = (
        "import sys, api.cli\n"
        f"code = api.cli.main(['ask', '{QUESTION}'])\n"
        "heavy = {'fastapi', 'starlette', 'uvicorn', 'torch', 'sentence_transformers', 'rich',\n"
        "         'langchain_text_splitters', 'langchain_core', 'trafilatura', 'docx', 'pypdf'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "sys.exit(code)\n"
    )
    done = run_program(home, program)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_a_cold_question_costs_at_most_two_seconds(home: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run_cli(["ask", QUESTION], home).returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # processor time: the same on a busy machine
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A job started in the background ignores interrupts, and so would its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_server_exits_130_without_a_traceback(home: Path) -> None:
    with serving(home) as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=15) == 130
    assert "Traceback" not in "".join(running.log)


def answering_lines(home: Path) -> subprocess.Popen[bytes]:
    """`forumqa ask - --json`, every stream a pipe."""
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", "ask", "-", "--json"],
        cwd=home,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_reader_that_goes_away_is_no_bug(home: Path) -> None:
    process = answering_lines(home)
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(f"{QUESTION}\n{QUESTION}\n".encode(), timeout=60)
    assert (process.returncode, errors) == (141, b"")


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_exits_130(home: Path) -> None:
    process = answering_lines(home)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("你好\n".encode())
    process.stdin.flush()
    assert b"chat" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")
