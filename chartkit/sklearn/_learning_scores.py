"""Scores over the size of the training set: takes a model and its data, gives scikit-learn's numbers and what failed.

The plot is `_learning_curve.py`.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, Diagnostic, StepError, counted, shown
from chartkit.sklearn._clones import kept_random_state
from chartkit.sklearn._models import is_classifier, scikit_learn
from chartkit.sklearn._progress import progress
from chartkit.sklearn._refusals import first_line, refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Scores(NamedTuple):
    """k sizes of the training set, and for each the scores of its folds: k × folds, NaN where a fold failed."""

    sizes: list[int]
    train: Floats
    test: Floats
    reasons: list[str]
    """Why folds of each size failed; empty where none did."""

    @property
    def failed(self) -> NDArray[np.bool_]:
        """Which folds of each size have no scores, k × folds."""
        import numpy as np

        return np.isnan(self.train) | np.isnan(self.test)


def learning_scores(
    model: Any, X: Any, y: Any, splits: list[Any], sizes: list[int], scoring: Any, n_jobs: int | None, who: str
) -> Scores:
    """scikit-learn's `learning_curve`, a size at a time, so that a bar says how far it has come.

    The model is cloned for each fold of `splits` and each size; NumPy's random state is kept.
    """
    import numpy as np

    found: list[_OneSize] = []
    with progress(len(sizes), "learning curve") as advance, kept_random_state():
        for size in sizes:
            found.append(_of_one_size(model, X, y, splits, size, scoring, n_jobs, who))
            advance()
    return Scores(
        sizes,
        np.vstack([each.train for each in found]),
        np.vstack([each.test for each in found]),
        [each.reason for each in found],
    )


@kept_random_state()
def folds(model: Any, X: Any, y: Any, cv: Any, shuffle: bool, random_state: Any, who: str) -> list[Any]:
    """The pairs of row numbers to train and to test on, drawn as scikit-learn's `learning_curve` draws them; NumPy's
    random state is kept.

    Raises `DataError` for a `cv` that is none, `StepError` where these rows cannot be split so.
    """
    check_cv = scikit_learn("model_selection", who).check_cv
    try:
        splitter = check_cv(cv, y, classifier=is_classifier(model))
    except (ValueError, TypeError) as error:
        help = "a number of folds, a splitter such as KFold, or a list of pairs of row numbers"
        raise DataError.of("CK470", f"{who} cannot use cv={shown(cv)}: {first_line(error)}.", help) from error
    try:
        with warnings.catch_warnings():
            # A class of fewer rows than folds: the folds without it are named where they fail.
            warnings.filterwarnings("ignore", "The least populated class", UserWarning)
            splits = list(splitter.split(X, y))
    except ValueError as error:
        raise refused(who, "these rows cannot be split into folds", error) from error
    _check_splits(splits, len(y), cv, who)
    if not shuffle:
        return splits
    random = scikit_learn("utils", who).check_random_state(random_state)
    return [(random.permutation(train), test) for train, test in splits]


def _check_splits(splits: list[Any], n_rows: int, cv: Any, who: str) -> None:
    """Raises `DataError` where there is no pair of row numbers, or one that these rows do not have."""
    import numpy as np

    help = "a number of folds, a splitter such as KFold, or a list of pairs of row numbers"
    if not splits:
        raise DataError.of("CK470", f"{who}: cv={shown(cv)} has no folds.", help)
    for train, test in splits:
        rows = np.concatenate([np.ravel(train), np.ravel(test)])
        if rows.dtype.kind in "iu" and rows.size and (rows.max() >= n_rows or rows.min() < -n_rows):
            message = f"{who}: cv has the row {int(rows[np.argmax(np.abs(rows))]):,}, and there are {n_rows:,}."
            raise DataError.of("CK470", message, "row numbers count from 0")


def absolute_sizes(train_sizes: Any, most: int, who: str) -> list[int]:
    """How many rows to train on, rising and each once: shares of `most` up to 1.0, or numbers of rows.

    W&B's are the default: a tenth to all of the rows in five even steps. Raises `DataError` for any other numbers.
    """
    import numpy as np

    from chartkit.evaluation.arrays import vector

    if train_sizes is None:
        train_sizes = np.linspace(0.1, 1.0, 5)
    found = vector(train_sizes, "train_sizes")
    help = "shares from 0 to 1.0 as floats, or numbers of rows as integers"
    if found.dtype.kind not in "fiu" or not found.size:
        raise DataError.of("CK470", f"{who} takes train_sizes as a list of numbers; found {shown(train_sizes)}.", help)
    is_share = found.dtype.kind == "f"
    low, high, limit = found.min().item(), found.max().item(), 1.0 if is_share else most
    if not (low > 0 and high <= limit):
        unit = "shares above 0 and up to 1.0" if is_share else f"1 to {most:,} rows, the smallest training set there is"
        wrong = low if not low > 0 else high
        raise DataError.of("CK470", f"{who} takes train_sizes as {unit}; found {wrong:g}.", help)
    rows = np.clip((found * most).astype(int), 1, most) if is_share else found
    return np.unique(rows).tolist()


def failures(found: Scores, help: str | None, who: str) -> list[Diagnostic]:
    """A note for each reason why folds failed, with how many of them at which sizes.

    Raises `StepError` where nothing is left to draw.
    """
    failed = found.failed
    reasons = list(dict.fromkeys(reason for reason in found.reasons if reason))
    if failed.all():
        message = f"{who}: no fold could be fitted and scored; nothing is drawn. {'; '.join(reasons)}."
        raise StepError.of("CK471", message, help)
    notes: list[Diagnostic] = []
    for reason in reasons:
        places = [place for place, each in enumerate(found.reasons) if each == reason]
        at = [
            f"{int(failed[place].sum()):,} of {failed.shape[1]:,} at {counted(found.sizes[place], 'row')}"
            for place in places
        ]
        words = f"{counted(int(failed[places].sum()), 'fit')} that failed ({', '.join(at)})"
        notes.append(Diagnostic("CK472", f"{who} leaves out {words}: {reason}.", "warning", help=help))
    return notes


class _OneSize(NamedTuple):
    """The scores of each fold at one size, NaN where it failed, and the reason of the first failure."""

    train: Floats
    test: Floats
    reason: str


def _of_one_size(
    model: Any, X: Any, y: Any, splits: list[Any], size: int, scoring: Any, n_jobs: int | None, who: str
) -> _OneSize:
    import numpy as np

    validation = scikit_learn("model_selection", who)
    failed_warning = scikit_learn("exceptions", who).FitFailedWarning
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", failed_warning)
        warnings.filterwarnings("always", "Scoring failed", UserWarning)
        try:
            _, train, test = validation.learning_curve(
                model, X, y, train_sizes=[size], cv=splits, scoring=scoring, n_jobs=n_jobs, error_score=float("nan")
            )
            train, test = train[0], test[0]
        except Exception as error:  # a model of the user's may raise anything, and training goes on
            if "fits failed" not in str(error):
                raise StepError.of("CK471", f"{who}: {first_line(error)}.") from error
            train = test = np.full(len(splits), np.nan)
            reasons = [_raised(error)]
        else:
            reasons = [_raised(each.message) for each in caught if _tells_a_failure(each.message)]
    for each in caught:
        if not _tells_a_failure(each.message):
            warnings.warn_explicit(each.message, each.category, each.filename, each.lineno)
    is_whole = not (np.isnan(train) | np.isnan(test)).any()
    return _OneSize(train, test, "" if is_whole else [*reasons, "the score is not a number"][0])


def _tells_a_failure(message: Warning | str) -> bool:
    return type(message).__name__ == "FitFailedWarning" or str(message).startswith("Scoring failed")


def _raised(message: Exception | Warning | str) -> str:
    """The error at the end of the traceback that scikit-learn puts into its message, without the lines after it."""
    lines = str(message).strip().splitlines()
    frames = [place for place, line in enumerate(lines) if line.startswith("  ")]
    return lines[min(frames[-1] + 1 if frames else 0, len(lines) - 1)].rstrip(".")
