"""Large tables made small: takes a spec and its planned tables, gives the spec over exact or, if need be, thinned rows.

Nothing is left out in silence: what a policy thins is said in the chart and in a diagnostic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from chartkit.compiler.drawing import Drawing, TableToDraw
from chartkit.compiler.drawn import Drawn, drawn
from chartkit.compiler.emission import Rows, rows_diagnostics
from chartkit.compiler.explanation import Explanation
from chartkit.compiler.overflow.budget import Budget
from chartkit.compiler.overflow.choice import reduce_overflow, thinned_in_memory
from chartkit.compiler.overflow.note import diagnostic_of, with_note
from chartkit.compiler.overflow.refusal import refusal
from chartkit.compiler.planning.dialects import reduce_spec
from chartkit.compiler.planning.reduced import Reduced, TableInput
from chartkit.compiler.thinned_rows import evenly_chosen
from chartkit.data.engines import UnframedColumn, dataset_of, non_finite_of
from chartkit.data.engines.failures import check_fork
from chartkit.diagnostics import Diagnostic, JsonPath

if TYPE_CHECKING:
    import polars as pl

    from chartkit.compiler.overflow.overflowed import Overflowed
    from chartkit.compiler.planning.plan import Stage
    from chartkit.data.frame import Frame
    from chartkit.presets.overflow import Overflow

UNSIZED_PX = (1_200.0, 600.0)
"""The size that a view is thinned for where its spec gives none: a wide page's, twice the 600 × 300 of a file."""

_UNBOUNDED = Budget(10**12, 10**15)


class _Made(NamedTuple):
    """One dataset of the chart, and what thinning it did to the spec."""

    drawn: Drawn
    thinned: Overflowed | None = None


def reduced_and_thinned(
    spec: dict[str, Any],
    dialect: str,
    tables: Mapping[str, TableToDraw],
    overflow: Overflow,
    is_eager: bool,
    is_thinned: bool,
) -> Drawing:
    """The drawing of tables that are large or lazy. Raises `DataError`, see `draw`."""
    check_fork()
    inputs = {name: _input(table) for name, table in tables.items()}
    found = reduce_spec(spec, dialect, inputs, is_eager)
    budget = Budget() if is_thinned else _UNBOUNDED
    made = [_made(found, stage, tables[stage.source], inputs[stage.source], overflow, budget) for stage in found.stages]
    final, diagnostics = _noted(found, made, overflow)
    lost = tuple(fault for name in tables for fault in _lost(found, made, name, inputs[name]))
    datasets = tuple(one.drawn for one in made)
    sizes = {one.name: one.rows.n_rows for one in datasets}
    n_in = {name: table.dataset.n_rows for name, table in tables.items()}
    texts = {one.drawn.name: one.thinned.text for one in made if one.thinned}
    return Drawing(final, datasets, Explanation(found.plan, found.facts, sizes, n_in, texts), (*lost, *diagnostics))


def _input(table: TableToDraw) -> TableInput:
    names = {alias: name for alias, (name, _) in table.columns.items()}
    times = frozenset(alias for alias, (_, type_) in table.columns.items() if type_ == "temporal")
    return TableInput(table.dataset, names, times, dict(table.run_columns))


def _made(
    found: Reduced, stage: Stage, table: TableToDraw, given: TableInput, overflow: Overflow, budget: Budget
) -> _Made:
    """The dataset of a stage: computed rows, or the table's own where nothing was computed and they fit."""
    frame = found.frames.get(stage.name)
    columns = table.columns if stage.columns is None else _chosen(table.columns, stage.columns)
    unit, size_px = _unit(found, stage)
    if _is_untouched(stage) and not table.dataset.is_lazy:
        if table.dataset.n_rows <= budget.rows:
            return _Made(table._replace(columns=columns).whole(stage.name))
        if not table.run_columns:
            names = {alias: name for alias, (name, _) in columns.items()}
            line = thinned_in_memory(table.dataset, names, given.times, unit, size_px, overflow.policy, budget)
            if line is not None:
                return _Made(_of_rows(stage.name, line.rows, table), line)
        _check_sums(found, stage, table.dataset.n_rows, overflow, budget)
    if frame is None:
        try:
            frame = given.frame((*columns, *given.constants))
        except UnframedColumn:
            return _chosen_rows(stage, table._replace(columns=columns), budget, overflow)
    n_rows = found.facts[stage.name].n_out if stage.name in found.facts else table.dataset.n_rows
    if n_rows < 0 and _is_untouched(stage):
        n_rows = table.dataset.n_rows
    elif n_rows < 0 and frame.is_in_memory:
        frame = frame.holding(frame.collect(), frame.kinds)
        n_rows = frame.collect().height
    elif n_rows < 0:
        n_rows = _count(frame)
    is_grouped = stage.group is not None and not stage.group.is_mark
    if n_rows > budget.most_rows(frame):
        _check_sums(found, stage, n_rows, overflow, budget)
    if stage.group is not None and stage.group.is_mark:
        budget = _UNBOUNDED  # the rows of a composite mark are its statistics, bounded where they are made
    thinned = reduce_overflow(frame, unit, size_px, n_rows, overflow.policy, budget, is_grouped)
    made = _of_rows(stage.name, thinned.rows, table)
    return _Made(made, thinned if thinned.policy != "none" else None)


