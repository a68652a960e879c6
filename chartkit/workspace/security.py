"""Who may ask: takes an ASGI app and what it is called, gives one that answers the page's own requests alone.

A browser on this machine shows pages of every site, and each can make it send requests here. So the Host must be a name
of this server (a name of another site that was pointed here, DNS rebinding, is refused), the Origin this very page, and
what a site's page can trigger without being asked (Sec-Fetch-Site) only the opening of a page. Other machines need a
token as well.
"""

from __future__ import annotations

import hmac
import html
import ipaddress
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response

from chartkit.diagnostics import Diagnostic, shown
from chartkit.workspace.answers import fault
from chartkit.workspace.requests import MAX_UPLOAD_BYTES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
READING = ("GET", "HEAD")
_KEPT_S = 30 * 24 * 3600


class Access(NamedTuple):
    """Who may ask. `hosts` are the names that a request may ask for, beside any number where `takes_numbers`.

    `names` are further ones, under which a proxy shows this server, perhaps by https. `token`, where there is one, is
    asked of everybody; `cookie` is the name under which browsers keep it.
    """

    hosts: tuple[str, ...] = LOOPBACK
    token: str | None = None
    cookie: str = "chartkit"
    takes_numbers: bool = False
    names: tuple[str, ...] = ()

    def takes_host(self, host: str) -> bool:
        """Whether a Host header names this server, whatever its port."""
        name = _without_port(host).lower().rstrip(".")
        return name in (*self.hosts, *self.names) or (self.takes_numbers and _is_number(name))

    def takes_origin(self, origin: str, host: str) -> bool:
        """Whether a page of `origin` is this server's own, as `host` is asked for."""
        scheme, _, place = origin.partition("://")
        if scheme in ("http", "https") and _without_port(place).lower() in self.names:
            return True
        return origin == f"http://{host}"


def new_token() -> str:
    """A token that nobody guesses: 256 random bits."""
    return secrets.token_urlsafe(32)


class Guard:
    """Refuses what `Access` does not let through, before anything of a request is read."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._refusal(scope, headers) or self._admission(scope, headers) or _too_large(headers)
        await (answer or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._access.takes_host(hosts[0]):
            asked = shown(", ".join(hosts), 80)
            message = f"this workspace does not answer to the name {asked}."
            help = "open the address that 'chartkit ui' printed, or add --allow-host"
            return _refused(headers, 403, "CK905", message, help)
        origin = headers.get("origin")
        if origin is not None and not self._access.takes_origin(origin, hosts[0]):
            message = f"a page of {shown(origin, 80)} may not ask this workspace."
            return _refused(headers, 403, "CK905", message, "only the workspace's own page may")
        site = headers.get("sec-fetch-site", "none")
        is_opening = scope["method"] in READING and headers.get("sec-fetch-mode") == "navigate"
        if site not in ("none", "same-origin") and not is_opening:
            message = "a page of another site may not ask this workspace."
            return _refused(headers, 403, "CK905", message, "open it by itself")
        return None

    def _admission(self, scope: Scope, headers: Headers) -> Response | None:
        """None for who has the token; the page that keeps it for who brings it in the address; else the refusal."""
        token = self._access.token
        if token is None or any(_same(token, one) for one in self._tokens(headers)):
            return None
        brought = [value for name, value in parse_qsl(scope["query_string"].decode("latin-1")) if name == "token"]
        if scope["method"] == "GET" and any(_same(token, one) for one in brought):
            return _entrance(self._access.cookie, token)
        message = "this workspace needs the token that 'chartkit ui' printed with its address."
        help = (
            "open that address whole, as its line in the terminal names it, with ?token=…; each start makes a new token"
        )
        return _refused(headers, 401, "CK906", message, help)

    def _tokens(self, headers: Headers) -> list[str]:
        """The tokens that come with a request: in the browser's cookie, or as scripts send them."""
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        found = [bearer.strip()] if scheme.lower() == "bearer" else []
        for header in headers.getlist("cookie"):
            try:
                cookie = SimpleCookie(header).get(self._access.cookie)
            except CookieError:
                continue
            found += [cookie.value] if cookie else []
        return found


def _entrance(name: str, token: str) -> Response:
    """A page that keeps the token and goes on without it in the address.

    It is a page and no redirect: a browser sends a Strict cookie only where a page of the same site asks for the next.
    """
    page = (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>chartkit</title>'
        '<meta http-equiv="refresh" content="0; url=?"><p><a href="?">Open the workspace</a>'
    )
    answer = HTMLResponse(page)
    answer.set_cookie(name, token, max_age=_KEPT_S, path="/", httponly=True, samesite="strict")
    return answer


def _too_large(headers: Headers) -> Response | None:
    """The refusal of a body that no route takes, whatever it is for."""
    said = headers.get("content-length", "")
    if not said.isdigit() or int(said) <= MAX_UPLOAD_BYTES:
        return None
    message = f"a request holds at most {MAX_UPLOAD_BYTES // 1_000_000} MB; more was said."
    return _refused(headers, 413, "CK903", message, "")


def _refused(headers: Headers, status: int, code: str, message: str, help: str) -> Response:
    """The refusal: a page for who opens an address in a browser, JSON for every other."""
    if "text/html" in headers.get("accept", ""):
        answer = HTMLResponse(_page_that_says(message, help), status)
    else:
        answer = fault(status, [Diagnostic(code, message, help=help or None)])
    answer.headers["Connection"] = "close"
    return answer


def _page_that_says(*sentences: str) -> str:
    """A page without a script or style: nobody was let in who may load them."""
    said = "".join(f"<p>{html.escape(one[0].upper() + one[1:].rstrip('.'))}." for one in sentences if one)
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="color-scheme" content="light dark"><title>Not let in · chartkit</title><h1>chartkit</h1>{said}'
    )


def _same(one: str, other: str) -> bool:
    """Whether two texts are equal, told in a time that says nothing of where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
