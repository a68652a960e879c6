"""Attacks by bytes on the wire, as a browser on another site's behalf, or another program, could send them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import quote

from attacks.attack import Attack, Outcome
from attacks.nonsense import nonsense as nonsense_for
from attacks.nonsense import why_through
from attacks.target import PROJECT, RUN, SECRET, Answer, Target

JSON = "Content-Type: application/json"
REFUSED = frozenset({0, 400, 401, 403, 404, 405, 409, 411, 412, 413, 414, 415, 417, 422, 431, 501, 503})


class Try(NamedTuple):
    """One try: what is sent, in words and in bytes; `why_through` says why an answer means that it got through."""

    words: str
    parts: tuple[bytes, ...]
    why_through: Callable[[Answer], str] | None = None


def attack(
    group: str, name: str, kept: Callable[[Target], str] = Target.state
) -> Callable[[Callable[[Target], Iterable[Try]]], Attack]:
    """The attack that does all of a function's tries; more than refusals, the secret or another `kept` is through."""

    def made(tries: Callable[[Target], Iterable[Try]]) -> Attack:
        return Attack(group, name, lambda target: _done(target, tries(target), kept))

    return made


def _done(target: Target, tries: Iterable[Try], kept: Callable[[Target], str]) -> Outcome:
    answered: Counter[int] = Counter()
    through: list[str] = []
    before, n_tried = kept(target), 0
    for one in tries:
        n_tried += 1
        answer = target.send(*one.parts)
        answered[answer.status] += 1
        why = one.why_through(answer) if one.why_through else "" if answer.status in REFUSED else "it was answered"
        if SECRET in answer.text:
            why = "the answer holds the secret"
        if why:
            through.append(f"{one.words}: {why} ({answer.status} {answer.text[:200]!r})")
    if kept(target) != before:
        through.append("a file was changed")
    if target.send(target.head("GET", "/api/info", *_token(target))).status != 200:
        through.append("the server answers no more")
    said = (
        f"{status or 'closed'}" + (f" × {n:,}" if len(answered) > 1 else "") for status, n in sorted(answered.items())
    )
    return Outcome(n_tried, ", ".join(said), tuple(through))


def _token(target: Target) -> tuple[str, ...]:
    return (f"Authorization: Bearer {target.token}",) if target.token else ()


def _body(target: Target, method: str, path: str, value: object, *lines: str) -> bytes:
    body = json.dumps(value).encode()
    return target.head(method, path, JSON, f"Content-Length: {len(body)}", *lines) + body


EDITS = (
    ("POST", f"/api/p/{PROJECT}/edit", {"ids": [RUN], "tags_added": ["evil"]}),
    ("PATCH", f"/api/p/{PROJECT}/runs/{RUN}", {"name": "evil"}),
    ("DELETE", f"/api/p/{PROJECT}/runs/{RUN}", {}),
    ("POST", f"/api/p/{PROJECT}/delete", {"ids": [RUN]}),
    ("PATCH", f"/api/p/{PROJECT}/layout", {"runs": {"evil": 1}}),
    ("PUT", "/api/presets/me/evil", {"text": "mark: bar"}),
)
"""Requests that change something when the page itself sends them."""

READS = ("/", "/api/info", "/api/projects", f"/api/p/{PROJECT}/runs/{RUN}", "/api/presets", "/api/events")


@attack("another site", "DNS rebinding: a name of another site that was pointed here")
def rebinding(target: Target) -> Iterable[Try]:
    names = ["evil.example", f"evil.example:{target.port}", "127.0.0.1.evil.example", "localhost.evil.example"]
    names += [
        "",
        "0.0.0.0",
        "[::]",
        "169.254.169.254",
        "127.0.0.1@evil.example",
        "evil.example#localhost",
        "2130706433",
    ]
    for name in names:
        for path in READS:
            yield Try(f"Host {name} {path}", (target.head("GET", path, host=name),))


