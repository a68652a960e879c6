"""`/api/presets…`: the library, one preset's text read and saved, and what an editor asks while it is written.

`GET /api/presets` lists, `GET` and `PUT /api/presets/{name}` read and save (`If-Match` with the ETag that was read;
`If-None-Match: *` for a new file), `POST /api/presets/{check,complete,hover,preview,diff,golden,new}` work on a text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chartkit.diagnostics import ChartkitError
from chartkit.files import shown_path, stamp_of
from chartkit.workspace.answers import fault, json_answer
from chartkit.workspace.editing.bodies import map_of, object_of, offset_in, text_of, width_of
from chartkit.workspace.editing.catalogue import catalogue
from chartkit.workspace.editing.completing import Surroundings, complete
from chartkit.workspace.editing.hovering import hover
from chartkit.workspace.editing.new_preset import copy, start
from chartkit.workspace.editing.presets_folder import Conflict, Saved
from chartkit.workspace.editing.processes import Superseded
from chartkit.workspace.editing.sources import Source
from chartkit.workspace.editing.tasks import Draft, Sight
from chartkit.workspace.json_bytes import json_bytes
from chartkit.workspace.preview.watching import files_of
from chartkit.workspace.requests import takes_json
from chartkit.workspace.workspace import workspace_of

MAX_PRESET_BYTES = 12_000_000
"""A preset of 5 MB as JSON, where a character may take several bytes."""


def presets(request: Request) -> Response:
    """Every preset with its slots, origin and call, and the folder that new ones are written to."""
    workspace = workspace_of(request)
    folder = workspace.editing.folder
    found = {"presets": catalogue(workspace.library(), folder), "folder": shown_path(folder.folder)}
    return json_answer(request, found)


def preset(request: Request) -> Response:
    """A preset's text as its file has it; the ETag is the file's."""
    workspace = workspace_of(request)
    workspace.editing.processes.warm()  # who reads a preset is about to look at it
    return _saved_answer(workspace.editing.folder.read(request.path_params["name"], workspace.library()))


def preset_chart(request: Request) -> Response:
    """The chart of a preset's example, as `preview` gives it; kept until a file of the preset changes."""
    workspace = workspace_of(request)
    name, library = request.path_params["name"], workspace.library()
    width_px = width_of(request.query_params.get("width"))
    draft = workspace.editing.draft(name, None, library)
    key = ("preset chart", draft, stamp_of(files_of(draft.file, library)), width_px)
    found = workspace.cache.get(key)
    if found is None:
        found = workspace.editing.processes.ask(
            "preview", draft, Sight(width_px=width_px), library, workspace.editing.places
        )
        chart = found["chart"]
        workspace.cache.keep(key, found, 2 * chart["bytes"] if chart else 1000)
    return json_answer(request, found)


def save(request: Request, body: Any) -> Response:
    """Save over what `If-Match` names, or anew with `If-None-Match: *`; the data of the preset `from` goes with it."""
    workspace = workspace_of(request)
    name, library, folder = request.path_params["name"], workspace.library(), workspace.editing.folder
    text = text_of(body, "text")
    etag = request.headers.get("if-match")
    if etag is not None:
        return _or_conflict(lambda: folder.save(name, text, etag, library))
    if request.headers.get("if-none-match") != "*":
        message = f"PUT {request.url.path} says what it replaces: If-Match with the ETag that was read; found none."
        raise ChartkitError.of("CK902", message, "send If-None-Match: * to write a new preset")
    return _or_conflict(lambda: copy(folder, name, text, text_of(body, "from", ""), library))


def new(request: Request, body: Any) -> Response:
    """A new preset in the folder: `how` is template, copy or extends, `source` the preset that it starts from."""
    workspace = workspace_of(request)
    folder, library = workspace.editing.folder, workspace.library()
    name, how, source = text_of(body, "name"), text_of(body, "how", "template"), text_of(body, "source", "")
    return _or_conflict(lambda: start(folder, name, how, source, library))


def check(request: Request, body: Any) -> Response:
    """What `chartkit check` finds in a text."""
    draft = _draft(request, body)
    return _asked(request, body, "check", draft, workspace_of(request).library())


