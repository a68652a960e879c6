"""What kind of image a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import re
from pathlib import Path

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8[79]a"), ".gif"),
    (re.compile(rb"BM.{12}[\x0c-\x80]\x00\x00\x00", re.DOTALL), ".bmp"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), ".webp"),
    (re.compile(rb"II\*\x00|MM\x00\*"), ".tif"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), ".avif"),
    (re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s>]", re.DOTALL), ".svg"),
)
_START_BYTES = 4096


def image_suffix(content: bytes | Path) -> str:
    """The suffix of the image's kind; empty for what is none."""
    start = _start(content)
    return next((suffix for signature, suffix in _SIGNATURES if signature.match(start)), "")


def _start(content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        return content[:_START_BYTES]
    with content.open("rb") as file:
        return file.read(_START_BYTES)
