"""Which runs a report shows: takes what is asked and the layout, gives runs in the order of the page's table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chartkit.diagnostics import ChartkitError, RunError, counted
from chartkit.runs.faults import not_found
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.workspace.layouts.layout_parts import mapping, number
from chartkit.workspace.report.asked import CODE, AskedReport
from chartkit.workspace.runs_table.layout_question import layout_question
from chartkit.workspace.runs_table.matching import matched
from chartkit.workspace.runs_table.request import TableRequest, table_request
from chartkit.workspace.runs_table.run_table import RunTable

FIRST_SHOWN = 20
"""So many runs the page's panels show until somebody says otherwise."""


class ShownRuns(NamedTuple):
    """Runs of a project."""

    runs: Sequence[ListedRun]
    n_matched: int
    """How many there are to be shown, the first ones or not."""
    total: int
    """How many the project has."""


def shown_runs(table: RunTable, layout: Mapping[str, Any], asked: AskedReport) -> ShownRuns:
    """The runs that are asked for, else those that match the filters, else those that the page's panels show.

    Raises `RunError` for a run that is not there, `ChartkitError` for filters that no run passes or that cannot be
    read, and for such a query of the layout.
    """
    if asked.runs is not None:
        runs = [_named(table, one) for one in asked.runs]
        return ShownRuns(runs, len(runs), len(table.runs))
    if asked.filters is not None:
        found = matched(table, TableRequest(filters=asked.filters)).runs
        if not found:
            raise _none_passes(table)
        return ShownRuns(found, len(found), len(table.runs))
    return _as_on_the_page(table, layout)


def _none_passes(table: RunTable) -> ChartkitError:
    said = f"no run of project {table.project!r} passes the filter, of {counted(len(table.runs), 'run')}."
    return ChartkitError.of(CODE, said, "the table of runs shows what they have: chartkit ui")


def _named(table: RunTable, name: str) -> ListedRun:
    if name in table.by_id:
        return table.by_id[name]
    called = [run for run in table.runs if run.facts.setting("name") == name]
    if len(called) == 1:
        return called[0]
    if called:
        ids = ", ".join(run.id for run in called[:10])
        raise RunError.of("CK612", f"several runs are called {name!r}.", f"ask for one of {ids}.")
    raise RunError(not_found("run", name, table.by_id, f"project {table.project!r}"))


def _as_on_the_page(table: RunTable, layout: Mapping[str, Any]) -> ShownRuns:
    said = mapping(layout.get("runs"))
    runs = matched(table, table_request(layout_question(layout))).runs
    hiding, kept = mapping(said.get("hidden")), said.get("shown")
    most = len(runs) if kept == "all" else int(number(kept) or 0) if kept == 0 or number(kept) else FIRST_SHOWN
    found: list[ListedRun] = []
    n_first = n_hidden = 0
    for run in runs:
        is_hidden = hiding.get(run.id, hiding.get("*"))
        n_first += is_hidden not in (True, False)
        n_hidden += is_hidden is True
        if is_hidden is False or (is_hidden is not True and n_first <= most):
            found.append(run)
    return ShownRuns(found, len(runs) - n_hidden, len(table.runs))
