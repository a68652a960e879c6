"""How much a chart may carry: rows, and bytes of the values inlined in its spec."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chartkit.data.frame import Frame

_BYTES_AROUND = 5
"""Of a value in JSON: its quotes, the colon, the comma, and braces shared out."""


class Budget(NamedTuple):
    """The most rows and the most bytes of them in a spec."""

    rows: int = 50_000
    size_bytes: int = 5_000_000

    def __str__(self) -> str:
        return f"{self.rows:,} rows or {self.size_bytes / 1e6:g} MB"

    def most_rows(self, frame: Frame) -> int:
        """How many rows of `frame` fit, by what its columns take in JSON: names, numbers of 17 digits, times of 24."""
        widths = {"number": 18, "text": 16, "boolean": 5, "time": 26}
        of_row = sum(widths[kind] + len(name) + _BYTES_AROUND for name, kind in frame.kinds.items())
        return max(1, min(self.rows, self.size_bytes // max(1, of_row)))
