"""Cook's distance against statsmodels, and against leaving out each row in turn."""

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression, Ridge
from statsmodels.stats.outliers_influence import OLSInfluence

from chartkit.diagnostics import StepError
from chartkit.evaluation.influence import cooks_distance

X, Y = load_diabetes(return_X_y=True)


def peers(features: Any, target: Any, intercept: bool = True) -> OLSInfluence:
    return (
        sm.OLS(target, sm.add_constant(features, has_constant="add") if intercept else features).fit().get_influence()
    )


def left_out(model: Any, features: Any, target: Any, n_coefficients: float) -> list[float]:
    """The definition: fit without each row, and see how far all predictions move."""
    whole = clone(model).fit(features, target).predict(features)
    variance = np.sum((target - whole) ** 2) / (len(target) - n_coefficients)
    moves = [
        clone(model).fit(np.delete(features, row, axis=0), np.delete(target, row)).predict(features) - whole
        for row in range(len(target))
    ]
    return [float(move @ move / (n_coefficients * variance)) for move in moves]


@pytest.mark.parametrize("intercept", [True, False])
def test_it_is_that_of_statsmodels_on_diabetes(intercept: bool) -> None:
    found, peer = cooks_distance(X, Y, intercept), peers(X, Y, intercept)
    np.testing.assert_allclose(found.distance, peer.cooks_distance[0], rtol=1e-10)
    np.testing.assert_allclose(found.leverage, peer.hat_matrix_diag, rtol=1e-10)
    np.testing.assert_allclose(found.residuals, peer.resid, rtol=0, atol=1e-10 * np.ptp(Y))
    assert found.n_coefficients == X.shape[1] + intercept


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    n_rows=st.integers(8, 60),
    n_columns=st.integers(1, 5),
    spread=st.integers(0, 6),
    shift=st.sampled_from([0.0, 1.0, 1e3]),
    intercept=st.booleans(),
)
def test_it_is_that_of_statsmodels_on_made_rows(
    seed: int, n_rows: int, n_columns: int, spread: int, shift: float, intercept: bool
) -> None:
    random = np.random.default_rng(seed)
    features = random.normal(size=(n_rows, n_columns)) * 10.0 ** random.integers(-spread, spread + 1, n_columns)
    target = features @ random.normal(size=n_columns) + random.standard_t(3, size=n_rows) + shift
    found, peer = (
        cooks_distance(features, target, intercept),
        peers(features / np.abs(features).max(axis=0), target, intercept),
    )
    np.testing.assert_allclose(found.distance, peer.cooks_distance[0], rtol=1e-7, atol=1e-10)


def test_the_order_of_rows_does_not_matter() -> None:
    order = np.random.default_rng(0).permutation(len(Y))
    found = cooks_distance(X, Y).distance
    np.testing.assert_allclose(cooks_distance(X[order], Y[order]).distance, found[order], rtol=1e-10)


@pytest.mark.parametrize("intercept", [True, False])
@pytest.mark.parametrize("alpha", [0.0, 0.01, 3.0])
def test_it_is_what_leaving_out_each_row_gives(alpha: float, intercept: bool) -> None:
    features, target = X[:40, :4] * 10, Y[:40]
    model = Ridge(alpha, fit_intercept=intercept) if alpha else LinearRegression(fit_intercept=intercept)
    found = cooks_distance(features, target, intercept, alpha)
    np.testing.assert_allclose(found.distance, left_out(model, features, target, found.n_coefficients), rtol=1e-8)


def test_columns_that_repeat_others_change_nothing() -> None:
    repeated = np.column_stack([X, X[:, 0] + 2 * X[:, 1], np.full(len(X), 0.1), X[:, 2]])
    found, plain = cooks_distance(repeated, Y), cooks_distance(X, Y)
    assert found.n_coefficients == plain.n_coefficients == 11
    np.testing.assert_allclose(found.distance, plain.distance, rtol=1e-8)


def test_features_of_scales_far_apart_are_all_kept() -> None:
    scaled = X * np.logspace(-9, 9, X.shape[1])
    np.testing.assert_allclose(cooks_distance(scaled, Y).distance, cooks_distance(X, Y).distance, rtol=1e-10)


def test_nearly_equal_features_keep_their_digits() -> None:
    near = np.column_stack([X, X[:, 0] + 1e-6 * X[:, 1] ** 2])
    exact = np.column_stack([X, X[:, 1] ** 2])
    np.testing.assert_allclose(cooks_distance(near, Y).distance, cooks_distance(exact, Y).distance, rtol=1e-6)


def test_a_row_that_alone_determines_a_coefficient_has_no_distance() -> None:
    alone = np.column_stack([X, np.arange(len(X)) == 7])
    found = cooks_distance(alone, Y)
    assert np.flatnonzero(np.isnan(found.distance)).tolist() == [7]
    without = cooks_distance(np.delete(X, 7, axis=0), np.delete(Y, 7))
    np.testing.assert_allclose(np.delete(found.distance, 7) * 12 / 11, without.distance, rtol=1e-8)


@pytest.mark.parametrize(
    ("features", "target", "message"),
    [
        (
            np.eye(3),
            np.array([1.0, 2.0, 4.0]),
            "CK471 Cook's distance needs more rows than coefficients; found 3 rows and 3 coefficients.",
        ),
        (
            np.arange(4.0)[:, None],
            np.array([5.0, 7.0, 9.0, 11.0]),
            "CK471 the fit meets the targets of all 4 rows: without an error there is no Cook's distance.",
        ),
        (
            X,
            np.full(len(X), 0.1),
            "CK471 the fit meets the targets of all 442 rows: without an error there is no Cook's distance.",
        ),
        (
            np.full((3, 1), 1e200) * np.arange(3)[:, None],
            np.array([1.0, 2.0, 4.0]),
            "CK471 the squares of the features are too large for a number; nothing is drawn.",
        ),
    ],
)
def test_a_fit_without_an_error_is_refused(features: Any, target: Any, message: str) -> None:
    with pytest.raises(StepError) as caught:
        cooks_distance(features, target)
    assert str(caught.value) == message
