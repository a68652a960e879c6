"""Smoothing: the time-weighted EMA as W&B writes it down, running average and bell, with values that are not finite."""

from __future__ import annotations

import numpy as np
import pytest

from chartkit.workspace.lines.smoothing import exponential, gaussian, running_average, smoothed

RANDOM = np.random.default_rng(7)


def ema_point_by_point(x: np.ndarray, y: np.ndarray, weight: float, extent: float) -> np.ndarray:
    """W&B's formula, one point after the other."""
    base = min(np.sqrt(weight), 0.999)
    last = debias = 0.0
    found = []
    for place in range(len(y)):
        kept = base ** ((x[place] - x[max(place - 1, 0)]) / extent * 1000)
        last = last * kept + y[place]
        debias = debias * kept + 1
        found.append(last / debias)
    return np.array(found)


@pytest.mark.parametrize("weight", [0.01, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("is_even", [True, False])
def test_the_ema_is_that_of_the_formula(weight: float, is_even: bool) -> None:
    x = np.arange(3000.0) if is_even else np.sort(RANDOM.uniform(0, 1e6, 3000))
    y = RANDOM.normal(size=3000).cumsum()
    extent = float(x[-1] - x[0]) * 1.5
    found = exponential(x, y, weight, extent)
    assert np.allclose(found, ema_point_by_point(x, y, weight, extent), rtol=1e-9, atol=1e-9)


def test_the_running_average_is_the_mean_of_the_window() -> None:
    y = RANDOM.normal(size=200) + 1e9
    expected = [y[max(0, place - 5) : place + 6].mean() for place in range(200)]
    assert np.allclose(running_average(y, 11), expected, rtol=1e-15)


@pytest.mark.parametrize("n", [5, 30, 500])
def test_the_bell_weighs_what_is_there(n: int) -> None:
    y = RANDOM.normal(size=n)
    places = np.arange(n)
    for sigma in (1.0, 8.0):
        weights = np.exp(-0.5 * ((places[:, None] - places) / sigma) ** 2)
        weights[np.abs(places[:, None] - places) > int(4 * sigma + 0.5)] = 0
        assert np.allclose(gaussian(y, sigma), weights @ y / weights.sum(axis=1))


@pytest.mark.parametrize("kind", ["ema", "average", "gaussian"])
def test_what_is_not_finite_stays_and_counts_for_nothing(kind: str) -> None:
    x, y = np.arange(50.0), RANDOM.normal(size=50)
    y[[0, 10, 30]] = np.nan, np.inf, -np.inf
    places = np.isfinite(y)
    found = smoothed(x, y, kind, 0.5 if kind == "ema" else 5, 49)  # pyright: ignore[reportArgumentType]
    alone = smoothed(x[places], y[places], kind, 0.5 if kind == "ema" else 5, 49)  # pyright: ignore[reportArgumentType]
    assert np.array_equal(found[places], alone)
    assert np.array_equal(found[~places], y[~places], equal_nan=True)


def test_no_weight_and_no_point_change_nothing() -> None:
    y = np.array([1.0, 2.0])
    assert smoothed(y, y, "ema", 0, 1) is y
    assert len(smoothed(y[:0], y[:0], "gaussian", 3, 1)) == 0
