"""`GET /api/p/{project}/opening`: what a page asks when it opens a project, in one answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import json_answer
from chartkit.workspace.opening import opening
from chartkit.workspace.workspace import workspace_of


def _opening(request: Request) -> Response:
    return json_answer(request, opening(workspace_of(request), request.path_params["project"]))


ROUTES = (Route("/api/p/{project}/opening", _opening, methods=["GET"]),)
