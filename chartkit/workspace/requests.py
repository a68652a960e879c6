"""What comes with a request: takes a request, gives the JSON of its body, read as a stream and never past its limit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from threading import Event
from typing import Any

import anyio
import anyio.to_thread
import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from chartkit.diagnostics import ChartkitError

MAX_JSON_BYTES = 4_000_000
MAX_UPLOAD_BYTES = 64_000_000
BODY_WITHIN_S = 60.0
"""How long a body may take to come."""

JsonRoute = Callable[[Request, Any], Response]
EndableRoute = Callable[[Request, Any, Event], Response]
_GONE = 499
"""The status of an answer that nobody reads."""


class AskerGoneError(Exception):
    """Whoever asked does not wait for the answer any more."""


def takes_json(route: JsonRoute, max_bytes: int = MAX_JSON_BYTES) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that reads its body as JSON and then runs `route(request, body)` in a thread."""

    async def endpoint(request: Request) -> Response:
        body = await read_json(request, max_bytes)
        return await anyio.to_thread.run_sync(route, request, body)

    return endpoint


def takes_json_while_asked(route: EndableRoute) -> Callable[[Request], Awaitable[Response]]:
    """As `takes_json`, for work of seconds: the event is set when the asker is gone, and `AskerGoneError` ends it."""

    async def endpoint(request: Request) -> Response:
        body = await read_json(request)
        gone = Event()
        watcher = asyncio.ensure_future(_set_when_gone(request, gone))
        try:
            return await anyio.to_thread.run_sync(route, request, body, gone)
        except AskerGoneError:
            return Response(status_code=_GONE)
        finally:
            watcher.cancel()

    return endpoint


async def _set_when_gone(request: Request, gone: Event) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    gone.set()


async def read_json(request: Request, max_bytes: int = MAX_JSON_BYTES) -> Any:
    """The JSON of a request's body. Raises `ChartkitError` for another type, for what is no JSON, and as `read_body`.

    Only `application/json` is taken: no form of another site's page can send it.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        found = media_type or "no Content-Type"
        message = f"{request.method} {request.url.path} takes JSON; found {found}."
        raise ChartkitError.of("CK902", message, "send it with Content-Type: application/json")
    content = await read_body(request, max_bytes)
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        message = f"the body of {request.method} {request.url.path} is no JSON: {error.msg} ({place})."
        raise ChartkitError.of("CK902", message) from None


async def read_body(request: Request, max_bytes: int) -> bytes:
    """A request's body. Raises `ChartkitError` for one that is too large, which is not read, and for one that stops."""
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > max_bytes:
        raise _too_large(request, max_bytes)
    content = bytearray()
    try:
        with anyio.fail_after(BODY_WITHIN_S):
            async for part in request.stream():
                content += part
                if len(content) > max_bytes:
                    raise _too_large(request, max_bytes)
    except (TimeoutError, ClientDisconnect):
        message = f"the body of {request.method} {request.url.path} did not come whole."
        raise ChartkitError.of("CK902", message) from None
    return bytes(content)


def _too_large(request: Request, max_bytes: int) -> ChartkitError:
    message = f"{request.method} {request.url.path} takes at most {max_bytes // 1_000_000} MB; more was sent."
    return ChartkitError.of("CK903", message)
