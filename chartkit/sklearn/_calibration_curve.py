"""How well a classifier's probabilities are calibrated, and how to mend them: `sklearn.plot_calibration_curve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.compiler import Chart
from chartkit.compiler.recording import noted
from chartkit.diagnostics import DataError, StepError, counted, listed, shown
from chartkit.plot._calibration import PRESET
from chartkit.sklearn._arguments import check_data, check_n_jobs, check_random_state
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_kind, has_probabilities, labels_of_columns, probabilities
from chartkit.sklearn._nesting import model_title

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chartkit.sklearn._calibrated import Rows

_WHO = "plot_calibration_curve"


@logging("calibration_curve", PRESET)
def plot_calibration_curve(
    clf: Any = None,
    X: Any = None,
    y: Any = None,
    clf_name: str = "Classifier",
    *,
    model_name: str | None = None,
    labels: Any = None,
    X_test: Any = None,
    y_test: Any = None,
    test_size: float = 0.5,
    random_state: int | None = 42,
    n_bins: int = 10,
    strategy: str = "uniform",
    pos_label: Any = None,
    n_jobs: int | None = None,
    title: str = "Calibration Curve",
) -> Chart:
    """Calibration curves of a fitted classifier of two classes, of a logistic regression as the baseline, and of clones
    of the classifier calibrated by isotonic regression and by a sigmoid; logged as "calibration_curve".

    `clf` is drawn as it is, under `model_name`, or `clf_name` as W&B calls it. The others are fitted on `X` and `y`,
    and all are judged on `X_test` and `y_test`. Without these, the share `test_size` of X, stratified and drawn by
    `random_state`, is held out of their fitting, and all are judged on it. Where `clf` was fitted on X it has seen
    these rows, and its own curve flatters it, as the subtitle says: pass `X_test` for a fair one.

    The clones are calibrated by cross-validation in 5 folds, or as many as the rarer class has rows. Of a search it is
    the best estimator that is cloned. The baseline takes what a pipeline's other steps make of X, each feature divided
    by its standard deviation. What cannot be fitted on these rows is left out and named. `clf` and NumPy's random state
    stay as they are; `random_state` seeds what has no seed of its own. `labels` name the classes in the order of
    `clf.classes_`. The rest is as in `plot.calibration`.

    Raises `DataError` for a model that is not fitted or has no `predict_proba`, and for more than two classes. Rows of
    one class, or too few to calibrate, give a chart that says so.
    """
    from chartkit.evaluation.calibration import check_bins
    from chartkit.plot import calibration
    from chartkit.sklearn._calibrated import judged, unfitted_models
    from chartkit.sklearn._clones import kept_random_state

    check_bins(n_bins, strategy)
    check_n_jobs(_WHO, n_jobs)
    check_random_state(_WHO, random_state)
    _check(clf, X, y, X_test, y_test, test_size)
    labels = _checked_labels(clf, labels)
    name = str(clf_name if model_name is None else model_name)
    rows = _rows(clf, X, y, X_test, y_test, test_size, random_state)
    models = unfitted_models(clf, name, rows.y, random_state, n_jobs, _WHO)
    with kept_random_state():
        own = probabilities(clf, rows.X_judged, _WHO)
        found, notes = judged(models, rows, _WHO)
    baseline, *calibrated = models
    order = {baseline: found.get(baseline), name: own, **{each: found.get(each) for each in calibrated}}
    drawn = {each: values for each, values in order.items() if values is not None}
    chart = calibration(rows.y_judged, drawn, labels, n_bins, strategy, title, pos_label=pos_label, subtitle=rows.words)
    return noted(chart, *notes)


def _check(clf: Any, X: Any, y: Any, X_test: Any, y_test: Any, test_size: Any) -> None:
    """What can be told before any work is done. Raises `DataError`."""
    checked_kind(clf, "classifier", _WHO)
    check_data(_WHO, f"{_WHO}(clf, X, y, clf_name)", clf, {"X": X}, {"y": y})
    if (X_test is None) != (y_test is None):
        given, missing = ("y_test", "X_test") if X_test is None else ("X_test", "y_test")
        raise DataError.of("CK470", f"{_WHO} takes X_test and y_test together; found {given} without {missing}.")
    if X_test is not None:
        call = f"{_WHO}(clf, X, y, X_test=…, y_test=…)"
        check_data(_WHO, call, clf, {"X_test": X_test}, {"y_test": y_test})
    if not isinstance(test_size, float) or not 0 < test_size < 1:
        raise DataError.of("CK470", f"{_WHO} takes test_size as a share from 0 to 1; found {shown(test_size)}.")
    if not has_probabilities(clf):
        message = f"{_WHO} needs predict_proba; {model_title(clf)} has none as it is set up."
        help = "wrap it in sklearn.calibration.CalibratedClassifierCV, fit that, and pass it"
        raise DataError.of("CK474", message, help)


def _checked_labels(clf: Any, labels: Any) -> Any:
    """`labels` in the order of the classes of `clf`, where it has two: of another number it is told with the data."""
    from chartkit.evaluation.arrays import vector
    from chartkit.evaluation.classes import aligned

    classes = getattr(clf, "classes_", ())
    if labels is None or isinstance(classes, list) or len(classes) != 2:
        return labels
    ordered = labels_of_columns(clf, vector(labels, "labels").tolist())
    aligned(classes.tolist(), 2, ordered, "predict_proba")
    return ordered


def _rows(clf: Any, X: Any, y: Any, X_test: Any, y_test: Any, test_size: float, random_state: int | None) -> Rows:
    from chartkit.evaluation.arrays import vector
    from chartkit.sklearn._calibrated import given_rows, split_rows

    truth = vector(y, "y")
    _check_classes(clf, truth, "y")
    if X_test is None:
        return split_rows(X, truth, test_size, random_state, _WHO)
    truth_test = vector(y_test, "y_test")
    _check_classes(clf, truth_test, "y_test")
    return given_rows(X, truth, X_test, truth_test, _WHO)


def _check_classes(clf: Any, truth: NDArray[Any], name: str) -> None:
    """That `truth` has the two classes that `clf` knows. Raises `DataError`; `StepError` where it has one alone."""
    from chartkit.evaluation.encoding import distinct

    if isinstance(getattr(clf, "classes_", None), list):
        message = (
            f"{_WHO} takes a classifier of one target; {model_title(clf)} has {counted(len(clf.classes_), 'target')}."
        )
        raise DataError.of("CK470", message, "fit one for each target: clf.fit(X, y[:, 0])")
    known: list[Any] = clf.classes_.tolist() if hasattr(clf, "classes_") else distinct(truth, name)
    if len(known) != 2:
        help = "fit one that tells one class from the rest: clf.fit(X, y == 'cat')"
        message = f"{_WHO} takes a classifier of two classes; {model_title(clf)} has {len(known):,}."
        raise DataError.of("CK470", message, help)
    present = distinct(truth, name)
    unknown = [value for value in present if value not in known]
    if unknown:
        message = f"{_WHO}: {name} has {listed(unknown, most=6)}; {model_title(clf)} was fitted on {listed(known)}."
        raise DataError.of("CK470", message)
    if len(present) == 1:
        message = f"{_WHO}: {name} has the class {present[0]!r} alone; calibration needs both."
        raise StepError.of("CK471", message)
