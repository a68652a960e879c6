"""What became of a chart's tables, in words: `chart.plan` and `chartkit explain` print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from chartkit.diagnostics import counted, json_path

if TYPE_CHECKING:
    from chartkit.compiler.planning.plan import Facts, Plan, Stage, ViewPlan


class Whole(NamedTuple):
    """A dataset whose table is drawn whole: its rows, and why nothing was computed before."""

    name: str
    n_rows: int
    reason: str


class Explanation(NamedTuple):
    """What was computed before the browser, and what was not.

    `plan` is None where every table is drawn whole; `facts` are by stage, `sizes` the rows of each dataset that the
    chart carries, `whole` the datasets that no plan looked at.
    """

    plan: Plan | None = None
    facts: Mapping[str, Facts] = {}
    sizes: Mapping[str, int] = {}
    n_in: Mapping[str, int] = {}
    thinned: Mapping[str, str] = {}
    whole: tuple[Whole, ...] = ()

    @property
    def views(self) -> tuple[ViewPlan, ...]:
        """What became of each unit view that draws a planned table, in document order."""
        return self.plan.views if self.plan else ()

    def __str__(self) -> str:
        """One block for each dataset of the chart: its table, its steps, its rows, and what stays in the browser."""
        stages = self.plan.stages if self.plan else ()
        blocks = [*(line for stage in stages for line in self._lines(stage)), *map(_whole_line, self.whole)]
        return "\n".join(blocks)

    def _lines(self, stage: Stage) -> Iterator[str]:
        facts = self.facts.get(stage.name)
        n_in = self.n_in[stage.source]
        where = "in memory" if facts is None else f"in {facts.engine}"
        yield f"{stage.name}: {counted(n_in, 'row')} {where}, columns {', '.join(self._columns(stage)) or 'all'}"
        steps = [step.explain() for step in stage.steps]
        if stage.group is not None:
            steps.append(stage.group.reduction.explain())
        for number, step in enumerate(steps, 1):
            yield f"  {number}. {step}"
        if stage.name in self.thinned:
            yield f"  {len(steps) + 1}. {self.thinned[stage.name]}"
        yield f"  → {counted(self.sizes[stage.name], 'row')} in the chart"
        for note in facts.notes if facts else ():
            yield f"  note: {note}"
        for view in self.views:
            if view.view.path in stage.paths and view.reason:
                place = json_path(view.view.path) or "$"
                yield f"  {place} ({view.view.mark}): no further, for {view.reason}"

    def _columns(self, stage: Stage) -> tuple[str, ...]:
        facts = self.facts.get(stage.name)
        return facts.columns if facts else stage.columns or ()


def _whole_line(whole: Whole) -> str:
    return f"{whole.name}: {counted(whole.n_rows, 'row')}, drawn whole: {whole.reason}"
