"""Which definitions share a title, and which of them must write it out; see `titles`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from chartkit.compiler.planning.dropped import dropped
from chartkit.compiler.planning.plan import Plan, ViewPlan
from chartkit.compiler.planning.roles import Place, Role, roles_of
from chartkit.compiler.planning.titles import GUIDES, explicit_title, implicit_title, merged_title
from chartkit.compiler.views import View
from chartkit.diagnostics import JsonPath

_AXES = {"x": "x", "x2": "x", "y": "y", "y2": "y"}
_GUIDED = frozenset(_AXES).union(
    "color fill stroke opacity fillOpacity strokeOpacity strokeWidth size shape strokeDash angle".split()
)
"""The channels that an axis or a legend shows."""

Member = tuple[ViewPlan, Role]


def titles_of(plan: Plan) -> Iterator[tuple[JsonPath, Place, dict[str, Any]]]:
    """The titles to write: the view's path, the definition's place, and its new words.

    A definition whose words changed gets the title of the old ones, by which it is read out; a guide that several
    share gets the merged one.
    """
    config = cast("dict[str, Any]", plan.spec.get("config") or {})
    for members in [part for group in _groups(plan).values() for part in _apart(group)]:
        if not _must_write(members):
            continue
        merged = merged_title((role for _, role in members), config)
        for view, role in members:
            words = _own_title(view, role, config)
            if len(members) > 1 and not explicit_title(role)[0]:
                words |= _guide_title(role, merged)
            if words:
                yield view.view.path, role.place, words


def _own_title(view: ViewPlan, role: Role, config: dict[str, Any]) -> dict[str, Any]:
    """The title of a definition whose words changed, by which it is read out, where its author gave none.

    A title that is taken away is taken from the guide, so that the definition has one still.
    """
    if role.definition.get("title") is not None or not _is_renamed(view, role):
        return {}
    is_hidden = role.channel in _GUIDED and explicit_title(role) == (True, None)
    return {"title": implicit_title(role, config), **(_guide_title(role, None) if is_hidden else {})}


def _guide_title(role: Role, title: Any) -> dict[str, Any]:
    """The words that give the guide of a definition this title; none for the second end of an axis, or without one."""
    guide = GUIDES.get(role.channel, "legend")
    own = role.definition.get(guide, {})
    if role.channel in ("x2", "y2") or not isinstance(own, dict):
        return {}
    return {guide: {**cast("dict[str, Any]", own), "title": title}}


def _groups(plan: Plan) -> dict[tuple[Any, ...], list[Member]]:
    """The definitions by the guide that shows them: an axis or legend is shared in a layer."""
    groups: dict[tuple[Any, ...], list[Member]] = {}
    for view in plan.views:
        hidden = dropped(view.view.definitions, str(view.view.mark))
        for role in roles_of(view.view.definitions):
            if role.place in hidden:
                continue
            key: tuple[Any, ...] = (view.view.path, role.place)
            if role.channel in _GUIDED:
                channel = _AXES.get(role.channel, role.channel)
                key = (_sharing(view.view, channel).path, channel)
            groups.setdefault(key, []).append((view, role))
    return groups


def _apart(members: list[Member]) -> list[list[Member]]:
    """The definitions by view where their scales cannot be shared."""
    if len({_scale_kind(role) for _, role in members}) == 1:
        return [members]
    views: dict[JsonPath, list[Member]] = {}
    for view, role in members:
        views.setdefault(view.view.path, []).append((view, role))
    return list(views.values())


def _scale_kind(role: Role) -> str:
    """What scales share: numbers lie on no axis of times or categories, and legends tell times and bins apart, too."""
    if role.channel in _AXES:
        return "numbers" if role.type == "quantitative" else "others"
    if role.channel in ("color", "fill", "stroke") and role.bin is not None:
        return "bins"
    return role.type if role.type in ("quantitative", "temporal") else "categories"


def _sharing(view: View, channel: str) -> View:
    """The outermost view whose parts share the guide of `channel`: layers all, and those side by side their legends."""
    is_position = channel in ("x", "y")
    guide = "axis" if is_position else "legend"
    found = view
    while found.parent is not None and (found.parent.kind == "layer" or not is_position):
        resolve = cast("dict[str, dict[str, str]]", found.parent.spec.get("resolve") or {})
        if any(resolve.get(kind, {}).get(channel) == "independent" for kind in (guide, "scale")):
            break
        found = found.parent
    return found


def _must_write(members: list[Member]) -> bool:
    """Whether some definition's words change so that Vega-Lite would title them in another way."""
    changes = [change for view, role in members for change in _changes(view) if change.place == role.place]
    renamed = any(_is_renamed(view, role) for view, role in members)
    return renamed or (len(members) > 1 and any(change.bin for change in changes))


def _is_renamed(view: ViewPlan, role: Role) -> bool:
    """Whether Vega-Lite would title the definition by other words."""
    changes = [change for change in _changes(view) if change.place == role.place]
    return any("field" in change.words or "aggregate" in change.words for change in changes)


def _changes(view: ViewPlan) -> tuple[Any, ...]:
    return view.group.changes if view.group else ()
