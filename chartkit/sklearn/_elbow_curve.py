"""How many clusters are enough: `sklearn.plot_elbow_curve`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted
from chartkit.diagnostics import DataError, Diagnostic, StepError, counted, listed
from chartkit.evaluation.whole_numbers import as_whole
from chartkit.sklearn._arguments import check_features, check_n_jobs, check_random_state, check_rows, shape_of
from chartkit.sklearn._clusters import clusters_parameter, dense_or_sparse, own_number
from chartkit.sklearn._elbow_fits import Fit, fit_each, total_squares
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_kind
from chartkit.sklearn._nesting import chosen_by_search, model_title, seen_by_last_step, steps_in_words

if TYPE_CHECKING:
    import numpy as np

_PRESET = "wandb/elbow/v1"
_WHO = "plot_elbow_curve"
_CALL = "plot_elbow_curve(clusterer, X, cluster_ranges)"
_DEFAULT_RANGES = (1, 3, 5, 7, 9)


@logging("elbow_curve", _PRESET)
def plot_elbow_curve(
    clusterer: Any = None,
    X: Any = None,
    cluster_ranges: Iterable[int] | None = None,
    n_jobs: int | None = 1,
    show_cluster_time: bool = True,
    *,
    random_state: int | np.random.RandomState | None = None,
    title: str = "Elbow Curve",
) -> Chart:
    """The share of X's variance that clusters explain, and the fit time, by their number: the preset `wandb/elbow/v1`.

    A clone of `clusterer` is fitted on X for each number in `cluster_ranges`; without them 1, 3, 5, 7 and 9, as far as
    X has rows. The variance explained is that between the clusters' means, in percent of all; of a pipeline, in the
    space of its last step. `clustering_time` is the seconds of the fit alone; `show_cluster_time=False` leaves its
    panel out. `errors` is the |score| of each clone, the inertia of KMeans, as in W&B.

    `random_state` seeds the clones; without it each keeps its clusterer's, or takes 0, so that NumPy's own generator
    stays as it is. Numbers of clusters that a clone cannot be fitted with are left out and named.

    Logged as `elbow_curve`. Raises `DataError`, before anything is fitted, for a model without `n_clusters`, one that
    is not fitted, and numbers that are below 1 or above the rows of X. Costs one fit for each number.
    """
    checked_kind(clusterer, "clusterer", _WHO)
    check_features(_WHO, _CALL, "X", X, clusterer)
    model = chosen_by_search(clusterer)
    clusters_parameter(model, _WHO)
    check_rows(_WHO, _CALL, {"X": X})
    numbers = _numbers_of_clusters(cluster_ranges, shape_of(X, "X", _WHO)[0])
    if not total_squares(dense_or_sparse(seen_by_last_step(model, X, _WHO), _WHO)):
        raise StepError.of("CK471", f"{_WHO}: all rows of X are the same; there is no variance to explain.")
    check_n_jobs(_WHO, n_jobs)
    check_random_state(_WHO, random_state)
    fits = fit_each(model, X, numbers, n_jobs, random_state, _WHO)
    drawn = [fit for fit in fits if not fit.reason]
    if not drawn:
        message = f"{_WHO}: {model_title(model)} could not be fitted with any number of clusters: {fits[0].reason}."
        raise StepError.of("CK471", message)
    return noted(_chart(model, drawn, show_cluster_time, title), *_notes(fits))


def _chart(model: Any, fits: list[Fit], show_cluster_time: bool, title: str) -> Chart:
    columns = {
        "cluster_ranges": [fit.n_clusters for fit in fits],
        "errors": [fit.error for fit in fits],
        "clustering_time": [fit.time_s for fit in fits],
        "explained_variance": [100 * fit.explained for fit in fits],
    }
    slots = [name for name in columns if name != "clustering_time" or show_cluster_time]
    strings: dict[str, Any] = {"title": title, "subtitle": _subtitle(model)}
    own = own_number(model)
    if own is not None and own in columns["cluster_ranges"]:
        strings["chosen"] = own
        strings["chosen-note"] = f"larger point: the model's own {counted(own, 'cluster')}"
    return plot_table(_PRESET, columns, {name: name for name in slots}, strings)


def _subtitle(model: Any) -> str:
    steps = steps_in_words(model)
    return f"refits of {model_title(model)}" + (f" after {steps}" if steps else "")


def _numbers_of_clusters(given: Iterable[int] | None, n_rows: int) -> list[int]:
    """Each number once, ascending. Raises `DataError` for what is no whole number from 1 to `n_rows`."""
    if given is None:
        return [number for number in _DEFAULT_RANGES if number <= n_rows]
    try:
        found = list(given)
    except TypeError:
        message = f"{_WHO} takes cluster_ranges as a list of numbers of clusters; found {given!r}."
        raise DataError.of("CK470", message, "range(1, 11) tries one to ten") from None
    if not found:
        raise DataError.of("CK470", f"{_WHO}: cluster_ranges is empty.", "leave it out to try 1, 3, 5, 7 and 9")
    return sorted({_number_of_clusters(number, n_rows) for number in found})


def _number_of_clusters(number: Any, n_rows: int) -> int:
    found = as_whole(number)
    if found is None or found < 1:
        raise DataError.of("CK470", f"{_WHO} takes cluster_ranges as whole numbers from 1 on; found {number!r}.")
    if found > n_rows:
        message = f"{_WHO}: cluster_ranges asks for {found:,} clusters and X has {n_rows:,} rows; each needs one."
        raise DataError.of("CK470", message)
    return found


def _notes(fits: list[Fit]) -> list[Diagnostic]:
    """One note of what was left out, and what the fits warned of, each with its numbers of clusters."""
    failed = [fit for fit in fits if fit.reason]
    parts: list[str] = []
    if failed:
        parts.append(f"{_clusters(failed)} cannot be fitted and are left out: {failed[0].reason}")
    for sentence, warned in _by_warning(fits).items():
        parts.append(f"fitting {_clusters(warned)} warns: {sentence}")
    return [Diagnostic("CK472", f"{_WHO}: {'; '.join(parts)}.", "warning")] if parts else []


def _by_warning(fits: list[Fit]) -> dict[str, list[Fit]]:
    """Fits by the first line of their warnings; those that differ in numbers alone are one."""
    import re

    first: dict[str, str] = {}
    found: dict[str, list[Fit]] = {}
    for fit in fits:
        for warning in fit.warnings:
            sentence = warning.split("\n", 1)[0].rstrip(".")
            known = first.setdefault(re.sub(r"\d+", "", sentence), sentence)
            found.setdefault(known, []).append(fit)
    return found


def _clusters(fits: list[Fit]) -> str:
    return f"k = {listed([fit.n_clusters for fit in fits], most=6)}"
