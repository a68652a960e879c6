"""Logged tables: which runs have one; pieces of one, sorted and filtered; the whole as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import orjson
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from chartkit.diagnostics import ChartkitError, reason_of
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.schema import hint
from chartkit.workspace.answers import bytes_answer, json_answer
from chartkit.workspace.logged.contents import Contents
from chartkit.workspace.tables.answer import Asked, CellReference, chart_in_cell, table_answer, table_version
from chartkit.workspace.tables.downloads import FORMATS, write_download
from chartkit.workspace.tables.order import UNREADABLE, Filter, Sort, filters_of
from chartkit.workspace.workspace import workspace_of

_MOST_OFFSET = 10**12


def table(request: Request) -> Response:
    """`?step&version&offset&limit&sort&filter`: rows of a table; `sort` is a column with - before it to fall; `filter`
    is JSON. `?format=csv|parquet` gives the whole table as a file, `?chart=SHA` the chart in one of its cells.
    """
    workspace, parts, query = workspace_of(request), request.path_params, request.query_params
    contents = Contents(workspace.run(parts["project"], parts["id"]), workspace.cache)
    step, version = _whole(request, "step", None), _whole(request, "version", None)
    found = table_version(contents, parts["key"], step, version, workspace.cache)
    if "format" in query:
        return _download(request, contents, found.table, query["format"])
    if "chart" in query:
        reference = chart_in_cell(contents, found.table, query["chart"])
        if reference is None:
            raise ChartkitError.of("CK901", "no cell of this table has that chart.")
        return bytes_answer(request, contents.read_chart(reference).page_json(), "application/json")
    offset, limit = _whole(request, "offset", 0) or 0, _whole(request, "limit", 100)
    asked = Asked(offset, 100 if limit is None else limit, _filters(query.get("filter")), _sort(query.get("sort")))
    return json_answer(request, table_answer(contents, found, asked, workspace.cache))


def holders(request: Request) -> Response:
    """The ids of the project's runs that logged a table under a key, the newest run first."""
    key = request.path_params["key"]
    runs = workspace_of(request).run_tables.table(request.path_params["project"]).runs
    return json_answer(request, [run.id for run in runs if _has_table(run, key)])


def _has_table(run: ListedRun, key: str) -> bool:
    return any(group == "table" and name == key for group, name, *_ in run.facts.logged)


def _download(request: Request, contents: Contents, found: Any, format: str) -> Response:
    if format not in FORMATS:
        help = hint(format, FORMATS, "formats")
        raise ChartkitError.of(UNREADABLE, f"a table is not given as {format!r}.", help)

    def of_object(value: Any) -> str:
        if isinstance(value, CellReference):
            return str(value.reference.get("file") or value.reference.get("sha"))
        return str(value)

    folder = tempfile.TemporaryDirectory(prefix="chartkit-table-")
    path = Path(folder.name) / f"table.{format}"
    try:
        write_download(found, format, path, of_object)
    except OSError as error:
        folder.cleanup()
        message = f"the table cannot be written for download: {reason_of(error)}."
        raise ChartkitError.of("CK908", message, "make room in the folder for temporary files") from None
    name = f"{contents.id}-{request.path_params['key'].replace('/', '_')}.{format}"
    done = BackgroundTask(folder.cleanup)
    return FileResponse(path, media_type=FORMATS[format], filename=name, background=done)


def _whole(request: Request, name: str, otherwise: int | None) -> int | None:
    text = request.query_params.get(name)
    if text is None or text in ("", "latest"):
        return otherwise
    try:
        number = int(text)
    except ValueError:
        number = -1
    if name != "step" and not 0 <= number <= _MOST_OFFSET:
        raise ChartkitError.of(UNREADABLE, f"{name} is a whole number from 0; found {text[:40]!r}.")
    return number


def _filters(text: str | None) -> tuple[Filter, ...]:
    if not text:
        return ()
    try:
        return filters_of(orjson.loads(text))
    except orjson.JSONDecodeError as error:
        raise ChartkitError.of(UNREADABLE, f"filter is no JSON: {error.msg}.") from None


def _sort(text: str | None) -> Sort | None:
    return Sort(text.removeprefix("-"), text.startswith("-")) if text else None


ROUTES: tuple[Route, ...] = (
    Route("/api/p/{project}/tables/{key:path}", holders),
    Route("/api/p/{project}/runs/{id}/tables/{key:path}", table),
)
