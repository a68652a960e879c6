"""From a spec and whole tables to a spec and small ones: plans, runs, and plans again where the data forbids.

Takes a filled spec with its tables; gives the spec over the rows that are left, and the plan with what running it
found. A view that cannot be reduced exactly draws its table's own rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.overflow.budget import Budget
from chartkit.compiler.planning.execution import StageRows, StepRefused, needed_columns, run
from chartkit.compiler.planning.plan import Block, Facts, Plan, Stage
from chartkit.compiler.planning.planner import plan as planned
from chartkit.compiler.planning.rewriting import rewritten
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.diagnostics import DataError, JsonPath

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
    blocked: dict[JsonPath, Block] = {}
    while True:
        plan = planned(spec, kinds, blocked, is_eager, large)
        frames: dict[str, Frame] = {}
        facts: dict[str, Facts] = {}
        for stage in plan.stages:
            table = tables[stage.source]
            if not stage.steps and stage.group is None and not table.dataset.is_lazy:
                continue
            try:
                rows = run_stage(stage, table)
            except NotReducible as refusal:
                if not stage.paths or (not stage.steps and stage.group is None):
                    raise unreadable(refusal) from refusal
                n_steps = refusal.n_steps if isinstance(refusal, StepRefused) else len(stage.steps)
                blocked |= dict.fromkeys(stage.paths, Block(refusal.reason, n_steps))
                break
            frames[stage.name], facts[stage.name] = rows.frame, rows.facts
        else:
            return Reduced(rewritten(plan, facts), plan, frames, facts)


def run_stage(stage: Stage, table: TableInput) -> StageRows:
    """The rows of a stage. Raises `NotReducible` when the data forbids what was planned."""
    from chartkit.data.engines import UnframedColumn

    columns = needed_columns(stage, table.aliases)
    try:
        return run(stage, table.frame(columns), table.dataset.n_rows)
    except UnframedColumn as unframed:
        raise StepRefused(str(unframed), 0) from unframed


def unreadable(refusal: NotReducible) -> DataError:
    """The error of a table that stays in its engine and cannot be drawn from there."""
    help = "drop or cast the column there, or pass the table in memory"
    return DataError.of("CK415", f"{refusal.reason}, and the table stays where it is.", help)
