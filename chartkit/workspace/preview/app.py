"""The preview as an ASGI app: takes a way to make the next state, serves the page, its drawing, and news of changes.

Only the loopback interface and its names are answered, and every answer forbids what the page does not need.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from chartkit.files import Stamp
from chartkit.workspace.preview.shown import Shown

POLL_S = 0.2
_PAGE = Path(__file__).with_name("page")
_SELF_ONLY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_EVERYWHERE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FILES = {"/": "preview.html", "/preview.css": "preview.css", "/preview.js": "preview.js"}
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


class PreviewApp:
    """Watches, redraws and tells. `make` gives the next state, `stamps` what tells whether it is due."""

    def __init__(self, first: Shown, make: Callable[[Shown], Shown], stamps: Callable[[], Stamp]) -> None:
        self.shown = first
        self.closing = asyncio.Event()
        self.failure: Exception | None = None
        self._make = make
        self._stamps = stamps
        self._changed = asyncio.Condition()

    def asgi(self) -> Starlette:
        """The application."""
        routes = [Route(path, self._file(name)) for path, name in _FILES.items()]
        routes += [Route("/drawing", self._drawing), Route("/events", self._events)]
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"], www_redirect=False)
        return Starlette(routes=routes, middleware=[hosts], lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncGenerator[None]:
        watching = asyncio.create_task(self._watch_or_close())
        yield
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)

    async def _watch_or_close(self) -> None:
        """Watch; a fault of chartkit's own ends the server, which raises it, and is not lost in a task."""
        try:
            await self._watch()
        except Exception as error:
            self.failure = error
            self.closing.set()

    async def _watch(self) -> None:
        """Draw at once, then at every change; files that are gone are given one more look, as editors replace them."""
        seen: Stamp | None = None
        while True:
            now = await asyncio.to_thread(self._stamps)
            if now != seen and any(size == 0 and mtime == 0 for _, mtime, size in now):
                await asyncio.sleep(POLL_S)
                now = await asyncio.to_thread(self._stamps)
            if now != seen:
                seen = now
                self.shown = await asyncio.to_thread(self._make, self.shown)
                async with self._changed:
                    self._changed.notify_all()
            await asyncio.sleep(POLL_S)

    def _file(self, name: str) -> Callable[[Request], Response]:
        content, media_type = (_PAGE / name).read_bytes(), _TYPES[Path(name).suffix]

        def answer(request: Request) -> Response:
            return Response(content, media_type=media_type, headers={**_EVERYWHERE, **_SELF_ONLY})

        return answer

    def _drawing(self, request: Request) -> Response:
        """The page of the picture, which brings its own policy and may stand in our frame alone."""
        headers = {**_EVERYWHERE, "Content-Security-Policy": "frame-ancestors 'self'"}
        return Response(self.shown.page, media_type="text/html", headers=headers)

    def _events(self, request: Request) -> Response:
        return StreamingResponse(self._news(), media_type="text/event-stream", headers=_EVERYWHERE)

    async def _news(self) -> AsyncIterator[bytes]:
        """Each state as a server-sent event, the present one first, until the server closes."""
        import orjson

        told = -1
        closing = asyncio.create_task(self.closing.wait())
        try:
            while not closing.done():
                if self.shown.version != told:
                    told = self.shown.version
                    yield b"data: " + orjson.dumps(self.shown.news()) + b"\n\n"
                await self._change_or(closing, told)
        finally:  # the page may be gone meanwhile
            closing.cancel()

    async def _change_or(self, closing: asyncio.Task[bool], told: int) -> None:
        change = asyncio.create_task(self._next_change(told))
        try:
            await asyncio.wait((change, closing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            change.cancel()

    async def _next_change(self, told: int) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self.shown.version != told)
