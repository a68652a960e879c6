"""What a curve of each class is counted from: takes the arguments of `roc_curve`, gives who is positive, and scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, Diagnostic, StepError, listed
from chartkit.evaluation.arrays import array, column_names, equal_lengths, finite, numbers, vector, vector_or_matrix
from chartkit.evaluation.class_names import frame_labels, sorted_classes
from chartkit.evaluation.classes import ClassColumn, aligned, chosen
from chartkit.evaluation.encoding import distinct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MULTILABEL_NDIM = 3


class Samples(NamedTuple):
    """n samples with a score for each of k columns, and which of them belong to each column's class.

    `truth` is the n labels, or n × k of 0 and 1 where a sample may have several; `scores` is n × k, or n × 1 of the
    last of two `columns`.
    """

    truth: NDArray[Any]
    scores: NDArray[Any]
    columns: tuple[ClassColumn, ...]

    @property
    def has_averages(self) -> bool:
        """Whether averages over classes say more than their curves: of several labels, or three classes or more."""
        return self.truth.ndim > 1 or self.scores.shape[1] > 2

    def positive(self, column: ClassColumn) -> NDArray[np.bool_]:
        """Which samples belong to the class of `column`."""
        import numpy as np

        found = self.truth == column.value if self.truth.ndim == 1 else self.truth[:, column.column]
        return np.asarray(found, dtype=bool)

    def score(self, column: ClassColumn) -> NDArray[Any]:
        """The score of each sample for the class of `column`."""
        import numpy as np

        return np.ascontiguousarray(self.scores[:, -1 if self.scores.shape[1] == 1 else column.column])

    def drawn(self, classes_to_plot: Any) -> tuple[ClassColumn, ...]:
        """The columns to draw: the larger class alone where there are scores of it alone. Raises as `chosen`."""
        found = chosen(self.columns, classes_to_plot)
        if self.scores.shape[1] > 1:
            return found
        scored = self.columns[-1]
        if scored not in found:
            message = (
                f"y_probas has the scores of {scored.name!r} alone, and classes_to_plot asks for {found[0].name!r}."
            )
            raise DataError.of("CK470", message, "pass a column of scores for each class")
        return (scored,)


def samples_of(y_true: Any, y_probas: Any, labels: Any = None, *, are_sorted: bool = False) -> Samples:
    """The samples of n labels with n scores (of the larger of two classes) or n × k, or of n × k labels of 0 and 1.

    Which column is whose is told by `labels`, else a data frame's names of columns, else by `aligned`. Columns that
    `are_sorted`, as those of scikit-learn's `predict_proba`, are so whatever the order of the classes in `labels`.

    Raises `DataError` CK470 for arguments that do not fit each other, and `StepError` CK471 for labels of one class
    only, missing ones, and scores that are NaN or infinite.
    """
    truth = vector_or_matrix(y_true, "y_true")
    scored = _scores(y_probas, truth.ndim)
    _check_order(truth, scored)
    scores = numbers(scored, "y_probas")
    equal_lengths(y_true=truth, y_probas=scores)
    if truth.ndim == 2:
        return _of_several_labels(truth, scores, _names(y_true) if labels is None else labels)
    present = distinct(truth)
    if scores.ndim == 1:
        scores = scores[:, None]
        if len(present) > 2:
            found = f"y_true has {len(present):,} classes ({listed(present, most=6)}) and y_probas one column of scores"
            raise DataError.of("CK470", f"{found}; each class needs its own.", "pass n rows × k columns of scores")
    if len(present) == 1:
        raise StepError.of("CK471", f"y_true has the class {present[0]!r} alone, and a curve needs two to tell apart.")
    if labels is None and scores.shape[1] > 1:
        labels = frame_labels(present, y_probas)
    elif labels is not None and are_sorted:
        labels = sorted_classes(present, vector(labels, "labels").tolist())
    columns = aligned(present, max(scores.shape[1], 2), labels, "y_probas" if scores.shape[1] > 1 else "")
    return Samples(truth, finite(scores, "y_probas"), columns)


def order_note(samples: Samples) -> Diagnostic | None:
    """A warning where fewer samples score highest for their own class by the order of `labels` than they would by the
    sorted classes, which is the order of scikit-learn's columns. O(n k).
    """
    values = [column.value for column in samples.columns]
    ordered = sorted_classes(values, values)
    if samples.truth.ndim == 2 or samples.scores.shape[1] == 1 or values == ordered:
        return None
    guessed = samples.scores.argmax(axis=1)
    right, right_sorted = (_share_right(samples, each, guessed) for each in (values, ordered))
    if right_sorted <= right:
        return None
    names = listed([column.name for column in samples.columns], "and", most=4)
    message = (
        f"the columns of y_probas are taken in the order of labels, {names}: {right:.0%} of the rows score highest "
        f"for their own class. In sorted order {right_sorted:.0%} would."
    )
    return Diagnostic("CK478", message, "warning", help="predict_proba sorts its columns: pass labels=model.classes_")


def _share_right(samples: Samples, classes: list[Any], guessed: NDArray[np.intp]) -> float:
    """The share of samples whose guessed column is their class, where the columns belong to `classes`."""
    right = [samples.truth[guessed == column] == value for column, value in enumerate(classes)]
    return float(sum(found.sum() for found in right)) / len(samples.truth)


def _scores(y_probas: Any, truth_ndim: int) -> NDArray[Any]:
    """The scores; of the list that forests give for several labels, k of n × 2, the column of 1."""
    found = array(y_probas, "y_probas")
    if found.ndim == _MULTILABEL_NDIM and truth_ndim == 2 and found.shape[2] == 2:
        return found[:, :, 1].T
    return vector_or_matrix(found, "y_probas")


def _of_several_labels(truth: NDArray[Any], scores: NDArray[Any], labels: Any) -> Samples:
    import numpy as np

    if truth.shape != scores.shape:
        shapes = [" × ".join(f"{size:,}" for size in found.shape) for found in (truth, scores)]
        message = f"y_true is {shapes[0]} and y_probas {shapes[1]}; each label needs its own column of scores."
        raise DataError.of("CK470", message, "pass y_true as one list of classes where each sample has one")
    marks = numbers(truth, "y_true")
    wrong = marks[(marks != 0) & (marks != 1)]
    if wrong.size:
        message = (
            f"y_true of {truth.shape[1]:,} columns marks the labels of each sample by 0 and 1; found {wrong[0]:g}."
        )
        raise DataError.of("CK470", message)
    n_columns = truth.shape[1]
    names = range(n_columns) if labels is None else vector(labels, "labels").tolist()
    columns = [ClassColumn(at, at, each.name) for at, each in enumerate(aligned(range(n_columns), n_columns, names))]
    return Samples(np.asarray(marks, dtype=bool), finite(scores, "y_probas"), tuple(columns))


def _names(y_true: Any) -> list[str] | None:
    """The names of a frame's columns."""
    names = column_names(y_true)
    return names if names and all(isinstance(name, str) for name in names) else None


def _check_order(truth: NDArray[Any], scored: NDArray[Any]) -> None:
    """Raises `DataError` where the first argument holds scores and the second labels."""
    if scored.ndim == 1 and _are_scores(truth) and not _are_scores(scored):
        message = "y_true holds scores and y_probas holds classes; they are swapped."
        raise DataError.of("CK470", message, "the labels come first: (y_true, y_probas)")


def _are_scores(found: NDArray[Any]) -> bool:
    """Whether numbers are neither whole nor of two kinds."""
    import numpy as np

    with np.errstate(invalid="ignore"):
        has_parts = found.dtype.kind == "f" and bool((found % 1 != 0).any())
    return has_parts and (found.ndim == 2 or len(set(found[:9])) > 2)
