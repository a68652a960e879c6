"""The page itself at every address of a view, and its files under `/assets/`."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from chartkit.diagnostics import ChartkitError
from chartkit.workspace.answers import is_compressible, is_known
from chartkit.workspace.headers import page_policy
from chartkit.workspace.static import Static

VIEWS = (
    "/",
    "/p/{project}",
    "/p/{project}/{view}",
    "/p/{project}/runs/{run}",
    "/presets",
    "/presets/edit/{name:path}",
)
"""The addresses of views, which the page reads by itself."""

UNESCAPED = "!'()*"
"""What `encodeURIComponent` leaves as it is, beside letters, digits, `_`, `.`, `-` and `~`."""

FOREVER = "public, max-age=31536000, immutable"


def page(request: Request, status: int = 200) -> Response:
    """The page, whatever the view; 404 tells that there is none, which the page says.

    A frame of a notebook may show it where the server was started by one.
    """
    static: Static = request.app.state.static
    content, policy = static.html(request.app.state.framed_by, _first_question(request))
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return HTMLResponse(content, status, headers)


def _first_question(request: Request) -> str:
    """What the page of a project asks first, encoded as its scripts do; nothing on other pages."""
    project = request.path_params.get("project")
    return "" if project is None else f"/api/p/{quote(project, safe=UNESCAPED)}/opening"


def file(request: Request) -> Response:
    """A script, style or font of the page."""
    static: Static = request.app.state.static
    name: str = request.path_params["name"]
    found = static.file(name)
    if found is None:
        raise ChartkitError.of("CK901", f"the page has no file {name!r}.", "reload the page: it was built again")
    headers = {
        "ETag": found.etag,
        "Cache-Control": FOREVER if found.is_hashed else "no-cache",
        "Content-Security-Policy": page_policy(),
        "Vary": "Accept-Encoding",
    }
    if is_known(request, found.etag):
        return Response(status_code=304, headers=headers)
    if is_compressible(request):
        return Response(found.zipped, 200, {**headers, "Content-Encoding": "gzip"}, found.media_type)
    return Response(found.content, 200, headers, found.media_type)


ROUTES = (*(Route(path, page) for path in VIEWS), Route("/assets/{name}", file))
