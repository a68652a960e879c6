"""How much worse a model gets without a feature: `sklearn.plot_permutation_importance`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler import Chart
from chartkit.evaluation.whole_numbers import whole_number
from chartkit.sklearn._arguments import (
    as_scikit_learn_takes,
    check_data,
    check_matrix,
    check_n_jobs,
    check_random_state,
)
from chartkit.sklearn._feature_names import column_names
from chartkit.sklearn._importances import Importances, importance_chart
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_fitted, scikit_learn
from chartkit.sklearn._progress import progress
from chartkit.sklearn._refusals import refused
from chartkit.sklearn._scoring import checked_scoring
from chartkit.sklearn._targets import check_kind_of_targets

if TYPE_CHECKING:
    import numpy as np

_PRESET = "wandb/feature_importances/v1"
_WHO = "plot_permutation_importance"
_CALL = "plot_permutation_importance(model, X_test, y_test)"


@logging("permutation_importance", _PRESET)
def plot_permutation_importance(
    model: Any = None,
    X: Any = None,
    y: Any = None,
    feature_names: Iterable[Any] | None = None,
    title: str = "Permutation Importance",
    max_num_features: int | None = 50,
    *,
    n_repeats: int = 5,
    scoring: str | Callable[..., float] | None = None,
    random_state: int | np.random.RandomState | None = 0,
    n_jobs: int | None = None,
) -> Chart:
    """How far the score falls when one column of X is shuffled, for each column: the preset
    `wandb/feature_importances/v1`. W&B has no such plot.

    Works for any fitted model with a score; columns are those of X, also of a pipeline. The line around a bar's end is
    the standard deviation over `n_repeats`. On held-out data it tells what helps on new rows. `scoring` is
    scikit-learn's name of a score or a function. Costs `n_repeats` predictions of X for each column.

    Logged as `permutation_importance`. Raises `DataError` for arguments that do not fit each other.
    Source: `sklearn.inspection.permutation_importance`, whose numbers these are; Breiman 2001,
    https://doi.org/10.1023/A:1010933404324.
    """
    import numpy as np

    most = whole_number(_WHO, "max_num_features", max_num_features, is_optional=True)
    checked_fitted(model, _WHO)
    check_data(_WHO, _CALL, model, {"X": X}, {"y": y})
    check_matrix(_WHO, _CALL, "X", X, model)
    check_kind_of_targets(_WHO, "y", y, model)
    n_repeats = whole_number(_WHO, "n_repeats", n_repeats)
    score_name = checked_scoring(model, scoring, _WHO)
    check_n_jobs(_WHO, n_jobs)
    check_random_state(_WHO, random_state)
    names = column_names(model, X, feature_names, _WHO)
    seed = np.random.RandomState(np.random.MT19937()) if random_state is None else random_state
    try:
        scorer = scikit_learn("metrics", _WHO).check_scoring(model, scoring=scoring)
        with progress(1 + len(names) * n_repeats, "shuffling columns") as advance:
            found = scikit_learn("inspection", _WHO).permutation_importance(
                model,
                as_scikit_learn_takes(X),
                y,
                n_repeats=n_repeats,
                scoring=_Counting(scorer, advance) if n_jobs in (None, 1) else scorer,
                random_state=seed,
                n_jobs=n_jobs,
            )
    except Exception as error:  # a model of the user's may raise anything, and training goes on
        raise refused(_WHO, f"{type(model).__name__} cannot be scored on this data", error) from error
    words = f"fall of {score_name} when shuffled"
    spread_words = f"standard deviation over {n_repeats:,} shuffles"
    importances = Importances(found.importances_mean, words, found.importances_std, spread_words)
    return importance_chart(names, importances, title, most, _WHO, _PRESET)


class _Counting(NamedTuple):
    """A score that counts its calls for the progress bar."""

    scorer: Callable[..., float]
    advance: Callable[[], None]

    def __call__(self, *arguments: Any, **named: Any) -> float:
        self.advance()
        return self.scorer(*arguments, **named)
