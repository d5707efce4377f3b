"""An evaluation over HTTP finds what the same evaluation finds in the index, to the last digit."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from eval.commands import forum
from eval.commands.surroundings import Surroundings
from eval.ladder import PRODUCT
from eval.reports.report import Report
from eval.server import ServerSubject
from eval.server_errors import ServerError
from eval.subject import IndexSubject
from index.encoder import open_encoder
from index.generation import open_index
from tests.integration.api_server import ROOT, RunningServer, run_cli, serving

pytestmark = pytest.mark.model

EVERY = 11


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with an index of the digests."""
    folder = tmp_path_factory.mktemp("digests")
    done = run_cli(["ingest", str(ROOT / "documents")], folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture(scope="module")
def topics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some topics of every file and half, follow-ups among them."""
    files = sorted((ROOT / "eval" / "topics").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    asked_before = [line for line in lines if json.loads(line).get("history")]
    chosen = dict.fromkeys([*lines[::EVERY], *asked_before[::3]])
    assert {json.loads(line)["half"] for line in chosen} == {"development", "reporting"}
    assert len(chosen) > 40
    file = tmp_path_factory.mktemp("topics") / "some.jsonl"
    file.write_text("\n".join(chosen), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def digests(library: Path) -> Iterator[RunningServer]:
    with serving(library) as running:
        yield running


def test_a_server_for_staff_is_evaluated_with_their_token(library: Path) -> None:
    token = "köder-0123456789-token"
    with serving(library, FORUMQA_STAFF_TOKEN=token) as running:
        with closing(ServerSubject(running.url)) as stranger:
            with pytest.raises(ServerError, match="staff") as refused:
                stranger.ranking("茶会", PRODUCT, 3)
            assert "FORUMQA_STAFF_TOKEN" in (refused.value.hint or "")
        with closing(ServerSubject(running.url, staff_token=token)) as staff:
            assert len(staff.ranking("茶会", PRODUCT, 3)) == 3


def arguments(topics: Path, *options: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    forum.add_arguments(parser)
    return parser.parse_args(["--topics", str(topics), *options])


@pytest.fixture(scope="module")
def local(library: Path, topics: Path) -> Report:
    encoder = open_encoder()
    with closing(open_index(library / "var/index", encoder)) as index:
        return forum.forum_report(arguments(topics), IndexSubject(index, encoder))[0]


def test_a_server_gets_the_figures_of_its_index(
    local: Report, digests: RunningServer, topics: Path
) -> None:
    args = arguments(topics, "--url", digests.url)
    with closing(ServerSubject(digests.url)) as subject:
        served, _ = forum.forum_report(args, subject)
    assert served.figures == local.figures
    assert served.topics == local.topics
    assert served.slices == local.slices
    assert served.scores == local.scores
    assert served.details == local.details
    assert served.figures["citation_exact"] == 1.0


def test_its_report_is_about_the_same_library_and_encoder(
    local: Report, digests: RunningServer, topics: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = arguments(topics, "--url", digests.url, "--half", "reporting", "--json")
    assert forum.run(args, Surroundings(Path("nowhere"))) == 0
    about = json.loads(capsys.readouterr().out)["about"]
    assert about["settings"]["url"] == digests.url
    assert (about["corpus"], about["encoder"]) == (local.about["corpus"], local.about["encoder"])


def test_documents_and_passages_come_in_their_order(library: Path, digests: RunningServer) -> None:
    encoder = open_encoder()
    with (
        closing(open_index(library / "var/index", encoder)) as index,
        closing(ServerSubject(digests.url)) as subject,
    ):
        kept, passages = index.documents(), index.passages()
        assert [(one.source, one.text, one.sha256) for one in subject.documents()] == [
            (one.source, one.text, one.sha256) for one in kept
        ]
        assert [(one.id, one.document_id, one.span) for one in subject.passages()] == [
            (one.id, one.document_id, one.span) for one in passages
        ]


def test_a_topic_too_long_for_the_server_is_named(home: Path, topics: Path) -> None:
    with (
        serving(home, FORUMQA_QUESTION_MAX_CHARS="3") as running,
        pytest.raises(ServerError, match=r"Topic .+: .* longer than 3 characters\. Shorten it\."),
    ):
        forum.run(arguments(topics, "--url", running.url), Surroundings(Path("nowhere")))
