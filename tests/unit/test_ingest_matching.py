"""When a text says certain words."""

from __future__ import annotations

import pytest

from ingest.matching import holds, squeeze


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        ("友好城市論壇\n開幕。", "友好城市论坛 开幕", True),
        ("The SCO forum", "the “sco” FORUM", True),
        ("共400余人出席", "4００余人", True),
        ("共1400余人出席", "400余人", False),
        ("2015年", "15", False),
        ("2015年和15年", "15", True),
        ("6-15", "615", False),
        ("什么都有", "……", False),
    ],
)
def test_script_signs_and_case_decide_nothing_and_numbers_are_whole(
    text: str, wanted: str, held: bool
) -> None:
    assert holds(squeeze(text), squeeze(wanted)) is held
