"""`/api/preset-data…`: the tables that a preset can be looked at with: of runs, of files, uploaded ones."""

from __future__ import annotations

from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.diagnostics import ChartkitError
from chartkit.files import shown_path
from chartkit.workspace.answers import json_answer
from chartkit.workspace.editing.sources import Source, logged_tables, table_files
from chartkit.workspace.editing.uploads import keep_upload
from chartkit.workspace.requests import MAX_UPLOAD_BYTES, read_body, takes_json
from chartkit.workspace.workspace import workspace_of

_MOST_RUNS = 500
_UPLOAD = "application/octet-stream"


def places(request: Request) -> Response:
    """The projects of the store, and the tables in files below the working folder."""
    workspace = workspace_of(request)
    folder = workspace.editing.places.folder
    found = {"projects": workspace.api.projects(), "folder": shown_path(folder), "files": table_files(folder)}
    return json_answer(request, found)


def runs(request: Request) -> Response:
    """The 500 newest runs of a project, and how many there are."""
    found = workspace_of(request).api.runs(request.path_params["project"])
    listed = [{"id": run.id, "name": run.name} for run in found[:_MOST_RUNS]]
    return json_answer(request, {"total": len(found), "runs": listed})


def tables(request: Request) -> Response:
    """The tables that a run logged, those of its charts as well."""
    names = request.path_params
    return json_answer(request, logged_tables(names["project"], names["run"], workspace_of(request).store))


def columns(request: Request, body: Any) -> Response:
    """The rows and columns of a source."""
    editing = workspace_of(request).editing
    return json_answer(request, editing.processes.ask("columns", Source.of(body), editing.places))


async def upload(request: Request) -> Response:
    """Keep a table; its name says by its ending how it is written."""
    if request.headers.get("content-type") != _UPLOAD:
        message = f"an upload is sent as {_UPLOAD}; found {request.headers.get('content-type', 'no Content-Type')}."
        raise ChartkitError.of("CK902", message)
    content = await read_body(request, MAX_UPLOAD_BYTES)
    folder = workspace_of(request).editing.places.uploads
    kept = await anyio.to_thread.run_sync(keep_upload, folder, request.path_params["name"], content)
    return json_answer(request, {"kind": "upload", "path": kept})


ROUTES = (
    Route("/api/preset-data", places, methods=["GET"]),
    Route("/api/preset-data/columns", takes_json(columns), methods=["POST"]),
    Route("/api/preset-data/upload/{name}", upload, methods=["POST"]),
    Route("/api/preset-data/runs/{project}", runs, methods=["GET"]),
    Route("/api/preset-data/runs/{project}/{run}", tables, methods=["GET"]),
)