@attack("another site", "two Host headers, or a whole address as the path")
def two_names(target: Target) -> Iterable[Try]:
    yield Try("two hosts", (target.head("GET", "/api/info", "Host: evil.example"),))
    yield Try("evil first", (target.head("GET", "/api/info", f"Host: {target.host}", host="evil.example"),))
    yield Try("absolute", (target.head("GET", "http://evil.example/api/info"),))
    yield Try("absolute host", (target.head("GET", f"http://{target.host}/api/info", host="evil.example"),))


@attack("another site", "requests that change something, with another site's Origin")
def cross_origin(target: Target) -> Iterable[Try]:
    origins = [
        "http://evil.example",
        "null",
        f"http://localhost:{target.port + 1}",
        f"https://{target.host}",
        "file://",
    ]
    for origin in origins:
        for method, path, value in EDITS:
            yield Try(f"{origin} {method} {path}", (_body(target, method, path, value, f"Origin: {origin}"),))


@attack("another site", "requests that change something, as a form sends them")
def forms(target: Target) -> Iterable[Try]:
    types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "text/json"]
    for media_type in types:
        for _, path, value in EDITS:
            body = json.dumps(value).encode()
            lines = [f"Content-Type: {media_type}"] if media_type else []
            head = target.head("POST", path, *lines, f"Content-Length: {len(body)}")
            yield Try(f"{media_type} {path}", (head + body,))


@attack("another site", "scripts, pictures and fetches of another page (Sec-Fetch-Site)")
def fetched_across(target: Target) -> Iterable[Try]:
    for site in ("cross-site", "same-site"):
        for mode in ("no-cors", "cors", "websocket"):
            for path in READS:
                lines = (f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Mode: {mode}")
                yield Try(f"{site} {mode} {path}", (target.head("GET", path, *lines),))


@attack("another site", "preflights: is another site told that it may ask?")
def preflights(target: Target) -> Iterable[Try]:
    asks = ("Origin: http://evil.example", "Access-Control-Request-Method: PATCH")
    for _, path, _ in EDITS:
        yield Try(path, (target.head("OPTIONS", path, *asks),))
        yield Try(f"{path} without Origin", (target.head("OPTIONS", path, asks[1]),))


UP = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%5c",
    "..\\",
    "%252e%252e%252f",
    "..%c0%af",
    "....//",
    "%00../",
    "..;/",
)
FOLDERS = (
    "/assets/",
    "/api/p/",
    f"/api/p/{PROJECT}/runs/",
    f"/api/p/{PROJECT}/runs/{RUN}/files/",
    f"/api/p/{PROJECT}/runs/{RUN}/tables/",
    f"/media/{PROJECT}/{RUN}/",
    f"/html/{PROJECT}/{RUN}/",
    "/media/",
    "/api/presets/",
    "/api/preset-charts/",
    "/api/preset-data/runs/",
)


@attack("files", "path traversal in every address that names a file, in every spelling")
def traversal(target: Target) -> Iterable[Try]:
    for folder in FOLDERS:
        for up in UP:
            for name in ("secret.yaml", "secret"):
                path = folder + up * 8 + quote(str(target.folder.parent)[1:]) + "/" + name
                yield Try(path, (target.head("GET", path),))
                yield Try(folder + up + name, (target.head("GET", folder + up + name),))
        for name in (quote(str(target.folder.parent / "secret.yaml"), safe=""), f"/{target.folder.parent}/secret.yaml"):
            yield Try(folder + name, (target.head("GET", folder + name),))


