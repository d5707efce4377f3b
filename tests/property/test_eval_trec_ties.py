from __future__ import annotations

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.outside.trec import ranked

SCORES = st.sampled_from([0.0, 0.5, 0.50000001, 1.0, -2.0, 1e-50])
HITS = st.dictionaries(st.text("abcé甲𠀀", min_size=1, max_size=3), SCORES, min_size=1, max_size=9)


@given(HITS)
def test_every_hit_stands_where_trec_eval_puts_it(hits: dict[str, float]) -> None:
    for rank, passage in enumerate(ranked({"t": hits})["t"], 1):
        judged = {"t": {other: int(other == passage) for other in hits}}
        metrics = ir_measures.pytrec_eval.iter_calc([ir_measures.RR], judged, {"t": hits})
        assert [metric.value for metric in metrics] == [pytest.approx(1 / rank)]
