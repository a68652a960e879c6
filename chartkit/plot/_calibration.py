"""Calibration curves: `plot.calibration`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import recording
from chartkit.diagnostics import DataError, StepError, listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chartkit.evaluation.calibration import Bins
    from chartkit.evaluation.classes import ClassColumn

PRESET = "wandb/calibration/v1"


class _Row(NamedTuple):
    """A bin of one model, as the table's columns after its name; None for what there is not."""

    fraction_of_positives: float | None
    mean_predicted_value: float | None
    hist_dict: int | None
    edge_dict: float | None
    edge_end: float | None
    samples: int
    brier_score: float


_COLUMNS = ("model", *_Row._fields)


class _Truth(NamedTuple):
    """Which of n samples are positive, and the class that they are of."""

    positive: NDArray[np.bool_]
    positive_class: ClassColumn


@recording(PRESET)
def calibration(
    y_true: Any = None,
    y_probas: Any = None,
    labels: Any = None,
    n_bins: int = 10,
    strategy: str = "uniform",
    title: str = "Calibration Curve",
    split_table: bool = False,
    *,
    pos_label: Any = None,
    model_name: str = "Classifier",
    subtitle: str | None = "",
) -> Chart:
    """How often what a classifier predicts comes true, over how sure it was: the preset `wandb/calibration/v1`.

    `y_true` is n labels of two classes. `y_probas` is n probabilities of the positive class, the larger of the two
    (`labels[1]`), or n × 2 probabilities; or a dict of these by the name of each model, `model_name` where it is one.
    `labels` are the two classes in order, or names of them; `pos_label` is the positive class where it is another.
    The probabilities fall into `n_bins` bins of even width, or with `strategy="quantile"` of as many samples each.
    `subtitle` is a line or two under the title.

    The table has a row for each bin of each model: model, fraction_of_positives and mean_predicted_value (none where
    a bin is empty) as scikit-learn's `calibration_curve` counts them, the bin's samples (hist_dict, samples) from
    edge_dict to edge_end, and the model's brier_score. With quantiles, rows of `n_bins` even bins follow those of the
    curve: the histogram below the curve is always of even bins.

    Raises `DataError` for arguments that do not fit each other, three classes, and numbers that are no probabilities.
    Labels of one class, and probabilities that are NaN, give a chart that says so. O(n) for each model, O(n log n) for
    quantiles.

    >>> calibration([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], n_bins=2)
    Chart('wandb/calibration/v1', 2 rows)
    """
    from chartkit.evaluation.calibration import check_bins

    check_bins(n_bins, strategy)
    truth = _truth(y_true, labels, pos_label)
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    several = isinstance(y_probas, Mapping)
    for name, values in _by_model(y_probas, model_name).items():
        found = _probabilities(values, truth, f"y_probas[{name!r}]" if several else "y_probas")
        for row in _rows(truth.positive, found, n_bins, strategy):
            for column, value in zip(_COLUMNS, (name, *row), strict=True):
                columns[column].append(value)
    lines = zip(("subtitle", "note"), (subtitle or "").split("\n", 1), strict=False)
    strings = {
        "title": title,
        **{name: line for name, line in lines if line},
        "of-class": f"of class {truth.positive_class.name}",
    }
    return plot_table(PRESET, columns, {name: name for name in columns}, strings, split_table)


def _truth(y_true: Any, labels: Any, pos_label: Any) -> _Truth:
    from chartkit.evaluation.arrays import equal_lengths, vector
    from chartkit.evaluation.classes import aligned, column_of
    from chartkit.evaluation.encoding import distinct

    truth = vector(y_true, "y_true")
    equal_lengths(y_true=truth)
    present = distinct(truth)
    if len(present) > 2:
        raise _too_many_classes(present)
    if len(present) == 1:
        message = f"y_true has the class {present[0]!r} alone, and a calibration curve needs two to tell apart."
        raise StepError.of("CK471", message)
    columns = aligned(present, 2, labels, "")
    positive = columns[1] if pos_label is None else column_of(columns, pos_label, "pos_label")
    return _Truth(truth == positive.value, positive)


