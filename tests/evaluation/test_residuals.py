"""Residuals and R² against scikit-learn."""

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import r2_score

from chartkit.diagnostics import DataError, StepError
from chartkit.evaluation.residuals import r2, residuals_of

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=50))
def test_r2_is_that_of_scikit_learn(pairs: list[tuple[float, float]]) -> None:
    y_true, y_pred = map(list, zip(*pairs, strict=True))
    found = residuals_of(y_true, y_pred)
    assert found.residuals.tolist() == [actual - predicted for actual, predicted in pairs]
    score = r2(found.actual, found.residuals)
    assert score == pytest.approx(r2_score(y_true, y_pred), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("y_true", "y_pred"), [([2, 2], [2, 2]), ([2, 2], [2, 3])])
def test_a_constant_target_scores_as_in_scikit_learn(y_true: list[float], y_pred: list[float]) -> None:
    found = residuals_of(y_true, y_pred)
    assert r2(found.actual, found.residuals) == r2_score(y_true, y_pred)


def test_a_single_row_has_no_score() -> None:
    found = residuals_of([1.0], [2.0])
    assert r2(found.actual, found.residuals) is None


@pytest.mark.parametrize(
    "kind",
    [
        list,
        tuple,
        np.array,
        pd.Series,
        pl.Series,
        lambda values: np.array(values)[:, None],
        lambda y: np.array(y, "f4"),
    ],
)
def test_any_kind_of_list_is_taken(kind: Any) -> None:
    assert residuals_of(kind([3.0, 5.0]), kind([2.5, 6.0])).residuals.tolist() == [0.5, -1.0]


def test_rows_without_a_finite_number_are_counted_out() -> None:
    found = residuals_of([1.0, np.nan, 3.0, np.inf], [1.5, 2.0, np.nan, np.inf])
    assert (found.rows.tolist(), found.residuals.tolist(), found.n_left_out) == ([0], [-0.5], 3)


@pytest.mark.parametrize(
    ("y_true", "y_pred", "kind", "message"),
    [
        (
            [1.0, 2.0],
            [1.0],
            DataError,
            "CK470 y_true has 2 rows and y_pred has 1; they are of the same samples.",
        ),
        (
            np.ones((4, 3)),
            np.ones((4, 3)),
            DataError,
            "CK470 y_true has 3 targets, and residuals are those of one.\n"
            "help: draw each target by itself: residuals(y_true[:, 0], y_pred[:, 0])",
        ),
        (["a", "b"], [1.0, 2.0], DataError, "CK470 y_true holds numbers; found 'a'."),
        (None, [1.0], DataError, "CK470 y_true is missing.\nhelp: pass y_true=, a list or an array"),
        ([], [], StepError, "CK471 y_true is empty; nothing is drawn."),
        (
            [np.nan, 1.0],
            [1.0, np.nan],
            StepError,
            "CK471 no row of 2 has finite numbers as actual and predicted value; nothing is drawn.",
        ),
    ],
)
def test_what_does_not_fit_is_told(y_true: Any, y_pred: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        residuals_of(y_true, y_pred)
    assert str(caught.value) == message
