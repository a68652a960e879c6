"""Curves of several classes as one chart: takes samples and what counts their curve, gives rows of the preset's table.

ROC and precision-recall curves share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import Diagnostic, StepError, listed
from chartkit.evaluation.arrays import cells
from chartkit.evaluation.curves import Counts, Curve, counts_of
from chartkit.evaluation.probabilities import sums_note
from chartkit.evaluation.samples import order_note
from chartkit.evaluation.thinning import drawn_points

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chartkit.evaluation.classes import ClassColumn
    from chartkit.evaluation.samples import Samples

PRESET = "wandb/area-under-curve/v0"
_MOST_POINTS = 2_000
_MOST_ROWS = 20_000
_TOLERANCE = 1 / 2_000
_COARSEST = 16

Counted = Callable[[Counts], "Curve | None"]
Averaged = Callable[[Sequence[Curve]], Curve]


class NamedCurve(NamedTuple):
    """A curve and what the legend calls it."""

    name: str
    curve: Curve


class ClassCurves(NamedTuple):
    """The curves to draw, and what is said about those that are not."""

    curves: list[NamedCurve]
    notes: list[Diagnostic]


class Drawing(NamedTuple):
    """The rows of the table, x, y, threshold and area of each point, with the curve's name; the subtitle, and notes."""

    columns: dict[str, list[Any]]
    subtitle: str
    notes: list[Diagnostic]


def class_curves(
    samples: Samples,
    columns: Sequence[ClassColumn],
    weight: NDArray[np.float64] | None,
    curve_of: Counted,
    micro: bool = False,
    macro: Averaged | None = None,
) -> ClassCurves:
    """The curve of each of `columns`, then the averages over all columns of `samples`.

    A class without a sample has no curve, which a note says by its name. Raises `StepError` CK471 when none has one.
    """
    averaged = samples.columns if macro and samples.scores.shape[1] > 1 else columns
    found = {column: curve_of(_counts(samples, column, weight)) for column in dict.fromkeys((*columns, *averaged))}
    missing = [column.name for column in columns if found[column] is None]
    if len(missing) == len(columns):
        message = f"y_true tells none of the classes to plot ({listed(missing, most=6)}) from the rest."
        raise StepError.of("CK471", message)
    curves = [NamedCurve(column.name, curve) for column in columns if (curve := found[column])]
    unsummed = sums_note(samples.scores, "y_probas") if samples.truth.ndim == 1 else None
    found_notes = (order_note(samples), unsummed, _left_out(missing, samples) if missing else None)
    notes = [note for note in found_notes if note]
    if (micro or macro) and samples.scores.shape[1] == 1:
        message = "y_probas has scores of one class alone: the averages over classes are left out."
        return ClassCurves(curves, [*notes, Diagnostic("CK472", message, "warning")])
    if micro:
        curve = curve_of(_all_counts(samples, weight))
        curves += [NamedCurve(_unlike("micro-average", samples), curve)] if curve else []
    if macro:
        curves.append(
            NamedCurve(_unlike("macro-average", samples), macro([curve for curve in found.values() if curve]))
        )
    return ClassCurves(curves, notes)


def drawing_of(curves: Sequence[NamedCurve], names: Sequence[str], x: str) -> Drawing:
    """The table of `curves`: their name, two positions, the threshold and the area under the five `names`, `x` one.

    Of curves of over 2,000 points fewer are drawn, which a note and the subtitle say; areas are those of all points.
    """
    tolerance = _TOLERANCE
    kept = _kept(curves, tolerance)
    while sum(map(len, kept)) > _MOST_ROWS and tolerance < _TOLERANCE * _COARSEST:
        tolerance *= 2
        kept = _kept(curves, tolerance)
    columns: dict[str, list[Any]] = {column: [] for column in names}
    name_of, *places, threshold_name, area_name = names
    for (name, curve), points in zip(curves, kept, strict=True):
        columns[name_of] += [name] * len(points)
        for place in places:
            columns[place] += (curve.x if place == x else curve.y)[points].tolist()
        columns[threshold_name] += cells(curve.threshold[points])
        columns[area_name] += [curve.area] * len(points)
    n_drawn, n_points = sum(map(len, kept)), sum(len(curve.x) for _, curve in curves)
    if n_drawn == n_points:
        return Drawing(columns, "", [])
    fewer = f"drawn with {n_drawn:,} of {n_points:,} points"
    near = f"none of which is further than 1/{1 / tolerance:.0f} of an axis from the line"
    note = Diagnostic("CK473", f"curves are {fewer}, {near}; the areas are those of all points.", "info")
    return Drawing(columns, fewer, [note])


def _kept(curves: Sequence[NamedCurve], tolerance: float) -> list[NDArray[np.intp]]:
    most = min(_MOST_POINTS, _MOST_ROWS // len(curves))
    return [drawn_points(curve.x, curve.y, tolerance, most) for _, curve in curves]


def _counts(samples: Samples, column: ClassColumn, weight: NDArray[np.float64] | None) -> Counts:
    return counts_of(samples.positive(column), samples.score(column), weight)


def _all_counts(samples: Samples, weight: NDArray[np.float64] | None) -> Counts:
    """The counts over each score of each class as a sample of its own."""
    import numpy as np

    positive = np.stack([samples.positive(column) for column in samples.columns], axis=1)
    repeated = None if weight is None else np.repeat(weight, len(samples.columns))
    return counts_of(positive.ravel(), samples.scores.ravel(), repeated)


def _unlike(name: str, samples: Samples) -> str:
    """`name`, or another one where a class is called so."""
    return f"{name} of the classes" if any(column.name == name for column in samples.columns) else name


def _left_out(names: Iterable[str], samples: Samples) -> Diagnostic:
    missing = list(names)
    curves = "its curve is" if len(missing) == 1 else "their curves are"
    what = "no sample of" if samples.truth.ndim == 1 else "not both samples with and without"
    return Diagnostic("CK472", f"y_true has {what} {listed(missing)}: {curves} left out.", "warning")
