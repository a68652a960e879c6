"""One view's share of the work: takes a unit view and its table's columns, gives the steps computed here.

The longest run of transforms that can be computed exactly; then, when none is left, what the encoding or the composite
mark groups. From the first transform that waits for the reader's hand, everything stays in the spec.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.compiler.channels import FACETS
from chartkit.compiler.planning.composites import COMPOSITES, composite_of
from chartkit.compiler.planning.params import constants_of, read_names
from chartkit.compiler.planning.plan import Block, Group, ViewPlan
from chartkit.compiler.planning.roles import roles_of
from chartkit.compiler.planning.shapes import Change, shape_of
from chartkit.compiler.planning.transforms import columns_after, is_row_wise, step_of
from chartkit.compiler.reductions.reduction import NotReducible, Reduction
from chartkit.compiler.views import View
from chartkit.schema.json_types import is_object

if TYPE_CHECKING:
    from chartkit.data.frame import FrameKind

    Kinds = Mapping[str, FrameKind]

_FADED = ("point", "circle", "square", "tick")
"""Marks that are half transparent where each draws a row."""
BINS_FIRST = "a layer bins a field, or takes its time unit, before its own transform makes it"
"""A chart that Vega-Lite draws by which of its views share their rows, so that all of them must go on sharing."""


def view_plan(view: View, kinds: Kinds, is_eager: bool = False, block: Block | None = None) -> ViewPlan:
    """What of `view` is computed before it is drawn, up to `block`.

    `is_eager` computes also what does not make the table smaller.
    """
    source = str(view.data)
    kinds = _unparsed(view, kinds)
    steps, kinds, reason = _steps(view, kinds, block)
    if reason is None:
        try:
            group = _group(view, kinds)
        except NotReducible as refusal:
            return ViewPlan(view, source, _worthwhile(steps, is_eager), None, refusal.reason)
        if group is not None:
            return ViewPlan(view, source, steps, group)
    kept = _worthwhile(steps, is_eager)
    if reason is None and not any(step.is_shrinking for step in kept):
        reason = "it draws every row"
    return ViewPlan(view, source, kept, None, reason)


def _steps(view: View, kinds: Kinds, block: Block | None) -> tuple[tuple[Reduction, ...], Kinds, str | None]:
    """The steps for the first transforms of the view, the columns after them, and why the next one is not computed."""
    constants = constants_of(view)
    facet = facet_of(view)
    written = _written(view)
    binned = _binned_in_layer(view)
    steps: list[Reduction] = []
    for path, transform in view.transforms:
        if block is not None and len(steps) == block.n_steps:
            break
        try:
            step = step_of(transform, kinds, constants)
        except NotReducible as refusal:
            return tuple(steps), kinds, refusal.reason
        if path[: len(view.path)] == view.path and binned & step.makes.keys():
            return tuple(steps), kinds, BINS_FIRST
        if any(kind == "time" and name in written for name, kind in step.makes.items() if name not in step.reads):
            return tuple(steps), kinds, "the browser writes the times that a unit gives in its own way"
        if facet is not None and len(path) > len(facet.path) + 2 and not is_row_wise(transform):
            return tuple(steps), kinds, "a facet's own transform counts the rows of each cell"
        steps.append(step)
        kinds = columns_after(step, kinds)
    return tuple(steps), kinds, None if block is None else block.reason


def _unparsed(view: View, kinds: Kinds) -> Kinds:
    """The columns that the browser reads as they are: `format.parse` of the data makes others of theirs."""
    format = cast("dict[str, Any]", (view.source or {}).get("format") or {})
    return {name: kind for name, kind in kinds.items() if name not in (format.get("parse") or {})}


def _binned_in_layer(view: View) -> set[str]:
    """The fields of a layer's view that it bins or takes time units of: before the view's own transforms."""
    if view.parent is None or view.parent.kind != "layer":
        return set()
    return {str(role.field) for role in roles_of(view.definitions) if role.bin is not None or role.unit is not None}


def _written(view: View) -> set[str]:
    """The fields that the view shows as they are written, not as times."""
    return {
        str(role.field) for role in roles_of(view.definitions) if role.type != "temporal" and role.field is not None
    }


def _worthwhile(steps: tuple[Reduction, ...], is_eager: bool) -> tuple[Reduction, ...]:
    """The steps up to the last that leaves fewer rows; the others cost nothing in the browser."""
    if is_eager:
        return steps
    last = max((index for index, step in enumerate(steps, 1) if step.is_shrinking), default=0)
    return steps[:last]


def _group(view: View, kinds: Kinds) -> Group | None:
    facet = facet_of(view)
    if any(above.kind == "facet" for above in _above(facet)):
        raise NotReducible("a facet stands inside of a facet")
    around = _facet_channels(facet)
    encoding = view.definitions
    if view.mark in COMPOSITES:
        return composite_of(view, encoding, kinds, around)
    shape = shape_of(encoding, str(view.mark), kinds, around)
    if shape is None:
        return None
    _check_reads(view, shape.changes)
    _check_counts(view, encoding)
    own = [path for path, _ in view.transforms if path[: len(view.path)] == view.path]
    in_layer = view.parent is not None and view.parent.kind == "layer"
    after = len(view.transforms) - len(own) if in_layer else len(view.transforms)
    return Group(shape.grouping, shape.changes, shape.facet_changes, shape.at_risk, after)


def _check_counts(view: View, encoding: Mapping[str, Any]) -> None:
    """Raises `NotReducible` for counts that Vega-Lite treats otherwise than a number that is there already."""
    ops = {role.channel: role.op for role in roles_of(encoding) if role.op}
    if view.mark in _FADED and ops == {"order": "count"}:
        raise NotReducible("a count by its order alone is drawn as if nothing was counted")
    if "count" in [op for channel, op in ops.items() if channel not in ("x", "y")] and _shows_invalid(view):
        raise NotReducible("its invalid values are shown, and a count has none")


def _shows_invalid(view: View) -> bool:
    """Whether marks show their invalid values, by themselves or by the config."""
    root = view if view.parent is None else _above(view)[-1]
    config = cast("dict[str, Any]", root.spec.get("config") or {})
    words = (view.spec.get("mark"), config.get(str(view.mark)), config.get("mark"))
    modes = [str(word["invalid"]) for word in words if is_object(word) and "invalid" in word]
    return bool(modes) and "show" in modes[0]


def _check_reads(view: View, changes: tuple[Change, ...]) -> None:
    """Raises `NotReducible` when an expression or selection of the view reads a field that gets another name."""
    renamed = {change.place for change in changes if "field" in change.words}
    if not renamed:
        return
    if any("select" in param for param in cast("list[dict[str, Any]]", view.spec.get("params", []))):
        raise NotReducible("a selection may name a field that is drawn in two roles, or a count")
    for name in read_names(view):
        if name.startswith("__count") or "_" in name:
            raise NotReducible(f"an expression reads {name!r}, a name that Vega-Lite makes")


def facet_of(view: View) -> View | None:
    """The facet operator that the view stands in, between it and its data."""
    above = view.parent
    while above is not None and above.data_path == view.data_path:
        if above.kind == "facet":
            return above
        above = above.parent
    return None


def _above(view: View | None) -> list[View]:
    found: list[View] = []
    above = view.parent if view else None
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def _facet_channels(facet: View | None) -> dict[str, Any]:
    """The channels of a facet operator, as an encoding."""
    if facet is None:
        return {}
    given = facet.spec["facet"]
    return {"facet": given} if "field" in given else {key: given[key] for key in FACETS if key in given}
