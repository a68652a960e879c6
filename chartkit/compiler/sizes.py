"""The size a chart is drawn at: the caller's, else the author's, else the page's width, 600 × 300 in a file."""

from __future__ import annotations

from typing import Any, cast

from chartkit.compiler.layout import WIDTH_PX, Layout, is_composed, layout_of
from chartkit.diagnostics import JsonPath, RenderError, shown

HEIGHT_PX = 300
MAX_PX = 20_000
_SHAPELESS = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a spec that no schema was asked about, as one of a stranger's run, raises on the way through its views."""


def sized(spec: dict[str, Any], dialect: str, width: int | None, height: int | None, in_page: bool) -> dict[str, Any]:
    """`spec` with a width and a height, those of facets, repeats and concatenations shared by their views.

    In a page, views without a width of their own fill its width: a single one and layers by `width: container`, which
    Vega-Lite allows there, those of a composed chart by the page's script, told by `usermeta.chartkit.fit`. Raises
    `RenderError` for a size that cannot be drawn, and for views that are no Vega-Lite.
    """
    check_size(width=width, height=height)
    if dialect == "vega-lite" and is_composed(spec):
        try:
            layout = layout_of(spec, width or WIDTH_PX, width is not None, height)
            placed = _placed(spec, layout)
        except _SHAPELESS as error:
            message = "the views of the chart cannot be laid out: its spec is no Vega-Lite."
            raise RenderError.of("CK505", message) from error
        return _fitting(placed, layout) if in_page and width is None else placed
    responsive = in_page and dialect == "vega-lite"
    size = {
        "width": _size(width, spec.get("width"), "container" if responsive else WIDTH_PX, in_page),
        "height": _size(height, spec.get("height"), HEIGHT_PX, in_page),
    }
    return {**spec, **size}


def check_size(**sizes: float | None) -> None:
    """Raises `RenderError` for a size that is no number of px from 1 to 20,000."""
    for name, size in sizes.items():
        fits = isinstance(size, (int, float)) and not isinstance(size, bool) and 1 <= size <= MAX_PX
        if size is not None and not fits:
            raise RenderError.of("CK507", f"{name} is a number of px from 1 to {MAX_PX:,}; found {shown(size)}.")


def _size(asked: int | None, own: Any, default: Any, in_page: bool) -> Any:
    if asked is not None:
        return asked
    if own is None or (own == "container" and not in_page):
        return default
    return own


def _placed(spec: dict[str, Any], layout: Layout) -> dict[str, Any]:
    placed = spec
    for place in layout.places:
        placed = _with(placed, place.path, {"width": place.width, "height": place.height})
    for wrap in layout.wraps:
        placed = _with(placed, wrap.path[:-1], {"columns": wrap.n_columns})
    return placed


def _fitting(spec: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """The spec with what the page's script needs to make the views fill the page."""
    views = [[list(place.path), place.share] for place in layout.places if place.share is not None]
    wraps = [[list(wrap.path), wrap.n_cells, wrap.n_columns] for wrap in layout.wraps]
    usermeta = spec.get("usermeta", {})
    fit = {"views": views, "wraps": wraps}
    return {**spec, "usermeta": {**usermeta, "chartkit": {**usermeta.get("chartkit", {}), "fit": fit}}}


def _with(value: Any, path: JsonPath, entries: dict[str, Any]) -> Any:
    """`value` with `entries` in the object at `path`; what is not on the way is shared, nothing is changed."""
    if not path:
        return {**value, **entries}
    step, *rest = path
    if isinstance(step, int):
        items = cast("list[Any]", value)
        return [*items[:step], _with(items[step], tuple(rest), entries), *items[step + 1 :]]
    return {**value, step: _with(value[step], tuple(rest), entries)}
