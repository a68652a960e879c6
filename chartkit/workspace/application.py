"""The workspace as an ASGI app: takes a workspace and who may ask, gives the app with all of its routes.

Outermost come the headers of every answer, then the faults of our own, then who may ask, then the routes.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from chartkit.diagnostics import ChartkitError, Diagnostic, shown
from chartkit.files import data_folder
from chartkit.workspace.answers import fault, fault_of
from chartkit.workspace.failures import Failures
from chartkit.workspace.headers import DefaultHeaders
from chartkit.workspace.routes import (
    charts,
    colors,
    events,
    exports,
    info,
    insight,
    layout,
    lines,
    media,
    opening,
    page,
    preset_data,
    presets,
    reading,
    report,
    run,
    runs,
    tables,
)
from chartkit.workspace.security import Access, Guard
from chartkit.workspace.static import Static
from chartkit.workspace.workspace import Workspace

ROUTES = (
    *charts.ROUTES,
    *colors.ROUTES,
    *events.ROUTES,
    *exports.ROUTES,
    *info.ROUTES,
    *insight.ROUTES,
    *layout.ROUTES,
    *lines.ROUTES,
    *media.ROUTES,
    *opening.ROUTES,
    *reading.ROUTES,
    *report.ROUTES,
    *run.ROUTES,
    *runs.ROUTES,
    *tables.ROUTES,
    *preset_data.ROUTES,
    *presets.ROUTES,
    *page.ROUTES,
)
"""Everything that is answered; an owner of routes adds a line here."""


def application(
    workspace: Workspace,
    access: Access | None = None,
    closing: asyncio.Event | None = None,
    web: Path | None = None,
    framed_by: str = "'none'",
) -> Starlette:
    """The app. `closing` is set when the server ends; `web` is the folder of the built page, chartkit's own without it;
    `framed_by` are the sources of pages that may show this one in a frame.
    """
    handlers: dict[Any, Any] = {ChartkitError: _refused, HTTPException: _not_served}
    app = Starlette(
        routes=list(ROUTES),
        middleware=[
            Middleware(DefaultHeaders),
            Middleware(Failures),
            Middleware(Guard, access=access or Access()),
        ],
        exception_handlers=handlers,
    )
    app.router.redirect_slashes = False
    app.state.workspace = workspace
    app.state.closing = closing or asyncio.Event()
    app.state.static = Static(web or data_folder("web"))
    app.state.framed_by = framed_by
    return app


def _refused(request: Request, error: ChartkitError) -> Response:
    return fault_of(error)


def _methods_at(path: str) -> list[str]:
    """The methods of all routes at a path: one for reading and one for writing may stand there."""
    return sorted({method for route in ROUTES if route.path_regex.match(path) for method in route.methods or ()})


def _is_navigation(request: Request) -> bool:
    """Whether a person opens this address, who is told by the page."""
    is_data = request.url.path.startswith(("/api/", "/assets/", "/media/", "/html/"))
    return "text/html" in request.headers.get("accept", "") and not is_data


def _not_served(request: Request, error: HTTPException) -> Response:
    """What has no route, or not by that method."""
    asked = f"{request.method} {shown(request.url.path, 120)}"
    headers = dict(error.headers or {})
    if "Allow" in headers:
        headers["Allow"] = ", ".join(_methods_at(request.url.path))
        message = f"the workspace does not answer {asked}; it takes {headers['Allow']}."
    elif _is_navigation(request):
        return page.page(request, error.status_code)
    else:
        message = f"the workspace has nothing at {asked}."
    answer = fault(error.status_code, [Diagnostic("CK901", message)])
    answer.headers.update(headers)
    return answer
