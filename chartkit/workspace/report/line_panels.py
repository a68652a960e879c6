"""Line panels of a report: takes panels with their settings and the columns of runs, gives charts for a page.

Rows tell lines apart by numbers, whose names stand in the spec once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast, get_args

from chartkit.render import PageChart
from chartkit.runs.reading.columns import Columns
from chartkit.workspace.json_bytes import json_bytes
from chartkit.workspace.layouts.layout_parts import mapping, number, text, texts
from chartkit.workspace.lines.asked import STEP, AskedPanel, Band, Smoothing
from chartkit.workspace.lines.export import Looks, picture_spec
from chartkit.workspace.lines.line import Group
from chartkit.workspace.lines.metrics import ProjectMetric
from chartkit.workspace.lines.panel_lines import panel_lines
from chartkit.workspace.report.panels import Panel
from chartkit.workspace.report.saved import saved_json

WIDTH_PX = 400
"""About what a panel has on a wide screen."""
HEIGHT_PX = 220
_LABEL = "names[datum.value]"
_CALLED = "names[datum.name] + (length(keys) > 1 ? ', ' + keys[datum.key] : '')"


class Lines(NamedTuple):
    """What all line panels of a report share."""

    runs: Mapping[str, Columns]
    groups: Sequence[Group]
    colors: Mapping[str, str]
    names: Mapping[str, str]


def asked_panel(
    panel: Panel,
    common: Mapping[str, Any],
    metrics: Mapping[str, ProjectMetric],
    group: tuple[str, ...],
    width_px: int,
    points: int,
) -> AskedPanel:
    """What a panel shows by its own settings and those of all line panels, the layout's part `lines`."""
    said = {**common, **panel.settings}
    smooth = {**mapping(common.get("smoothing")), **mapping(panel.settings.get("smoothing"))}
    keys = texts(said.get("keys")) or (panel.key,)
    x, own = text(said.get("x"), "auto"), metrics.get(keys[0])
    kind, weight = smooth.get("kind"), number(smooth.get("weight")) or 0.0
    is_smooth = kind in get_args(Smoothing) and weight > 0
    least, most = number(said.get("yMin")), number(said.get("yMax"))
    band = said.get("band")
    return AskedPanel(
        id=panel.id,
        keys=keys,
        x=(own.x if own else STEP) if x == "auto" else x,
        y_range=(least, most),
        x_log=said.get("xLog") is True,
        y_log=said.get("yLog") is True,
        width_px=width_px,
        points=points,
        smoothing=cast(Smoothing, kind) if is_smooth else "none",
        weight=(min(weight, 1.0) if kind == "ema" else weight) if is_smooth else 0.0,
        raw=said.get("raw") is not False,
        group=group,
        band=cast(Band, band) if band in get_args(Band) else "minmax",
        outliers=said.get("outliers") is not False,
    )


def line_chart(panel: Panel, asked: AskedPanel, lines: Lines) -> PageChart:
    """The panel's chart; groups have a legend of their own, runs that of the page."""
    found = panel_lines(asked, lines.runs, lines.groups if asked.group else None)
    said = {**panel.settings}
    looks = Looks(
        title="",
        x_title=text(said.get("xTitle")),
        y_title=text(said.get("yTitle")),
        width_px=asked.width_px,
        height_px=HEIGHT_PX,
        colors=lines.colors,
        names=lines.names,
        groups=lines.groups,
    )
    spec = picture_spec(asked, found, looks)
    notes = list(found.notes) or ([] if found.lines else ["None of these runs has logged a number here."])
    page = _for_page(spec, bool(asked.group))
    saved = None if asked.group or not found.lines else saved_json(page, _with_legend(page, spec["layer"][0]))
    return PageChart(panel.title, json_bytes(page), " ".join(notes) or None, panel.width, saved)


def _for_page(spec: dict[str, Any], is_grouped: bool) -> dict[str, Any]:
    """The spec with a number for each name of a line and key, written out once; without title and ground."""
    rows = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    names, keys = (list(dict.fromkeys(row[part] for row in rows)) for part in ("name", "key"))
    params = [{"name": "names", "value": names}, {"name": "keys", "value": keys}]
    layers = [_layer(layer, names, keys, is_grouped) for layer in spec["layer"] if layer["data"]["values"]]
    page = {name: value for name, value in spec.items() if name not in ("title", "background")}
    return page | {"width": "container", "height": HEIGHT_PX, "params": params, "layer": layers or spec["layer"]}


def _layer(layer: Mapping[str, Any], names: list[str], keys: list[str], is_grouped: bool) -> dict[str, Any]:
    encoding = {channel: {**said} for channel, said in layer["encoding"].items()}
    channel = encoding[_colored(encoding)]
    channel["scale"] = _numbered(channel["scale"], names)
    channel["legend"] = {"title": None, "labelExpr": _LABEL, "symbolOpacity": 1} if is_grouped else None
    if "strokeDash" in encoding:
        dash = encoding["strokeDash"]
        dash["scale"] = _numbered(dash["scale"], keys)
        if dash["legend"] is not None:
            dash["legend"] = {**dash["legend"], "labelExpr": "keys[datum.value]", "orient": "bottom"}
    mark = {**layer["mark"], "tooltip": {"expr": _CALLED}}
    of_names, of_keys = ({one: place for place, one in enumerate(all)} for all in (names, keys))
    rows = [
        {name: _short(value) for name, value in row.items()}
        | {"name": of_names[row["name"]], "key": of_keys[row["key"]]}
        for row in layer["data"]["values"]
    ]
    return {**layer, "mark": mark, "encoding": encoding, "data": {"values": rows}}


def _with_legend(page: Mapping[str, Any], layer: Mapping[str, Any]) -> dict[str, Any]:
    """The spec of a page with the legend that a layer has without it, which names runs by their numbers."""
    channel = layer["encoding"]["fill"]
    (names, *params) = page["params"]
    values = channel["legend"]["values"]
    all = list(dict.fromkeys([*names["value"], *values]))
    legend = {**channel["legend"], "values": [all.index(one) for one in values], "labelExpr": _LABEL}
    layers = [
        _with_channel(one, {"scale": _numbered(channel["scale"], all), "legend": legend}) for one in page["layer"]
    ]
    return {**page, "params": [{**names, "value": all}, *params], "layer": layers}


def _with_channel(layer: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    name = _colored(layer["encoding"])
    return {**layer, "encoding": {**layer["encoding"], name: {**layer["encoding"][name], **said}}}


def _colored(encoding: Mapping[str, Any]) -> str:
    return "stroke" if "stroke" in encoding else "fill"


def _numbered(scale: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    """A scale of names as one of their numbers."""
    of_names = dict(zip(scale["domain"], scale["range"], strict=True))
    return {"domain": list(range(len(names))), "range": [of_names[name] for name in names]}


def _short(value: Any) -> Any:
    """Seven digits, more than any screen shows, and never less than a whole number: times have thirteen."""
    if not isinstance(value, float):
        return value
    return float(f"{value:.7g}") if abs(value) < 1e7 else round(value)
