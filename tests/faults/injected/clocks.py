"""Clocks that are wrong: set back and forth by the file layer, which answers the C library's clock_gettime."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

from injected.outcome import Outcome, after, opened, total
from injected.training import Trainee, trainee

N_CALLS = 40


def backwards(place: Path, times: int) -> Outcome:
    """The clock goes back and forth in the middle of a training, by up to ten years."""
    with trainee() as process:
        return total(
            "clock set back and forth, up to 10 years", (_set(process, place / str(k), k) for k in range(times))
        )


def _set(process: Trainee, folder: Path, seed: int) -> Outcome:
    chance = Random(seed)
    clock = {str(chance.randrange(N_CALLS)): [chance.choice([-1, 1]) * 10 ** chance.uniform(0, 8.5)] for _ in range(4)}
    outcome = after(process.train(folder, N_CALLS, clock=clock), folder, f"{clock}")
    found = opened(folder)
    rows = list(found.scan_history())
    notes = [f"{clock}: the last value of n is {found.summary['n']}"] if found.summary["n"] != N_CALLS - 1 else []
    rising = all(one["_runtime"] <= other["_runtime"] for one, other in pairwise(rows))
    notes += [] if rising else [f"{clock}: _runtime falls"]
    notes += [] if found.state == "finished" else [f"{clock}: the run is {found.state}"]
    return outcome._replace(lost=outcome.lost + len(notes), notes=(*outcome.notes, *notes))
