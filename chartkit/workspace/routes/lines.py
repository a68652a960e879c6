"""`GET /api/p/{project}/metrics` and `POST /api/p/{project}/lines`: which metrics there are, and their lines."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import columns_answer, json_answer
from chartkit.workspace.lines.answer import Block, panel_meta
from chartkit.workspace.lines.asked import asked
from chartkit.workspace.lines.metrics import table_metrics
from chartkit.workspace.lines.question import answered
from chartkit.workspace.requests import takes_json
from chartkit.workspace.workspace import workspace_of

_FIRST_WITHIN_S = 60.0


def _metrics(request: Request) -> Response:
    """The metrics of the runs that are read; the first ones are waited for."""
    tables, project = workspace_of(request).run_tables, request.path_params["project"]
    table = tables.table(project)
    if (reading := tables.reading(project)) is not None:
        reading.wait_for_first(_FIRST_WITHIN_S)
        tables.expire(project)
        table = tables.table(project)
    return json_answer(request, [one._asdict() for one in table_metrics(table)])


def _lines(request: Request, body: Any) -> Response:
    """The panels that are asked for, in their order; `gone` are runs that are not there any more."""
    question = asked(body)
    found = answered(workspace_of(request), request.path_params["project"], question)
    block = Block()
    metas = [panel_meta(panel, lines, block) for panel, lines in zip(question.panels, found.panels, strict=True)]
    return columns_answer(request, {"panels": metas, "gone": found.gone}, block.arrays())


ROUTES = (
    Route("/api/p/{project}/metrics", _metrics, methods=["GET"]),
    Route("/api/p/{project}/lines", takes_json(_lines), methods=["POST"]),
)
