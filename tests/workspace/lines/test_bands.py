"""Groups of runs: mean and range at each x, in columns where there are many; outliers stay."""

from __future__ import annotations

import math

import numpy as np
import pytest

from chartkit.workspace.lines.asked import Band
from chartkit.workspace.lines.bands import band_line

ROOT = math.sqrt(2)
A = (np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0]))
B = (np.array([0.0, 2.0]), np.array([3.0, 5.0]))
C = (np.array([2.0, 3.0]), np.array([math.nan, 10.0]))


@pytest.mark.parametrize(
    ("band", "low", "high"),
    [
        ("minmax", [1, 2, 3, 10], [3, 4, 5, 10]),
        ("stdev", [2 - ROOT, 3 - ROOT, 4 - ROOT, 10], [2 + ROOT, 3 + ROOT, 4 + ROOT, 10]),
        ("stderr", [1, 2, 3, 10], [3, 4, 5, 10]),
        ("none", [2, 3, 4, 10], [2, 3, 4, 10]),
    ],
)
def test_the_range_at_each_x(band: Band, low: list[float], high: list[float]) -> None:
    found = band_line([A, B, C], band, 100, False)
    assert found.x.tolist() == [0, 1, 2, 3]
    assert found.mean.tolist() == [2, 3, 4, 10]
    assert np.allclose(found.low, low)
    assert np.allclose(found.high, high)


def test_in_columns_an_outlier_stays_in_the_range() -> None:
    x = np.arange(1000.0)
    y = np.zeros(1000)
    y[500] = 9
    found = band_line([(x, y), (x + 0.5, y + 1)], "minmax", 20, False)
    assert len(found.x) == 20
    assert (found.low.min(), found.high.max()) == (0, 10)


def test_runs_without_a_finite_value_are_no_line() -> None:
    assert len(band_line([(np.array([1.0]), np.array([math.nan]))], "minmax", 10, False).x) == 0


@pytest.mark.parametrize("n_columns", [100, 10])
def test_the_mean_of_equal_values_is_that_value(n_columns: int) -> None:
    x = np.repeat(np.arange(50.0), 3)
    found = band_line([(x, np.full(150, 0.1))] * 6, "stdev", n_columns, False)
    assert {*found.mean, *found.low, *found.high} == {0.1}
