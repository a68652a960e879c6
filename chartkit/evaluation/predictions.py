"""The class that each sample is predicted as: takes `preds` or `probs` as users pass them, gives labels.

Mistakes of the call are told before any work: `preds` in place of `probs`, probabilities in place of classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, StepError, counted, shown
from chartkit.evaluation.arrays import array, equal_lengths, numbers, vector, vector_or_matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Predictions(NamedTuple):
    """n true labels and n predicted ones; these are indices of columns where there are `n_columns` of scores."""

    truth: NDArray[Any]
    predicted: NDArray[Any]
    n_columns: int | None


def predictions_of(y_true: Any, preds: Any, probs: Any, preds_name: str = "preds") -> Predictions:
    """The true and the predicted labels of n samples.

    Of n rows × k columns of `probs` the largest one is predicted, the first of equals; of n probabilities the second of
    two classes where they exceed 0.5. `preds_name` is the argument's, for the sentences.

    Raises `DataError` CK470 for both or neither, lengths that differ, and each in place of the other; `StepError` CK471
    for no samples, and for rows with NaN, with their number.
    """
    if preds is not None and probs is not None:
        raise DataError.of("CK470", "preds and probs are both given; only one of them says what was predicted.")
    truth = vector(y_true, "y_true")
    if probs is not None:
        return _of_scores(truth, vector_or_matrix(probs, "probs"))
    if preds is None:
        missing = f"{preds_name} is missing" if preds_name != "preds" else "neither preds nor probs is given"
        raise DataError.of("CK470", f"{missing}: what was predicted for each label of y_true.")
    found = array(preds, preds_name)
    if found.ndim == 2 and found.shape[1] > 1:
        shape = f"{found.shape[0]:,} × {found.shape[1]:,}"
        message = f"{preds_name} is one class for each sample; found {shape}, as probabilities are."
        raise DataError.of("CK470", message, _instead(preds_name))
    predicted = vector(found, preds_name)
    equal_lengths(**{"y_true": truth, preds_name: predicted})
    _check_classes(truth, predicted, preds_name)
    return Predictions(truth, predicted, None)


def _of_scores(truth: NDArray[Any], found: NDArray[Any]) -> Predictions:
    if found.dtype.kind not in "fO" or (
        found.dtype.kind == "O" and any(isinstance(value, str) for value in found.flat[:1])
    ):
        kind = "texts" if found.dtype.kind in "OSU" else "whole numbers"
        message = f"probs holds {kind}, as classes are, and takes probabilities."
        raise DataError.of("CK470", message, "the call is confusion_matrix(y_true=…, preds=…)")
    scores = numbers(found, "probs")
    equal_lengths(y_true=truth, probs=scores)
    _check_no_nan(scores)
    if scores.ndim == 1:
        return Predictions(truth, _over_half(scores), 2)
    return Predictions(truth, scores.argmax(axis=1), scores.shape[1])


def _over_half(scores: NDArray[np.floating[Any]]) -> NDArray[Any]:
    wrong = scores[(scores < 0) | (scores > 1)]
    if wrong.size:
        message = f"probs of one column is probabilities from 0 to 1; found {wrong[0]:g}."
        raise DataError.of("CK470", message, "pass the classes that your threshold gives as preds=")
    return (scores > 0.5).astype(int)


def _check_no_nan(scores: NDArray[np.floating[Any]]) -> None:
    import numpy as np

    missing = np.isnan(scores)
    n_bad = int(np.count_nonzero(missing.any(axis=1) if missing.ndim == 2 else missing))
    if n_bad:
        message = f"probs has NaN in {n_bad:,} of its {counted(len(scores), 'row')}; nothing is drawn."
        raise StepError.of("CK471", message)


def _check_classes(truth: NDArray[Any], predicted: NDArray[Any], name: str) -> None:
    """Raises `DataError` for probabilities among classes, and texts on one side with numbers on the other."""
    if predicted.dtype.kind == "f" and truth.dtype.kind != "f":
        parts = predicted[(predicted % 1) != 0]
        if parts.size and not (parts != parts).all():
            wrong = parts[parts == parts][0]
            message = f"{name} holds classes; found {wrong:g}, as probabilities are."
            raise DataError.of("CK470", message, _instead(name))
    check_one_type({"y_true": truth, name: predicted})


def check_one_type(sides: Mapping[str, NDArray[Any]]) -> None:
    """Raises `DataError` CK470 where one of `sides`, by the name of its argument, holds texts and another numbers."""
    kinds = {name: kind_of_labels(labels) for name, labels in sides.items()}
    if {"texts", "numbers"} <= set(kinds.values()):
        held = " and ".join(
            f"{name} holds {kind} ({shown(sides[name][:1].tolist()[0])} …)" for name, kind in kinds.items()
        )
        raise DataError.of("CK470", f"{held}; both are classes of one type.", "give both the same kind of labels")


def kind_of_labels(labels: NDArray[Any]) -> str:
    """Whether labels are "texts", "numbers" or of an "other" kind, told by the first nine of mixed arrays."""
    if labels.dtype.kind in "SU":
        return "texts"
    if labels.dtype.kind in "iufb":
        return "numbers"
    return "texts" if all(isinstance(label, str) for label in labels[:9].tolist()) else "other"


def _instead(name: str) -> str:
    return "pass them as probs=" if name == "preds" else "pass the classes, as model.predict gives them"
