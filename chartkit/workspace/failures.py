"""Faults of chartkit's own at a request: one sentence to the page, the trace on stderr, and the server goes on."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from chartkit.diagnostics import Diagnostic, visible
from chartkit.workspace.answers import fault

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Failures:
    """Answers what no route expected, unless its answer has begun: then the connection ends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def answer(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, answer if scope["type"] == "http" else send)
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            asked = f"{scope['method']} {visible(scope['path'])}"
            print(f"chartkit failed at {asked}:", file=sys.stderr)  # noqa: T201
            traceback.print_exception(error)
            message = f"chartkit failed at {asked}: {type(error).__name__}: {error}."
            help = "this is a fault of chartkit's own; please report it with what the command wrote"
            await fault(500, [Diagnostic("CK908", message, help=help)])(scope, receive, send)
