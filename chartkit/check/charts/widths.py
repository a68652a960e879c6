"""How wide a chart is by what its spec says: takes its views, gives the pixels that cannot give way.

Views without a width of their own fill what there is, and count nothing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from chartkit.check.rows.javascript import is_number
from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object

_SPACING_PX = 20
"""Vega-Lite's own, between views beside each other."""


class Fixed(NamedTuple):
    """Pixels that a spec sets aside, and where the most of them are set."""

    width_px: float
    path: JsonPath = ()


NONE = Fixed(0)


def width_of(spec: dict[str, Any], path: JsonPath = ()) -> Fixed:
    """The pixels of width that are set for a view and those in it, without axes and legends. O(size of the spec)."""
    if is_list(spec.get("hconcat")):
        return _beside(spec, [width_of(view, at) for at, view in _views(spec, path, "hconcat")])
    if is_list(spec.get("concat")):
        columns = spec.get("columns")
        found = [width_of(view, at) for at, view in _views(spec, path, "concat")]
        n_columns = columns if isinstance(columns, int) and columns > 0 else len(found)
        rows = [found[start : start + n_columns] for start in range(0, len(found), n_columns)]
        return max((_beside(spec, row) for row in rows), default=NONE)
    if is_list(spec.get("vconcat")):
        return max((width_of(view, at) for at, view in _views(spec, path, "vconcat")), default=NONE)
    if is_object(spec.get("spec")):
        inner = width_of(spec["spec"], (*path, "spec"))
        return _beside(spec, [inner] * _n_columns(spec)) if inner.width_px else NONE
    return _own(spec, path)


def _own(spec: dict[str, Any], path: JsonPath) -> Fixed:
    """The width of one view: a number, or steps for as many categories as the spec itself lists."""
    width = spec.get("width")
    if is_number(width):
        return Fixed(width, (*path, "width"))
    step = width.get("step") if is_object(width) else None
    encoding = spec.get("encoding")
    x = encoding.get("x") if is_object(encoding) else None
    if not isinstance(step, (int, float)) or not is_object(x):
        return NONE
    scale = x.get("scale")
    listed = scale.get("domain") if is_object(scale) else None
    return Fixed(step * len(listed), (*path, "width", "step")) if is_list(listed) else NONE


def _beside(spec: dict[str, Any], found: list[Fixed]) -> Fixed:
    """Views in a row with the gaps between them."""
    spacing = spec.get("spacing", _SPACING_PX)
    gap = spacing.get("column", _SPACING_PX) if is_object(spacing) else spacing
    fixed = [each for each in found if each.width_px]
    if not fixed:
        return NONE
    total = sum(each.width_px for each in fixed) + (len(found) - 1) * (gap if isinstance(gap, (int, float)) else 0)
    return Fixed(total, max(fixed).path)


def _n_columns(spec: dict[str, Any]) -> int:
    """How many columns of a facet or repeat the spec itself tells; 1 where the rows do."""
    columns, repeat = spec.get("columns"), spec.get("repeat")
    if is_object(repeat):
        across = repeat.get("column")
        return len(across) if is_list(across) and across else 1
    if is_list(repeat):
        return min(columns, len(repeat)) if isinstance(columns, int) and columns > 0 else len(repeat)
    return columns if isinstance(columns, int) and columns > 0 and is_object(spec.get("facet")) else 1


def _views(spec: dict[str, Any], path: JsonPath, key: str) -> list[tuple[JsonPath, dict[str, Any]]]:
    return [((*path, key, index), view) for index, view in enumerate(spec[key]) if is_object(view)]
