"""Arrays of pixels to PNG, by the standard library. Takes n × m × channels of 8 or 16 bits, gives the file's bytes.

Source: PNG specification, third edition, 9.2 (filter types), 11.2 (IHDR, IDAT, IEND).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

_COLOR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}
"""By the number of channels: grey, grey with alpha, colours, colours with alpha."""
_ROWS_AT_ONCE_BYTES = 1 << 22
_SAMPLE_BYTES = 1 << 16
_LARGE_BYTES = 1 << 24
_NONE, _UP = 0, 2


class _Packing(NamedTuple):
    """How an image is packed: the filter of every row, and what zlib is told."""

    filter: int
    level: int
    strategy: int
    handicap: float = 1
    """By how much it must be smaller than others to be taken, for it is slower."""

    def packer(self) -> Any:
        return zlib.compressobj(self.level, strategy=self.strategy)


_TIGHT = (_Packing(_NONE, 6, zlib.Z_DEFAULT_STRATEGY), _Packing(_UP, 6, zlib.Z_DEFAULT_STRATEGY))
_FAST = (_Packing(_UP, 1, zlib.Z_DEFAULT_STRATEGY, 1.1), _Packing(_UP, 1, zlib.Z_RLE))
"""The second packs what has no repetitions, such as photographs, better and three times as fast."""


def png_bytes(pixels: Any) -> bytes:
    """The PNG of a NumPy array of uint8 or uint16 with three dimensions, exactly."""
    return b"".join(png_parts(pixels))


def png_parts(pixels: Any) -> Iterator[bytes]:
    """The file in parts, with memory for a few rows; large images are packed less tightly, several times as fast."""
    height, width, channels = pixels.shape
    bits = 8 * pixels.dtype.itemsize
    row_bytes = max(1, width * channels * bits // 8)
    packing = _best(pixels, row_bytes)
    packer, n_rows = packing.packer(), max(1, _ROWS_AT_ONCE_BYTES // row_bytes)
    header = struct.pack(">IIBBBBB", width, height, bits, _COLOR_TYPES[channels], 0, 0, 0)
    yield b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header)
    for row in range(0, height, n_rows):
        if packed := packer.compress(_rows(pixels, row, row + n_rows, packing.filter)):
            yield _chunk(b"IDAT", packed)
    yield _chunk(b"IDAT", packer.flush()) + _chunk(b"IEND", b"")


def _best(pixels: Any, row_bytes: int) -> _Packing:
    """The packing that makes some rows of the middle smallest."""
    n_rows = max(1, _SAMPLE_BYTES // row_bytes)
    start = max(0, (len(pixels) - n_rows) // 2)

    def cost(packing: _Packing) -> float:
        packer = packing.packer()
        rows = _rows(pixels, start, start + n_rows, packing.filter)
        return packing.handicap * len(packer.compress(rows) + packer.flush())

    return min(_FAST if pixels.nbytes > _LARGE_BYTES else _TIGHT, key=cost)


def _rows(pixels: Any, start: int, end: int, filter: int) -> bytes:
    """Rows as the file has them: the filter's number, then the samples; of `_UP` what they are more than those above.

    Above the first row are zeros.
    """
    import numpy as np

    above = 1 if filter == _UP and start else 0
    part = pixels[start - above : end]
    big = np.ascontiguousarray(part.astype(part.dtype.newbyteorder(">"), copy=False))
    raw = big.view(np.uint8).reshape(len(part), -1)
    rows = np.empty((len(raw) - above, raw.shape[1] + 1), np.uint8)
    rows[:, 0] = filter
    rows[:, 1:] = raw[above:]
    if filter == _UP:
        rows[1 - above :, 1:] -= raw[:-1]
    return rows.tobytes()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
