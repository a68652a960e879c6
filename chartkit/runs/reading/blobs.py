"""Columns of numbers as bytes for the cache, and back: little endian, steps that count up as their first and stride.

Takes arrays; gives bytes and their kind.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from chartkit.data.values import decode_value, encode_value
from chartkit.runs.reading.column_file import WORD_BYTES
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


def packed_blob(values: Values) -> Blob:
    """The column as bytes, a number of whole words where they are numbers. Raises `TypeError` or `ValueError`."""
    import numpy as np

    if not values.is_array:
        return _packed_list(values.data)
    data: np.ndarray[Any, Any] = values.data
    n_rows = len(data)
    if data.dtype == np.int64 and values.is_there is None and n_rows > 1:
        stride = int(data[1]) - int(data[0])
        if -(2**62) < stride < 2**62 and bool((data[1:] - data[:-1] == stride).all()):
            return Blob("range", n_rows, np.array([data[0], stride], dtype="<i8").tobytes())
    kind = "i" if data.dtype == np.int64 else "f"
    whole = np.ascontiguousarray(data, dtype=_DTYPES[kind]).tobytes()
    if values.is_there is not None:
        return Blob(f"{kind}?", n_rows, whole + np.packbits(values.is_there).tobytes())
    return Blob(kind, n_rows, whole)


def values_of(blob: Blob) -> Values:
    """The column of bytes that are whole."""
    import numpy as np

    kind, n_rows, data = blob
    if kind == "range":
        return Values(_range(*np.frombuffer(data, dtype="<i8").tolist(), n_rows))
    if kind == "bytes":
        return Values([data])
    if kind == "json":
        return Values(decode_value(orjson.loads(data)))
    numbers = np.frombuffer(data, dtype=_DTYPES[kind[0]], count=n_rows)
    if not kind.endswith("?"):
        return Values(numbers)
    there = np.unpackbits(np.frombuffer(data, dtype=np.uint8, offset=WORD_BYTES * n_rows), count=n_rows).astype(bool)
    there.flags.writeable = False
    return Values(numbers, there)


def _packed_list(values: list[Any]) -> Blob:
    if len(values) == 1 and isinstance(values[0], bytes):
        return Blob("bytes", 1, values[0])
    return Blob("json", len(values), orjson.dumps(encode_value(values)))


@lru_cache(8)
def _range(first: int, stride: int, n_rows: int) -> np.ndarray[Any, Any]:
    """Steps that count up: one array for all runs that have the same."""
    import numpy as np

    steps = first + stride * np.arange(n_rows, dtype=np.int64)
    steps.flags.writeable = False
    return steps
