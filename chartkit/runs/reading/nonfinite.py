"""NaN and infinities in the text of a journal, where they are tagged: rare numbers stand for them while it is parsed.

Takes lines; gives the same lines with numbers alone, and what turns the parsed columns back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from chartkit.runs.reading.columns import Values


class _StandIn(NamedTuple):
    tag: bytes
    number: bytes
    """Text that no journal has by chance; a journal that has it is read line by line."""
    value: float


_STAND_INS = (
    _StandIn(b'{"$":"nan"}', b"1.8362095170243e-297", float("nan")),
    _StandIn(b'{"$":"inf"}', b"1.8362095170243e-298", float("inf")),
    _StandIn(b'{"$":"-inf"}', b"1.8362095170243e-299", float("-inf")),
)


class Plain(NamedTuple):
    """Lines in which numbers are numbers."""

    text: bytes
    counts: tuple[int, ...]
    """How many of each stand-in there are; empty for lines without tags."""

    def restored(self, columns: Mapping[str, Values]) -> dict[str, Values] | None:
        """The columns with what the numbers stand for; None where not all are found there."""
        import numpy as np

        if not self.counts:
            return {**columns}
        floats = {name: one.data.copy() for name, one in columns.items() if one.data.dtype == np.float64}
        for (_, number, value), count in zip(_STAND_INS, self.counts, strict=True):
            places = {name: data == float(number) for name, data in floats.items()} if count else {}
            if sum(int(np.count_nonzero(one)) for one in places.values()) != count:
                return None
            for name, one in places.items():
                floats[name][one] = value
        return {name: one._replace(data=floats.get(name, one.data)) for name, one in columns.items()}


def plain(lines: bytes) -> Plain | None:
    """The lines with numbers for what is not finite; None where such a number is in them already."""
    if b"$" not in lines:
        return Plain(lines, ())
    if any(number in lines for _, number, _ in _STAND_INS):
        return None
    counts: list[int] = []
    for tag, number, _ in _STAND_INS:
        counts.append(lines.count(tag))
        lines = lines.replace(tag, number) if counts[-1] else lines
    return Plain(lines, tuple(counts))
