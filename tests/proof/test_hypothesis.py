"""Charts by chance once more, by hypothesis, which finds the smallest chart and table that fail."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pictures.driver import Proof, prove
from pictures.synthetic import case_by

CHANCE = st.randoms(use_true_random=False)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]


def check(chance: Random) -> None:
    found = prove(case_by(chance))
    assert isinstance(found, Proof), found
    assume(found.verdict.kind not in ("blank", "failed"))
    assert not found.is_silent_difference, str(found.verdict)


@given(chance=CHANCE)
@settings(max_examples=20, derandomize=True, database=None, suppress_health_check=SLOW, phases=[Phase.generate])
def test_a_chart_by_chance_is_drawn_the_same(chance: Random) -> None:
    check(chance)


@pytest.mark.full
@given(chance=CHANCE)
@settings(max_examples=500, database=None, suppress_health_check=SLOW)
def test_many_charts_by_chance_are_drawn_the_same(chance: Random) -> None:
    check(chance)
