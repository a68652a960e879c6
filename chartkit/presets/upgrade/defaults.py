"""Defaults that changed: takes a spec that relies on an older one, writes the old default out.

| until | default | now |
|---|---|---|
| 5 | views are 200 px wide and high | 300 px |
| 4 | projections are `mercator` | `equalEarth` |
| 4 | a size scale starts at 0, points without a zero at 9 px² | never at 0, points at 4 px² |
| 4 | a quantitative position scale rounds its domain, also one given as a list | only a domain from data |

Source: the release notes of Vega-Lite 5.0 (projection, nice) and 6.0 (continuous size)
"""

from __future__ import annotations

from chartkit.presets.nodes import Node, Scalar
from chartkit.presets.upgrade.edits import map_views, mark_type, put, units_below

VIEW_PX = 200
POINT_PX2 = 9
_SIZES = {"width": "continuousWidth", "height": "continuousHeight"}
_POINTS = ("point", "circle", "square")
_PLACES = {"longitude", "latitude"}


def with_old_sizes(spec: Node, major: int) -> Node:
    """`spec` with the size of its views that say none, 200 px."""
    sized = [view for view in _outer_views(spec) if view.get("mark") or view.get("layer")]
    for size, name in _SIZES.items():
        if any(size not in view.entries for view in sized):
            spec = _with_config(spec, "view", name, VIEW_PX)
    return spec


def with_old_projection(spec: Node, major: int) -> Node:
    """`spec` with the projection of its maps that name none."""
    if not any(_is_map(view) for view in [*_outer_views(spec), *units_below(spec)]):
        return spec
    return _with_config(spec, "projection", "type", "mercator")


def with_old_point_size(spec: Node, major: int) -> Node:
    """`spec` with the least size that its size scales drew: 0 where they start at zero, else 9 px² for points."""
    return map_views(spec, lambda view, in_layer: _with_least_size(view))


def _with_least_size(view: Node) -> Node:
    encoding = view.get("encoding")
    size = encoding.get("size") if encoding else None
    if encoding is None or size is None or not {"field", "aggregate"} & size.entries.keys():
        return view
    scale = size.get("scale") or Node({})
    least = 0 if _starts_at_zero(size, scale) else POINT_PX2 if mark_type(view) in _POINTS else None
    if least is None or scale.value is None or {"range", "rangeMin", "rangeMax"} & scale.entries.keys():
        return view
    return put(view, "encoding", put(encoding, "size", put(size, "scale", put(scale, "rangeMin", least))))


def _starts_at_zero(size: Node, scale: Node) -> bool:
    """What version 4 decided for a size scale that does not say `zero` itself."""
    zero, kind, type_ = scale.get("zero"), size.get("type"), scale.get("type")
    if zero is not None:
        return zero.value is True
    is_linear = type_ is None or type_.value in ("linear", "pow", "sqrt", "symlog")
    is_number = (kind is not None and kind.value == "quantitative") or (kind is None and "aggregate" in size.entries)
    return is_linear and is_number and not {"bin", "timeUnit"} & size.entries.keys() and "domain" not in scale.entries


def with_old_nice(spec: Node, major: int) -> Node:
    """`spec` with `nice` at the position scales of numbers whose domain is a list."""
    return map_views(spec, lambda view, in_layer: _with_nice(view))


def _with_nice(view: Node) -> Node:
    encoding = view.get("encoding")
    for channel in ("x", "y"):
        definition = encoding.get(channel) if encoding else None
        scale = definition.get("scale") if definition else None
        domain = scale.get("domain") if scale else None
        if encoding is None or definition is None or scale is None or domain is None or not domain.items:
            continue
        is_number = all(isinstance(item.value, (int, float)) for item in domain.items)
        kind = definition.get("type")
        if is_number and kind and kind.value == "quantitative" and not {"nice", "type"} & scale.entries.keys():
            encoding = put(encoding, channel, put(definition, "scale", put(scale, "nice", True)))
            view = put(view, "encoding", encoding)
    return view


def _is_map(view: Node) -> bool:
    encoding = view.get("encoding")
    return mark_type(view) == "geoshape" or bool(encoding and encoding.entries.keys() & _PLACES)


def _outer_views(spec: Node) -> list[Node]:
    """The views of `spec` that are no part of a layer."""
    found: list[Node] = []

    def see(view: Node, in_layer: bool) -> Node:
        if not in_layer:
            found.append(view)
        return view

    map_views(spec, see)
    return found


def _with_config(spec: Node, section: str, key: str, value: Scalar) -> Node:
    """`spec` with an entry in a section of its config, where it has none."""
    config = spec.get("config") or Node({})
    part = config.get(section) or Node({})
    return spec if key in part.entries else put(spec, "config", put(config, section, put(part, key, value)))
