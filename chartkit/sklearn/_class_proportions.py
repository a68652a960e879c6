"""How the classes are distributed: `sklearn.plot_class_proportions`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.sklearn._logging import logging

_PRESET = "wandb/class_proportions/v1"
_ROW_HEIGHTS = ((25, 28), (50, 20), (1_000, 14))
"""Up to how many classes, and the height of each in px."""


@logging("class_proportions", _PRESET)
def plot_class_proportions(
    y_train: Any = None,
    y_test: Any = None,
    labels: Any = None,
    *,
    title: str = "Class Proportions",
) -> Chart:
    """A bar for each class in the training set and one in the test set: the preset `wandb/class_proportions/v1`.

    Bars are shares of their set, so that a larger training set can be compared; the tooltip has the counts. `y_train`
    and `y_test` are lists of labels; without `y_test` the training set is shown alone. `labels` are the classes in the
    order to show, or names of them: by index for the classes 0, 1, …, else in the order of the sorted classes. The
    table has a row for each class and set: class (text), dataset ("train", "test") and count.

    Logged as "class_proportions" to the active run. Raises `DataError` for a class without a name, and sets whose
    labels are of different types; an empty set, or missing labels, give a chart that says so.
    """
    from chartkit.evaluation.proportions import proportions

    found = proportions(y_train, y_test, labels)
    columns = {
        "class": [name for name in found.names for _ in found.counts],
        "dataset": [name for _ in found.names for name in found.counts],
        "count": [count for counts in zip(*found.counts.values(), strict=True) for count in counts],
    }
    height = next(height for most, height in _ROW_HEIGHTS if len(found.names) <= most)
    strings = {"title": title, "row-height": height}
    return plot_table(_PRESET, columns, {name: name for name in columns}, strings)
