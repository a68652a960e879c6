"""Sizes of views: takes version 2 and 3's range steps and the view sizes of a config, gives the later words for them.

Source: Vega-Lite 3.4 and 4.0, "Scale" (range step) and "Size"; the migration notes of version 4.0
"""

from __future__ import annotations

from chartkit.presets.nodes import Node
from chartkit.presets.upgrade.defaults import VIEW_PX
from chartkit.presets.upgrade.edits import changed_at, map_views, put, units_below, without

_SIZES = {"x": "width", "y": "height"}
_CONTINUOUS = {"width": "continuousWidth", "height": "continuousHeight"}
_DISCRETE = {"width": "discreteWidth", "height": "discreteHeight"}
_OLD_STEPS = {2: 21}
"""The range step of a version, in pixels, where it was not 20."""


def with_named_view_sizes(spec: Node, major: int) -> Node:
    """`spec` with `config.view.width` and `height` as the sizes of continuous and discrete views, which it meant."""

    def change(view: Node) -> Node:
        for size in _CONTINUOUS.keys() & view.entries.keys():
            px = view.entries[size]
            for name in (_CONTINUOUS[size], *([_DISCRETE[size]] if major > 3 else [])):
                view = put(view, name, px)
            view = without(view, size)
        return view

    return changed_at(spec, ("config", "view"), change)


def with_steps(spec: Node, major: int) -> Node:
    """`spec` with each scale's `rangeStep` as the step of its view's width or height.

    `rangeStep: null` fits a view into the size of a continuous one.
    """
    spec = _with_config_step(spec, major)

    def change(view: Node, in_layer: bool) -> Node:
        return view if in_layer else _with_view_step(view, spec)

    return map_views(spec, change)


def _with_config_step(spec: Node, major: int) -> Node:
    step = _at(spec, "config", "scale", "rangeStep")
    if step is None:
        if major not in _OLD_STEPS:
            return spec
        step = Node(_OLD_STEPS[major])
    spec = changed_at(spec, ("config", "scale"), lambda scale: without(scale, "rangeStep"))
    config = spec.get("config") or Node({})
    view = config.get("view") or Node({})
    if step.value is not None:
        view = put(view, "step", step)
    else:
        for size, name in _DISCRETE.items():
            view = put(view, name, view.get(size) or Node(VIEW_PX))
    return put(spec, "config", put(config, "view", view))


def _with_view_step(view: Node, spec: Node) -> Node:
    """A view that is no part of a layer, with the steps of the scales in it, its own size going before them."""
    if not ("mark" in view.entries or "layer" in view.entries):
        return view
    for channel, size in _SIZES.items():
        steps = [step for unit in (view, *units_below(view)) if (step := _at(unit, *_step_path(channel)))]
        if steps and size not in view.entries:
            step = steps[0]
            whole = _at(spec, "config", "view", size) or Node(VIEW_PX)
            view = put(view, size, whole if step.value is None else Node({"step": step}, step.mark))
    return map_views(view, lambda inner, in_layer: _without_step(inner))


def _without_step(view: Node) -> Node:
    for channel in _SIZES:
        view = changed_at(view, _step_path(channel)[:-1], lambda scale: without(scale, "rangeStep"))
        scale = _at(view, "encoding", channel, "scale")
        if scale is not None and scale.value == {}:
            view = changed_at(view, ("encoding", channel), lambda definition: without(definition, "scale"))
    return view


def _step_path(channel: str) -> tuple[str, ...]:
    return ("encoding", channel, "scale", "rangeStep")


def _at(node: Node | None, *path: str) -> Node | None:
    for key in path:
        node = node.get(key) if node else None
    return node
