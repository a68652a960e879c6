"""Colormaps: takes what maps numbers to colours in matplotlib, gives the colour scale of a chart."""

from __future__ import annotations

from typing import Any

from chartkit.media.matplotlib.arrays import filled
from chartkit.media.matplotlib.artists import Artist, RefusedError
from chartkit.media.matplotlib.colorbars import colorbar_legend
from chartkit.media.matplotlib.colors import paint_of_rgba
from chartkit.media.matplotlib.drawn import painted_by_row
from chartkit.media.matplotlib.frame import Frame

_STOPS = (2, 9, 17, 33, 65, 129, 257)
_NORMS = {"Normalize": "linear", "LogNorm": "log"}


def colored_by_row(
    frame: Frame, mappable: Artist, layer: dict[str, Any], columns: dict[str, Any], channel: str
) -> None:
    """Draw a collection's numbers in its colours: by a scale where the map is even, else each row's colour as it is."""
    numbers = filled(mappable.get_array()).ravel()
    scale = color_scale(mappable)
    if scale is None or mappable.get_alpha() not in (None, 1):
        if mappable.colorbar is not None:
            raise RefusedError("a colorbar of steps, or of a norm that is not linear or logarithmic")
        painted_by_row(layer, columns, channel, [paint_of_rgba(color) for color in mappable.to_rgba(numbers)])
        return
    columns["value"] = numbers
    legend = colorbar_legend(frame, mappable) if channel == "fill" or "fill" not in layer["encoding"] else None
    layer["encoding"][channel] = {"field": "value", "type": "quantitative", "scale": scale, "legend": legend}


def color_scale(mappable: Artist) -> dict[str, Any] | None:
    """The scale that gives each number its colour; None for norms that are not linear or logarithmic."""
    norm = mappable.norm
    kind = _NORMS.get(type(norm).__name__)
    if kind is None or norm.vmin is None or norm.vmin == norm.vmax:
        return None
    stops = _stops(mappable)
    if stops is None:
        return None
    domain = [float(norm.inverse(at / (len(stops) - 1))) for at in range(len(stops))]
    return {"type": kind, "domain": domain, "range": stops, "interpolate": "rgb", "clamp": True, "nice": False} | (
        {"zero": False} if kind == "linear" else {}
    )


def _stops(mappable: Artist) -> list[str] | None:
    """As few evenly spaced colours as give the map to two of 255 levels; None for a map of few colours."""
    import numpy as np

    n_levels = int(mappable.cmap.N)
    at = (np.arange(n_levels) + 0.5) / n_levels
    exact = np.asarray(mappable.cmap(at))[:, :3]
    for n_stops in _STOPS:
        places = np.linspace(0, 1, n_stops)
        colors = np.asarray(mappable.cmap(places))[:, :3]
        guessed = np.column_stack([np.interp(at, places, colors[:, part]) for part in range(3)])
        if np.abs(guessed - exact).max() * 255 <= 2:
            break
    else:
        return None
    return [paint_of_rgba((*color, 1)).color for color in colors]
