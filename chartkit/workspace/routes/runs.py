"""The runs of a project: pieces of the table, groups, columns, what completes a query; edits, deletion, undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.diagnostics import ChartkitError, Diagnostic, RunError
from chartkit.runs.faults import not_found, typed
from chartkit.runs.reader import RunReader
from chartkit.runs.upkeep.trash import remove, restore
from chartkit.workspace.answers import fault, json_answer
from chartkit.workspace.requests import takes_json
from chartkit.workspace.runs_table.answer import ids_answer, row, table_answer
from chartkit.workspace.runs_table.edits import Done, delete_many, edit_many, edit_one, restore_many
from chartkit.workspace.runs_table.groups_answer import groups_answer
from chartkit.workspace.runs_table.query.completion import completion
from chartkit.workspace.runs_table.request import UNREADABLE, table_request
from chartkit.workspace.runs_table.run_table import RunTable
from chartkit.workspace.workspace import workspace_of

_REFUSED = "CK617"
"""A running run is not removed, and one whose id is taken does not come back."""


def _project(request: Request) -> str:
    return request.path_params["project"]


def _table(request: Request) -> RunTable:
    return workspace_of(request).run_tables.table(_project(request))


def _reader(request: Request) -> RunReader:
    return RunReader(workspace_of(request).run(_project(request), request.path_params["id"]))


def rows(request: Request, body: Any) -> Response:
    """A piece of the table, and its facets."""
    return json_answer(request, table_answer(_table(request), table_request(body)))


def groups(request: Request, body: Any) -> Response:
    """The figures of some groups of one level."""
    return json_answer(request, groups_answer(_table(request), table_request(body)))


def ids(request: Request, body: Any) -> Response:
    """The ids of all runs that match, in their order, and the groups that they make."""
    return json_answer(request, ids_answer(_table(request), table_request(body)))


def columns(request: Request) -> Response:
    """What the runs have: keys with their kinds and spans, and their places among those that are shown at first."""
    table = _table(request)
    first = {key: place for place, key in enumerate(table.first_columns)}
    found = [{**column._asdict(), "first": first.get(key)} for key, column in table.columns.items()]
    return json_answer(request, found)


def complete(request: Request, body: Any) -> Response:
    """What may come at the caret of a query."""
    given = cast(dict[str, Any], body) if isinstance(body, dict) else {}
    query, caret = given.get("query"), given.get("caret")
    if not isinstance(query, str) or type(caret) is not int or not 0 <= caret <= len(query):
        message = f"a completion has the text query, and caret, a place in it; found {typed(given)}."
        raise ChartkitError.of(UNREADABLE, message)
    found = completion(query, caret, _table(request))
    return json_answer(request, {**found, "faults": [_said(one) for one in found["faults"]]})


def change(request: Request, body: Any) -> Response:
    """Change one run; gives its row."""
    id = request.path_params["id"]
    edit_one(_reader(request), body)
    _tell(request, [id])
    runs = _table(request).by_id
    if id not in runs:  # another page has deleted it meanwhile
        raise RunError(not_found("run", id, list(runs), f"project {_project(request)!r}"))
    return json_answer(request, row(runs[id], {}))


def delete(request: Request) -> Response:
    """Put one run into the trash."""
    run = _reader(request)
    return _unless_refused(request, run.id, lambda: remove(run))


def bring_back(request: Request) -> Response:
    """Bring one run back from the trash."""
    id = request.path_params["id"]
    store, project = workspace_of(request).store, _project(request)
    return _unless_refused(request, id, lambda: restore(store, f"{project}/{id}"))


def edit(request: Request, body: Any) -> Response:
    """Change many runs, as they are at this moment: tags that a script gave just before stay."""
    workspace_of(request).run_tables.expire(_project(request))
    return _done(request, edit_many(_table(request), body))


def delete_some(request: Request, body: Any) -> Response:
    """Put many runs into the trash."""
    return _done(request, delete_many(_table(request), body))


def restore_some(request: Request, body: Any) -> Response:
    """Bring many runs back from the trash."""
    return _done(request, restore_many(workspace_of(request).store, _project(request), body))


def _done(request: Request, done: Done) -> Response:
    """What was done, with what was not; a fault when nothing was."""
    if not done.ids:
        return fault(409, done.faults)
    _tell(request, done.ids)
    return json_answer(request, {"ids": done.ids, "faults": [_said(one) for one in done.faults], "before": done.before})


def _said(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "message": found.message,
        "help": found.help,
        "place": str(found.location or "") or None,
    }


def _unless_refused(request: Request, id: str, act: Callable[[], object]) -> Response:
    """Do it; 409 with the reason for a run that is running, or whose id is taken by now."""
    try:
        act()
    except ChartkitError as error:
        if error.diagnostics[0].code != _REFUSED:
            raise
        return fault(409, error.diagnostics)
    _tell(request, [id])
    return json_answer(request, {"ids": [id]})


def _tell(request: Request, ids: list[str]) -> None:
    """Tell every page at once that these runs changed."""
    workspace_of(request).run_tables.expire(_project(request))
    workspace_of(request).feed.expect(_project(request), ids)


ROUTES: tuple[Route, ...] = (
    Route("/api/p/{project}/runs", takes_json(rows), methods=["POST"]),
    Route("/api/p/{project}/ids", takes_json(ids), methods=["POST"]),
    Route("/api/p/{project}/groups", takes_json(groups), methods=["POST"]),
    Route("/api/p/{project}/columns", columns),
    Route("/api/p/{project}/complete", takes_json(complete), methods=["POST"]),
    Route("/api/p/{project}/edit", takes_json(edit), methods=["POST"]),
    Route("/api/p/{project}/delete", takes_json(delete_some), methods=["POST"]),
    Route("/api/p/{project}/restore", takes_json(restore_some), methods=["POST"]),
    Route("/api/p/{project}/runs/{id}", takes_json(change), methods=["PATCH"]),
    Route("/api/p/{project}/runs/{id}", delete, methods=["DELETE"]),
    Route("/api/p/{project}/runs/{id}/restore", bring_back, methods=["POST"]),
)
