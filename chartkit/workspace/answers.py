"""Answers to requests: takes values, arrays or findings, gives responses with an ETag, compressed where it pays.

Every answer of a route comes from here, so that what is known already is not sent again and faults look alike.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.workspace.columns import MEDIA_TYPE, columns_bytes
from chartkit.workspace.json_bytes import json_bytes

if TYPE_CHECKING:
    import numpy as np
    from starlette.requests import Request

COMPRESSED_FROM_BYTES = 1024
_THIS_MACHINE = frozenset({"127.0.0.1", "::1"})
STATUS = {
    "CK107": 404,
    "CK602": 507,
    "CK612": 404,
    "CK623": 500,
    "CK901": 404,
    "CK902": 400,
    "CK903": 413,
    "CK904": 412,
    "CK905": 403,
    "CK906": 401,
    "CK907": 503,
    "CK908": 500,
    "CK910": 500,
    "CK912": 507,
}
"""The status of what is refused, by the code of its first finding; 400 for every other."""


def json_answer(request: Request, value: Any, status: int = 200) -> Response:
    """A JSON-ready value; 304 without it when the page has it already. NaN and infinities are null."""
    return _answer(request, json_bytes(value), "application/json", status)


def columns_answer(request: Request, meta: Any, arrays: Mapping[str, np.ndarray[Any, Any]]) -> Response:
    """One-dimensional arrays and what is said of them, as `columns.py` writes them.

    A page of this machine gets them as they are: compressing floats takes longer than bringing them there.
    """
    return _answer(request, columns_bytes(meta, arrays), MEDIA_TYPE, 200)


def bytes_answer(
    request: Request, content: bytes, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Bytes of a type, such as a picture or a page; `headers` win over those that every answer has."""
    return _answer(request, content, media_type, 200, headers)


def fault(status: int, diagnostics: Iterable[Diagnostic], more: Mapping[str, Any] | None = None) -> Response:
    """What is refused and why: `{"faults": [{code, message, help, place}]}`, and what `more` says beside them."""
    faults = [_said(diagnostic) for diagnostic in diagnostics]
    return Response(json_bytes({"faults": faults, **(more or {})}), status, media_type="application/json")


def fault_of(error: ChartkitError) -> Response:
    """The answer to a request that chartkit refuses."""
    return fault(STATUS.get(error.diagnostics[0].code, 400), error.diagnostics)


def etag_of(content: bytes) -> str:
    """The ETag of a content, quoted as in its header.

    >>> etag_of(b"")
    '"cae66941d9efbd404e4d88758ea67670"'
    """
    return f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether the request says that it has what this ETag names."""
    known = request.headers.get("if-none-match", "")
    return any(one.strip().removeprefix("W/") in (etag, "*") for one in known.split(","))


def is_compressible(request: Request) -> bool:
    """Whether the request takes gzip."""
    named = (one.partition(";") for one in request.headers.get("accept-encoding", "").split(","))
    return any(name.strip() == "gzip" and weight.replace(" ", "") != "q=0" for name, _, weight in named)


def _said(diagnostic: Diagnostic) -> dict[str, Any]:
    place = str(diagnostic.location) if diagnostic.location else ""
    return {
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "place": place or None,
        "severity": diagnostic.severity,
    }


def _answer(
    request: Request, content: bytes, media_type: str, status: int, more: Mapping[str, str] | None = None
) -> Response:
    etag = etag_of(content)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding", **(more or {})}
    if status == 200 and request.method in ("GET", "HEAD") and is_known(request, etag):
        return Response(status_code=304, headers=headers)
    if len(content) >= COMPRESSED_FROM_BYTES and is_compressible(request) and _pays(request, media_type):
        content = gzip.compress(content, 1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(content, status, headers, media_type)


def _pays(request: Request, media_type: str) -> bool:
    """False for types that are compressed already, and for numbers that stay on this machine."""
    if media_type == MEDIA_TYPE:
        return request.client is None or request.client.host not in _THIS_MACHINE
    return not media_type.startswith(("image/p", "image/j", "image/w", "image/g", "audio/", "video/"))
