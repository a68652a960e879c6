"""Which classes are mistaken for which: `plot.confusion_matrix`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted, recording
from chartkit.diagnostics import DataError, Diagnostic, counted, shown
from chartkit.schema import hint

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chartkit.evaluation.confusion import Confusion, Share

PRESET = "wandb/confusion_matrix/v1"
_COLUMNS = ("Actual", "Predicted", "nPredictions")
_MOST_MARKS = 2_500
_MOST_ROWS, _MOST_BYTES, _ROW_BYTES = 45_000, 4_500_000, 220
"""What a chart has room for, and what a cell takes beside its two names."""
_SHARES: dict[Share, str] = {"true": "true class", "pred": "predicted class", "all": "all predictions"}
"""The preset's word for scikit-learn's."""


@recording(PRESET)
def confusion_matrix(
    probs: Any = None,
    y_true: Any = None,
    preds: Any = None,
    class_names: Any = None,
    title: str = "Confusion Matrix Curve",
    split_table: bool = False,
    *,
    normalize: str | bool | None = None,
    sample_weight: Any = None,
    labels: Any = None,
) -> Chart:
    """How often each class is predicted as each class: the preset `wandb/confusion_matrix/v1`.

    `y_true` is n labels, `preds` n predicted ones: texts, numbers or booleans. In place of `preds`, `probs` is n rows ×
    k columns of scores, the largest of which is predicted (the first of equals), or n probabilities of the second of
    two classes, which is predicted above 0.5. Without `class_names` classes are called as they are, sorted, whole
    numbers without a point. `class_names` are the classes themselves in the order to show, or names of them: by index
    for the classes 0, 1, …, else in the order of the sorted classes. `labels` are the classes to show, in that order;
    samples of others are left out, which the chart says. `sample_weight` counts each sample as much.

    The table has a row for each pair of k classes, k² rows, by true class: Actual and Predicted (texts), and
    nPredictions, the count or sum of weights. `normalize` has the cells show shares of it: of their row ("true", or
    True), their column ("pred") or all ("all"); the table keeps the counts. Of more cells than a chart carries, as 200
    classes with long names may have, those of the smallest shares are not drawn, which the chart says; the table then
    has a column `share`.

    Raises `DataError` for arguments that do not fit each other. Empty lists, missing labels and NaN in `probs` give a
    chart that says so. O(n + k²).

    >>> confusion_matrix(y_true=["cat", "dog", "dog"], preds=["cat", "cat", "dog"])
    Chart('wandb/confusion_matrix/v1', 4 rows)
    """
    from chartkit.evaluation.confusion import confusion

    share = share_of(normalize)
    found = confusion(y_true, preds, probs, class_names, labels, sample_weight)
    return chart_of(found, title, share, split_table)


def share_of(normalize: Any) -> Share | None:
    """What the cells are shares of, None for counts. Raises `DataError` for another word."""
    if normalize is None or normalize is False:
        return None
    if normalize is True:
        return "true"
    for share in _SHARES if isinstance(normalize, str) else ():
        if normalize == share:
            return share
    message = f"normalize={shown(normalize)} is none of the shares that a confusion matrix shows."
    raise DataError.of("CK470", message, hint(str(normalize), _SHARES, "shares"))


def chart_of(
    found: Confusion,
    title: str,
    share: Share | None,
    split_table: bool = False,
    rows: list[int] | None = None,
    columns: list[int] | None = None,
) -> Chart:
    """The chart of a confusion matrix, or of the `rows` (true classes) and `columns` of it that are given.

    Where those are not all, the table has a column `share`: that of the whole matrix.
    """
    is_whole = rows is None and columns is None
    least = _least_share(found, share or "true") if is_whole else 0.0
    table, fields = _whole(found) if is_whole and not least else _part(found, share or "true", rows, columns)
    said = [_left_out(found)] if found.n_left_out else []
    notes = [Diagnostic("CK472", f"{text}.", "warning") for text in said]
    strings: dict[str, Any] = {"title": title, "square": is_whole, "least-share": least}
    strings["zeros"] = not is_whole or found.counts.size <= _MOST_MARKS
    if least:
        whole = "all predictions" if share == "all" else f"their {_SHARES[share or 'true']}"
        said.append(f"cells of under {100 * least:.2g}% of {whole} are not drawn")
        notes.append(Diagnostic("CK472", f"{said[-1]}; the table has them.", "info"))
    strings["subtitle"] = "; ".join(said)
    if share is not None:
        strings |= {"cells": "shares", "share-of": _SHARES[share]}
    if share == "all":
        strings["darkest"] = 0
    chart = plot_table(PRESET, table, {name: name for name in fields}, strings, split_table)
    return noted(chart, *notes)


def _least_share(found: Confusion, share: Share) -> float:
    """The smallest share to draw, 0 where a chart has room for every cell that is not empty."""
    import json

    import numpy as np

    from chartkit.evaluation.confusion import shares

    names = found.classes.names
    row_bytes = _ROW_BYTES + 2 * sum(len(json.dumps(name)) for name in names) // len(names)
    most = min(_MOST_ROWS, _MOST_BYTES // row_bytes) - len(names)
    if found.counts.size <= most:
        return 0.0
    drawn = shares(found.counts, share)[found.counts > 0]
    if drawn.size <= most:
        return 0.0
    kept = np.unique(drawn)[::-1]
    fits = np.searchsorted(np.sort(drawn), kept, side="left") >= drawn.size - most
    return float(kept[fits][-1]) if fits.any() else 1.0


def _whole(found: Confusion) -> tuple[dict[str, list[Any]], tuple[str, ...]]:
    names = found.classes.names
    return _table(names, names, found.counts), _COLUMNS


def _part(
    found: Confusion, share: Share, rows: list[int] | None, columns: list[int] | None
) -> tuple[dict[str, list[Any]], tuple[str, ...]]:
    from chartkit.evaluation.confusion import shares

    every = list(range(len(found.classes.names)))
    rows, columns = every if rows is None else rows, every if columns is None else columns
    true, predicted = ([found.classes.names[place] for place in places] for places in (rows, columns))
    table = _table(true, predicted, found.counts[rows][:, columns])
    table["share"] = shares(found.counts, share)[rows][:, columns].ravel().tolist()
    return table, (*_COLUMNS, "share")


def _table(rows: list[str], columns: list[str], counts: NDArray[Any]) -> dict[str, list[Any]]:
    """The columns of W&B's table: a row for each pair, by true class."""
    return {
        "Actual": [name for name in rows for _ in columns],
        "Predicted": columns * len(rows),
        "nPredictions": counts.ravel().tolist(),
    }


def _left_out(found: Confusion) -> str:
    verb = "is" if found.n_samples == 1 else "are"
    return f"{found.n_left_out:,} of {counted(found.n_samples, 'sample')} {verb} of other classes and left out"
