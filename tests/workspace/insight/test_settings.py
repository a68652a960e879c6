"""The settings of runs as columns: which differ, and what a forest and a correlation take of them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan, nan
from typing import Any

import numpy as np
import pytest

from chartkit.runs.coloring.categories import categories_of
from chartkit.workspace.insight.correlations import correlations_of
from chartkit.workspace.insight.settings import Settings, settings_of


def settings(**columns: Sequence[Any]) -> Settings:
    """Of columns by key, as runs that have them; None where one does not."""
    n_runs = len(next(iter(columns.values())))
    rows = [{key: values[run] for key, values in columns.items()} for run in range(n_runs)]
    return settings_of([{key: value for key, value in row.items() if value is not None} for row in rows])


def test_numbers_names_and_what_is_neither() -> None:
    found = settings(
        number=[1, 2.5, True, None],
        odd=[nan, 10**400, 1, 3],
        name=["b", "a", None, "b"],
        mixed=[1, "1", 1.0, [1]],
        same=[{"a": 1}, {"a": 1}, {"a": 1}, {"a": 1}],
        unique=["a", "b", "c", "d"],
        some=["a", None, "a", "a"],
    )
    assert found.keys == ("config.number", "config.odd", "config.name", "config.mixed", "config.some")
    assert found.is_number.tolist() == [True, True, False, False, False]
    assert found.n_columns.tolist() == [1, 1, 3, 3, 2]
    assert repr(found.setting(0).values) == "(1.0, 2.5, 1.0, nan)"
    assert repr(found.setting(1).values) == "(nan, nan, 1.0, 3.0)"
    assert found.setting(2).values == (1, 0, 2, 1)
    assert found.setting(3).values == (0, 1, 0, 2)  # 1 and 1.0 are one, "1" another, a list the third
    assert found.setting(4).values == (0, 1, 0, 0)
    assert found.notes == ("'config.unique' left out: a name that is another in each run says nothing.",)


@pytest.mark.parametrize("n_names", [2, 20, 21, 60])
def test_names_are_the_categories_of_colours_the_rest_of_many_in_one(n_names: int) -> None:
    names = [f"n{(place * place) % n_names}" for place in range(100)]
    found = settings(name=names)
    own = categories_of({str(place): name for place, name in enumerate(names)}, 10**9)
    if len(own) > 20:
        own = categories_of({str(place): name for place, name in enumerate(names)}, 20)
    number_of = {int(place): number for number, one in enumerate(own) for place in one.ids}
    assert found.setting(0).values == tuple(number_of[place] for place in range(100))
    assert found.n_columns.tolist() == [len(own)]


def test_correlations_are_numpy_s_over_the_runs_that_have_the_setting() -> None:
    random = np.random.default_rng(4)
    target = random.random(50)
    whole, sparse = random.random(50).tolist(), [float(one) if one < 0.6 else None for one in random.random(50)]
    found = correlations_of(
        settings(whole=whole, sparse=sparse, two=[1, 2, *[None] * 48], name=["a", "b"] * 25), target
    )
    there = np.array([one is not None for one in sparse])
    expected = [
        np.corrcoef(whole, target)[0, 1],
        np.corrcoef([one for one in sparse if one is not None], target[there])[0, 1],
    ]
    np.testing.assert_allclose(found[:2], expected)
    assert [isnan(one) for one in found.tolist()] == [False, False, True, True]


def test_no_runs_have_no_settings() -> None:
    assert settings_of([]).keys == ()
    assert settings_of([{}, {}]).notes == ("These runs have no config: give one to `init(config=…)`.",)
