"""Raw Vega: takes a spec and its tables, computes the start of each table's pipeline, gives the spec over what is left.

Only transforms that stand between the table and everything that reads it can be computed before: `vega_pipeline` finds
them, in Vega-Lite's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chartkit.compiler.planning.execution import StageRows
from chartkit.compiler.planning.plan import Facts, Plan, Stage
from chartkit.compiler.planning.reduced import Reduced, TableInput, run_stage, unreadable
from chartkit.compiler.planning.transforms import columns_after, step_of
from chartkit.compiler.reductions.reduction import NotReducible, Reduction
from chartkit.compiler.vega_pipeline import vega_pipeline_of, without_consumed

if TYPE_CHECKING:
    from chartkit.data.frame import Frame


def reduce_vega(spec: dict[str, Any], tables: Mapping[str, TableInput]) -> Reduced:
    """The chart of a raw Vega `spec` over as few rows of `tables` as give the same picture. Raises `DataError`."""
    stages: list[Stage] = []
    frames: dict[str, Frame] = {}
    facts: dict[str, Facts] = {}
    for name, table in tables.items():
        steps, n_consumed, reason = _steps(spec, name, table)
        stage = Stage(name, name, steps, None, ())
        try:
            rows = run_stage(stage, table)
        except NotReducible as refused:
            stage, reason, n_consumed = Stage(name, name, (), None, ()), refused.reason, 0
            rows = _whole(stage, table, refused) if table.dataset.is_lazy else None
        if rows is not None and (stage.steps or table.dataset.is_lazy):
            frames[name] = rows.frame
            facts[name] = rows.facts._replace(notes=(*rows.facts.notes, *([reason] if reason else [])))
        stages.append(stage)
        spec = without_consumed(spec, name, n_consumed)
    return Reduced(spec, Plan(spec, (), tuple(stages)), frames, facts)


def _whole(stage: Stage, table: TableInput, refused: NotReducible) -> StageRows:
    """All rows of a lazy table, of which no step could be computed. Raises `DataError` when they cannot be had."""
    try:
        return run_stage(stage, table)
    except NotReducible:
        raise unreadable(refused) from refused


def _steps(spec: dict[str, Any], name: str, table: TableInput) -> tuple[tuple[Reduction, ...], int, str | None]:
    """The steps up to the last that leaves fewer rows, how many transforms of the spec they are, and why no more."""
    pipeline = vega_pipeline_of(spec, name)
    kinds: Mapping[str, Any] = table.kinds()
    steps: list[Reduction] = []
    worthwhile = n_consumed = 0
    reason = pipeline.reason
    for index, transform in enumerate(pipeline.transforms):
        try:
            step = step_of(transform, kinds, {})
        except NotReducible as refusal:
            reason = refusal.reason
            break
        if any(kind == "time" and made not in kinds for made, kind in step.makes.items()):
            reason = "its times would arrive as text"
            break
        steps.append(step)
        kinds = columns_after(step, kinds)
        is_whole = index + 1 == len(pipeline.ends) or pipeline.ends[index] != pipeline.ends[index + 1]
        if is_whole and any(one.is_shrinking for one in steps[worthwhile:]):
            worthwhile, n_consumed = len(steps), pipeline.ends[index]
    return tuple(steps[:worthwhile]), n_consumed, reason
