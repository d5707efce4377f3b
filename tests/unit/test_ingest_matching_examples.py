from __future__ import annotations

import pytest

from ingest.matching import holds, squeeze


def test_script_width_case_blanks_and_signs_decide_nothing() -> None:
    assert squeeze("“上海精神”，\n　ＳＣＯ 第２０次") == squeeze("上海精神sco第20次")
    assert squeeze("簽署倡議") == "签署倡议"


def test_a_gap_between_digits_stays() -> None:
    assert squeeze("6-15") != squeeze("615")
    assert squeeze("6 月 15 日") == "6月15日"


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        ("2015年", "15", False),
        ("15年", "15", True),
        ("在2015或15年", "15年", True),
        ("150人", "15", False),
        ("共15人", "15人", True),
        ("共115人", "15人", False),
        ("11, 22", "11", True),
        ("任何话", "", False),
    ],
)
def test_a_number_is_held_only_whole(text: str, wanted: str, held: bool) -> None:
    assert holds(squeeze(text), squeeze(wanted)) is held
