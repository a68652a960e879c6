"""`GET` and `PATCH /api/p/{project}/layout`: what the page remembers for everybody, as a file to commit and share."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import json_answer
from chartkit.workspace.layouts.layout_file import LayoutFile
from chartkit.workspace.requests import takes_json
from chartkit.workspace.workspace import workspace_of


def _layout(request: Request) -> Response:
    return json_answer(request, _file(request).read())


def _change(request: Request, body: Any) -> Response:
    return json_answer(request, _file(request).change(body))


def _file(request: Request) -> LayoutFile:
    project = request.path_params["project"]
    workspace = workspace_of(request)
    workspace.project(project)
    return LayoutFile(workspace.store, project)


_PATH = "/api/p/{project}/layout"
ROUTES = (Route(_PATH, _layout, methods=["GET"]), Route(_PATH, takes_json(_change), methods=["PATCH"]))
