"""The settings that a forest is asked about, where there are too many for it."""

from __future__ import annotations

from math import nan

import numpy as np

from chartkit.workspace.insight.candidates import MOST_COLUMNS, candidates_of, n_columns
from chartkit.workspace.insight.settings import Setting

RANDOM = np.random.default_rng(3)
TARGET = RANDOM.random(300)


def numbers(key: str, values: object) -> Setting:
    return Setting(key, "number", tuple(np.asarray(values, dtype=np.float64).tolist()))


def noise(n: int) -> list[Setting]:
    return [numbers(f"noise{place}", RANDOM.random(300)) for place in range(n)]


def test_few_settings_are_all_asked_about() -> None:
    assert candidates_of(noise(MOST_COLUMNS), TARGET) == [*range(MOST_COLUMNS)]


def test_of_many_those_that_tell_most_by_themselves_are_there() -> None:
    """A straight line, a valley that no correlation sees, names, and numbers that most runs do not have."""
    sparse = np.where(RANDOM.random(300) < 0.3, TARGET, nan)
    telling = [
        numbers("line", TARGET * 2 + RANDOM.random(300) * 0.1),
        numbers("valley", np.where(RANDOM.random(300) < 0.5, 1, -1) * TARGET),
        Setting("names", "names", tuple((TARGET * 4).astype(int).tolist()), 4),
        numbers("sparse", sparse),
    ]
    settings = [*noise(60), *telling, *noise(60)]
    found = candidates_of(settings, TARGET)
    assert {60, 61, 62} <= {*found}
    assert sum(n_columns(settings[place]) for place in found) <= MOST_COLUMNS
    assert found == sorted(found)


def test_names_that_many_runs_have_alone_do_not_win() -> None:
    """Each of 30 names has ten runs: chance alone makes a tenth of the variance lie between them."""
    many = Setting("many", "names", tuple(place // 10 for place in range(300)), 30)
    settings = [many, *noise(60), numbers("line", TARGET)]
    found = candidates_of(settings, TARGET)
    assert len(settings) - 1 in found
    assert 0 not in found


def test_constant_targets_and_one_run_choose_something() -> None:
    assert len(candidates_of(noise(50), np.ones(300))) == MOST_COLUMNS
    one = [Setting(f"k{place}", "number", (1.0,)) for place in range(50)]
    assert len(candidates_of(one, np.ones(1))) == MOST_COLUMNS
