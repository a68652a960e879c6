"""Rows that all have the same keys in the same order, read as a table of numbers and names: most journals are such.

Takes lines that log rows and their keys; gives columns, or None for lines of another form, which `row_columns` reads as
JSON. The text becomes CSV by one replacement of single bytes, for Polars reads that in half the time. All that JSON
refuses and CSV takes is looked for, so that a damaged line is never read as a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

_COMMAS = bytes.maketrans(b":}", b",,")
_CHUNK_BYTES = 65_536
"""Bytes looked at together: they and what is found of them stay in the processor's cache."""
_ROW_NAMES = (b'{"_step"', b'"_timestamp"', b'"_runtime"', b'"log"')
_CRC = b'"_crc"'


class _Layout(NamedTuple):
    """Where in a line of CSV its names and numbers are."""

    names: dict[int, bytes]
    numbers: list[int]
    """Those of the row, those of the keys, and the line's checksum where it has one."""
    empty: tuple[int, int]
    """What the closing brackets leave."""


def uniform_columns(log: bytes, n_lines: int, is_float: dict[str, bool], first: Iterable[str]) -> list[Any] | None:
    """Steps, times, runtimes and the columns of `first`, the keys of the first line, as series without a null."""
    layout = _layout(log[: log.index(b"\n")].translate(_COMMAS), list(first), len(is_float))
    if layout is None or not _is_plain_json(log, n_lines, len(layout.numbers) + 1):
        return None
    import polars as pl

    types: dict[int, Any] = dict.fromkeys((*layout.names, *layout.empty), pl.String)
    kinds = (False, True, True, *(is_float[key] for key in first), False)
    types |= {place: pl.Float64 if kind else pl.Int64 for place, kind in zip(layout.numbers, kinds, strict=False)}
    schema = {str(place): types[place] for place in sorted(types)}
    try:
        frame = pl.read_csv(log.translate(_COMMAS), has_header=False, schema=schema, quote_char=None)
    except (pl.exceptions.PolarsError, ValueError, OverflowError):
        return None
    columns = frame.get_columns()
    if frame.height != n_lines or any(columns[place].null_count() != n_lines for place in layout.empty):
        return None
    if any(columns[place].null_count() for place in (*layout.names, *layout.numbers)):
        return None
    if not all((columns[place] == name.decode()).all() for place, name in layout.names.items()):
        return None
    return [columns[place] for place in layout.numbers[: 3 + len(is_float)]]


def _layout(line: bytes, keys: list[str], n_keys: int) -> _Layout | None:
    """The places in the first line, as CSV; None for one that has not all keys, or keys with a sign of CSV's."""
    import orjson

    fields = line.split(b",")
    end = 7 + 2 * len(keys)
    has_crc = fields[end + 1 : end + 2] == [_CRC]
    if len(keys) != n_keys or len(fields) != (end + 4 if has_crc else end + 2):
        return None
    names = [0, 2, 4, 6, *range(7, end, 2), *([end + 1] if has_crc else [])]
    quoted = [orjson.dumps(key) for key in keys]
    quoted[0] = b"{" + quoted[0]
    if [fields[place] for place in names] != [*_ROW_NAMES, *quoted, *([_CRC] if has_crc else [])]:
        return None
    numbers = [1, 3, 5, *range(8, end, 2), *([end + 2] if has_crc else [])]
    return _Layout({place: fields[place] for place in names}, numbers, (end, len(fields) - 1))


def _is_plain_json(log: bytes, n_lines: int, n_colons: int) -> bool:
    """False for numbers that CSV alone takes (`01`, `.5`, `1.`, `+1`, ` 1`), and other brackets and colons."""
    import numpy as np

    if b"+" in log:
        return False
    text = np.frombuffer(log, dtype=np.uint8)
    found_colons = found_ends = 0
    for start in range(0, len(text), _CHUNK_BYTES):
        chunk: np.ndarray[Any, Any] = text[max(start - 2, 0) : start + _CHUNK_BYTES]
        counted = chunk[min(start, 2) :]
        found_colons += int(np.count_nonzero(counted == ord(":")))
        found_ends += int(np.count_nonzero(counted == ord("}")))
        if _has_odd_number(chunk):
            return False
    return (found_colons, found_ends) == (n_lines * n_colons, n_lines * 2)


def _has_odd_number(chunk: np.ndarray[Any, Any]) -> bool:
    """True for a zero before a digit where a number begins, a point without digits on both sides, and for spaces."""
    is_digit = (chunk - ord("0")) < 10
    is_point = chunk[1:-1] == ord(".")
    is_point &= is_digit[:-2] ^ is_digit[2:]
    before = chunk[:-2]
    is_zero = (before == ord(":")) | (before == ord("-"))
    is_zero &= chunk[1:-1] == ord("0")
    is_zero &= is_digit[2:]
    is_space = (chunk <= ord(" ")) & (chunk != ord("\n"))
    return bool(is_point.any() or is_zero.any() or is_space.any())
