"""Which columns a frame takes: the user's name, the safe alias, the type in the engine, and what becomes of it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from chartkit.data.frame import FrameKind

Becoming = Literal[
    "integer", "unsigned", "float", "exact", "seconds", "text", "clock", "boolean", "day", "time", "zoned", "empty"
]
"""What a type becomes on its way into a frame: one case for every engine to write.

`unsigned` are integers of 64 bits that no signed type holds. `float` loses NaN and infinities; `exact` is a number that
becomes a double and loses none: a decimal, a wide integer, floats in memory that are known to be finite. `seconds` is a
duration, `clock` a time of day as text, `day` a date, `zoned` a time that is moved to the table's zone.
"""

KINDS: dict[Becoming, FrameKind] = {
    "integer": "number",
    "unsigned": "number",
    "float": "number",
    "exact": "number",
    "seconds": "number",
    "text": "text",
    "clock": "text",
    "boolean": "boolean",
    "day": "time",
    "time": "time",
    "zoned": "time",
    "empty": "number",
}

FIRST_MS = -62_135_596_800_000
"""The first millisecond of the year 1, counted from 1970."""
LAST_MS = 253_402_300_799_999
"""The last millisecond of the year 9999."""

_EXACT: dict[str, Becoming] = {
    "Boolean": "boolean",
    "Decimal": "exact",
    "Int128": "exact",
    "UInt128": "exact",
    "Duration": "seconds",
    "String": "text",
    "Categorical": "text",
    "Enum": "text",
    "Time": "clock",
    "Date": "day",
}


class UnframedColumn(ValueError):
    """A column that no frame can hold: `name` is the user's own, `why` says what it is."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.why = why
        super().__init__(f"column {name!r} {why}")


class Pick(NamedTuple):
    """One column to take. `is_read_as_time` asks for a text or number column as times."""

    name: str
    alias: str
    becoming: Becoming
    is_read_as_time: bool = False

    @property
    def kind(self) -> FrameKind:
        """What the column holds in the frame."""
        return "time" if self.is_read_as_time else KINDS[self.becoming]

    @property
    def may_lose(self) -> bool:
        """True when values that are there may be null in the frame: NaN, infinities, times out of the calendar."""
        return self.kind == "time" or self.becoming == "float"


def pick_of(name: str, alias: str, becoming: Becoming | None, type_word: str, is_time: bool) -> Pick:
    """The pick of a column; `type_word` is its type as the engine writes it.

    Raises `UnframedColumn` for lists, structs and other types that are no chart's, and for booleans, durations and
    times of day that are asked for as times.
    """
    if becoming is None:
        raise UnframedColumn(name, f"holds values of type {type_word}, which are not computed with")
    if not is_time or KINDS[becoming] == "time" or becoming == "empty":
        return Pick(name, alias, becoming)
    if becoming in ("integer", "unsigned", "float", "exact", "text"):
        return Pick(name, alias, becoming, is_read_as_time=True)
    raise UnframedColumn(name, f"holds values of type {type_word}, which are not times")


def becoming_of(dtype: Any) -> Becoming | None:
    """What values of a narwhals or Polars dtype become; None for those that no frame holds."""
    word: str = getattr(dtype, "__name__", None) or type(dtype).__name__
    if word == "Datetime":
        return "time" if getattr(dtype, "time_zone", None) is None else "zoned"
    if word == "Null":
        return "empty"
    if word in _EXACT:
        return _EXACT[word]
    if word == "UInt64":
        return "unsigned"
    if word.startswith(("Int", "UInt")):
        return "integer"
    return "float" if word.startswith("Float") else None
