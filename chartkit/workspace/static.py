"""The page's own files: takes the folder that `make web` wrote, gives its HTML and its hashed scripts and styles.

A file is read and compressed once. Names with a hash never change their content, so browsers keep them.
"""

from __future__ import annotations

import gzip
import re
import secrets
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from chartkit.diagnostics import ChartkitError
from chartkit.files import shown_path
from chartkit.workspace.answers import etag_of
from chartkit.workspace.headers import page_policy

TYPES = {
    ".css": "text/css",
    ".txt": "text/plain",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
_HASHED = re.compile(r"-[A-Z0-9]{8}\.\w+\Z")
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*\Z")


class StaticFile(NamedTuple):
    """One file with what its answer says of it; `zipped` is its gzip."""

    content: bytes
    zipped: bytes
    media_type: str
    etag: str
    is_hashed: bool


class Static:
    """The built page in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[tuple[str, int, int], StaticFile] = {}

    def file(self, name: str) -> StaticFile | None:
        """The file of that name, None when there is none; names never leave the folder."""
        path = self.folder / name
        media_type = TYPES.get(path.suffix)
        if not _NAME.match(name) or media_type is None or not path.is_file():
            return None
        stat = path.stat()
        key = (name, stat.st_mtime_ns, stat.st_size)
        found = self._files.get(key)
        if found is None:
            content = path.read_bytes()
            zipped = gzip.compress(content, 6, mtime=0)
            found = StaticFile(content, zipped, media_type, etag_of(content), bool(_HASHED.search(name)))
            self._files[key] = found
        return found

    def html(self, framed_by: str = "'none'", first_question: str = "") -> tuple[bytes, str]:
        """The page and its policy, with a nonce of their own; `framed_by` are the sources that may frame it.

        `first_question` is the address that its scripts ask first: browsers ask it while these still come.

        Raises `ChartkitError` where the page is not built.
        """
        files = self._manifest
        preloads: Sequence[str] = files.pop("preloads", ())
        nonce = secrets.token_urlsafe(16)
        attributes = {"nonce": nonce, **{name: f"/assets/{file}" for name, file in files.items()}}
        data = " ".join(f'data-{name}="{escape(value)}"' for name, value in attributes.items())
        first = "".join(f'<link rel="modulepreload" href="/assets/{escape(name)}">\n' for name in preloads)
        if first_question:
            first += f'<link rel="preload" as="fetch" crossorigin href="{escape(first_question)}">\n'
        page = (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n<title>chartkit</title>\n'
            '<link rel="icon" href="data:,">\n'
            f'<link rel="stylesheet" href="/assets/{escape(files["styles"])}">\n'
            f'<script type="module" src="/assets/{escape(files["main"])}"></script>\n{first}</head>\n'
            f'<body>\n<div id="app" {data}></div>\n'
            "<noscript>The workspace needs JavaScript, which is off in this browser.</noscript>\n</body>\n</html>\n"
        )
        return page.encode(), page_policy(nonce, framed_by)

    @property
    def _manifest(self) -> dict[str, Any]:
        try:
            return orjson.loads((self.folder / "manifest.json").read_bytes())
        except FileNotFoundError:
            message = (
                f"the page of the workspace is not built: there is no {shown_path(self.folder / 'manifest.json')}."
            )
            help = "run 'make web' in the checkout, or install chartkit's wheel, which holds it"
            raise ChartkitError.of("CK907", message, help) from None
