"""Would more data help? Scores over the size of the training set: `sklearn.plot_learning_curve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted
from chartkit.diagnostics import counted
from chartkit.sklearn._arguments import check_data, check_n_jobs, check_random_state
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_predictor, is_classifier

if TYPE_CHECKING:
    from chartkit.sklearn._learning_scores import Scores

_WHO = "plot_learning_curve"
_CALL = "plot_learning_curve(model, X, y)"
_PRESET = "wandb/learning_curve/v1"
_COLUMNS = ("dataset", "score", "train_size", "std", "lower", "upper", "folds")


@logging("learning_curve", _PRESET)
def plot_learning_curve(
    model: Any = None,
    X: Any = None,
    y: Any = None,
    cv: Any = None,
    shuffle: bool = False,
    random_state: Any = None,
    train_sizes: Any = None,
    n_jobs: int | None = 1,
    scoring: Any = None,
    *,
    title: str = "Learning Curve",
) -> Chart:
    """The training and the cross-validated score of a fitted classifier or regressor over the rows it learns from, each
    with its mean and one standard deviation over the folds; logged as "learning_curve".

    The numbers are those of scikit-learn's `learning_curve`, and so are the arguments: `cv` is a number of folds (5), a
    splitter or a list of splits; `shuffle` mixes the rows by `random_state` before the first of them are taken;
    `train_sizes` are shares (a tenth to all, in five even steps) or numbers of rows; `scoring` is a name or a
    function, without it the model's own score. `n_jobs` fits so many folds at once.

    The table has the columns dataset (train, test), score, train_size, std, lower, upper, and folds, how many the mean
    is of. Folds that fail, for their part of the rows has one class alone, are left out and named with the reason.

    Clones are fitted; `model` and NumPy's random state stay as they are. A bar on a terminal says how far it has come.
    Costs as many fits as folds times sizes. Raises `DataError` for a model that is not fitted or predicts nothing, and
    for arguments that do not fit; rows on which no fold can be fitted give a chart that says so.
    """
    from chartkit.evaluation.arrays import vector_or_matrix
    from chartkit.evaluation.encoding import distinct
    from chartkit.sklearn._learning_scores import absolute_sizes, failures, folds, learning_scores
    from chartkit.sklearn._scoring import checked_scoring

    _check(model, X, y)
    score_name = checked_scoring(model, scoring, _WHO)
    check_n_jobs(_WHO, n_jobs)
    check_random_state(_WHO, random_state)
    truth = vector_or_matrix(y, "y")
    if truth.ndim == 1 and is_classifier(model):
        distinct(truth, "y")  # labels that are missing are told before any fold is
    splits = folds(model, X, truth, cv, shuffle, random_state, _WHO)
    sizes = absolute_sizes(train_sizes, len(splits[0][0]), _WHO)
    found = learning_scores(model, X, truth, splits, sizes, scoring, n_jobs, _WHO)
    help = None if shuffle or not is_classifier(model) else "shuffle=True mixes the rows before the first are taken"
    notes = failures(found, help, _WHO)
    columns = _columns(found)
    strings = {
        "title": title,
        "subtitle": f"mean of {counted(len(splits), 'fold')}",
        "note": "the band is one standard deviation",
        "score-name": score_name,
    }
    chart = plot_table(_PRESET, columns, {name: name for name in columns}, strings)
    return noted(chart, *notes)


def _check(model: Any, X: Any, y: Any) -> None:
    """What can be told before any work is done. Raises `DataError`."""
    checked_predictor(model, _WHO)
    check_data(_WHO, _CALL, model, {"X": X}, {"y": y}, several_targets=True)


def _columns(found: Scores) -> dict[str, list[Any]]:
    """The table, a row for the training and one for the test folds of each size that has any."""
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for place, size in enumerate(found.sizes):
        whole = ~found.failed[place]
        if not whole.any():
            continue
        for dataset, scores in (("train", found.train[place][whole]), ("test", found.test[place][whole])):
            mean, std = float(scores.mean()), float(scores.std())
            row = (dataset, mean, size, std, mean - std, mean + std, len(scores))
            for name, value in zip(_COLUMNS, row, strict=True):
                columns[name].append(value)
    return columns
