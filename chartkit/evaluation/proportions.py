"""How often each class occurs: takes the labels of a training and a test set, gives counts by class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.evaluation.arrays import equal_lengths, vector
from chartkit.evaluation.class_names import named
from chartkit.evaluation.confusion import check_number_of_classes
from chartkit.evaluation.encoding import encoded, union
from chartkit.evaluation.predictions import check_one_type

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Proportions(NamedTuple):
    """k class names and how often each occurs in each set, by the set's name."""

    names: list[str]
    counts: dict[str, list[int]]


def proportions(y_train: Any, y_test: Any = None, labels: Any = None) -> Proportions:
    """The counts of each class in the training set, and in the test set where there is one.

    `labels` are the classes in the order to show, or names of them, as `named` takes them. Raises `DataError` CK470 for
    a class without a name, sets of different types, and more than 1,000 classes; `StepError` CK471 for an empty set and
    missing labels.

    >>> proportions(["a", "b", "a"], ["b"])
    Proportions(names=['a', 'b'], counts={'train': [2, 1], 'test': [0, 1]})
    """
    sets = {"train": vector(y_train, "y_train")}
    if y_test is not None:
        sets["test"] = vector(y_test, "y_test")
    for name, found in sets.items():
        equal_lengths(**{f"y_{name}": found})
    check_one_type({f"y_{name}": found for name, found in sets.items()})
    read = {name: encoded(found, f"y_{name}") for name, found in sets.items()}
    present = union(*(found.values for found in read.values()))
    check_number_of_classes(len(present), "are these numbers rather than classes?")
    classes = named(present, labels, "labels")
    places = classes.places
    counts = {
        name: _counts(found.places[found.codes], [places[value] for value in found.values], len(classes.names))
        for name, found in read.items()
    }
    return Proportions(classes.names, counts)


def _counts(codes: NDArray[np.intp], places: list[int], n_classes: int) -> list[int]:
    import numpy as np

    counts = np.zeros(n_classes, dtype=np.int64)
    counts[places] = np.bincount(codes, minlength=len(places))
    return counts.tolist()
