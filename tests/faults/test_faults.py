"""After every fault: what was acknowledged is there, damage is named, nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from injected.faults import FAULTS, Fault
from injected.training import compiler


def names(fault: Fault) -> str:
    return fault.name


@pytest.mark.skipif(compiler() is None, reason="the file layer with faults needs a C compiler")
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.few], ids=names)
def test_nothing_acknowledged_is_lost(fault: Fault, tmp_path: Path) -> None:
    outcome = fault.do(tmp_path, fault.few)
    assert outcome.notes == ()
    assert outcome.is_good


@pytest.mark.full
@pytest.mark.skipif(compiler() is None, reason="the file layer with faults needs a C compiler")
@pytest.mark.parametrize("fault", FAULTS, ids=names)
def test_nothing_acknowledged_is_lost_of_many(fault: Fault, tmp_path: Path) -> None:
    outcome = fault.do(tmp_path, fault.many)
    assert outcome.notes == ()
    assert outcome.is_good
