"""What a Parquet file says of its own size, read from its footer without decoding a row.

Takes a path; gives the bytes that each column becomes in memory. A repeated value takes a few bytes in the file, so
that a small file may hold columns larger than any memory. The footer is Thrift's compact protocol, of which the few
fields needed are picked by number.

Source: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift and
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

_TAIL_BYTES = 8
_MAGIC = b"PAR1"
_LARGEST_FOOTER_BYTES = 64_000_000
_LONGEST_BITS = 63
_WIDTHS_BYTES = (1, 4, 8, 12, 4, 8, 16, 16)
"""Of a value in memory, by physical type: boolean, int32, int64, int96, float, double, bytes, fixed bytes."""
_ROW_GROUPS, _CHUNKS, _ABOUT = 4, 1, 3
_TYPE, _PATH, _N_VALUES, _UNCOMPRESSED_BYTES = 1, 3, 5, 6


def decoded_bytes(path: Path) -> dict[str, int]:
    """The bytes in memory of each top-level column. Raises `OSError`, and `ValueError` for another or a damaged file.

    The larger of what the footer says of its pages and of its values; an estimate that errs by some tenths.
    """
    content = _footer(path)
    found: dict[str, int] = {}
    try:
        for group in _Compact(content).struct().get(_ROW_GROUPS, ()):
            for chunk in group[_CHUNKS]:
                about: dict[int, Any] = chunk[_ABOUT]
                kind: int = about[_TYPE]
                n_bytes = max(int(about[_N_VALUES]) * _WIDTHS_BYTES[kind], int(about[_UNCOMPRESSED_BYTES]))
                name = about[_PATH][0].decode()
                found[name] = found.get(name, 0) + n_bytes
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("its footer is damaged") from error
    return found


def _footer(path: Path) -> bytes:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL_BYTES))
        tail = file.read()
        length = int.from_bytes(tail[:4], "little")
        if tail[4:] != _MAGIC or length > min(size - _TAIL_BYTES, _LARGEST_FOOTER_BYTES):
            raise ValueError("it has no footer")
        file.seek(size - _TAIL_BYTES - length)
        return file.read(length)


class _Compact:
    """Values of Thrift's compact protocol, one after the other; raises `IndexError` behind the last byte."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def struct(self) -> dict[int, Any]:
        """The fields by their numbers."""
        found: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            step = head >> 4
            number = number + step if step else self._signed()
            found[number] = self._value(head & 15, is_field=True)
        return found

    def _value(self, kind: int, is_field: bool = False) -> Any:
        if kind in (1, 2):
            return kind == 1 if is_field else self._byte() == 1
        if kind == 3:
            return self._byte()
        if kind in (4, 5, 6):
            return self._signed()
        if kind == 7:
            return self._bytes(8)
        if kind == 8:
            return self._bytes(self._unsigned())
        if kind in (9, 10):
            head = self._byte()
            n_items = self._unsigned() if head >> 4 == 15 else head >> 4
            return [self._value(head & 15) for _ in range(n_items)]
        if kind == 12:
            return self.struct()
        raise LookupError(kind)  # a map, which Parquet's footer has none of

    def _byte(self) -> int:
        self._at += 1
        return self._content[self._at - 1]

    def _bytes(self, n_bytes: int) -> bytes:
        self._at += n_bytes
        if self._at > len(self._content):
            raise IndexError(self._at)
        return self._content[self._at - n_bytes : self._at]

    def _unsigned(self) -> int:
        number = shift = 0
        while (byte := self._byte()) & 128:
            number |= (byte & 127) << shift
            shift += 7
            if shift > _LONGEST_BITS:
                raise LookupError("a number of more than 64 bits")
        return number | byte << shift

    def _signed(self) -> int:
        number = self._unsigned()
        return number >> 1 ^ -(number & 1)
