"""`GET /api/events?project=&since=`: what changed, as server-sent events, until the page or the server closes.

`since` is the place that the project's opening named. `start` says that all since then is told, `reset` that anything
may have changed, `change` what did, `beat` that the server is there: a connection that died without a word brings none.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from chartkit.runs.names import folder_name
from chartkit.workspace.json_bytes import json_bytes
from chartkit.workspace.workspace import workspace_of

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def events(request: Request) -> Response:
    """The stream; the browser connects again by itself and says in `Last-Event-ID` what it was told last."""
    project = request.query_params.get("project") or None
    if project is not None:
        folder_name(project, "a project's name")
    return StreamingResponse(_stream(request, project), media_type="text/event-stream", headers=_HEADERS)


async def _stream(request: Request, project: str | None) -> AsyncIterator[bytes]:
    place = request.headers.get("last-event-id") or request.query_params.get("since", "")
    async for news in workspace_of(request).feed.follow(project, place, request.app.state.closing):
        if news.kind == "beat":
            yield b"event: beat\ndata: {}\n\n"
        else:
            head = f"id: {news.place}\nevent: {news.kind}\ndata: ".encode()
            yield head + json_bytes(news.change.to_dict()) + b"\n\n"


ROUTES = (Route("/api/events", events),)
