"""`POST /api/p/{project}/export`: a line panel as a picture, a spec or all of its points; a logged chart likewise."""

from __future__ import annotations

import re
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.diagnostics import ChartkitError, listed, shown
from chartkit.render import render
from chartkit.workspace.answers import bytes_answer
from chartkit.workspace.charts.export import chart_file
from chartkit.workspace.charts.request import chart_request
from chartkit.workspace.coloring.project_colors import project_colors
from chartkit.workspace.json_bytes import json_bytes
from chartkit.workspace.lines.asked import asked
from chartkit.workspace.lines.export import Looks, picture_spec
from chartkit.workspace.lines.panel_lines import panel_lines
from chartkit.workspace.lines.points_csv import points_csv
from chartkit.workspace.lines.question import panel_groups, read_columns
from chartkit.workspace.requests import takes_json
from chartkit.workspace.workspace import Workspace, workspace_of

TYPES = {"png": "image/png", "svg": "image/svg+xml", "json": "application/json", "csv": "text/csv; charset=utf-8"}
_SCALE = 2
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")


def _export(request: Request, body: Any) -> Response:
    """`{panel, runs, format, title, x_title, y_title, width_px, height_px}`, or `{chart, picture, format}` → a file."""
    given = cast(dict[str, Any], body) if isinstance(body, dict) else {}
    format = given.get("format")
    if format not in tuple(TYPES):
        raise ChartkitError.of("CK911", f"format of an export is one of {listed(tuple(TYPES))}; found {shown(format)}.")
    workspace, project = workspace_of(request), request.path_params["project"]
    if "chart" in given:
        question = chart_request(given["chart"])
        own = question if question.colors else question._replace(colors=project_colors(workspace, project).color)
        title, content = chart_file(workspace, project, own, given.get("picture", 0), format)
    else:
        title, content = _panel_file(workspace, project, given, format)
    ending = "vl.json" if format == "json" else format
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(title)}.{ending}"'}
    return bytes_answer(request, content, TYPES[format], headers)


def _panel_file(workspace: Workspace, project: str, given: dict[str, Any], format: str) -> tuple[str, bytes]:
    """The title and bytes of a line panel."""
    question = asked({"panels": [given.get("panel")], "runs": given.get("runs", [])})
    (panel,) = question.panels
    runs, _ = read_columns(workspace, project, question)
    groups = panel_groups(workspace, project, question).get(panel.group)
    names = workspace.run_tables.table(project).names(question.runs)
    title = str(given.get("title") or ", ".join(panel.keys))
    if format == "csv":
        return title, points_csv(panel, runs, groups, names)
    looks = Looks(
        title,
        str(given.get("x_title") or ""),
        str(given.get("y_title") or ""),
        _pixels(given, "width_px", 640),
        _pixels(given, "height_px", 320),
        project_colors(workspace, project).color,
        names,
        groups,
    )
    spec = picture_spec(panel, panel_lines(panel, runs, groups), looks)
    if format == "json":
        return title, json_bytes(spec)
    return title, render(spec, "svg" if format == "svg" else "png", scale=_SCALE if format == "png" else 1)


def _file_name(title: str) -> str:
    """A title as the name of a file that every system takes."""
    return _NOT_IN_NAMES.sub("_", title).strip("_.") or "panel"


def _pixels(given: dict[str, Any], name: str, otherwise: int) -> int:
    found = given.get(name, otherwise)
    if type(found) is not int or not 50 <= found <= 8_000:
        raise ChartkitError.of(
            "CK911", f"{name} of an export is a whole number from 50 to 8,000; found {shown(found)}."
        )
    return found


ROUTES = (Route("/api/p/{project}/export", takes_json(_export), methods=["POST"]),)
