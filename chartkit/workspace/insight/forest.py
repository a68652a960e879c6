"""How much each setting matters: takes settings and a metric, gives permutation importances.

A random forest predicts the metric in runs that it has not seen, five times with another fifth left out. The importance
of a setting is how much worse it predicts them when that setting is shuffled among them, as a share of the metric's
variance: 0 for a setting that does not matter, about the share of the differences that it explains otherwise.

Source: L. Breiman 2001, "Random Forests", https://doi.org/10.1023/A:1010933404324, section 10 (permutation importance).
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.sklearn._models import scikit_learn
from chartkit.workspace.insight.settings import Setting
from chartkit.workspace.insight.turns import still_asked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST_RUNS = 5
_FOLDS = 5
_TREES = 30
_MOST_SEEN = 1024
_MOST_RUNS_A_TREE = 512
_MOST_HELD_OUT = 100
"""Runs whose prediction is looked at, of each fifth: 500 runs tell an importance as well as 10,000 do."""
SHUFFLES = 5
_SEED = 0


class Importance(NamedTuple):
    """How much one setting matters."""

    mean: float
    spread: float
    """The standard deviation over all shuffles."""


class Forest(NamedTuple):
    """What the forests found."""

    importances: tuple[Importance, ...]
    """In the order of the settings."""
    explained: float
    """R² of the predictions of runs that were not seen: 1 where all is explained, 0 or less where nothing is."""


def forest_of(settings: Sequence[Setting], target: Floats, gone: Event) -> Forest:
    """The importances of settings for `target`, one number a run, of which there are at least `FEWEST_RUNS`.

    `target` is as `in_unit` gives it: its squares are to be numbers too. The same each time. Raises `DataError` where
    scikit-learn is missing, `AskerGoneError` within a fifth of the work when whoever asked is gone. Costs 150 trees of
    up to 512 runs each, and for each setting 2,500 predictions: about 2 s of a processor for 40 columns, whatever the
    number of runs.
    """
    import numpy as np

    ensemble = scikit_learn("ensemble", "the importance of settings")
    random = np.random.default_rng(_SEED)
    columns, of_setting = _columns(settings, len(target))
    folds = np.array_split(random.permutation(len(target)), min(_FOLDS, len(target)))
    errors = whole = 0.0
    worse = np.zeros((len(settings), len(folds), SHUFFLES))
    for number, held_out in enumerate(folds):
        still_asked(gone)
        others = np.setdiff1d(np.arange(len(target)), held_out)
        seen = others if len(others) <= _MOST_SEEN else random.choice(others, _MOST_SEEN, replace=False)
        n_a_tree = min(len(seen), _MOST_RUNS_A_TREE)
        forest = ensemble.RandomForestRegressor(_TREES, max_samples=n_a_tree, random_state=_SEED)
        forest.fit(columns[seen], target[seen])
        held_out = held_out[:_MOST_HELD_OUT]
        before = _error(forest, columns[held_out], target[held_out])
        errors += before
        whole += float(((target[held_out] - target.mean()) ** 2).sum())
        n_rows = SHUFFLES * len(held_out)
        shuffled = np.tile(columns[held_out], (SHUFFLES * len(settings), 1))
        for place in range(len(settings)):
            own = of_setting == place
            # Drawn from all runs: the few that are held out may all have the same value.
            drawn = columns[random.integers(0, len(target), n_rows)]
            shuffled[place * n_rows : (place + 1) * n_rows, own] = drawn[:, own]
        missed = forest.predict(shuffled).reshape(-1, len(held_out)) - target[held_out]
        worse[:, number] = (missed**2).sum(axis=1).reshape(len(settings), SHUFFLES) - before
    shares = worse.sum(axis=1) / whole
    found = tuple(Importance(float(one.mean()), float(one.std())) for one in shares)
    return Forest(found, 1 - errors / whole)


def _error(forest: Any, columns: Floats, target: Floats) -> float:
    return float(((forest.predict(columns) - target) ** 2).sum())


def _columns(settings: Sequence[Setting], n_runs: int) -> tuple[Floats, Any]:
    """A column for each number and for each value of names; and whose column each is.

    Of numbers their places in order: a tree asks for no more, and would hold them in single precision, where those
    from 4e38 on are infinite and large ones near to each other the same.
    """
    import numpy as np

    columns: list[Any] = []
    of_setting: list[int] = []
    for place, setting in enumerate(settings):
        values = np.asarray(setting.values, dtype=np.float64)
        own = (
            [_in_order(values)] if setting.kind == "number" else [values == one for one in range(int(values.max()) + 1)]
        )
        columns += own
        of_setting += [place] * len(own)
    found = np.column_stack(columns) if columns else np.empty((n_runs, 0))
    return found.astype(np.float64), np.array(of_setting)


def _in_order(numbers: Floats) -> Floats:
    """The place of each number among those that differ, from 0 on; NaN stays."""
    import numpy as np

    there = ~np.isnan(numbers)
    places = np.full(len(numbers), np.nan)
    places[there] = np.unique(numbers[there], return_inverse=True)[1]
    return places
