from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.settings import PREFIX, Settings, read_settings, shown
from ingest.errors import InputError

ROOT = Path(__file__).parents[2]
PYDANTICS = ("items", "Input ", "String ", "Value ", "^")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def refusal_of_settings() -> str:
    """Why the settings are refused; "" when they are not."""
    try:
        read_settings()
    except InputError as error:
        return error.message
    return ""


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


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("STAFF_TOKEN", "short", "needs at least 16 characters, and has 5 (what staff sign in"),
        ("STAFF_TOKEN", "x" * 4097, "may have at most 4096 characters, and has 4097 ("),
        ("LLM_KEY", "x" * 4097, "may have at most 4096 characters, and has 4097 ("),
        ("HOST", "x" * 256, "may have at most 255 characters (address to listen on)"),
        ("PORT", "eighty", "must be a whole number (port; 0: any free one)"),
        ("PORT", "80.5", "must be a whole number (port; 0: any free one)"),
        ("PORT", "70000", "must be 65535 or less (port; 0: any free one)"),
        ("K", "0", "must be 1 or more (passages behind an answer)"),
        ("READ_TIMEOUT_S", "soon", "must be a number (time a client has"),
        ("READ_TIMEOUT_S", "0", "must be 0.1 or more (time a client has"),
        ("READ_TIMEOUT_S", "99", "must be 60 or less (time a client has"),
        ("LOG_LEVEL", "LOUD", "must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR' (DEBUG also"),
        ("LLM_URL", "here", "is not of the form it needs (OpenAI-compatible endpoint"),
        ("ENCODER_DEVICE", "the best", "is not of the form it needs (where such models run: cpu"),
    ],
)
def test_a_bad_value_is_told_in_words_with_where_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"FORUMQA_{name}", value)
    with pytest.raises(InputError) as refused:
        read_settings()
    beginning = f"The settings cannot be used: FORUMQA_{name}: {told}"
    assert refused.value.message.startswith(beginning)
    assert refused.value.hint.startswith("Set it right in the environment or in the file .env")


def test_every_bound_of_a_setting_is_told_in_words_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in Settings.model_fields:
        for value in ("-1", "x" * 5000, "1e400", "0.001", "?"):
            monkeypatch.setenv(f"{PREFIX}{name.upper()}", value)
            message = refusal_of_settings()
            assert not any(word in message for word in PYDANTICS), message
        monkeypatch.delenv(f"{PREFIX}{name.upper()}")


def test_two_bad_values_are_both_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUMQA_PORT", "-1")
    monkeypatch.setenv("FORUMQA_K", "-1")
    with pytest.raises(InputError, match=r"FORUMQA_PORT: must be 0 or more .*; FORUMQA_K: must"):
        read_settings()


def test_a_dot_env_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"FORUMQA_HOST=\xff\n")
    with pytest.raises(InputError, match=r"used: \.env is not UTF-8\."):
        read_settings()


def test_typo_in_dot_env_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FORUMQA_PROT=1\n")
    with pytest.raises(InputError, match="FORUMQA_PROT: there is no such setting"):
        read_settings()


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().port = 1


def test_secrets_are_masked_when_shown() -> None:
    class WithSecret(Settings):
        token: SecretStr = SecretStr("hidden-value")

    assert shown(WithSecret())["FORUMQA_TOKEN"] == "**********"
