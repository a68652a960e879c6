"""The spec over the small tables: takes a `Plan` and what running it found, gives the author's spec with them.

Computed transforms go, views name the dataset they draw, extents and orders are pinned, and definitions whose words
change keep the titles of the old words.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, cast

from chartkit.compiler.planning.plan import Facts, Plan, ViewPlan
from chartkit.compiler.planning.roles import Place, replaced
from chartkit.compiler.planning.shapes import Change
from chartkit.compiler.planning.title_groups import titles_of
from chartkit.compiler.planning.units import facet_of
from chartkit.compiler.views import View
from chartkit.diagnostics import JsonPath


def rewritten(plan: Plan, facts: Mapping[str, Facts]) -> dict[str, Any]:
    """The spec of `plan` over its stages' rows; `facts` by the stages' names. The given spec is not changed."""
    spec = copy.deepcopy(plan.spec)
    for root in {view.view.data_path: None for view in plan.views}:
        _place_data(spec, plan, [view for view in plan.views if view.view.data_path == root])
    for view in plan.views:
        if view.group is not None:
            found = facts[plan.stage_of(view.view.path).name]
            _change_facet(spec, view, found)
            for change in view.group.changes:
                _change(spec, view.view, change.place, _words(change, view, found))
    for path, place, words in titles_of(plan):
        _change(spec, _view_at(plan, path), place, words)
    return spec


def _place_data(spec: dict[str, Any], plan: Plan, plans: list[ViewPlan]) -> None:
    """Name the datasets of the views that share one source, and take away the transforms that are computed."""
    names = {view.view.path: plan.stage_of(view.view.path).name for view in plans}
    source = cast("dict[str, Any]", _at(spec, cast("JsonPath", plans[0].view.data_path)))
    if len(set(names.values())) == 1:
        source["name"] = next(iter(names.values()))
        _drop(spec, {path for view in plans for path, _ in view.view.transforms[: len(view.steps)]})
        return
    gone: set[JsonPath] = set()
    untouched = {view.view.path for view in plans if not view.steps and view.group is None}
    for view in plans:
        host = _host(view.view)
        chain = view.view.transforms
        inherited = [path for path, _ in chain if path[: len(host.path)] != host.path]
        gone |= {path for path, _ in chain[: len(view.steps)] if path not in inherited}
        if not untouched:
            gone |= set(inherited)
        if view.view.path not in untouched:
            left = [transform for _, transform in chain[len(view.steps) : len(inherited)]]
            own = _at(spec, host.path)
            own["data"] = {"name": names[view.view.path]}
            if left:
                own["transform"] = [*left, *own.get("transform", [])]
                gone = {_shifted(path, host.path, len(left)) for path in gone}
    source["name"] = names[next(iter(untouched), plans[0].view.path)]
    _drop(spec, gone)


def _host(view: View) -> View:
    """The view that takes the data: the facet around it, whose cells share its rows, or the view itself."""
    return facet_of(view) or view


def _shifted(path: JsonPath, host: JsonPath, by: int) -> JsonPath:
    """The path of a transform of `host` after `by` others were put before it."""
    if path[:-1] != (*host, "transform"):
        return path
    return (*path[:-1], cast("int", path[-1]) + by)


def _drop(spec: dict[str, Any], paths: Iterable[JsonPath]) -> None:
    """Take the transforms at `paths` away, and lists of them that are empty then."""
    for path in sorted(paths, key=lambda path: (path[:-1], path[-1]), reverse=True):
        owner = _at(spec, path[:-2])
        del owner["transform"][path[-1]]
        if not owner["transform"]:
            del owner["transform"]


def _words(change: Change, view: ViewPlan, facts: Facts) -> dict[str, Any]:
    """The new words of a definition, with what only the data could say."""
    words = dict(change.words)
    if change.bin is not None:
        bin = _definition(view.view, change.place)["bin"]
        given = cast("dict[str, Any]", bin) if isinstance(bin, dict) else {}
        words["bin"] = {**given, "extent": list(facts.extents[change.bin])}
    if change.sort is not None:
        words["sort"] = facts.orders[change.sort]
    return words


def _definition(view: View, place: Place) -> dict[str, Any]:
    found: Any = view.encoding[str(place[0])][1]
    for step in place[1:]:
        found = found[step]
    return found


def _change(spec: dict[str, Any], view: View, place: Place, words: Mapping[str, Any]) -> None:
    """Change a definition in the view's own encoding; one that it inherits is written there whole."""
    if not words:
        return
    unit = _at(spec, view.path)
    own = unit.setdefault("encoding", {})
    channel = str(place[0])
    inherited = view.encoding[channel][0][: len(view.path)] != view.path
    if channel not in own or (not inherited and own[channel] == view.spec["encoding"][channel]):
        own[channel] = copy.deepcopy(view.encoding[channel][1])
    unit["encoding"] = replaced(own, place, words)


def _change_facet(spec: dict[str, Any], view: ViewPlan, facts: Facts) -> None:
    facet = facet_of(view.view)
    for change in view.group.facet_changes if view.group else ():
        if facet is None or not change.is_new:
            continue
        owner = _at(spec, facet.path)
        given = owner["facet"]
        is_single = "field" in given
        words = dict(change.words)
        if change.bin is not None:
            bin = (given if is_single else given[change.place[0]])["bin"]
            words["bin"] = {**(bin if isinstance(bin, dict) else {}), "extent": list(facts.extents[change.bin])}
        if change.sort is not None:
            words["sort"] = facts.orders[change.sort]
        owner["facet"] = {**given, **words} if is_single else replaced(given, change.place, words)


def _view_at(plan: Plan, path: JsonPath) -> View:
    return next(view.view for view in plan.views if view.view.path == path)


def _at(spec: dict[str, Any], path: JsonPath) -> Any:
    found: Any = spec
    for step in path:
        found = found[step]
    return found