def _too_many_classes(present: list[Any]) -> DataError:
    if all(isinstance(value, float) for value in present) and any(value % 1 for value in present):
        message = f"y_true holds the labels of two classes; found {len(present):,} different numbers such as {{:g}}."
        help = "the labels come first: (y_true, y_probas)"
        return DataError.of("CK470", message.format(next(value for value in present if value % 1)), help)
    message = f"a calibration curve is of two classes; y_true has {len(present):,} ({listed(present, most=6)})."
    help = f"draw one class against the rest: y_true == {present[-1]!r} with the column of its probabilities"
    return DataError.of("CK470", message, help)


def _by_model(y_probas: Any, model_name: str) -> dict[str, Any]:
    """The probabilities of each model by its name."""
    if not isinstance(y_probas, Mapping):
        return {str(model_name): y_probas}
    found = cast("Mapping[Any, Any]", y_probas)
    if not found:
        raise DataError.of("CK470", "y_probas is a dict of no models.", "pass the probabilities of each by its name")
    return {str(name): values for name, values in found.items()}


def _probabilities(values: Any, truth: _Truth, name: str) -> NDArray[Any]:
    """The n probabilities of the positive class. Raises `DataError`, `StepError` for NaN."""
    from chartkit.evaluation.arrays import equal_lengths, finite, numbers, vector_or_matrix
    from chartkit.evaluation.calibration import check_probabilities

    found = numbers(vector_or_matrix(values, name), name)
    equal_lengths(**{"y_true": truth.positive, name: found})
    if found.ndim == 2 and found.shape[1] != 2:
        message = f"{name} is n probabilities of the positive class, or n × 2; found {found.shape[1]:,} columns."
        raise DataError.of("CK470", message)
    found = finite(found if found.ndim == 1 else found[:, _column(values, truth)], name)
    check_probabilities(found, name)
    return found


def _column(values: Any, truth: _Truth) -> int:
    """Which column has the positive class: the one that a data frame calls so, else its place among the labels."""
    from chartkit.evaluation.arrays import column_names
    from chartkit.evaluation.class_names import class_name

    names = [class_name(name) for name in column_names(values) or ()]
    called = class_name(truth.positive_class.value)
    return names.index(called) if names.count(called) == 1 else truth.positive_class.column


def _rows(positive: NDArray[np.bool_], probabilities: NDArray[Any], n_bins: int, strategy: str) -> list[_Row]:
    """The rows of one model: a bin of the curve and of the histogram in each, where they are the same ones."""
    from chartkit.evaluation.calibration import brier_score, probability_bins

    brier = brier_score(positive, probabilities)
    even = probability_bins(positive, probabilities, n_bins, "uniform")
    bars = list(zip(even.samples.tolist(), even.edges[:-1].tolist(), even.edges[1:].tolist(), strict=True))
    if strategy == "uniform":
        return [
            _Row(*point, *bar, samples=bar[0], brier_score=brier)
            for point, bar in zip(_points(even), bars, strict=True)
        ]
    curve = probability_bins(positive, probabilities, n_bins, strategy)
    found = zip(_points(curve), curve.samples.tolist(), strict=True)
    drawn = [_Row(*point, None, None, None, samples, brier) for point, samples in found if samples]
    return drawn + [_Row(None, None, *bar, samples=bar[0], brier_score=brier) for bar in bars]


def _points(bins: Bins) -> list[tuple[float | None, float | None]]:
    """The fraction of positives and the mean probability of each bin, None where it is empty."""
    found = zip(bins.fraction_of_positives.tolist(), bins.mean_predicted.tolist(), bins.samples.tolist(), strict=True)
    return [(fraction, mean) if samples else (None, None) for fraction, mean, samples in found]
