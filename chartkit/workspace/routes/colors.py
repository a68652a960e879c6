"""The colours of a project's runs, and what they can be coloured by; the choice is the layout's part `colors`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import json_answer
from chartkit.workspace.coloring.answer import choices_answer, colors_answer
from chartkit.workspace.coloring.project_colors import project_colors
from chartkit.workspace.workspace import workspace_of


def _colors(request: Request) -> Response:
    return json_answer(request, colors_answer(project_colors(workspace_of(request), request.path_params["project"])))


def _keys(request: Request) -> Response:
    return json_answer(request, choices_answer(workspace_of(request).run_tables.table(request.path_params["project"])))


ROUTES = (
    Route("/api/p/{project}/colors", _colors, methods=["GET"]),
    Route("/api/p/{project}/color-keys", _keys, methods=["GET"]),
)
