"""A figure as a chart: takes a matplotlib figure, gives a `Chart` that draws the same, or says what keeps it from that.

1. draw       without pixels, so that matplotlib has laid out its texts and ticks
2. read       every artist of every axes, from back to front
3. compile    as any other spec over tables, so that long lines are made smaller
"""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build
from chartkit.data import to_dataset
from chartkit.diagnostics import DataError, Diagnostic
from chartkit.media.matplotlib.artists import Artist, RefusedError
from chartkit.media.matplotlib.colors import paint_of
from chartkit.media.matplotlib.picture import Picture, undrawable
from chartkit.media.matplotlib.subplots import arranged
from chartkit.media.matplotlib.tables import Tables
from chartkit.media.matplotlib.texts import lines_of
from chartkit.presets.loader import load

_WAY_OUT = "where a picture is what you want, log chartkit.Image(fig): then nothing is said"
_FONTS = "DejaVu Sans, Verdana, sans-serif"

_AXIS = {"labelOverlap": False, "labelFlush": False, "labelLimit": 0, "titleLimit": 0, "titleFontWeight": "normal"}
_CONFIG = {"font": _FONTS, "title": {"fontWeight": "normal", "limit": 0}, "axis": _AXIS}


def convert(figure: Artist) -> Chart | Picture:
    """The chart of a figure, or a picture of one that no chart draws the same, which says why.

    Raises `DataError` where matplotlib cannot draw it.
    """
    try:
        return chart_of(figure)
    except RefusedError as refused:
        reason = f"it has {refused.reason}, which has no exact counterpart in a chart"
    except DataError as error:
        if error.diagnostics[0].code == "CK652":
            raise
        reason = error.diagnostics[0].message
    except Exception as error:  # artists may be the user's own, of any release: then matplotlib's drawing is kept
        reason = f"reading it failed with {type(error).__name__}: {error}"
    message = f"the matplotlib figure is kept as a picture, not as an interactive chart: {reason.rstrip('.')}."
    return Picture(figure, (Diagnostic("CK650", message, "warning", help=_WAY_OUT),))


def chart_of(figure: Artist) -> Chart:
    """The chart of a figure. Raises `RefusedError` for what no chart has, `DataError` for what cannot be drawn."""
    _lay_out(figure)
    tables = Tables()
    spec = {**_look(figure), **arranged(figure, tables)}
    _check_rest(figure)
    preset = load({"overflow": {"note": "description"}, "spec": _with_title(figure, spec)})._replace(name="matplotlib")
    datasets = {name: to_dataset(dict(tables.all[name])) for name in preset.tables}
    return build(bind(preset, datasets, {}, None))


def _lay_out(figure: Artist) -> None:
    """Have matplotlib place ticks, texts and axes, as any drawing does. Raises `DataError`."""
    is_stale = figure.stale
    try:
        figure.draw_without_rendering()
    except Exception as error:  # artists are the user's own as well, and fail in their own ways
        raise undrawable(error) from error
    figure.stale = is_stale


def _look(figure: Artist) -> dict[str, Any]:
    background = paint_of(figure.get_facecolor())
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": "A matplotlib figure.",
        "background": background.color if background.shows else None,
        "config": _CONFIG,
    }


def _with_title(figure: Artist, spec: dict[str, Any]) -> dict[str, Any]:
    """The figure's own title above its plots."""
    text = figure.get_suptitle() if hasattr(figure, "get_suptitle") else ""
    if not text:
        return spec
    artist = figure._suptitle
    scale = figure.dpi / 72
    title = {"text": lines_of(text), "anchor": "middle", "fontSize": round(artist.get_fontsize() * scale, 4)}
    if "title" in spec:
        title |= {"subtitle": spec["title"]["text"], "subtitleFontSize": spec["title"]["fontSize"], "frame": "group"}
    return {**spec, "title": title}


def _check_rest(figure: Artist) -> None:
    """Raises `RefusedError` for what a figure draws beside its axes."""
    if figure.images:
        raise RefusedError("an image of the figure (figimage)")
    if figure.lines or figure.patches or figure.artists:
        raise RefusedError("a shape that the figure draws beside its axes")
    if figure.subfigs:
        raise RefusedError("subfigures")
    titled = [figure._suptitle] if figure._suptitle is not None else []
    if any(text.get_text() and text not in titled for text in figure.texts):
        raise RefusedError("a text of the figure (fig.text, supxlabel)")
