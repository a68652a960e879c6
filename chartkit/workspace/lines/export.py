"""A line panel as a picture: takes its lines, their colours and names, gives a spec with rows, titles and a legend."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.workspace.lines.answer import AXIS_TITLES, x_kind
from chartkit.workspace.lines.asked import AskedPanel
from chartkit.workspace.lines.axes import XKind, unit_of, x_channel, y_channel
from chartkit.workspace.lines.line import Group, Line
from chartkit.workspace.lines.panel_lines import PanelLines
from chartkit.workspace.lines.spec import line_layers
from chartkit.workspace.run_legend import called, color_channel, more_text, padding_for

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GROUP_COLORS = "#0072b2 #d55e00 #009e73 #cc79a7 #e69f00 #56b4e9 #8c564b #7f7f7f #5a3e96 #94a323".split()
"""The page's colours of groups: those of Okabe and Ito first, told apart by the colour-blind as well."""
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [1, 3])
_UNKNOWN = "#4c566a"
"""Of a run that is not in the table yet."""


class Looks(NamedTuple):
    """What a picture says and how large it is."""

    title: str
    x_title: str
    y_title: str
    width_px: int
    height_px: int
    colors: Mapping[str, str]
    """By run."""
    names: Mapping[str, str]
    """By run."""
    groups: Sequence[Group] | None
    """All groups that are shown, also those without a line in this panel: their places give the colours."""


def picture_spec(asked: AskedPanel, panel: PanelLines, looks: Looks) -> dict[str, Any]:
    """The panel as a Vega-Lite spec of its own, its rows inside.

    A legend names up to 20 lines and counts those beyond; the subtitle says what the panel has to say.
    """
    kind = x_kind(asked.x, panel.lines)
    ends = panel.x_domain or (0.0, 1.0)
    labels = _labels(panel.lines, looks.names)
    colors = dict(zip(labels, _colors(panel.lines, looks), strict=True))
    x = {**x_channel(kind, asked.x_log, ends), "title": _x_title(asked, looks, kind)}
    y = {**y_channel(asked.y_log, panel.y_domain or (0.0, 1.0)), "title": looks.y_title or None}
    layers = line_layers(x, y, _color(colors), _dash(asked.keys))
    tables = _tables(panel.lines, labels, unit_of(kind, ends).seconds)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {
            "text": looks.title,
            "subtitle": [*panel.notes],
            "subtitleFontSize": 10,
            "anchor": "start",
        },
        "width": looks.width_px,
        "height": looks.height_px,
        "background": "white",
        "padding": padding_for([*colors, *asked.keys]),
        "view": {"stroke": None},
        "data": {"values": []},
        "layer": [{**layer, "data": {"values": tables[layer["data"]["name"]]}} for layer in layers],
    }


def _x_title(asked: AskedPanel, looks: Looks, kind: XKind) -> str:
    return looks.x_title or AXIS_TITLES.get(asked.x, asked.x) + (" (UTC)" if kind == "time" else "")


def _color(colors: Mapping[str, str]) -> dict[str, Any]:
    """Colours by names, with one legend of all layers."""
    channel = color_channel("name", colors, more_text(len(colors)))
    return channel | {"legend": {**channel["legend"], "symbolType": "stroke"}}


def _dash(keys: Sequence[str]) -> dict[str, Any]:
    """Dashes by keys, with a legend where there are several."""
    scale = {"domain": list(keys), "range": [DASHES[place % len(DASHES)] for place in range(len(keys))]}
    legend = {"title": None, "symbolType": "stroke", "symbolOpacity": 1, "symbolSize": 400} if len(keys) > 1 else None
    return {"field": "key", "type": "nominal", "scale": scale, "legend": legend}


def _labels(lines: Sequence[Line], names: Mapping[str, str]) -> list[str]:
    """What each line is called; two runs of one name are told apart by their ids."""
    of_runs = called(dict.fromkeys(line.run for line in lines if line.run is not None), names)
    return [of_runs[line.run] if line.run is not None else line.group or "" for line in lines]


def group_colors(groups: Sequence[Group]) -> dict[str, str]:
    """The colour of each group that is shown, by its label: that of its place."""
    return {group.label: GROUP_COLORS[place % len(GROUP_COLORS)] for place, group in enumerate(groups)}


def _colors(lines: Sequence[Line], looks: Looks) -> list[str]:
    of_groups = group_colors(looks.groups or ())
    return [
        looks.colors.get(line.run, _UNKNOWN) if line.run is not None else of_groups[line.group or ""] for line in lines
    ]


def _tables(lines: Sequence[Line], labels: Sequence[str], unit: float) -> dict[str, list[dict[str, Any]]]:
    import numpy as np

    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in ("lines", "raw", "bands", "dots", "odd")}
    for place, (line, name) in enumerate(zip(lines, labels, strict=True)):
        own = {"line": place, "name": name, "key": line.key}
        tables["lines"] += _rows(own, x=line.x / unit, y=line.y)
        tables["raw"] += _rows(own, x=line.raw_x / unit, y=line.raw_y)
        if len(line.low):
            tables["bands"] += _rows(own, x=line.x / unit, low=line.low, high=line.high)
        is_finite = np.concatenate(([False], np.isfinite(line.y), [False]))
        lonely = np.flatnonzero(is_finite[1:-1] & ~is_finite[:-2] & ~is_finite[2:])
        tables["dots"] += _rows(own, x=line.x[lonely] / unit, y=line.y[lonely])
        odd = ~np.isfinite(line.y)
        kinds = np.where(np.isnan(line.y[odd]), 0, np.where(line.y[odd] > 0, 1, 2))
        tables["odd"] += _rows(own, x=line.x[odd] / unit, kind=kinds)
    return tables


def _rows(own: Mapping[str, Any], **columns: NDArray[Any]) -> list[dict[str, Any]]:
    lists = [[value if math.isfinite(value) else None for value in column.tolist()] for column in columns.values()]
    return [{**own, **dict(zip(columns, row, strict=True))} for row in zip(*lists, strict=True)]