def _check_sums(found: Reduced, stage: Stage, n_rows: int, overflow: Overflow, budget: Budget) -> None:
    """Raises `DataError` where a sample would be counted or summed up: its numbers would be those of no table."""
    for view in found.plan.views if overflow.policy is None else ():
        if view.view.path in stage.paths and view.sums_up:
            why = (
                f"A sample would change what its {view.view.mark} adds up, which is left to the browser: {view.reason}."
            )
            raise refusal(n_rows, budget, why)


def _is_untouched(stage: Stage) -> bool:
    """Whether a stage gives the rows and columns of its table: its filters, if it has any, are always true."""
    return stage.group is None and not any(step.makes or step.is_shrinking or step.is_new_table for step in stage.steps)


def _chosen_rows(stage: Stage, table: TableToDraw, budget: Budget, overflow: Overflow) -> _Made:
    """Rows of a table with columns that no engine holds, evenly chosen."""
    dataset, thinned = evenly_chosen(table.dataset, budget, overflow.policy)
    return _Made(table._replace(dataset=dataset, kept_as=f"{stage.name} (computed)").whole(stage.name), thinned)


def _count(frame: Frame) -> int:
    import narwhals as nw

    counted = frame.lazy.select(nw.len().alias("n"))
    return int(frame.over(counted, {"n": "number"}).collect().item())


def _unit(found: Reduced, stage: Stage) -> tuple[Mapping[str, Any], tuple[float, float]]:
    """The unit that draws a stage's rows, and its size in px.

    It has a mark that no policy knows where several views draw them, or where the browser makes others of them first.
    """
    views = [view.view for view in found.plan.views if view.view.path in stage.paths] if found.plan else []
    if len(views) != 1:
        return {"mark": "several views", "encoding": {}}, UNSIZED_PX
    view = views[0]
    if len(view.transforms) > len(stage.steps):
        return {"mark": "rows that the browser transforms", "encoding": {}}, UNSIZED_PX
    width, height = (
        float(size) if isinstance(size, (int, float)) else default
        for size, default in zip((view.width, view.height), UNSIZED_PX, strict=True)
    )
    return {"mark": view.spec["mark"], "encoding": view.definitions}, (width, height)


def _lost(found: Reduced, made: list[_Made], name: str, table: TableInput) -> Iterator[Diagnostic]:
    """What happened to the values that were computed with: NaN and infinities count as missing."""
    clean = {
        column
        for stage, one in zip(found.stages, made, strict=True)
        if stage.source == name and one.thinned
        for column in one.thinned.clean
    }
    read = {
        column
        for stage, one in zip(found.stages, made, strict=True)
        if stage.source == name and one.drawn.dataset is not table.dataset
        for column in (found.facts[stage.name].columns if stage.name in found.facts else one.drawn.columns)
        if column not in clean
    }
    counted = non_finite_of(
        table.dataset, {alias: table.names[alias] for alias in read & table.names.keys()}, table.times
    )
    if counted is not None:
        row = counted.collect().row(0, named=True)
        lost = {table.names[alias]: int(n) for alias, n in row.items() if n}
        yield from rows_diagnostics(Rows({}, table.dataset.n_rows, lost))


def _of_rows(name: str, rows: pl.DataFrame, table: TableToDraw) -> Drawn:
    """Computed rows as a dataset of the chart, each column drawn by its own type."""
    dataset = dataset_of(rows, table.dataset.timezone)
    kinds = {"quantitative": "quantitative", "temporal": "temporal"}
    types = {alias: type_ for alias, (_, type_) in table.columns.items()}
    columns = {
        column.name: (column.name, kinds.get(column.kind) or types.get(column.name, "nominal"))
        for column in dataset.columns
    }
    return drawn(name, dataset, columns, f"{name} (computed)")


def _chosen(columns: Mapping[str, tuple[str, str]], names: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    return {alias: column for alias, column in columns.items() if alias in names}


def _noted(found: Reduced, made: list[_Made], overflow: Overflow) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """The spec that says what was thinned, with the marks that the policies draw instead, and the warnings."""
    spec = found.spec
    thinned = [(stage, one.thinned) for stage, one in zip(found.stages, made, strict=True) if one.thinned]
    for stage, one in thinned:
        if one.changes:
            spec = _with_changes(spec, stage.paths[0], one.changes)
    if thinned:
        spec = with_note(spec, [one.text for _, one in thinned], overflow.note)
    is_chosen = overflow.policy is not None
    return spec, tuple(diagnostic_of(one, is_chosen) for _, one in thinned)


def _with_changes(spec: Any, path: JsonPath, changes: Mapping[str, Any]) -> Any:
    if not path:
        return {**spec, **changes}
    step, rest = path[0], path[1:]
    if isinstance(spec, list):
        items = cast("list[Any]", spec)
        return [_with_changes(item, rest, changes) if at == step else item for at, item in enumerate(items)]
    return {**spec, step: _with_changes(spec[step], rest, changes)}
