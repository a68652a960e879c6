"""One named column: takes values or a buffer of a frame library, gives its kind and Python values, each when asked."""

from __future__ import annotations

from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any, Protocol

from chartkit.data.kinds import Kind, cell_kind, column_kind

if TYPE_CHECKING:
    import polars as pl


class Buffer(Protocol):
    """A column still in its library's memory."""

    def __len__(self) -> int: ...

    def kind(self) -> Kind | None:
        """The kind that the type of the column tells, or None when the values must be looked at."""
        ...

    def to_list(self) -> list[Any]:
        """All values as Python values, None where the library has a missing value."""
        ...

    def to_polars(self) -> pl.Series | None:
        """The column as a Polars series, or None when only Python values keep it exactly."""
        ...


class Column:
    """A named column of n values.

    `values` may be a list, which the column then owns, or a `Buffer`; `kind=None` finds the kind from the types.

    >>> Column("loss", None, [0.5, None]).kind
    'quantitative'
    """

    def __init__(self, name: str, kind: Kind | None, values: list[Any] | Buffer) -> None:
        self._name = name
        self._known_kind: Kind | None = kind
        self._given = values

    @property
    def name(self) -> str:
        """The user's own name, unchanged."""
        return self._name

    @property
    def buffer(self) -> Buffer | None:
        """The library's own memory, or None when the column was made from Python values."""
        return None if isinstance(self._given, list) else self._given

    @property
    def values(self) -> list[Any]:
        """All values as given; scalars inside arrays and tensors of no dimensions are taken out.

        The column's own list: not to be changed.
        """
        return self._read[0]

    @property
    def types(self) -> frozenset[type]:
        """The exact types of the values."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[list[Any], frozenset[type]]:
        values = self._given if isinstance(self._given, list) else self._given.to_list()
        types = frozenset(map(type, values))
        if any(cell_kind(cls) in ("array", "object") for cls in types):
            from chartkit.data.arrays import unwrapped

            values = [unwrapped(value) for value in values]
            types = frozenset(map(type, values))
        return values, types

    @cached_property
    def kind(self) -> Kind:
        """What the column holds; see `Kind`."""
        known = self._known_kind or (None if self.buffer is None else self.buffer.kind())
        return known or column_kind(self.values, self.types)

    @cached_property
    def is_finite(self) -> bool:
        """Whether the numbers in a library's memory hold no NaN and no infinity; False for Python values. One pass."""
        series = None if self.buffer is None else self.buffer.to_polars()
        if series is None or not series.dtype.is_float():
            return False
        # A sum is finite where all terms are, unless it overflows; it is read at the speed of memory.
        return isfinite(series.sum()) or series.is_finite().all()

    def first_values(self, n: int) -> list[Any]:
        """The first `n` values; of a lazy column those of the rows that its engine gives first, without the others."""
        if self.buffer is None:
            return self.values[:n]
        first = getattr(self.buffer, "first_values", None)
        if first is not None:
            return first(n)
        series = self.buffer.to_polars()
        return self.values[:n] if series is None else series.head(n).to_list()

    def emitted(self, timezone: str = "UTC", discrete: bool = False, structured: bool = False) -> tuple[list[Any], int]:
        """The values as JSON holds them exactly, and how many numbers were NaN or infinite; see `emission`."""
        from chartkit.data.emission import emitted

        return emitted(self, timezone, discrete, structured)

    def as_temporal(self) -> Column | None:
        """The column as times: itself, or its ISO 8601 texts or epoch milliseconds read; None when it is neither.

        Read once, in O(n); the same column every time. Of a lazy column of text the first rows tell; the others are
        read when they are asked for.
        """
        return self._temporal

    @cached_property
    def _temporal(self) -> Column | None:
        from chartkit.data.times import temporal_values

        if self.kind in ("temporal", "empty"):
            return self
        lazy_times = getattr(self.buffer, "as_times", None)
        if lazy_times is not None:
            found: Buffer | None = lazy_times()
            return None if found is None else Column(self.name, "temporal", found)
        values = temporal_values(self.kind, self.values, self.types)
        return None if values is None else Column(self.name, "temporal", values)

    def renamed(self, name: str) -> Column:
        """The same values under another name."""
        return Column(name, self._known_kind, self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __repr__(self) -> str:
        return f"Column({self.name!r}, {self.kind!r}, {len(self)} values)"
