"""`forumqa chat` at a real terminal and over real pipes."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest

from api.wording import labels_of
from tests.integration.api_server import run_cli
from tests.integration.misbehaving_model import Endpoint, Reply, events, model_endpoint
from tests.integration.terminal_session import (
    CLI,
    CTRL_C,
    CTRL_D,
    NONE,
    TAB,
    UP,
    TerminalSession,
    at_a_terminal,
    without_escapes,
)

pytestmark = pytest.mark.model

PROMPT = "> "
QUESTION = "第一次夜读活动有多少名读者参加？"
PLAIN = {"NO_COLOR": "1", "TERM": "dumb"}


@contextlib.contextmanager
def chatting(home: Path, settings: Mapping[str, str]) -> Generator[TerminalSession]:
    with at_a_terminal([*CLI, "chat"], home, settings) as session:
        session.until(PROMPT)
        yield session


def asked(session: TerminalSession, line: str) -> str:
    """What is shown between the line typed and the next prompt."""
    session.type(f"{line}\n")
    session.until("\n")  # how the line itself is shown is the line editor's affair
    return session.until(f"\n{PROMPT}").replace("\r\n", "\n").removesuffix(PROMPT)


def test_the_first_words_say_that_a_program_answers_in_the_language_of_the_locale(
    home: Path,
) -> None:
    for locale, said in (
        ("en_GB.UTF-8", "I am a program, not a person"),
        ("zh_CN.UTF-8", "不是真人：回答由程序从 4 份馆藏文档中找出"),
        ("zh_TW.UTF-8", "不是真人：回答由程式從 4 份館藏文件中找出"),
        ("ru_RU.UTF-8", "Я программа, а не человек"),
    ):
        with at_a_terminal([*CLI, "chat"], home, {**PLAIN, "LC_ALL": locale}) as session:
            assert said in session.until(PROMPT)


def test_an_answer_comes_with_its_numbered_quotation_and_the_prompt_again(home: Path) -> None:
    with chatting(home, PLAIN) as session:
        answer, _, quotation = asked(session, QUESTION).partition("\n\n[1] ")
        assert "326名读者参加" in answer.replace("\n", "")
        assert " [1]" in answer
        assert quotation.startswith("海湾图书馆于2021年4月18日")
        assert "night-reading:" in quotation
        session.type(CTRL_D)
        assert session.end()[0] == 0


def test_the_answering_words_and_the_prompt_are_coloured_unless_no_color_is_set(
    home: Path,
) -> None:
    with at_a_terminal([*CLI, "chat"], home) as session:
        first = session.until(f"{PROMPT}\x1b[0m")
        assert "\x1b[1;36m> " in first
        session.type(f"{QUESTION}\n")
        seen = session.until(f"{PROMPT}\x1b[0m")
    assert "\x1b[1;32m" in seen  # the phrase that answers, within the green quotation
    with at_a_terminal([*CLI, "chat"], home, {"NO_COLOR": "1"}) as session:
        session.until(PROMPT)
        session.type(f"{QUESTION}\n")
        seen = session.until(PROMPT)
    assert "\x1b[3" not in seen
    assert "326" in without_escapes(seen)


def test_a_dumb_terminal_gets_no_escape_at_all(home: Path) -> None:
    with chatting(home, {"TERM": "dumb"}) as session:
        assert "\x1b" not in asked(session, QUESTION)


def test_a_follow_up_is_understood_from_what_came_before_and_not_after_new(home: Path) -> None:
    with chatting(home, PLAIN) as session:
        asked(session, "渡轮每天有多少班？")
        assert "理解为：" in asked(session, "那学生呢？")
        assert "重新开始" in asked(session, "/new")
        assert "理解为：" not in asked(session, "那学生呢？")


def test_the_conversation_speaks_the_language_of_the_last_question(home: Path) -> None:
    with chatting(home, PLAIN) as session:
        assert "the documents of the library" in asked(session, "/help")
        asked(session, "Когда начинаются ночные чтения в библиотеке?")
        assert "документы библиотеки" in asked(session, "/help")
        asked(session, "茶會在什麼時候舉行？")
        assert "列出館藏文件" in asked(session, "/help")


def test_a_quotation_opens_in_its_surroundings(home: Path) -> None:
    with chatting(home, PLAIN) as session:
        asked(session, QUESTION)
        seen = asked(session, "/open 1")
        assert "馆长林小满在开幕时介绍了新购的望远镜。" in seen.replace("\n    ", "")
        assert "海湾图书馆于2021年4月18日举办第一次夜读活动" in seen.replace("\n    ", "")
        assert asked(session, "／open 1") == seen
        assert "night-reading:" in asked(session, "/sources")
        assert "weather" in asked(session, "/documents")


def test_the_nearest_passages_of_a_refusal_open_as_told(home: Path) -> None:
    with chatting(home, PLAIN) as session:
        refusal = asked(session, "量子计算机的价格是多少？")
        assert re.findall(r"(?m)^ (\d)\. ", refusal) == ["1", "2", "3"]
        assert refusal.rstrip().endswith(labels_of("zh-Hans").opening)
        beginning = refusal.partition(" 1. ")[2][:10]
        assert beginning in asked(session, "/open 1")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/open 7", "from 1 to "),
        ("/open x", "from 1 to "),
        ("/nonsense", "There is no command /nonsense"),
        ("what " * 101, "longer than 500 characters"),
    ],
)
def test_what_cannot_be_done_is_said_and_the_conversation_goes_on(
    home: Path, line: str, said: str
) -> None:
    with chatting(home, PLAIN) as session:
        asked(session, "How many readers came to the first night reading 夜读活动?")
        session.type(f"{line}\n")
        session.until(said)
        session.until(PROMPT)
        assert "[1]" in asked(session, "/sources")


def test_bytes_that_are_no_utf8_are_refused_and_the_conversation_goes_on(home: Path) -> None:
    with chatting(home, PLAIN) as session:
        session.type("\udcff\udcfe\n")
        session.until("not UTF-8")
        session.until(PROMPT)
        assert "326" in asked(session, QUESTION)


def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(home: Path) -> None:
    with chatting(home, PLAIN) as session:
        session.type("abc")
        session.until("abc")
        session.insist(CTRL_C, "Ctrl-D or /quit leaves.")
        session.until(PROMPT)
        assert "326" in asked(session, QUESTION)
        session.type(CTRL_D)
        code, rest = session.end()
    assert code == 0
    assert "Traceback" not in rest


def test_quit_leaves(home: Path) -> None:
    with chatting(home, PLAIN) as session:
        session.type("/quit\n")
        assert session.end()[0] == 0


def test_commands_complete_and_earlier_lines_come_back(home: Path) -> None:
    pytest.importorskip("readline")
    with chatting(home, NONE) as session:
        session.type(f"{QUESTION}\n")
        session.until("night-reading:")
        session.until(PROMPT)
        session.type(f"/so{TAB}")
        session.until("/sources")
        session.type("\n")
        session.until("night-reading:")
        session.until(PROMPT)
        session.type(UP + UP + "\n")
        assert "326" in without_escapes(session.until("night-reading:"))


SPOKEN = "夜读活动有326名读者参加 [1]。"


def test_ctrl_c_stops_a_model_and_what_it_said_stays_the_answer(home: Path) -> None:
    def speaks_on(_asked: object) -> Reply:
        begun = b"".join(events(SPOKEN + "海湾图书馆的", reason="length")[:-2])
        return Reply(parts=[(0.0, begun), (600.0, b"")])

    with model_endpoint(speaks_on) as endpoint, chatting(home, model(endpoint)) as session:
        session.type(f"{QUESTION}\n")
        session.until("夜读活动有326名读者参加")
        session.type(CTRL_C)
        seen = session.until("已停止。")
        assert "以上由语言模型根据引文写成。" in seen
        assert "[1] 海湾图书馆于2021年4月18日" in seen
        session.until(PROMPT)
        assert endpoint.left.wait(10)
        assert "night-reading:" in asked(session, "/sources")


def test_ctrl_c_before_the_first_word_leaves_no_answer(home: Path) -> None:
    with (
        model_endpoint(lambda _asked: Reply(hang=True)) as endpoint,
        chatting(home, model(endpoint)) as session,
    ):
        session.type(f"{QUESTION}\n")
        session.until("the language model is writing")
        session.type(CTRL_C)
        session.until("Stopped.")
        session.until(PROMPT)
        assert "no quotation to open yet" in asked(session, "/sources")


def model(endpoint: Endpoint) -> dict[str, str]:
    return {"FORUMQA_LLM_URL": endpoint.url, "FORUMQA_LLM_MODEL": "m", **PLAIN}


def test_a_pipe_holds_one_conversation_and_gets_plain_text(home: Path) -> None:
    lines = ["渡轮每天有多少班？", "", "那学生呢？", "/open 1", "/quit", "没有问到"]
    done = run_cli(["chat"], home, stdin="\n".join(lines).encode(), TERM="xterm-256color")
    out = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\x1b" not in out
    assert [line for line in out.splitlines() if line.startswith("> ")] == [
        f"> {line}" for line in lines[:-1] if line
    ]
    assert "理解为：" in out
    assert "半价" in out


def test_a_bad_line_of_a_pipe_is_named_and_exits_2_at_the_end(home: Path) -> None:
    given = b"\xff\xfe\n" + b"x" * 40_000 + b"\n/nope\n" + QUESTION.encode() + b"\n"
    done = run_cli(["chat"], home, stdin=given, LC_ALL="C.UTF-8")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "forumqa: line 1: That was not UTF-8. Check the terminal's encoding.",
        "forumqa: line 2: The question is longer than 500 characters. Shorten it.",
        "forumqa: line 3: There is no command /nope; /help lists them all.",
    ]
    assert "326" in done.stdout.decode()


def test_json_is_an_answer_a_line_and_knows_the_lines_before(home: Path) -> None:
    given = "渡轮每天有多少班？\n那学生呢？\n/new\n那学生呢？\n/nope\n".encode()
    done = run_cli(["chat", "--json"], home, stdin=given)
    bodies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [body["status"] for body in bodies[:2]] == ["answered", "answered"]
    assert [body.get("understood_as") is None for body in bodies[:3]] == [True, False, True]
    assert (bodies[3]["status"], done.returncode) == (422, 2)


def test_what_is_redirected_from_a_terminal_holds_no_prompt(home: Path, tmp_path: Path) -> None:
    with (
        (tmp_path / "said.txt").open("wb") as file,
        at_a_terminal([*CLI, "chat"], home, PLAIN, stdout=file.fileno()) as session,
    ):
        session.until(PROMPT)
        session.type(f"{QUESTION}\n")
        session.until(PROMPT)
        session.type(CTRL_D)
        assert session.end()[0] == 0
    said = (tmp_path / "said.txt").read_text(encoding="utf-8")
    assert "326" in said
    assert "> " not in said


def test_a_missing_index_exits_2_with_what_mends_it(home: Path) -> None:
    done = run_cli(["chat", "--index", "nowhere"], home, stdin=b"")
    assert done.returncode == 2
    assert "forumqa ingest" in done.stderr.decode()
