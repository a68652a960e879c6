"""From a spec and whole tables to a spec and small ones: plans, runs, and plans again where the data forbids.

Takes a filled spec with its tables; gives the spec over the rows that are left, and the plan with what running it
found. A view that cannot be reduced exactly draws its table's own rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.overflow.budget import Budget
from chartkit.compiler.planning.execution import StageRows, needed_columns, run
from chartkit.compiler.planning.plan import Facts, Plan, Stage
from chartkit.compiler.planning.planner import plan as planned
from chartkit.compiler.planning.rewriting import rewritten
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.diagnostics import JsonPath

if TYPE_CHECKING:
    from chartkit.data import Dataset
    from chartkit.data.frame import Frame, FrameKind

_KINDS: Mapping[str, FrameKind] = {
    "quantitative": "number",
    "temporal": "time",
    "nominal": "text",
    "boolean": "boolean",
}


class TableInput(NamedTuple):
    """A table of a chart: `names` gives the user's column of each alias, `times` the aliases drawn as times.

    `constants` are columns of text that hold the same value in every row.
    """

    dataset: Dataset
    names: Mapping[str, str]
    times: frozenset[str] = frozenset()
    constants: Mapping[str, str] = {}

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every column, by its name in the chart."""
        return (*self.names, *self.constants)

    def kinds(self) -> dict[str, FrameKind]:
        """The columns that an engine can hold, by alias; those of several kinds, and empty ones, are left out."""
        found: dict[str, FrameKind] = {}
        for alias, name in self.names.items():
            kind = _KINDS.get(self.dataset.column(name).kind)
            if kind is not None:
                found[alias] = "time" if alias in self.times else kind
        for alias in self.constants:
            found[alias] = "text"
        return found

    def frame(self, aliases: tuple[str, ...]) -> Frame:
        """The named columns as a frame, in the table's own engine."""
        import narwhals as nw

        from chartkit.data.engines import frame_of

        frame = frame_of(
            self.dataset, {alias: self.names[alias] for alias in aliases if alias in self.names}, self.times
        )
        held: dict[str, tuple[Any, FrameKind]] = {
            alias: (nw.lit(self.constants[alias]), "text") for alias in aliases if alias in self.constants
        }
        return frame.with_columns(held) if held else frame


class Reduced(NamedTuple):
    """`spec` over the datasets of `plan`; `frames` holds those computed here, by name, and `facts` what was found."""

    spec: dict[str, Any]
    plan: Plan
    frames: Mapping[str, Frame]
    facts: Mapping[str, Facts]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The datasets of the chart."""
        return self.plan.stages


def reduce(spec: dict[str, Any], tables: Mapping[str, TableInput], is_eager: bool = False) -> Reduced:
    """The chart of `spec` over as few rows of `tables` as give the same picture.

    Raises `DataError` when an engine fails. Costs one or two passes over the columns that the spec reads.
    """
    kinds = {name: table.kinds() for name, table in tables.items()}
    # Of more rows than a chart carries each view draws what it needs; fewer may be shared.
    most_rows = Budget().rows
    large = {name for name, table in tables.items() if table.dataset.n_rows > most_rows}
    blocked: dict[JsonPath, str] = {}
    while True:
        plan = planned(spec, kinds, blocked, is_eager, large)
        refused = _Refused()
        reduced = _run(plan, tables, refused)
        if reduced is not None:
            return reduced
        blocked |= dict.fromkeys(refused.paths, refused.reason)


class _Refused:
    """The views whose stage the data forbade, and why."""

    def __init__(self) -> None:
        self.paths: tuple[JsonPath, ...] = ()
        self.reason = ""


def _run(plan: Plan, tables: Mapping[str, TableInput], refused: _Refused) -> Reduced | None:
    """What running every stage gives; None when one was refused, which `refused` then tells."""
    frames: dict[str, Frame] = {}
    facts: dict[str, Facts] = {}
    for stage in plan.stages:
        if not stage.steps and stage.group is None and not tables[stage.source].dataset.is_lazy:
            continue
        try:
            rows = _run_stage(stage, tables[stage.source])
        except NotReducible as refusal:
            refused.paths, refused.reason = stage.paths, refusal.reason
            return None
        frames[stage.name], facts[stage.name] = rows.frame, rows.facts
    return Reduced(rewritten(plan, facts), plan, frames, facts)


def _run_stage(stage: Stage, table: TableInput) -> StageRows:
    from chartkit.data.engines import UnframedColumn

    columns = needed_columns(stage, table.aliases)
    try:
        return run(stage, table.frame(columns), table.dataset.n_rows)
    except UnframedColumn as unframed:
        raise NotReducible(str(unframed)) from unframed
