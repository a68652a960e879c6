"""The curves' numbers: scikit-learn's, for ties, weights, constant scores, float32 and few samples."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    auc,
    average_precision_score,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)
from sklearn.naive_bayes import GaussianNB

from chartkit.evaluation.averages import macro_precision_recall, macro_roc
from chartkit.evaluation.curves import Counts, counts_of, interpolated, precision_recall, roc
from chartkit.evaluation.thinning import drawn_points

EXACT = {"rtol": 0, "atol": 1e-12}
SCORES = st.one_of(
    st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    st.floats(-1e6, 1e6, width=32),
    st.just(0.1),
)


@st.composite
def samples(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """Labels of both classes, scores with ties, and weights or None."""
    n_rows = draw(st.integers(2, 40))
    positive = draw(arrays.arrays(bool, n_rows).filter(lambda found: found.any() and not found.all()))
    dtype = draw(st.sampled_from([np.float64, np.float32]))
    scores = draw(arrays.arrays(dtype, n_rows, elements=SCORES))
    weights = draw(st.none() | arrays.arrays(np.float64, n_rows, elements=st.sampled_from([0.0, 0.5, 1.0, 3.0])))
    weighed = np.ones(n_rows) if weights is None else weights
    if not weighed[positive].any() or not weighed[~positive].any():
        weights = None
    return positive, scores, weights


def with_thresholds(found: Any) -> Any:
    return np.where(np.isnan(found), np.inf, found)


@given(samples(), st.booleans())
@settings(deadline=None, max_examples=150)
def test_roc_is_scikit_learns(made: tuple[Any, Any, Any], drop: bool) -> None:
    positive, scores, weights = made
    curve = roc(counts_of(positive, scores, weights), drop)
    fpr, tpr, thresholds = roc_curve(positive, scores, sample_weight=weights, drop_intermediate=drop)
    np.testing.assert_allclose(curve.x, fpr, **EXACT)
    np.testing.assert_allclose(curve.y, tpr, **EXACT)
    np.testing.assert_array_equal(with_thresholds(curve.threshold), thresholds)
    assert curve.area == pytest.approx(auc(fpr, tpr), abs=1e-12)
    assert curve.area == pytest.approx(roc_auc_score(positive, scores, sample_weight=weights), abs=1e-12)
    assert (curve.x[0], curve.y[0], curve.x[-1], curve.y[-1]) == (0, 0, 1, 1)


@given(samples())
@settings(deadline=None, max_examples=150)
def test_precision_recall_is_scikit_learns(made: tuple[Any, Any, Any]) -> None:
    positive, scores, weights = made
    curve = precision_recall(counts_of(positive, scores, weights))
    precision, recall, thresholds = precision_recall_curve(positive, scores, sample_weight=weights)
    np.testing.assert_allclose(curve.x, recall, **EXACT)
    np.testing.assert_allclose(curve.y, precision, **EXACT)
    np.testing.assert_array_equal(curve.threshold[:-1], thresholds)
    assert np.isnan(curve.threshold[-1])
    wanted = average_precision_score(positive, scores, sample_weight=weights)
    assert curve.area == pytest.approx(wanted, abs=1e-12)


@given(samples(), st.integers(2, 30))
@settings(deadline=None, max_examples=100)
def test_interpolation_is_the_best_precision_from_each_recall_on(made: tuple[Any, Any, Any], size: int) -> None:
    """And its threshold reaches that precision, at that recall or more."""
    positive, scores, weights = made
    curve = precision_recall(counts_of(positive, scores, weights))
    drawn = interpolated(curve, size)
    for recall, precision, threshold in zip(drawn.x, drawn.y, drawn.threshold, strict=True):
        assert precision == curve.y[curve.x >= recall].max()
        if np.isnan(threshold):
            assert recall == 0
        else:
            at = int(np.flatnonzero(curve.threshold == threshold)[0])
            assert (curve.y[at], curve.x[at] >= recall) == (precision, True)


def several(kind: str) -> tuple[Any, Any]:
    X, y = load_digits(return_X_y=True)
    model = LogisticRegression(C=1e-4, max_iter=200) if kind == "linear" else GaussianNB()
    return y[800:], model.fit(X[:800], y[:800]).predict_proba(X[800:])


@pytest.mark.parametrize("kind", ["linear", "bayes"])
def test_averages_have_the_areas_of_scikit_learn(kind: str) -> None:
    y, scores = several(kind)
    marks = y[:, None] == np.arange(10)
    counted = [counts_of(marks[:, at], scores[:, at]) for at in range(10)]
    macro = macro_roc([roc(counts) for counts in counted])
    assert np.trapezoid(macro.y, macro.x) == pytest.approx(macro.area, abs=1e-12)
    assert macro.area == pytest.approx(roc_auc_score(marks, scores, average="macro"), abs=1e-12)
    assert (macro.x[0], macro.y[0], macro.x[-1], macro.y[-1]) == (0, 0, 1, 1)
    means = macro_precision_recall([precision_recall(counts) for counts in counted])
    assert -np.sum(np.diff(means.x) * means.y[:-1]) == pytest.approx(means.area, abs=1e-12)
    assert means.area == pytest.approx(average_precision_score(marks, scores, average="macro"), abs=1e-12)
    together = counts_of(marks.ravel(), scores.ravel())
    assert roc(together).area == pytest.approx(roc_auc_score(marks, scores, average="micro"), abs=1e-12)
    wanted = average_precision_score(marks, scores, average="micro")
    assert precision_recall(together).area == pytest.approx(wanted, abs=1e-12)


def test_the_macro_average_is_that_of_scikit_learns_example_between_steps() -> None:
    """The example reads each curve by `np.interp` on an even grid."""
    y, scores = several("linear")
    curves = [roc(counts_of(y == at, scores[:, at])) for at in range(10)]
    macro = macro_roc(curves)
    grid = np.linspace(0.0, 1.0, 1000)[1:-1]
    grid = grid[~np.isin(grid, macro.x)]
    wanted = np.mean([np.interp(grid, *roc_curve(y == at, scores[:, at])[:2]) for at in range(10)], axis=0)
    np.testing.assert_allclose(np.interp(grid, macro.x, macro.y), wanted, **EXACT)


def test_bundled_data_of_two_classes() -> None:
    X, y = load_breast_cancer(return_X_y=True)
    scores = GaussianNB().fit(X[::2], y[::2]).predict_proba(X[1::2])[:, 1]
    curve = roc(counts_of(y[1::2] == 1, scores))
    np.testing.assert_allclose(curve.y, roc_curve(y[1::2], scores)[1], **EXACT)


def furthest(x: Any, y: Any, kept: Any) -> float:
    """The largest distance of a point from the line through the kept ones, looked up stretch by stretch."""
    worst = 0.0
    for first, last in pairwise(kept):
        start, way = np.array([x[first], y[first]]), np.array([x[last] - x[first], y[last] - y[first]])
        points = np.stack([x[first : last + 1], y[first : last + 1]], axis=1) - start
        along = np.clip(points @ way / max(way @ way, 1e-300), 0, 1)
        worst = max(worst, float(np.sqrt(((points - along[:, None] * way) ** 2).sum(1)).max()))
    return worst


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("most", [2, 500, 2000])
def test_thinned_lines_stay_within_their_tolerance(seed: int, most: int) -> None:
    random = np.random.default_rng(seed)
    positive = random.random(30_000) < [0.5, 0.01, 0.9][seed]
    scores = random.normal(size=30_000) + positive
    counted = counts_of(positive, scores)
    for curve in (roc(counted), precision_recall(counted)):
        kept = drawn_points(curve.x, curve.y, 1 / 2000, most)
        assert (kept[0], kept[-1]) == (0, len(curve.x) - 1)
        assert len(kept) < len(curve.x) or len(curve.x) <= most
        assert furthest(curve.x, curve.y, kept) <= 1 / 2000
        np.testing.assert_array_equal(kept, drawn_points(curve.x, curve.y, 1 / 2000, most))


def test_short_lines_are_kept_whole() -> None:
    x = np.linspace(0, 1, 2000)
    np.testing.assert_array_equal(drawn_points(x, x, 1 / 2000, 2000), np.arange(2000))


def test_counts_fall_with_the_threshold() -> None:
    counts = counts_of(np.array([True, False, True]), np.array([0.9, 0.9, 0.1]))
    assert [part.tolist() for part in counts] == [[1.0, 2.0], [1.0, 1.0], [0.9, 0.1]]
    assert isinstance(counts, Counts)
