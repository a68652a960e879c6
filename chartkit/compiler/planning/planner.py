"""The planner: takes a filled spec and the columns of its tables, gives a `Plan`. Read this after `compiler.py`.

1. write repeats out    each repeated view groups by fields of its own
2. plan every view      its steps and its group, or the reason why not
3. agree                views that draw raw rows of one table share one dataset where they can
4. make stages          one dataset for each thing that is computed
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from chartkit.compiler.planning.columns import columns_of, looked_up
from chartkit.compiler.planning.params import read_datasets
from chartkit.compiler.planning.plan import Block, Plan, Stage, ViewPlan
from chartkit.compiler.planning.repeats import without_repeats
from chartkit.compiler.planning.roles import roles_of
from chartkit.compiler.planning.units import BINS_FIRST, facet_of, view_plan
from chartkit.compiler.views import views_of
from chartkit.diagnostics import JsonPath

if TYPE_CHECKING:
    from chartkit.data.frame import FrameKind


def plan(
    spec: dict[str, Any],
    tables: Mapping[str, Mapping[str, FrameKind]],
    blocked: Mapping[JsonPath, Block] | None = None,
    is_eager: bool = False,
    large: Container[str] = (),
) -> Plan:
    """How `spec` draws `tables`, the columns of each dataset by kind. No data is read; O(size of the spec).

    `large` tables have more rows than a chart carries: each view of them computes all it can, for itself. `blocked`
    views are drawn raw, for the reason given: running an earlier plan found it. `is_eager` computes also what
    does not make a table smaller.
    """
    written = without_repeats(spec)
    plans = _view_plans(written, tables, blocked or {}, is_eager, large)
    if written is not spec and not any(view.is_reduced for view in plans):
        why = {view.path: Block("its repeated views draw every row", 0) for view in views_of(spec)}
        written, plans = spec, _view_plans(spec, tables, why, False, ())
    plans = _agreed(plans, large)
    return Plan(written, plans, _stages(written, plans, tables))


def _view_plans(
    spec: dict[str, Any],
    tables: Mapping[str, Mapping[str, FrameKind]],
    blocked: Mapping[JsonPath, Block],
    is_eager: bool,
    large: Container[str],
) -> tuple[ViewPlan, ...]:
    watched = read_datasets(spec)
    plans: list[ViewPlan] = []
    for view in views_of(spec):
        if view.kind != "unit" or view.data is None or view.data not in tables:
            continue
        block = blocked.get(view.path)
        if view.data in watched:
            block = Block(f"an expression looks into all rows of {view.data!r}", 0)
        # What thins the rows of a large table must see the columns that are drawn.
        is_all = is_eager or view.data in large
        plans.append(view_plan(view, tables[view.data], is_all, block))
    tied = _tied(plans, tables)
    return tuple(
        plan._replace(steps=(), group=None, reason=tied[plan.source]) if plan.source in tied else plan for plan in plans
    )


def _tied(plans: list[ViewPlan], tables: Mapping[str, Mapping[str, FrameKind]]) -> dict[str, str]:
    """The tables that Vega-Lite changes for all of their views for the sake of one, each with the reason."""
    tied = {plan.source: BINS_FIRST for plan in plans if plan.reason == BINS_FIRST}
    for plan in plans:
        for role in roles_of(plan.view.definitions) if sum(plan.source == one.source for one in plans) > 1 else ():
            is_parsed = role.op in ("min", "max") and role.type == "quantitative"
            if is_parsed and tables[plan.source].get(str(role.field)) == "text":
                tied[plan.source] = f"one of its views reads the text of {role.field!r} as numbers"
    return tied


def _agreed(plans: tuple[ViewPlan, ...], large: Container[str]) -> tuple[ViewPlan, ...]:
    """The plans with views that draw raw rows of one table on one dataset.

    Each could leave out rows of its own, but then the rows that two of them draw would travel twice. Of large tables
    neither draws all.
    """
    plans = _agreed_in_facets(plans)
    shared: dict[str, list[ViewPlan]] = {}
    for plan in plans:
        if _is_raw(plan) and plan.source not in large:
            shared.setdefault(plan.source, []).append(plan)
    common = {source: _common_steps(found) for source, found in shared.items()}
    return tuple(
        plan._replace(steps=plan.steps[: common[plan.source]]) if _is_raw(plan) and plan.source in common else plan
        for plan in plans
    )


def _agreed_in_facets(plans: tuple[ViewPlan, ...]) -> tuple[ViewPlan, ...]:
    """The plans without what views in one facet compute differently: its cells are made of one dataset."""
    shared: dict[JsonPath, list[ViewPlan]] = {}
    for plan in plans:
        if facet := facet_of(plan.view):
            shared.setdefault(facet.path, []).append(plan)
    split = {
        plan.view.path
        for found in shared.values()
        if any(plan.computes != found[0].computes for plan in found)
        for plan in found
    }
    reason = "the layers of a facet share its rows, and each would need others"
    return tuple(
        plan._replace(steps=(), group=None, reason=reason) if plan.view.path in split else plan for plan in plans
    )


def _is_raw(plan: ViewPlan) -> bool:
    return plan.group is None and not any(step.is_new_table for step in plan.steps)


def _common_steps(plans: list[ViewPlan]) -> int:
    """How many first steps are those of the same transforms in all views."""
    chains = [[path for path, _ in plan.view.transforms[: len(plan.steps)]] for plan in plans]
    same = 0
    for paths in zip(*chains, strict=False):
        if len(set(paths)) > 1:
            break
        same += 1
    return same


def _stages(
    spec: dict[str, Any], plans: tuple[ViewPlan, ...], tables: Mapping[str, Mapping[str, FrameKind]]
) -> tuple[Stage, ...]:
    grouped: list[tuple[tuple[Any, ...], list[ViewPlan]]] = []
    for view in plans:
        same = next((found for computes, found in grouped if computes == view.computes), None)
        if same is None:
            grouped.append((view.computes, [view]))
        else:
            same.append(view)
    whole = looked_up(spec) & tables.keys()
    names = _names(grouped, whole)
    stages = [
        Stage(name, views[0].source, views[0].steps, views[0].group, _paths(views), columns_of(views))
        for name, (_, views) in zip(names, grouped, strict=True)
    ]
    # Lookups and expressions that read a dataset by its name read what they like of it.
    read_whole = whole | read_datasets(spec)
    stages = [stage._replace(columns=None) if stage.name in read_whole else stage for stage in stages]
    kept = {stage.name for stage in stages}
    return (*stages, *(Stage(name, name, (), None, ()) for name in sorted(whole - kept)))


def _names(grouped: list[tuple[tuple[Any, ...], list[ViewPlan]]], whole: Iterable[str]) -> list[str]:
    """A dataset's name for each stage: the table's own for the raw rows, else for its first stage."""
    sources = [views[0].source for _, views in grouped]
    raw = {views[0].source: index for index, (_, views) in enumerate(grouped) if views[0].computes[1:] == ([], None)}
    first = {source: raw.get(source, sources.index(source)) for source in sources}
    taken = {*sources, *whole}
    names: list[str] = []
    for index, source in enumerate(sources):
        is_whole = source in whole and index != raw.get(source)
        names.append(source if first[source] == index and not is_whole else _unused(source, taken))
        taken.add(names[-1])
    return names


def _unused(wanted: str, taken: Iterable[str]) -> str:
    number = 2
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def _paths(views: list[ViewPlan]) -> tuple[JsonPath, ...]:
    return tuple(view.view.path for view in views)
