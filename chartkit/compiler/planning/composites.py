"""Composite marks: boxplot, errorbar and errorband group inside of the mark; takes such a view, gives its group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.compiler.planning.plan import Group
from chartkit.compiler.planning.roles import Role, roles_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.unit_times import in_units
from chartkit.compiler.views import View

if TYPE_CHECKING:
    from chartkit.data.frame import FrameKind

COMPOSITES = frozenset(["boxplot", "errorbar", "errorband"])


def composite_of(
    view: View, encoding: Mapping[str, Any], kinds: Mapping[str, FrameKind], around: Mapping[str, Any]
) -> Group | None:
    """The group of a view with a composite mark. Raises `NotReducible`."""
    roles = roles_of(encoding)
    every = (*roles, *roles_of(around))
    if any(role.op or role.bin is not None for role in every):
        raise NotReducible(f"the {view.mark} groups by bins or by aggregates")
    if {"x2", "y2", "xError", "yError", "xError2", "yError2"} & encoding.keys():
        return None
    measure = _measure(view, encoding)
    keys = tuple(dict.fromkeys(str(r.field) for r in (*roles_of(around), *roles) if r.place != (measure.channel,)))
    for field in (*keys, str(measure.field)):
        if field not in kinds:
            raise NotReducible(f"the field {field!r} lies inside of other values, or is not of one kind")
    if kinds[str(measure.field)] != "number" or measure.field in keys:
        raise NotReducible(f"a {view.mark} of {measure.field!r} needs a column of numbers of its own")
    inner = _reduction(str(view.mark), str(measure.field), keys, _words(view))
    return Group(in_units(inner, _units(every, kinds)), is_mark=True)


def _words(view: View) -> dict[str, Any]:
    """The words of the mark, over those of the spec's config for it."""
    mark = view.spec["mark"]
    root = view
    while root.parent is not None:
        root = root.parent
    config = cast("dict[str, Any]", root.spec.get("config") or {})
    own = cast("dict[str, Any]", mark) if isinstance(mark, dict) else {"type": mark}
    return {**cast("dict[str, Any]", config.get(str(view.mark)) or {}), **own}


def _units(roles: tuple[Role, ...], kinds: Mapping[str, FrameKind]) -> dict[str, Any]:
    """The unit of each column of times that one groups by; a column has one, or is not grouped by unit at all."""
    found: dict[str, Any] = {}
    for role in roles:
        if role.unit is not None or str(role.field) in found:
            if kinds[str(role.field)] != "time":
                raise NotReducible(f"the times of {role.field!r} are read by the browser")
            units = {repr(other.unit) for other in roles if other.field == role.field}
            if len(units) > 1:
                raise NotReducible(f"{role.field!r} is grouped by several units")
            found[str(role.field)] = role.unit
    return found


def _measure(view: View, encoding: Mapping[str, Any]) -> Role:
    """The one continuous position, whose values the mark sums up."""
    found = [
        role
        for role in roles_of({channel: encoding[channel] for channel in ("x", "y") if channel in encoding})
        if role.definition.get("type") == "quantitative" and role.field is not None
    ]
    if len(found) == 2:
        mark = view.spec["mark"]
        orient = cast("dict[str, Any]", mark).get("orient") if isinstance(mark, dict) else None
        found = [role for role in found if role.channel == {"vertical": "y", "horizontal": "x"}.get(str(orient))]
    if len(found) != 1:
        raise NotReducible(f"which axis the {view.mark} sums up is not said by the types of x and y")
    return found[0]


def _reduction(mark: str, field: str, keys: tuple[str, ...], words: Mapping[str, Any]) -> Any:
    if mark == "boxplot":
        from chartkit.compiler.reductions.boxplot import boxplot_of

        return boxplot_of(field, keys, words)
    from chartkit.compiler.reductions.errorbars import errorbars_of

    return errorbars_of(field, keys, words)
