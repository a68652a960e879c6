"""The size a chart is drawn at: the caller's, else the author's, else the page's width, 600 × 300 in a file."""

from __future__ import annotations

from typing import Any

from chartkit.diagnostics import RenderError, shown

WIDTH_PX, HEIGHT_PX = 600, 300
MAX_PX = 20_000
_COMPOSED = ("facet", "repeat", "hconcat", "vconcat", "concat")


def sized(spec: dict[str, Any], dialect: str, width: int | None, height: int | None, in_page: bool) -> dict[str, Any]:
    """`spec` with a width and a height; facets, repeats and concatenations keep the sizes of their parts.

    Raises `RenderError` for a size that cannot be drawn.
    """
    check_size(width=width, height=height)
    if any(key in spec for key in _COMPOSED) or _is_faceted(spec):
        return spec
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


def _is_faceted(spec: dict[str, Any]) -> bool:
    encoding = spec.get("encoding")
    return isinstance(encoding, dict) and any(channel in encoding for channel in ("row", "column", "facet"))