def preview(request: Request, body: Any) -> Response:
    """The chart of a text with plan and rows; slots and columns as far as they can be read."""
    workspace = workspace_of(request)
    sight = Sight(
        Source.of(object_of(body).get("source")),
        map_of(body, "fields"),
        map_of(body, "strings"),
        width_of(object_of(body).get("width")),
    )
    return _asked(request, body, "preview", _draft(request, body), sight, workspace.library(), workspace.editing.places)


def golden(request: Request, body: Any) -> Response:
    """Write the golden of a saved preset anew; what `check` finds then."""
    workspace = workspace_of(request)
    name, library = text_of(body, "name"), workspace.library()
    draft = workspace.editing.draft(name, None, library)
    if not workspace.editing.folder.is_writable(draft.file):
        message = f"the golden of {name!r} is not written: {shown_path(draft.file)} is not in your presets folder."
        raise ChartkitError.of("CK108", message, "save the preset under a name of your own first")
    return _asked(request, body, "golden", draft, library)


def diff(request: Request, body: Any) -> Response:
    """The lines in which a text differs from another, or from the preset's file where `old` is left out."""
    workspace = workspace_of(request)
    old = object_of(body).get("old")
    if not isinstance(old, str):
        old = workspace.editing.folder.read(text_of(body, "name"), workspace.library()).text
    return _asked(request, body, "diff", old, text_of(body, "text"))


def completion(request: Request, body: Any) -> Response:
    """The options at `offset`, counted in characters; null without any. `columns` are the table's, with their kinds."""
    workspace = workspace_of(request)
    draft = _draft(request, body)
    columns = {str(name): str(kind) for name, kind in map_of(body, "columns").items()}
    library = workspace.library()
    names = [*library.names()] if "extends" in (draft.text or "") else []
    around = Surroundings(columns, names, draft.file)
    found = complete(draft.text or "", offset_in(body, draft.text or ""), around, draft.file.suffix == ".json")
    options = [option._asdict() for option in found.options] if found else []
    return json_answer(request, found and {"start": found.start, "end": found.end, "options": options})


def explanation(request: Request, body: Any) -> Response:
    """What the word at `offset` means; null where nothing is known."""
    draft = _draft(request, body)
    found = hover(draft.text or "", offset_in(body, draft.text or ""), draft.file.suffix == ".json")
    return json_answer(request, found and found._asdict())


def _asked(request: Request, body: Any, task: str, *arguments: Any) -> Response:
    """The answer of a task; 409 for a question that the same editor (`tab`) has asked anew meanwhile."""
    tab = object_of(body).get("tab")
    asker = (tab, task) if isinstance(tab, str) else None
    try:
        return json_answer(request, workspace_of(request).editing.processes.ask(task, *arguments, asker=asker))
    except Superseded:
        return fault(409, ())


def _or_conflict(write: Callable[[], Saved]) -> Response:
    """What was saved; 412 with the text that is there instead."""
    try:
        return _saved_answer(write())
    except Conflict as conflict:
        return fault(412, [conflict.diagnostic], {"saved": _said(conflict.saved) if conflict.saved else None})


def _saved_answer(saved: Saved) -> Response:
    headers = {"ETag": saved.etag, "Cache-Control": "private, no-cache"}
    return Response(json_bytes(_said(saved)), 200, headers, "application/json")


def _said(saved: Saved) -> dict[str, Any]:
    return {
        "name": saved.name,
        "file": shown_path(saved.file),
        "text": saved.text,
        "etag": saved.etag,
        "isWritable": saved.is_writable,
    }


def _draft(request: Request, body: Any) -> Draft:
    workspace = workspace_of(request)
    return workspace.editing.draft(text_of(body, "name"), text_of(body, "text"), workspace.library())


_ON_TEXT = {
    "check": check,
    "complete": completion,
    "diff": diff,
    "golden": golden,
    "hover": explanation,
    "new": new,
    "preview": preview,
}
ROUTES = (
    Route("/api/presets", presets, methods=["GET"]),
    *(
        Route(f"/api/presets/{name}", takes_json(work, MAX_PRESET_BYTES), methods=["POST"])
        for name, work in _ON_TEXT.items()
    ),
    Route("/api/presets/{name:path}", preset, methods=["GET"]),
    Route("/api/presets/{name:path}", takes_json(save, MAX_PRESET_BYTES), methods=["PUT"]),
    Route("/api/preset-charts/{name:path}", preset_chart, methods=["GET"]),
)
