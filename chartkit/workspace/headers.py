"""Headers that every answer carries: takes an ASGI app, gives one whose answers forbid what no page here needs.

What a route says itself wins: a logged page brings its own policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of an answer that is no page: opened by itself it may do nothing."""

DEFAULTS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": NOTHING,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_RAW = tuple((name.lower().encode(), value.encode()) for name, value in DEFAULTS.items())


def page_policy(nonce: str = "", framed_by: str = "'none'") -> str:
    """The policy of the workspace's page and of its scripts, workers too: nothing inline, nothing from elsewhere.

    `nonce` lets the editor add its own styles; `framed_by` are the sources that may show the page in a frame.
    """
    styles = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
        f"style-src {styles}; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; frame-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {framed_by}"
    )


class DefaultHeaders:
    """Adds the headers above where an answer does not have them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: list[tuple[bytes, bytes]] = list(message.get("headers", ()))
                said = {name.lower() for name, _ in headers}
                message["headers"] = headers + [(name, value) for name, value in _RAW if name not in said]
            await send(message)

        await self._app(scope, receive, answer if scope["type"] == "http" else send)
