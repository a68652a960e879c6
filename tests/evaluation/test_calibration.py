"""Bins of probabilities against scikit-learn's `calibration_curve` and `brier_score_loss`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from chartkit.evaluation.calibration import brier_score, probability_bins

SHARES = st.one_of(
    st.sampled_from([0.0, 0.1, 0.2, 0.30000000000000004, 0.5, 0.7, 1.0]), st.floats(0, 1, allow_subnormal=False)
)
SAMPLES = st.lists(st.tuples(st.booleans(), SHARES), min_size=1, max_size=60)


@given(samples=SAMPLES, n_bins=st.integers(1, 12), strategy=st.sampled_from(["uniform", "quantile"]))
def test_points_are_scikit_learns(samples: list[tuple[bool, float]], n_bins: int, strategy: str) -> None:
    truth, probabilities = np.array([each for each, _ in samples]), np.array([each for _, each in samples])
    bins = probability_bins(truth, probabilities, n_bins, strategy)
    has_samples = bins.samples > 0
    fractions, means = calibration_curve(truth, probabilities, pos_label=True, n_bins=n_bins, strategy=strategy)
    np.testing.assert_allclose(bins.fraction_of_positives[has_samples], fractions, rtol=0, atol=1e-12)
    np.testing.assert_allclose(bins.mean_predicted[has_samples], means, rtol=0, atol=1e-12)
    assert bins.samples.sum() == len(samples)
    assert np.isnan(bins.mean_predicted[~has_samples]).all()
    assert len(bins.edges) == n_bins + 1


@given(samples=SAMPLES)
def test_brier_scores_are_scikit_learns(samples: list[tuple[bool, float]]) -> None:
    truth, probabilities = np.array([each for each, _ in samples]), np.array([each for _, each in samples])
    expected = brier_score_loss(truth, probabilities, pos_label=True)
    assert brier_score(truth, probabilities) == pytest.approx(expected, rel=0, abs=1e-12)


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
def test_single_precision_is_binned_as_scikit_learn_bins_it(strategy: str) -> None:
    probabilities = np.random.default_rng(0).random(500).astype(np.float32).round(1)
    truth = probabilities > np.random.default_rng(1).random(500)
    bins = probability_bins(truth, probabilities, 10, strategy)
    fractions, means = calibration_curve(truth, probabilities, n_bins=10, strategy=strategy)
    np.testing.assert_allclose(bins.fraction_of_positives[bins.samples > 0], fractions, rtol=0, atol=1e-12)
    np.testing.assert_allclose(bins.mean_predicted[bins.samples > 0], means, rtol=0, atol=1e-12)