@attack("files", "paths in bodies: tables, presets and layouts that name files outside")
def paths_in_bodies(target: Target) -> Iterable[Try]:
    outside = target.folder.parent
    names = [str(outside / "secret.csv"), "../secret.csv", "presets/../../secret.csv", f"file://{outside}/secret.csv"]
    for name in [*names, "/etc/passwd", "/proc/self/environ", "/dev/zero"]:
        for kind in ("file", "upload", "example", "run"):
            asked = _body(target, "POST", "/api/preset-data/columns", {"kind": kind, "path": name, "preset": name})
            yield Try(f"{kind} {name}", (asked,), _has_columns)
    for name in ("../../evil", "..%2f..%2fevil", "%2e%2e/evil", "/evil", ".hidden/evil", "evil%00.yaml", "con%3aevil"):
        yield Try(f"PUT {name}", (_body(target, "PUT", f"/api/presets/{name}", {"text": "mark: bar\n"}),))
        yield Try(f"PATCH {name}", (_body(target, "PATCH", f"/api/p/{name}/layout", {"runs": {}}),))
        upload = ("Content-Type: application/octet-stream", "Content-Length: 4")
        path = f"/api/preset-data/upload/{name}.csv"
        yield Try(f"upload {name}", (target.head("POST", path, *upload) + b"a\n1\n",), _is_anything)


def _has_columns(answer: Answer) -> str:
    return "a table was read" if answer.status == 200 and '"columns":[]' not in answer.text else ""


def _is_anything(answer: Answer) -> str:
    """An upload may be kept under a name of its own: what counts is that nothing beside it changes."""
    return "it failed" if answer.status == 500 else ""


@attack("files", "a link in a run's folder that leads outside")
def links(target: Target) -> Iterable[Try]:
    for kind in ("media", "html"):
        path = f"/{kind}/{PROJECT}/{RUN}/{'0' * 64}.html"
        yield Try(path, (target.head("GET", path),), lambda answer: "it was answered" if answer.status < 300 else "")


