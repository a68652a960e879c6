"""What no route expected: one sentence to the page, and the server goes on.

A file that the system refuses is told with its place; all else is a fault of chartkit's own, whose trace is on stderr.
"""

from __future__ import annotations

import errno
import sys
import traceback
from typing import TYPE_CHECKING

from chartkit.diagnostics import Diagnostic, reason_of, visible
from chartkit.workspace.answers import fault

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REFUSED = "CK913"
_OF_THE_SYSTEM = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE}
)
"""What the rights of files and their disks say, whatever chartkit does."""


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
            await fault(500, [_of_the_system(error) or _of_our_own(error, asked)])(scope, receive, send)


def _of_the_system(error: Exception) -> Diagnostic | None:
    """That a file or folder cannot be used, as the system words it; None for any other fault."""
    if not isinstance(error, OSError) or error.errno not in _OF_THE_SYSTEM or not error.filename:
        return None
    path = visible(str(error.filename))
    help = "let the user of `chartkit ui` read and write there, and look at the space on that disk"
    return Diagnostic(_REFUSED, f"{path} cannot be used: {reason_of(error)}.", help=help)


def _of_our_own(error: Exception, asked: str) -> Diagnostic:
    print(f"chartkit failed at {asked}:", file=sys.stderr)  # noqa: T201
    traceback.print_exception(error)
    message = f"chartkit failed at {asked}: {type(error).__name__}: {error}."
    help = "this is a fault of chartkit's own; please report it with what the command wrote"
    return Diagnostic("CK908", message, help=help)
