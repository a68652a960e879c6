"""The settings that a forest is asked about, where there are too many for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from chartkit.workspace.insight.candidates import MOST_COLUMNS, candidates_of, told
from chartkit.workspace.insight.settings import Settings, settings_of

RANDOM = np.random.default_rng(3)
TARGET = RANDOM.random(300)


def settings(columns: Mapping[str, Sequence[Any]]) -> Settings:
    """Of columns by key, as runs that have them."""
    n_runs = len(next(iter(columns.values())))
    return settings_of([{key: values[run] for key, values in columns.items()} for run in range(n_runs)])


def noise(n: int, first: int = 0) -> dict[str, list[float]]:
    return {f"noise{place}": RANDOM.random(300).tolist() for place in range(first, first + n)}


def test_few_settings_are_all_asked_about() -> None:
    assert candidates_of(settings(noise(MOST_COLUMNS)), TARGET) == [*range(MOST_COLUMNS)]


def test_of_many_those_that_tell_most_by_themselves_are_there() -> None:
    """A straight line, a valley that no correlation sees, names, and numbers that most runs do not have."""
    telling = {
        "line": (TARGET * 2 + RANDOM.random(300) * 0.1).tolist(),
        "valley": (np.where(RANDOM.random(300) < 0.5, 1, -1) * TARGET).tolist(),
        "names": [f"n{int(one * 4)}" for one in TARGET],
        "sparse": [one if RANDOM.random() < 0.3 else None for one in TARGET.tolist()],
    }
    all_of_them = settings({**noise(60), **telling, **noise(60, 60)})
    found = candidates_of(all_of_them, TARGET)
    assert {60, 61, 62} <= {*found}
    assert all_of_them.n_columns[found].sum() <= MOST_COLUMNS
    assert found == sorted(found)


def test_names_that_many_runs_have_alone_do_not_win() -> None:
    """Each of 30 names has ten runs: chance alone makes a tenth of the variance lie between them."""
    many = {"many": [f"n{place // 10}" for place in range(300)]}
    all_of_them = settings({**many, **noise(60), "line": TARGET.tolist()})
    found = candidates_of(all_of_them, TARGET)
    assert len(all_of_them.keys) - 1 in found
    assert 0 not in found


def test_constant_targets_choose_something() -> None:
    assert len(candidates_of(settings(noise(50)), np.ones(300))) == MOST_COLUMNS
    two = settings({f"k{place}": [1.0, 2.0] for place in range(50)})
    assert len(candidates_of(two, np.array([1.0, 2.0]))) == MOST_COLUMNS


def test_what_one_tells_is_the_share_of_variance_between_its_values() -> None:
    """As Kelley's formula gives it, value by value; of numbers within eighths of those that are there."""
    names = [None if place % 11 == 0 else "abc"[place % 3] for place in range(300)]
    numbers = [None if place % 7 == 0 else float(one) for place, one in enumerate(RANDOM.random(300))]
    there = [one for one in numbers if one is not None]
    edges = np.quantile(there, np.arange(1, 8) / 8, method="lower")
    parts = [None if one is None else int(np.searchsorted(edges, one)) for one in numbers]
    expected: list[float] = []
    for groups in (names, parts):
        of_value = [TARGET[[one == group for one in groups]] for group in dict.fromkeys(groups)]
        inside = sum(((one - one.mean()) ** 2).sum() for one in of_value) / (300 - len(of_value))
        expected.append(1 - inside / (((TARGET - TARGET.mean()) ** 2).sum() / 299))
    np.testing.assert_allclose(told(settings({"names": names, "numbers": numbers}), TARGET), expected)
