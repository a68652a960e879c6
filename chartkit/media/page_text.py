"""A page's bytes as text, for a frame takes text only. Source: HTML Living Standard 13.2.3.2, encoding sniffing."""

from __future__ import annotations

import re

_NAMED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_LOOKED_AT_BYTES = 1024


def page_text(content: bytes) -> str:
    """The text by the page's own mark or name of an encoding; else as UTF-8, or where it is none as Windows-1252.

    >>> page_text(b'<meta charset="latin1"><p>\\xe9'), page_text("<p>é".encode())
    ('<meta charset="latin1"><p>é', '<p>é')
    """
    named = _NAMED.search(content, 0, _LOOKED_AT_BYTES)
    name = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") or named is None else named[1].decode()
    try:
        return content.decode(name)
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252" if named is None else "utf-8", "replace")
