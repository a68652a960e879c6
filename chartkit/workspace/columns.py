"""Binary columns: takes arrays by name and what is said of them, gives bytes that a page reads without a copy.

The length of a JSON header (4 bytes, little-endian), the header, then each column's numbers, little-endian. The header
is padded with spaces and each column with zeros, so that every column begins at a multiple of 8 bytes; offsets count
from the end of the header, lengths are numbers of values. `web/src/api/columns.ts` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chartkit.workspace.json_bytes import json_bytes

if TYPE_CHECKING:
    import numpy as np

MEDIA_TYPE = "application/vnd.chartkit.columns"
DTYPES = ("f8", "f4", "i4", "u4", "u2", "u1")


def columns_bytes(meta: Any, arrays: Mapping[str, np.ndarray[Any, Any]]) -> bytes:
    """`meta`, JSON-ready, and one-dimensional arrays of the dtypes above. Raises `TypeError` for another dtype."""
    headers: list[dict[str, Any]] = []
    parts: list[bytes] = []
    offset = 0
    for name, array in arrays.items():
        dtype = array.dtype.str[1:]
        if dtype not in DTYPES or array.ndim != 1:
            raise TypeError(f"column {name!r} is {array.ndim}-dimensional {array.dtype}; a page reads {DTYPES}")
        content = array.astype(f"<{dtype}", copy=False).tobytes()
        headers.append({"name": name, "dtype": dtype, "offset": offset, "length": len(array)})
        parts += content, bytes(-len(content) % 8)
        offset += len(content) + -len(content) % 8
    header = json_bytes({"meta": meta, "columns": headers})
    header += b" " * (-(4 + len(header)) % 8)
    return b"".join((len(header).to_bytes(4, "little"), header, *parts))
