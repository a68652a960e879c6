"""Which rows move a regression most: `sklearn.plot_outlier_candidates`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted
from chartkit.diagnostics import Diagnostic, counted, listed
from chartkit.evaluation.arrays import cells
from chartkit.evaluation.influence import Influence, cooks_distance
from chartkit.evaluation.room_for_labels import Stem, label_widths
from chartkit.sklearn._arguments import check_data, check_given, check_one_target, check_swapped
from chartkit.sklearn._linear_fit import LinearFit, fits_these_rows, linear_fit
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_kind
from chartkit.sklearn._nesting import model_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PRESET = "wandb/outliers/v1"
_WHO = "plot_outlier_candidates"
_CALL = "plot_outlier_candidates(regressor, X, y)"
_STRETCHES = 1_500
"""How many stems the preset draws at most; each hides the smaller ones of its stretch."""


@logging("outlier_candidates", _PRESET)
def plot_outlier_candidates(
    regressor: Any = None, X: Any = None, y: Any = None, *, title: str = "Outlier Candidates"
) -> Chart:
    """Cook's distance of each row and the threshold 4/n: the preset `wandb/outliers/v1`.

    Of a linear regression the distance is its own, with its intercept or without; of a ridge regression that of leaving
    each row out with the same penalty. Pipelines, searches and transformed targets are looked into: the features are
    those that the last step sees. Any other model has no Cook's distance: drawn is that of a linear regression on the
    same rows, which the subtitle and a warning say. `regressor` is fitted and not fitted again; the subtitle says where
    it was fitted to other rows than these.

    The table has the columns distance, instance_indicies (the row's place, as W&B spells it), outlier_percentage (rows
    over the threshold, of 100) and influence_threshold, then leverage and residual. A row of leverage 1 has no
    distance. The rows over the threshold bear their number where no taller one is in the way: `label` has those of
    all that fit a chart of 600 px, `label_width` the width of the plot from which on there is room for it.

    Logged as `outlier_candidates`. Raises `DataError` for a model that is no fitted regressor, several targets, and
    arguments that do not fit each other. O(n k²) for n rows × k features.

    Source: Cook 1977, https://doi.org/10.1080/00401706.1977.10489493; the threshold: Bollen and Jackman 1985,
    https://doi.org/10.1177/0049124185013004004.
    """
    _check(checked_kind(regressor, "regressor", _WHO), X, y)
    fit = linear_fit(regressor, X, y, _WHO)
    found = cooks_distance(fit.features, fit.target, fit.intercept, fit.alpha)
    columns = _columns(found)
    strings = {"title": title, "subtitle": _counted_over(found), "fit": _of_what(regressor, fit, found)}
    if any(columns["label"]):
        strings["labelled"] = _counted_labels(columns["label"])
    if len(found.distance) > _STRETCHES:
        strings["drawn"] = f"drawn is the largest of each of {_STRETCHES:,} stretches of rows"
    chart = plot_table(_PRESET, columns, {name: name for name in columns}, strings)
    return noted(chart, *_notes(regressor, fit, found))


def _columns(found: Influence) -> dict[str, Any]:
    import numpy as np

    n_rows = len(found.distance)
    threshold = 4 / n_rows
    over = 100 * int(np.count_nonzero(found.distance > threshold)) / n_rows
    return {
        "distance": cells(found.distance),
        "instance_indicies": np.arange(n_rows),
        "outlier_percentage": np.full(n_rows, over),
        "influence_threshold": np.full(n_rows, threshold),
        "leverage": found.leverage,
        "residual": found.residuals,
        **_labels(found.distance, threshold),
    }


def _labels(distance: NDArray[np.float64], threshold: float) -> dict[str, list[Any]]:
    """The numbers of the rows over the threshold that have room for it, and the width from which on they have it."""
    import numpy as np

    n_rows = len(distance)
    heights = np.nan_to_num(distance / max(np.nanmax(distance), threshold))
    # As the preset places them: the largest of each stretch are drawn.
    stretches = np.arange(n_rows) * _STRETCHES // n_rows
    largest = np.maximum.reduceat(heights, np.flatnonzero(np.diff(stretches, prepend=-1)))
    is_drawn = heights >= np.repeat(largest, np.bincount(stretches)[np.unique(stretches)])
    rows = np.flatnonzero(is_drawn & (distance > threshold)).tolist()
    widths = label_widths([Stem(row / n_rows, float(heights[row]), f"{row:,}") for row in rows])
    labels: list[str | None] = [None] * n_rows
    widths_px: list[float | None] = [None] * n_rows
    for row, width_px in zip(rows, widths, strict=True):
        if width_px is not None:
            labels[row], widths_px[row] = f"{row:,}", width_px
    return {"label": labels, "label_width": widths_px}


def _counted_labels(labels: list[str | None]) -> str:
    n_labelled = len(labels) - labels.count(None)
    return f"up to {n_labelled:,} of them {'bears its' if n_labelled == 1 else 'bear their'} number"


def _counted_over(found: Influence) -> str:
    n_rows = len(found.distance)
    threshold = 4 / n_rows
    n_over = int((found.distance > threshold).sum())
    return f"{n_over:,} of {counted(n_rows, 'row')} ({n_over / n_rows:.1%}) over 4/n = {threshold:.3g}"


def _of_what(model: Any, fit: LinearFit, found: Influence) -> str:
    """Which fit the distances are of, in words."""
    kind = "a ridge regression" if fit.alpha else "a linear regression"
    if not fit.is_own:
        return f"in {kind} on the same rows"
    return (
        f"in the {model_title(model)}" if fits_these_rows(fit, found.residuals) else f"in {kind} fitted to these rows"
    )


def _notes(model: Any, fit: LinearFit, found: Influence) -> list[Diagnostic]:
    import numpy as np

    notes: list[str] = []
    if not fit.is_own:
        notes.append(
            f"{model_title(model)} has no Cook's distance; drawn is that of a linear regression on the same rows."
        )
    alone = np.flatnonzero(np.isnan(found.distance)).tolist()
    if alone:
        who = f"row {alone[0]} alone determines" if len(alone) == 1 else f"rows {listed(alone, most=6)} each determine"
        notes.append(f"{who} a coefficient (leverage 1): what the fit is without, it cannot say; left out.")
    return [Diagnostic("CK472", f"{_WHO}: {note}", "warning") for note in notes]


def _check(regressor: Any, X: Any, y: Any) -> None:
    check_given(_WHO, _CALL, {"X": X, "y": y})
    check_swapped(_WHO, _CALL, {"X": X}, {"y": y})
    check_one_target(_WHO, "y", y, "fit and plot a model for each of them: y[:, 0]")
    check_data(_WHO, _CALL, regressor, {"X": X}, {"y": y})
