"""`GET /api/p/{project}/reading`: how far a first reading is, while the pages show what is known so far."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.workspace.answers import json_answer
from chartkit.workspace.workspace import workspace_of


def progress(request: Request) -> Response:
    """How many runs are there and not read yet, and the ids of those that were read after the first `after`."""
    tables, project = workspace_of(request).run_tables, request.path_params["project"]
    asked = request.query_params.get("after", "0")
    after = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    reading = tables.reading(project)
    ids = [] if reading is None else reading.ids_after(after)
    tables.expire(project)  # what was read is in the table from now on
    table = tables.table(project)
    if reading is not None and not table.n_unread:  # all are in it, those read a moment ago as well: nobody asks again
        ids = reading.ids_after(after)
    n_failed = 0 if reading is None else reading.progress.n_failed
    answer = {"n_runs": len(table.runs), "n_unread": table.n_unread, "n_failed": n_failed}
    return json_answer(request, {**answer, "ids": ids, "next": after + len(ids)})


ROUTES = (Route("/api/p/{project}/reading", progress, methods=["GET"]),)