@attack("names", "project, run, key and preset names with line ends, zeros, markup and bytes that are no text")
def names(target: Target) -> Iterable[Try]:
    odd = [
        "a%0d%0aSet-Cookie:%20evil=1",
        "%00",
        "%ff%fe",
        "%ed%a0%80",
        "a" * 5000,
        "%7f",
        ".",
        "..",
        "%20",
        "%E2%80%AE",
    ]
    odd += ["%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "con", "__proto__"]
    for name in odd:
        for path in (f"/api/p/{name}/runs/x", f"/api/p/{PROJECT}/runs/{name}", f"/media/{PROJECT}/{RUN}/{name}"):
            yield Try(path, (target.head("GET", path),), _injected)
        yield Try(f"/p/{name}", (target.head("GET", f"/p/{name}"),), _injected)
        yield Try(f"/api/events?{name}", (target.head("GET", f"/assets/{name}"),), _injected)


def _injected(answer: Answer) -> str:
    if "evil=1" in answer.head:
        return "a header was set"
    if "<script>alert" in answer.text or "<img src=x" in answer.text:
        return "markup came back unescaped" if "text/html" in answer.head else ""
    return "" if answer.status != 500 else "it failed"


@attack("size", "a body of 1 GB, said and unsaid")
def gigabyte(target: Target) -> Iterable[Try]:
    part = b" " * 1_000_000
    for method, path, _ in EDITS:
        said = target.head(method, path, JSON, "Content-Length: 1000000000")
        yield Try(f"{method} {path} said", (said, *[part] * 1000))
    for method, path, _ in EDITS[:2]:
        chunked = target.head(method, path, JSON, "Transfer-Encoding: chunked")
        yield Try(f"{method} {path} unsaid", (chunked, *[b"f4240\r\n" + part + b"\r\n"] * 1000))


@attack("size", "bodies that grow when they are read: deep JSON, compressed JSON, long numbers, many keys")
def growing(target: Target) -> Iterable[Try]:
    bodies = [
        b"[" * 1_000_000 + b"]" * 1_000_000,
        b'{"a":' * 500_000,
        b"9" * 3_900_000,
        b'{"ids":["' + b"x" * 3_000_000,
    ]
    for body in bodies:
        for _, path, _ in EDITS[:1]:
            yield Try(path, (target.head("POST", path, JSON, f"Content-Length: {len(body)}") + body,))
    zipped = b"\x1f\x8b\x08\x00" + bytes(100)
    head = target.head("POST", EDITS[0][1], JSON, "Content-Encoding: gzip", f"Content-Length: {len(zipped)}")
    yield Try("gzip", (head + zipped,))


@attack("size", "heads of a megabyte, and 10,000 headers")
def heads(target: Target) -> Iterable[Try]:
    yield Try("one header", (target.head("GET", "/api/info", "X: " + "x" * 1_000_000),))
    yield Try("many", (target.head("GET", "/api/info", *(f"X-{place}: {place}" for place in range(10_000))),))
    yield Try("path", (target.head("GET", "/" + "x" * 1_000_000),))
    yield Try("query", (target.head("GET", "/api/events?project=" + "x" * 1_000_000),))


@attack("protocol", "requests that two readers read differently (smuggling), and what is no HTTP")
def smuggling(target: Target) -> Iterable[Try]:
    inner = target.head("DELETE", EDITS[2][1])
    both = target.head("POST", "/api/nothing", "Content-Length: 4", "Transfer-Encoding: chunked")
    yield Try("both lengths", (both + b"0\r\n\r\n" + inner,), _smuggled)
    for line in (
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Content-Length: +4",
        "Content-Length: 4, 5",
    ):
        yield Try(line, (target.head("POST", "/api/nothing", line) + b"abcd" + inner,), _smuggled)
    yield Try("tls", (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300),))
    yield Try("http/0.9", (b"GET /api/info\r\n\r\n",))
    yield Try("http/2", (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",))
    yield Try("websocket", (target.head("GET", "/api/events/x", "Upgrade: websocket", "Connection: Upgrade"),))
    for method in ("TRACE", "CONNECT", "PROPFIND", "X" * 100):
        yield Try(method, (target.head(method, "/api/info"),))


def _smuggled(answer: Answer) -> str:
    return "" if answer.status in (0, 400, 501) else "it was read"


@attack("nonsense", "wrong types, huge numbers, deep nesting, odd texts and ids", Target.outside)
def nonsense(target: Target) -> Iterable[Try]:
    for words, content in nonsense_for(target, 6):
        yield Try(words, (content,), why_through)


WITHOUT_TOKEN = (
    rebinding, two_names, cross_origin, forms, fetched_across, preflights, traversal, paths_in_bodies, links, names,
    gigabyte, growing, heads, smuggling, nonsense,
)  # fmt: skip


@attack("token", "requests without the token, with wrong ones, or with the right one in a wrong place")
def tokens(target: Target) -> Iterable[Try]:
    wrong = ["x", target.token[:-1], f"{target.token}x", target.token.swapcase(), "", "'", "%00", "\udcff"]
    for path in (*READS, "/assets/main.js", f"/media/{PROJECT}/{RUN}/x.png", f"/p/{PROJECT}"):
        yield Try(path, (target.head("GET", path),), _let_in)
        for token in wrong:
            yield Try(f"{path} bearer", (target.head("GET", path, f"Authorization: Bearer {token}"),), _let_in)
            yield Try(f"{path} cookie", (target.head("GET", path, f"Cookie: chartkit-{target.port}={token}"),), _let_in)
            yield Try(f"{path} basic", (target.head("GET", path, f"Authorization: Basic {target.token}"),), _let_in)
    cookie = f"Cookie: chartkit-{target.port + 1}={target.token}"
    yield Try("the cookie of another port", (target.head("GET", "/api/info", cookie),), _let_in)
    for method, path, value in EDITS:
        yield Try(f"{method} {path}", (_body(target, method, path, value),), _let_in)
        yield Try(f"{method} {path}?token", (_body(target, method, f"{path}?token={target.token}", value),), _let_in)


def _let_in(answer: Answer) -> str:
    return "" if answer.status in (401, 400, 0) else "it was let in"


WITH_TOKEN = (tokens,)
