"""What became of a chart's tables, in words: `chart.plan` and `chartkit explain` print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from chartkit.compiler.planning.plan import Facts, Plan, Stage, ViewPlan
from chartkit.diagnostics import counted, json_path


class Explanation(NamedTuple):
    """A plan that ran; `facts` by stage, `sizes` the rows of every dataset that the chart carries."""

    plan: Plan
    facts: Mapping[str, Facts]
    sizes: Mapping[str, int]

    @property
    def views(self) -> tuple[ViewPlan, ...]:
        """What became of each unit view that draws a planned table, in document order."""
        return self.plan.views

    def __str__(self) -> str:
        """One block for each dataset of the chart: its table, its steps, its rows, and what stays in the browser."""
        return "\n".join(line for stage in self.plan.stages for line in self._lines(stage))

    def _lines(self, stage: Stage) -> Iterator[str]:
        facts = self.facts.get(stage.name)
        rows_in = "" if facts is None else f", {counted(facts.n_in, 'row')} in {facts.engine}"
        yield f"{stage.name}: from {stage.source}{rows_in}"
        steps = [step.explain() for step in stage.steps]
        if stage.group is not None:
            steps.append(stage.group.reduction.explain())
        for number, step in enumerate(steps, 1):
            yield f"  {number}. {step}"
        yield f"  → {counted(self.sizes[stage.name], 'row')}"
        for note in facts.notes if facts else ():
            yield f"  note: {note}"
        for view in self.plan.views:
            if view.view.path in stage.paths and view.reason:
                yield f"  {json_path(view.view.path) or '$'} ({view.view.mark}) is not reduced further: {view.reason}"
