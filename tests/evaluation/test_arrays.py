"""What is taken for labels and scores, and the sentences about what is not."""

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import scipy.sparse

from chartkit.diagnostics import DataError, StepError
from chartkit.evaluation.arrays import equal_lengths, finite, matrix, numbers, vector, weights


class Tensor:
    """What tensors of other libraries have in common."""

    def __init__(self, values: Any) -> None:
        self.values = np.array(values)

    def detach(self) -> "Tensor":
        return self

    def cpu(self) -> "Tensor":
        return self

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return self.values


@pytest.mark.parametrize(
    "values",
    [
        [1, 2],
        (1, 2),
        range(1, 3),
        iter([1, 2]),
        np.array([[1], [2]]),
        pd.Series([1, 2], dtype="Int64"),
        pd.DataFrame({"y": [1, 2]}),
        pd.Series([1, 2]).astype("category"),
        pl.Series([1, 2]),
        pl.DataFrame({"y": [1, 2]}),
        pa.array([1, 2]),
        pa.chunked_array([[1], [2]]),
        Tensor([1, 2]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_vector_is_made_of(values: Any) -> None:
    assert vector(values, "y_true").tolist() == [1, 2]


@pytest.mark.parametrize(
    "values",
    [
        [[1, 2], [3, 4]],
        pd.DataFrame({"a": [1, 3], "b": [2, 4]}),
        pl.DataFrame({"a": [1, 3], "b": [2, 4]}),
        pa.table({"a": [1, 3], "b": [2, 4]}),
        scipy.sparse.csr_array([[1, 2], [3, 4]]),
        Tensor([[1, 2], [3, 4]]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_matrix_is_made_of(values: Any) -> None:
    assert matrix(values, "y_probas").tolist() == [[1, 2], [3, 4]]


def test_texts_and_numbers_of_a_list_stay_what_they_are() -> None:
    assert vector([1, "a"], "y_true").tolist() == [1, "a"]
    assert vector(["b", "a"], "y_true").dtype.kind == "U"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (None, "CK470 y_true is missing.\nhelp: pass y_true=, a list or an array"),
        ("abc", "CK470 y_true is a list or an array; found str."),
        (3, "CK470 y_true is a list or an array; found int."),
        ({1: 2}, "CK470 y_true is a list or an array; found dict."),
        (np.array(3), "CK470 y_true is one list of n values; found a single value."),
        ([[1, 2], [3, 4], [5, 6]], "CK470 y_true is one list of n values; found 3 × 2."),
    ],
    ids=repr,
)
def test_what_is_no_vector_is_said(values: Any, message: str) -> None:
    with pytest.raises(DataError) as caught:
        vector(values, "y_true")
    assert str(caught.value) == message


def test_ragged_rows_are_said() -> None:
    with pytest.raises(DataError, match=r"^CK470 y_probas cannot be read as an array: "):
        matrix([[1], [1, 2]], "y_probas")


def test_texts_are_no_scores() -> None:
    with pytest.raises(DataError) as caught:
        numbers(vector(["cat", "dog"], "y_probas"), "y_probas")
    wanted = "CK470 y_probas holds numbers; found 'cat'.\nhelp: y_probas takes scores or probabilities, not classes"
    assert str(caught.value) == wanted


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1.0, np.nan, np.nan], "CK471 y_probas has 2 NaN values among its 3; nothing is drawn."),
        ([1.0, np.inf], "CK471 y_probas has 1 infinite value among its 2; nothing is drawn."),
        ([np.nan, -np.inf], "CK471 y_probas has 2 NaN or infinite values among its 2; nothing is drawn."),
    ],
)
def test_scores_that_are_no_numbers_are_counted(values: Any, message: str) -> None:
    with pytest.raises(StepError) as caught:
        finite(np.array(values), "y_probas")
    assert str(caught.value) == message


def test_a_sum_too_large_is_no_fault() -> None:
    assert len(finite(np.full(4, 3e38, dtype=np.float32), "y_probas")) == 4


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1.0], "CK470 sample_weight has 1 value and y_true 2; each needs one."),
        ([1.0, -2.0], "CK470 sample_weight holds weights of 0 or more; found -2."),
        ([0, 0], "CK471 all 2 values of sample_weight are 0; nothing is drawn."),
    ],
)
def test_weights_that_weigh_nothing_right(values: Any, message: str) -> None:
    with pytest.raises(DataError) as caught:
        weights(values, 2)
    assert str(caught.value) == message


def test_lengths_that_differ_and_nothing_at_all() -> None:
    with pytest.raises(DataError) as caught:
        equal_lengths(y_true=np.zeros(3), y_probas=np.zeros((2, 2)))
    assert str(caught.value) == "CK470 y_true has 3 rows and y_probas has 2; they are of the same samples."
    with pytest.raises(StepError) as empty:
        equal_lengths(y_true=np.zeros(0), y_probas=np.zeros(0))
    assert str(empty.value) == "CK471 y_true is empty; nothing is drawn."


@pytest.mark.parametrize(
    "values",
    [
        [0, 255, 7],
        [0, 256],
        [0, -1],
        [True, False],
        [1, True],
        [1, 2.5],
        [1, 2.0],
        [0, "a"],
        [1, None],
        [0, np.int8(3)],
        [2**70, 1],
        [1, 2**63],
        [np.uint8(1), 2],
    ],
    ids=repr,
)
def test_lists_of_integers_are_the_arrays_that_numpy_makes(values: list[Any]) -> None:
    found, wanted = vector(values, "y_true"), np.asarray(values, dtype=object if "a" in values else None)
    assert (found.dtype, found.tolist()) == (wanted.dtype, wanted.tolist())
    assert list(map(type, found.tolist())) == list(map(type, wanted.tolist()))
