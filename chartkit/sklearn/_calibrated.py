"""The models of a calibration plot: takes a classifier and its data, gives rows to fit and judge on, and probabilities.

The plot is `_calibration_curve.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import Diagnostic, StepError, counted
from chartkit.sklearn._clones import unfitted_clone
from chartkit.sklearn._models import scikit_learn
from chartkit.sklearn._nesting import chosen_by_search, is_pipeline
from chartkit.sklearn._progress import progress
from chartkit.sklearn._refusals import first_line, refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_FOLDS = 5
_FEWEST = 2  # of each class, to fit on one half and calibrate on the other


class Rows(NamedTuple):
    """What the clones are fitted on, what all models are judged on, and how the chart says so."""

    X: Any
    y: NDArray[Any]
    X_judged: Any
    y_judged: NDArray[Any]
    words: str


def given_rows(X: Any, y: NDArray[Any], X_test: Any, y_test: NDArray[Any], who: str) -> Rows:
    """Clones are fitted on all of X, everything is judged on the test set. Raises `StepError` for too few rows."""
    _check_counts(y, _FEWEST, who)
    return Rows(X, y, X_test, y_test, f"judged on {counted(len(y_test), 'row')} of X_test")


def split_rows(X: Any, y: NDArray[Any], test_size: float, random_state: int | None, who: str) -> Rows:
    """The share `test_size` of X is held out, stratified, to judge on. Raises `StepError` for too few rows."""
    _check_counts(y, 2 * _FEWEST, who)
    split = scikit_learn("model_selection", who).train_test_split
    try:
        X_fit, X_judged, y_fit, y_judged = split(X, y, test_size=test_size, random_state=random_state, stratify=y)
    except ValueError as error:
        raise refused(who, f"a share of {test_size:g} cannot be held out", error) from error
    _check_counts(y_fit, _FEWEST, who)
    words = f"judged on {counted(len(y_judged), 'row')} held out of X,\nwhich the model as given may have learned from"
    return Rows(X_fit, y_fit, X_judged, y_judged, words)


def unfitted_models(
    clf: Any, name: str, y: NDArray[Any], seed: int | None, n_jobs: int | None, who: str
) -> dict[str, Any]:
    """The baseline and the two calibrations of `clf` by their names, not fitted yet; the baseline comes first."""
    calibrated = scikit_learn("calibration", who).CalibratedClassifierCV
    model = unfitted_clone(chosen_by_search(clf), who, seed)
    folds = min(_MOST_FOLDS, min(_class_counts(y).values()))
    baseline = "Logistic" if name != "Logistic" else "Logistic baseline"
    return {
        baseline: _baseline(model, who),
        f"{name} Isotonic": calibrated(model, method="isotonic", cv=folds, n_jobs=n_jobs),
        f"{name} Sigmoid": calibrated(model, method="sigmoid", cv=folds, n_jobs=n_jobs),
    }


def judged(models: Mapping[str, Any], rows: Rows, who: str) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The probabilities that each of `models` gives `rows.X_judged` once fitted; notes name those that cannot be."""
    found: dict[str, Any] = {}
    notes: list[Diagnostic] = []
    with progress(len(models), "calibrating") as advance:
        for name, model in models.items():
            try:
                found[name] = model.fit(rows.X, rows.y).predict_proba(rows.X_judged)
            except Exception as error:  # whatever a user's own model raises: the other curves are still drawn
                message = f"{who} leaves out {name!r}, which cannot be fitted here: {first_line(error)}."
                notes.append(Diagnostic("CK472", message, "warning"))
            advance()
    return found, notes


def _baseline(model: Any, who: str) -> Any:
    """A logistic regression behind the steps that `model` has before its last, and a scaler that keeps zeros."""
    scaler = scikit_learn("preprocessing", who).StandardScaler(with_mean=False)
    logistic = scikit_learn("linear_model", who).LogisticRegression(max_iter=1000)
    copied = scikit_learn("base", who).clone
    before = [copied(step, safe=False) for _, step in model.steps[:-1]] if is_pipeline(model) else []
    return scikit_learn("pipeline", who).make_pipeline(*before, scaler, logistic)


def _check_counts(y: NDArray[Any], fewest: int, who: str) -> None:
    counts = _class_counts(y)
    rarest = min(counts, key=lambda value: counts[value])
    if counts[rarest] < fewest:
        found = counted(counts[rarest], "row")
        message = f"{who} needs {fewest} rows of each class to calibrate and judge; the class {rarest!r} has {found}."
        raise StepError.of("CK471", message)


def _class_counts(y: NDArray[Any]) -> dict[Any, int]:
    import numpy as np

    values, counts = np.unique(y, return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))
