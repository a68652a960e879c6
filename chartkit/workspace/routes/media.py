"""Media of runs: what a key has at a step, the files themselves, and logged pages under a policy of their own."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from chartkit.diagnostics import ChartkitError, RunError
from chartkit.media.inline import media_type
from chartkit.runs.contents.kept_file import kept_path
from chartkit.runs.faults import typed
from chartkit.schema.json_types import is_list
from chartkit.workspace.answers import bytes_answer, fault_of, json_answer
from chartkit.workspace.media.answer import media_answer
from chartkit.workspace.media.pages import PERMISSIONS, opened_page, page_bytes, policy, refused_page
from chartkit.workspace.requests import takes_json
from chartkit.workspace.workspace import workspace_of

_VARY = "Accept-Encoding, Sec-Fetch-Dest"
_SHOWN = ("image/", "audio/", "video/")
_FOREVER = "private, max-age=31536000, immutable"
"""A file is named by the sha256 of its bytes."""


def media(request: Request, body: Any) -> Response:
    """The media of one key for several runs: `{key, runs, step}`, the latest step without one."""
    given = cast(dict[str, Any], body) if isinstance(body, dict) else {}
    key: Any = given.get("key")
    runs: Any = given.get("runs")
    step: Any = None if given.get("step") == "latest" else given.get("step")
    has_ids = is_list(runs) and all(isinstance(one, str) for one in runs)
    if not isinstance(key, str) or not has_ids or not (step is None or type(step) is int):
        message = "a request for media has a text key, a list of ids runs, and a step or none"
        raise ChartkitError.of("CK902", f"{message}; found {typed(given)}.")
    project = request.path_params["project"]
    return json_answer(request, media_answer(workspace_of(request), project, key, runs, step))


def file(request: Request) -> Response:
    """The file of a medium. What browsers would open as a page of ours is given to be saved."""
    parts = request.path_params
    path = kept_path(workspace_of(request).run(parts["project"], parts["id"]), "media", parts["file"])
    type_ = media_type(path.suffix)
    name = request.query_params.get("name")
    disposition = "inline" if type_.startswith(_SHOWN) and name is None else "attachment"
    headers = {
        "Cache-Control": _FOREVER,
        "Content-Security-Policy": "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    }
    return FileResponse(
        path, headers=headers, media_type=type_, filename=name or path.name, content_disposition_type=disposition
    )


def page(request: Request) -> Response:
    """A logged page, for a frame; who opens it in a tab of its own is given a page that frames it.

    One that cannot be read is a page that says why.
    """
    parts = request.path_params
    folder = workspace_of(request).run(parts["project"], parts["id"])
    try:
        content = page_bytes(folder, parts["file"], request.query_params.get("script"))
    except RunError as error:
        if request.headers.get("sec-fetch-dest") not in ("iframe", "document"):
            raise
        return HTMLResponse(refused_page(error), fault_of(error).status_code, _page_headers(request))
    if request.headers.get("sec-fetch-dest") == "document":
        address = str(request.url.replace(scheme="", netloc="", path=quote(request.url.path)))
        around, allowed = opened_page(address, request.app.state.framed_by)
        return HTMLResponse(around, headers={"Content-Security-Policy": allowed, "Vary": _VARY})
    return bytes_answer(request, content, "text/html", _page_headers(request))


def _page_headers(request: Request) -> dict[str, str]:
    return {
        "Vary": _VARY,
        "Content-Security-Policy": policy(request.app.state.framed_by),
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "unsafe-none",  # a sandboxed page with another one cannot be opened by itself
    }


ROUTES: tuple[Route, ...] = (
    Route("/api/p/{project}/media", takes_json(media), methods=["POST"]),
    Route("/media/{project}/{id}/{file}", file),
    Route("/html/{project}/{id}/{file}", page),
)
