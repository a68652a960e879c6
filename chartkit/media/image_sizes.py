"""Width and height of an image file, read from its header: takes the bytes or the file, decodes no pixel.

Source: PNG third edition 11.2.1; GIF89a 18; ITU-T T.81 B.1 and B.2.2 (JPEG); WebP container specification and
RFC 6386 9.1 (VP8), WebP lossless specification 3 (VP8L).
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO

from chartkit.media.signatures import image_suffix

_HEADER_BYTES = 32
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers of a frame, whose header tells the size; the three are of tables and extensions."""
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_NO_HEADERS_AFTER = frozenset({0xD9, 0xDA})


def size_of(content: bytes | Path) -> dict[str, int]:
    """`width` and `height` in pixels of a PNG, GIF, BMP, JPEG or WebP as it is stored; nothing of others.

    A photograph that its Exif data turns is given as it lies in the file. Raises `OSError`.
    """
    kind = image_suffix(content)
    with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as file:
        size = _jpeg(file) if kind == ".jpg" else _of_header(kind, file.read(_HEADER_BYTES))
    return {"width": size[0], "height": size[1]} if size is not None and all(size) else {}


def _of_header(kind: str, start: bytes) -> tuple[int, int] | None:
    if kind == ".png":
        return int.from_bytes(start[16:20], "big"), int.from_bytes(start[20:24], "big")
    if kind == ".gif":
        return int.from_bytes(start[6:8], "little"), int.from_bytes(start[8:10], "little")
    if kind == ".bmp":
        return int.from_bytes(start[18:22], "little"), abs(int.from_bytes(start[22:26], "little", signed=True))
    return _webp(start) if kind == ".webp" else None


def _webp(start: bytes) -> tuple[int, int] | None:
    if start[12:16] == b"VP8X":
        return 1 + int.from_bytes(start[24:27], "little"), 1 + int.from_bytes(start[27:30], "little")
    if start[12:16] == b"VP8L":
        bits = int.from_bytes(start[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if start[12:16] == b"VP8 ":
        return int.from_bytes(start[26:28], "little") & 0x3FFF, int.from_bytes(start[28:30], "little") & 0x3FFF
    return None


def _jpeg(file: IO[bytes]) -> tuple[int, int] | None:
    """From one segment to the next until a frame's; what is torn or no JPEG after its start has no size."""
    file.seek(2)
    while len(marker := file.read(2)) == 2 and marker[0] == 0xFF and marker[1] not in _NO_HEADERS_AFTER:
        if marker[1] == 0xFF:  # it may be filled up with these
            file.seek(-1, io.SEEK_CUR)
        elif marker[1] in _FRAMES:
            header = file.read(7)
            return int.from_bytes(header[5:7], "big"), int.from_bytes(header[3:5], "big")
        elif marker[1] not in _NO_LENGTH:
            length = int.from_bytes(file.read(2), "big")
            if length < 2:
                return None
            file.seek(length - 2, io.SEEK_CUR)
    return None
