"""Columns of numbers as bytes for the cache, and back: little endian, steps that count up as their first and stride.

Takes arrays; gives a kind, bytes and a sum that tells of damage.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from chartkit.data.values import decode_value, encode_value
from chartkit.runs.reading.columns import Values

if TYPE_CHECKING:
    import numpy as np

_DTYPES = {"i": "<i8", "f": "<f8"}


class Blob(NamedTuple):
    """One column of one part of a journal."""

    kind: str
    """`i` or `f`, with `?` where values are missing; `range`; `json` for a list, `bytes` for one of one text."""
    n_rows: int
    data: bytes
    checksum: int


def packed_blob(values: Values) -> Blob:
    """The column as bytes."""
    import numpy as np

    if not values.is_array:
        return _packed_list(values.data)
    data: np.ndarray[Any, Any] = values.data
    n_rows = len(data)
    if data.dtype == np.int64 and values.is_there is None and n_rows > 1:
        stride = int(data[1]) - int(data[0])
        if -(2**62) < stride < 2**62 and bool((data[1:] - data[:-1] == stride).all()):
            return _blob("range", n_rows, np.array([data[0], stride], dtype="<i8").tobytes())
    kind = "i" if data.dtype == np.int64 else "f"
    whole = np.ascontiguousarray(data, dtype=_DTYPES[kind]).tobytes()
    if values.is_there is not None:
        return _blob(f"{kind}?", n_rows, whole + np.packbits(values.is_there).tobytes())
    return _blob(kind, n_rows, whole)


def values_of(blob: Blob) -> Values | None:
    """The column; None for bytes that are damaged."""
    import numpy as np

    kind, n_rows, data, checksum = blob
    if checksum_of(data) != checksum:
        return None
    if kind == "range":
        first, stride = np.frombuffer(data, dtype="<i8").tolist()
        return Values(_range(first, stride, n_rows))
    if kind == "bytes":
        return Values([data])
    if kind == "json":
        return Values(decode_value(orjson.loads(data)))
    numbers = np.frombuffer(data, dtype=_DTYPES[kind[0]], count=n_rows)
    if not kind.endswith("?"):
        return Values(numbers)
    there = np.unpackbits(np.frombuffer(data, dtype=np.uint8, offset=8 * n_rows), count=n_rows)
    return Values(numbers, there.astype(bool))


def _packed_list(values: list[Any]) -> Blob:
    if len(values) == 1 and isinstance(values[0], bytes):
        return _blob("bytes", 1, values[0])
    return _blob("json", len(values), orjson.dumps(encode_value(values)))


@lru_cache(8)
def _range(first: int, stride: int, n_rows: int) -> np.ndarray[Any, Any]:
    """Steps that count up: one array for all runs that have the same."""
    import numpy as np

    steps = first + stride * np.arange(n_rows, dtype=np.int64)
    steps.flags.writeable = False
    return steps


def checksum_of(data: bytes) -> int:
    """A sum of the bytes' words and length: an error of the disk or half a file changes it. Some 10 GB/s."""
    import numpy as np

    n_words = len(data) // 8
    words = np.frombuffer(data, dtype="<u8", count=n_words)
    total = int(words.sum(dtype=np.uint64)) + int.from_bytes(data[8 * n_words :], "little") * 31 + len(data)
    return total % 2**63


def _blob(kind: str, n_rows: int, data: bytes) -> Blob:
    return Blob(kind, n_rows, data, checksum_of(data))
