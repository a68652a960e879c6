"""What is computed here and what in the browser: the `Plan`, which prints itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.planning.roles import roles_of
from chartkit.compiler.planning.shapes import Change
from chartkit.compiler.views import View
from chartkit.diagnostics import JsonPath

if TYPE_CHECKING:
    from chartkit.compiler.reductions.reduction import Reduction


_SUMMING = frozenset(["aggregate", "joinaggregate", "window", "stack", "pivot", "impute"])


class Group(NamedTuple):
    """The last step of a view that aggregates: `reduction`, and what it does to the view's words.

    `is_mark` says that a composite mark groups, whose words do not change. `extents_after` is the number of steps after
    which the extents of bins are taken.
    """

    reduction: Any
    changes: tuple[Change, ...] = ()
    facet_changes: tuple[Change, ...] = ()
    at_risk: tuple[str, ...] = ()
    extents_after: int = 0
    is_mark: bool = False


class Block(NamedTuple):
    """What running an earlier plan of a view forbade, and why: its step number `n_steps`, or its group after them."""

    reason: str
    n_steps: int


class ViewPlan(NamedTuple):
    """One unit view that draws the table `source`.

    `steps` are its first transforms, computed here, one for one; `group` what its encoding or composite mark computes.
    `reason` says why nothing more is computed here, None where nothing is left to do.
    """

    view: View
    source: str
    steps: tuple[Reduction, ...]
    group: Group | None
    reason: str | None = None

    @property
    def is_reduced(self) -> bool:
        """Whether the view draws fewer rows than its table has."""
        return self.group is not None or any(step.is_shrinking for step in self.steps)

    @property
    def sums_up(self) -> bool:
        """Whether the browser still counts or sums the rows that the view draws, or places them by one another."""
        if self.group is not None:
            return False
        left = (transform for _, transform in self.view.transforms[len(self.steps) :])
        return any(_SUMMING & transform.keys() for transform in left) or any(
            role.op for role in roles_of(self.view.definitions)
        )

    @property
    def computes(self) -> tuple[Any, ...]:
        """What makes the view's table, to be compared with other views'; steps by the words of their transforms."""
        words = [transform for _, transform in self.view.transforms[: len(self.steps)]]
        return (self.source, words, self.group.reduction if self.group else None)


class Stage(NamedTuple):
    """One dataset of the chart: the rows of `source` after `steps` and `reduction`, for the views at `paths`.

    `columns` are those that leave; None keeps all.
    """

    name: str
    source: str
    steps: tuple[Reduction, ...]
    group: Group | None
    paths: tuple[JsonPath, ...]
    columns: tuple[str, ...] | None = None


class Plan(NamedTuple):
    """A spec with what becomes of each of its views; `spec` is the author's with its repeats written out where needed.

    `stages` are the datasets of the chart, in order of their first view.
    """

    spec: dict[str, Any]
    views: tuple[ViewPlan, ...]
    stages: tuple[Stage, ...]

    def stage_of(self, path: JsonPath) -> Stage:
        """The dataset that the view at `path` draws."""
        return next(stage for stage in self.stages if path in stage.paths)


class Facts(NamedTuple):
    """What running a stage found.

    Extents of bins by column, orders of categories, rows in and out, the engine and the columns it read, and notes.
    """

    extents: Mapping[str, tuple[float, float]]
    orders: Mapping[Any, list[Any]]
    n_in: int
    n_out: int
    engine: str
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
