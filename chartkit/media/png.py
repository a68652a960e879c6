"""Arrays of pixels to PNG, by the standard library. Takes n × m × channels of 8 or 16 bits, gives the file's bytes.

Source: PNG specification, third edition, 11.2 (IHDR, IDAT, IEND); every row has filter 0.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

_COLOR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}
"""By the number of channels: grey, grey with alpha, colours, colours with alpha."""
_ROWS_AT_ONCE_BYTES = 1 << 22
_LARGE_BYTES = 1 << 24


def png_bytes(pixels: Any) -> bytes:
    """The PNG of a NumPy array of uint8 or uint16 with three dimensions, exactly."""
    return b"".join(png_parts(pixels))


def png_parts(pixels: Any) -> Iterator[bytes]:
    """The file in parts, with memory for a few rows; large images are packed less tightly, ten times as fast."""
    height, width, channels = pixels.shape
    bits = 8 * pixels.dtype.itemsize
    header = struct.pack(">IIBBBBB", width, height, bits, _COLOR_TYPES[channels], 0, 0, 0)
    packer = zlib.compressobj(1 if pixels.nbytes > _LARGE_BYTES else 6)
    n_rows = max(1, _ROWS_AT_ONCE_BYTES // max(1, width * channels * bits // 8))
    yield b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header)
    for row in range(0, height, n_rows):
        if packed := packer.compress(_rows(pixels[row : row + n_rows])):
            yield _chunk(b"IDAT", packed)
    yield _chunk(b"IDAT", packer.flush()) + _chunk(b"IEND", b"")


def _rows(pixels: Any) -> bytes:
    import numpy as np

    big = pixels.astype(pixels.dtype.newbyteorder(">"), copy=False)
    raw = np.ascontiguousarray(big).view(np.uint8).reshape(len(pixels), -1)
    return np.hstack([np.zeros((len(raw), 1), np.uint8), raw]).tobytes()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
