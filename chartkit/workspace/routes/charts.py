"""What runs logged beside numbers: the keys of a project, and the charts of one or many keys for several runs."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import bytes_answer, json_answer
from chartkit.workspace.charts.answer import chart_answer
from chartkit.workspace.charts.many import chart_answers
from chartkit.workspace.charts.request import chart_request
from chartkit.workspace.logged.versions import logged_keys
from chartkit.workspace.requests import takes_json
from chartkit.workspace.workspace import workspace_of


def keys(request: Request) -> Response:
    """Every key of the project with charts, tables or media: its kind, how many runs have it, and its steps."""
    runs = workspace_of(request).run_tables.table(request.path_params["project"]).runs
    found = logged_keys(run.facts for run in runs if run.is_read)
    return json_answer(request, [key.as_json() for key in found])


def chart(request: Request, body: Any) -> Response:
    """The pictures of one key."""
    answer = chart_answer(workspace_of(request), request.path_params["project"], chart_request(body))
    return bytes_answer(request, answer, "application/json")


def charts(request: Request, body: Any) -> Response:
    """The pictures of each of many keys, or why there are none."""
    answer = chart_answers(workspace_of(request), request.path_params["project"], body)
    return bytes_answer(request, answer, "application/json")


ROUTES: tuple[Route, ...] = (
    Route("/api/p/{project}/charts", keys),
    Route("/api/p/{project}/charts", takes_json(charts), methods=["POST"]),
    Route("/api/p/{project}/chart", takes_json(chart), methods=["POST"]),
)
