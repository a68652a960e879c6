"""A logged chart as a file: takes a request for its pictures and a format, gives one picture's title and bytes.

The picture is the page's: the same runs, step, classes, groups and colours, at the size that is asked for, with the
legend of the runs, which the page has beside its panels.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import orjson

from chartkit.data.csv_text import LINE_END, CsvText
from chartkit.diagnostics import ChartkitError, counted
from chartkit.render import render
from chartkit.workspace.charts.answer import chart_answer
from chartkit.workspace.charts.request import ChartRequest
from chartkit.workspace.json_bytes import json_bytes
from chartkit.workspace.run_legend import with_run_legend

if TYPE_CHECKING:
    from chartkit.workspace.workspace import Workspace

_SCALE = 2
_CODE = "CK911"


def chart_file(
    workspace: Workspace, project: str, asked: ChartRequest, place: object, format: str
) -> tuple[str, bytes]:
    """The picture at `place` among those of the answer, as `png`, `svg`, `json` or, its rows alone, `csv`.

    Raises `ChartkitError` for a place that is none, and for a chart without a picture, with the reason.
    """
    answer = orjson.loads(chart_answer(workspace, project, asked))
    pictures: list[dict[str, Any]] = answer["pictures"]
    if not pictures:
        raise ChartkitError.of(_CODE, f"{asked.key!r} has no picture to export. {' '.join(answer['notes'])}")
    if type(place) is not int or not 0 <= place < len(pictures):
        told = counted(len(pictures), "picture")
        raise ChartkitError.of(_CODE, f"{asked.key!r} has {told}, counted from 0; found picture {place!r}.")
    picture = pictures[place]
    title = " ".join(part for part in (asked.key, picture["heading"]) if part)
    spec = _sized(picture["spec"], asked)
    if format == "csv":
        return title, _csv(spec)
    spec = with_run_legend(spec, workspace.run_tables.table(project).names(asked.runs))
    if format == "json":
        return title, json_bytes(spec)
    return title, render(spec, "svg" if format == "svg" else "png", scale=_SCALE if format == "png" else 1)


def _sized(spec: dict[str, Any], asked: ChartRequest) -> dict[str, Any]:
    """The spec on white, as large as was asked where it follows its container."""
    sides = {"width": asked.width_px, "height": asked.height_px}
    own = {side: size for side, size in sides.items() if spec.get(side) == "container"}
    return {"background": "white", **spec, **own}


def _csv(spec: dict[str, Any]) -> bytes:
    """The rows that are drawn, of the chart's largest table: a line each, under the names of all columns."""
    tables: list[list[dict[str, Any]]] = [rows for rows in spec.get("datasets", {}).values() if isinstance(rows, list)]
    rows = max(tables, key=len) if tables else []
    text = CsvText()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), lineterminator=LINE_END)
    writer.writeheader()
    writer.writerows(rows)
    return text.content()
