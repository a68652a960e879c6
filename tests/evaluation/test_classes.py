"""Which column is whose, and what is said where it cannot be told."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from chartkit.diagnostics import DataError, StepError
from chartkit.evaluation.arrays import vector
from chartkit.evaluation.class_names import class_name, class_values
from chartkit.evaluation.classes import aligned, chosen
from chartkit.evaluation.encoding import distinct

ORDER = "help: pass labels=, the classes in the order of the columns, as model.classes_ has them"


@pytest.mark.parametrize(
    ("present", "n_columns", "labels", "wanted"),
    [
        ([0, 2], 3, None, [(0, "0"), (1, "1"), (2, "2")]),
        ([0, 2], 3, ["a", "b", "c"], [(0, "a"), (1, "b"), (2, "c")]),
        (["a", "c"], 3, ["c", "b", "a"], [("c", "c"), ("b", "b"), ("a", "a")]),
        ([1, 3], 3, [1, 2, 3], [(1, "1"), (2, "2"), (3, "3")]),
        ([2, 10], 2, ["10", "2"], [(10, "10"), (2, "2")]),
        ([-1, 1], 2, ["no", "yes"], [(-1, "no"), (1, "yes")]),
        (["no", "yes"], 2, None, [("no", "no"), ("yes", "yes")]),
        ([0.0, 1.0], 2, None, [(0, "0"), (1, "1")]),
        ([0.5, 1.5], 2, None, [(0.5, "0.5"), (1.5, "1.5")]),
        ([1.0, float("inf")], 2, None, [(1.0, "1"), (float("inf"), "inf")]),
        ([True], 2, None, [(False, "False"), (True, "True")]),
        ([False, True], 2, ["no", "yes"], [(False, "no"), (True, "yes")]),
    ],
)
def test_columns_are_aligned_by_class(present: Any, n_columns: int, labels: Any, wanted: Any) -> None:
    assert [(column.value, column.name) for column in aligned(present, n_columns, labels)] == wanted


def test_names_that_are_classes_of_another_order_are_not_taken_for_sorted_names() -> None:
    assert class_values([1, 2], ["2", "3"], 2) is None
    assert class_values([1, 2], ["one", "two"], 2) == [1, 2]


@pytest.mark.parametrize(
    ("present", "n_columns", "labels", "message"),
    [
        (
            ["a", "c"],
            3,
            None,
            "CK470 y_true has 2 classes ('a' and 'c') and y_probas has 3 columns: which column is whose cannot be "
            f"told.\n{ORDER}",
        ),
        (
            [0, 1, 2, 3],
            3,
            ["a", "b", "c"],
            "CK470 labels has 3 names; the class 3 has none.\n"
            "help: labels has a name for each class; classes 0, 1, … are indices",
        ),
        (
            ["cat", "dgo"],
            2,
            ["cat", "dog"],
            "CK470 labels has 2 names; the class 'dgo' has none.\nhelp: did you mean 'dog'? names: 'cat' and 'dog'",
        ),
        ([0, 1], 2, ["a"], f"CK470 labels has 1 name and y_probas has 2 columns; each needs one.\n{ORDER}"),
        ([0, 1], 2, ["a", "a"], "CK470 labels has 'a' more than once; each class needs a name of its own."),
    ],
)
def test_what_cannot_be_told_is_refused_by_name(present: Any, n_columns: int, labels: Any, message: str) -> None:
    with pytest.raises(DataError) as caught:
        aligned(present, n_columns, labels)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (None, ["cat", "dog", "bird"]),
        (["bird", "cat"], ["cat", "bird"]),
        ("dog", ["dog"]),
        ([7], ["dog"]),
        ([0], ["cat"]),
        (np.array([9]), ["bird"]),
    ],
)
def test_classes_are_chosen_by_name_value_or_index(asked: Any, names: list[str]) -> None:
    columns = aligned([5, 7, 9], 3, ["cat", "dog", "bird"])
    assert [column.name for column in chosen(columns, asked)] == names


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            ["dgo"],
            "CK470 classes_to_plot asks for 'dgo', which is no class, no name and no index of a column.\n"
            "help: did you mean 'dog'? classes: 'cat', 'dog' and 'bird'",
        ),
        (
            [3],
            "CK470 classes_to_plot asks for 3, which is no class, no name and no index of a column.\n"
            "help: classes: 'cat', 'dog' and 'bird'",
        ),
        ([], "CK470 classes_to_plot is empty.\nhelp: leave it out to show every class"),
    ],
)
def test_unknown_classes_are_said_with_the_near_name(asked: Any, message: str) -> None:
    with pytest.raises(DataError) as caught:
        chosen(aligned([5, 7, 9], 3, ["cat", "dog", "bird"]), asked)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ([3, 1, 3], [1, 3]),
        ([10, 9, 2**40], [9, 10, 2**40]),
        ([-1, 1], [-1, 1]),
        (["b", "a", "b"], ["a", "b"]),
        ([True, False], [False, True]),
        ([1.5, 0.5], [0.5, 1.5]),
        ([1, "a"], [1, "a"]),
        (pd.Series(["x", "y"]).astype("category"), ["x", "y"]),
    ],
    ids=repr,
)
def test_distinct_classes_are_sorted(labels: Any, wanted: list[Any]) -> None:
    assert distinct(vector(labels, "y_true")) == wanted


@pytest.mark.parametrize("labels", [[1.0, None], ["a", None], [1.0, np.nan], pd.Series([1, None], dtype="Int64")])
def test_missing_labels_are_counted(labels: Any) -> None:
    with pytest.raises(StepError) as caught:
        distinct(vector(labels, "y_true"))
    assert str(caught.value) == "CK471 y_true has 1 missing label (None or NaN) among its 2; nothing is drawn."


def test_what_is_no_class_is_said() -> None:
    labels = np.empty(2, dtype=object)
    labels[:] = [[1], "a"]
    with pytest.raises(DataError) as caught:
        distinct(labels)
    assert str(caught.value) == "CK470 y_true holds classes: texts, numbers or booleans; found a list."


def test_names_of_whole_floats_are_those_of_integers() -> None:
    assert [class_name(value) for value in (1, 1.0, 1.5, "1", True)] == ["1", "1", "1.5", "1", "True"]
