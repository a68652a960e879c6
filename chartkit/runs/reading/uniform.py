"""Rows that all have the same keys in the same order, read as a table of numbers and names: most journals are such.

Takes lines that log rows, of one journal or of many with the same keys; gives columns, or None for lines of another
form, which `row_columns` reads as JSON. The text becomes CSV by a replacement of single bytes, for Polars reads that in
half the time. All that JSON refuses and CSV takes is looked for, so that a damaged line is never read as a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

Arrays = list["np.ndarray[Any, Any]"]
_COMMAS = bytes.maketrans(b":}", b",,")
_FROM_COLON, _FROM_END = ord(":") - ord(","), ord("}") - ord(",")
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


def uniform_columns(logs: Sequence[bytes], is_float: Mapping[str, bool], first: Sequence[str]) -> list[Arrays | None]:
    """Of each log steps, times, runtimes and the columns of `first`, the keys of all its lines in their order.

    None for logs of another form. All are parsed together: most of what a short text costs is the call.
    """
    layout = _layout(logs[0][: logs[0].index(b"\n")].translate(_COMMAS), list(first), len(is_float))
    if layout is None:
        return [None] * len(logs)
    table, counts = _as_csv(logs, len(layout.numbers) + 1)
    columns = _parsed(table, sum(counts), layout, [False, True, True, *(is_float[key] for key in first), False])
    if columns is None:
        return [None] if len(logs) == 1 else [uniform_columns([log], is_float, first)[0] for log in logs]
    found: list[Arrays | None] = []
    place = 0
    for count in counts:
        found.append([column[place : place + count] for column in columns] if count else None)
        place += count
    return found


def _parsed(table: bytes, n_lines: int, layout: _Layout, is_float: Sequence[bool]) -> Arrays | None:
    """The numbers of the rows and keys; None where a line is not as the layout says."""
    import polars as pl

    types: dict[int, Any] = dict.fromkeys((*layout.names, *layout.empty), pl.String)
    types |= {place: pl.Float64 if kind else pl.Int64 for place, kind in zip(layout.numbers, is_float, strict=False)}
    schema = {str(place): types[place] for place in sorted(types)}
    try:
        frame = pl.read_csv(table, has_header=False, schema=schema, quote_char=None)
    except (pl.exceptions.PolarsError, ValueError, OverflowError):
        return None
    columns = frame.get_columns()
    if frame.height != n_lines or any(columns[place].null_count() != n_lines for place in layout.empty):
        return None
    if any(columns[place].null_count() for place in (*layout.names, *layout.numbers)):
        return None
    if not all((columns[place] == name.decode()).all() for place, name in layout.names.items()):
        return None
    return [columns[place].to_numpy() for place in layout.numbers[: len(is_float) - 1]]


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


def _as_csv(logs: Sequence[bytes], n_colons: int) -> tuple[bytes, list[int]]:
    """The logs one after the other with commas for colons and closing brackets, and how many lines each has.

    Left out, without a line, are logs with numbers that CSV alone takes (`01`, `.5`, `1.`, `+1`, ` 1`) and with other
    brackets and colons.
    """
    import numpy as np

    table = np.empty(sum(map(len, logs)), dtype=np.uint8)
    counts: list[int] = []
    size_bytes = 0
    for log in logs:
        n_lines = 0 if b"+" in log else _write_csv(log, n_colons, table[size_bytes:])
        size_bytes += len(log) if n_lines else 0
        counts.append(n_lines)
    return table[:size_bytes].tobytes(), counts


def _write_csv(log: bytes, n_colons: int, table: np.ndarray[Any, Any]) -> int:
    """Write one log to the start of `table`; gives how many lines it has, 0 where it is to be left out.

    Arithmetic rather than `bytes.translate`, which keeps all other threads waiting.
    """
    import numpy as np

    text = np.frombuffer(log, dtype=np.uint8)
    n_lines = found_colons = found_ends = 0
    for start in range(0, len(text), _CHUNK_BYTES):
        chunk: np.ndarray[Any, Any] = text[max(start - 2, 0) : start + _CHUNK_BYTES]
        if _has_odd_number(chunk):
            return 0
        counted = chunk[min(start, 2) :]
        is_colon, is_end = counted == ord(":"), counted == ord("}")
        found_colons += int(np.count_nonzero(is_colon))
        found_ends += int(np.count_nonzero(is_end))
        n_lines += int(np.count_nonzero(counted == ord("\n")))
        written = table[start : start + len(counted)]
        np.subtract(counted, is_colon.view(np.uint8) * _FROM_COLON, out=written)
        written -= is_end.view(np.uint8) * _FROM_END
    return n_lines if (found_colons, found_ends) == (n_lines * n_colons, n_lines * 2) else 0


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
