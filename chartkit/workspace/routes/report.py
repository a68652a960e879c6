"""`POST /api/p/{project}/report`: the panels of a project as one page to download."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import bytes_answer
from chartkit.workspace.report.asked import asked_report
from chartkit.workspace.report.report import report
from chartkit.workspace.requests import takes_json
from chartkit.workspace.workspace import workspace_of

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")


def _report(request: Request, body: Any) -> Response:
    """`{runs, filters, panels, title}`, each part left out for what the page shows."""
    project = request.path_params["project"]
    asked = asked_report(body)
    page = report(workspace_of(request), project, asked)
    name = _NOT_IN_NAMES.sub("_", asked.title or project).strip("_.") or "report"
    headers = {"Content-Disposition": f'attachment; filename="{name}.html"'}
    return bytes_answer(request, page.html.encode(), "text/html; charset=utf-8", headers)


ROUTES = (Route("/api/p/{project}/report", takes_json(_report), methods=["POST"]),)
