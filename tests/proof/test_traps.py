"""T1 to T31: each trap is drawn the same reduced as whole, and is reduced, or says why it is not."""

from __future__ import annotations

import pytest
from pictures.compiling import compile_both
from pictures.corpus import Case
from pictures.oracle import compare
from pictures.traps import TRAPS


@pytest.mark.parametrize("name", TRAPS)
def test_the_trap_is_not_fallen_into(name: str) -> None:
    trap = TRAPS[name]
    both = compile_both(Case(name, {"data": {"name": "t"}, **trap.spec}, {"t": list(trap.rows)}))
    verdict = compare(both.raw, both.reduced)
    assert (verdict.kind, verdict.is_aria_equal) == ("equal", True), str(verdict)
    assert both.is_reduced or both.reasons
    if trap.reasons is not None:
        assert both.reasons == trap.reasons
        assert both.is_reduced == (not trap.reasons)
    if both.is_reduced:
        assert both.n_rows[1] < both.n_rows[0]


def test_every_trap_has_its_chart() -> None:
    assert {name.split()[0] for name in TRAPS} == {f"T{number}" for number in range(1, 32)}
