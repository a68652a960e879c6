"""One run: its facts, what was found wrong, what its machine did, and the files that it saved."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from chartkit.runs.reader import RunReader
from chartkit.workspace.answers import columns_answer, json_answer
from chartkit.workspace.run_page.facts import run_diagnostics, run_facts
from chartkit.workspace.run_page.system import system_figures
from chartkit.workspace.workspace import Workspace, workspace_of


def _run(request: Request) -> tuple[Workspace, RunReader]:
    workspace = workspace_of(request)
    return workspace, RunReader(workspace.run(request.path_params["project"], request.path_params["id"]))


def facts(request: Request) -> Response:
    """What the run says of itself."""
    workspace, run = _run(request)
    project, id = request.path_params["project"], request.path_params["id"]
    listed = workspace.run_tables.table(project).by_id.get(id)
    return json_answer(request, run_facts(run, listed and listed.runtime_s))


def diagnostics(request: Request) -> Response:
    """What was found wrong with it."""
    return json_answer(request, run_diagnostics(_run(request)[1]))


def system(request: Request) -> Response:
    """The figures of its machine, as columns."""
    names, columns = system_figures(
        workspace_of(request).run(request.path_params["project"], request.path_params["id"])
    )
    return columns_answer(request, {"names": names}, columns)


def file(request: Request) -> Response:
    """A file that `run.save` kept, to be saved."""
    saved = _run(request)[1].file(request.path_params["name"])
    name = saved.name.rpartition("/")[2]
    return FileResponse(saved.path, media_type="application/octet-stream", filename=name)


ROUTES: tuple[Route, ...] = (
    Route("/api/p/{project}/runs/{id}", facts, methods=["GET"]),
    Route("/api/p/{project}/runs/{id}/diagnostics", diagnostics),
    Route("/api/p/{project}/runs/{id}/system", system),
    Route("/api/p/{project}/runs/{id}/files/{name:path}", file),
)
