from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.settings import PREFIX, Settings, read_settings, shown
from ingest.errors import InputError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_env_example_lists_every_field_with_its_default_and_description() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^# (.+)\n# (FORUMQA_\w+)=(.*)$", text, re.MULTILINE)
    defaults = shown(Settings())
    assert listed == [
        (
            field.description,
            f"{PREFIX}{name.upper()}",
            "" if field.default is None else str(defaults[f"{PREFIX}{name.upper()}"]),
        )
        for name, field in Settings.model_fields.items()
    ]


def test_environment_overrides_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUMQA_PORT", "9001")
    assert read_settings().port == 9001


def test_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUMQA_CATALOGUE", "")
    assert read_settings().catalogue is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("K", "0"),
        ("LOG_LEVEL", "LOUD"),
        ("ENCODER_BATCH", "0"),
        ("ENCODER_DEVICE", "the best"),
    ],
)
def test_value_out_of_bounds_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"FORUMQA_{name}", value)
    with pytest.raises(InputError, match=f"FORUMQA_{name}:"):
        read_settings()


def test_typo_in_dot_env_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FORUMQA_PROT=1\n")
    with pytest.raises(InputError, match="FORUMQA_PROT: Extra inputs are not permitted"):
        read_settings()


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().port = 1


def test_secrets_are_masked_when_shown() -> None:
    class WithSecret(Settings):
        token: SecretStr = SecretStr("hidden-value")

    assert shown(WithSecret())["FORUMQA_TOKEN"] == "**********"
