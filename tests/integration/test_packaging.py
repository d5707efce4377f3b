"""What is installed from a built wheel, apart from the checkout, is the whole product."""

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["ingest", "index", "answer", "eval", "api"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("forumqa-*.whl")
    return built


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and, by path, the libraries of this one: no checkout in it."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([python, *install], check=True, capture_output=True)
    (site,) = folder.glob("lib/python3.*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin" / "forumqa"


def run(bare: Path, home: Path, *arguments: str) -> str:
    """Standard output of the installed command, with an empty home folder."""
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [bare, *arguments], cwd=home, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_other_distribution_has_our_top_level_names() -> None:
    owners = packages_distributions()
    assert {name: set(owners.get(name, ["forumqa"])) for name in PACKAGES} == {
        name: {"forumqa"} for name in PACKAGES
    }


def test_the_wheel_holds_pages_model_and_encoder(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == set(PACKAGES)
    assert {"answer/model.json", "index/encoder/model.safetensors"} <= names
    assert any(name.startswith("api/pages/") and name.endswith(".js") for name in names)


@pytest.mark.model
def test_the_installed_wheel_ingests_and_answers_with_an_exact_quotation(
    bare: Path, tmp_path: Path
) -> None:
    index = str(tmp_path / "index")
    run(bare, tmp_path, "ingest", str(ROOT / "documents"), "--index", index)
    answer = json.loads(
        run(bare, tmp_path, "ask", "扶贫培训班有多少名学员？", "--json", "--index", index)
    )
    assert answer["status"] == "answered"
    catalogue = tomllib.loads((ROOT / "documents" / "catalogue.toml").read_text(encoding="utf-8"))
    digests = {entry["id"]: ROOT / "documents" / entry["digest"] for entry in catalogue["source"]}
    for citation in answer["citations"]:
        if citation["document"]["source"] == "digest":
            text = digests[citation["document"]["id"]].read_text(encoding="utf-8")
            assert text[citation["start"] : citation["end"]] == citation["quote"]
