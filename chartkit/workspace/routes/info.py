"""`GET /api/info` and `GET /api/projects`: what this workspace is, and the projects of its store."""

from __future__ import annotations

from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import json_answer
from chartkit.workspace.workspace import workspace_of


def info(request: Request) -> Response:
    """The version of chartkit and the store that is shown."""
    return json_answer(request, {"version": version("chartkit"), "store": str(workspace_of(request).store)})


def projects(request: Request) -> Response:
    """Name, number of runs and latest change (Unix time) of every project, the latest first."""
    return json_answer(request, [one._asdict() for one in workspace_of(request).projects()])


ROUTES = (Route("/api/info", info), Route("/api/projects", projects))
