"""Parallel coordinates and the importance of settings: charts compiled from presets, and what lies over them."""

from __future__ import annotations

from threading import Event
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import json_answer
from chartkit.workspace.coloring.project_colors import project_colors
from chartkit.workspace.insight.asked import asked_importance, asked_parallel
from chartkit.workspace.insight.importance import importance_answer
from chartkit.workspace.insight.parallel import parallel_answer
from chartkit.workspace.requests import takes_json, takes_json_while_asked
from chartkit.workspace.workspace import workspace_of


def _parallel(request: Request, body: Any) -> Response:
    workspace = workspace_of(request)
    asked = asked_parallel(body)
    project = request.path_params["project"]
    color = project_colors(workspace, project).color
    table = workspace.run_tables.table(project)
    return json_answer(request, parallel_answer(workspace.cache, table, asked, color, workspace.library()))


def _importance(request: Request, body: Any, gone: Event) -> Response:
    workspace = workspace_of(request)
    asked = asked_importance(body)
    table = workspace.run_tables.table(request.path_params["project"])
    return json_answer(request, importance_answer(workspace.cache, table, asked, workspace.library(), gone))


ROUTES = (
    Route("/api/p/{project}/parallel", takes_json(_parallel), methods=["POST"]),
    Route("/api/p/{project}/importance", takes_json_while_asked(_importance), methods=["POST"]),
)
