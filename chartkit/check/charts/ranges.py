"""What a filter leaves of a field: ranges of values, where two of them meet, and whether one lies in another."""

from __future__ import annotations

from typing import Any, NamedTuple

Scalar = tuple[str, Any]
"""A value with its kind before it, so that `true` is not 1."""


class Range(NamedTuple):
    """The values from `low` to `high`, numbers or texts; None is no end, an open end does not count itself.

    `values` are the only ones that may stand there, where they are listed; the ends are None then.
    """

    low: Any = None
    high: Any = None
    is_low_open: bool = False
    is_high_open: bool = False
    values: frozenset[Scalar] | None = None

    def met(self, other: Range) -> Range:
        """What is in both; where their ends are of two kinds and cannot be compared, the range itself."""
        if self.values is not None and other.values is not None:
            return Range(values=self.values & other.values)
        if self.values is not None or other.values is not None:
            listed, ends = (self, other) if self.values is not None else (other, self)
            return Range(values=frozenset(value for value in listed.values or () if not ends.excludes(value)))
        if self.kind and other.kind and self.kind != other.kind:
            return self
        low, high = _tighter(self._lower, other._lower, 1), _tighter(self._upper, other._upper, -1)
        return Range(low[0], high[0], low[1], high[1])

    def excludes(self, value: Scalar) -> bool:
        """Whether a value of the kind of its ends lies outside of them."""
        if value[0] != self.kind:
            return False
        one = Range(value[1], value[1])
        return not one.is_within(self)

    def is_within(self, other: Range) -> bool:
        """Whether all of its values are surely in `other`."""
        if self.values is not None:
            inside = other.values or frozenset(value for value in self.values if value[0] == other.kind)
            return self.values <= inside and not any(other.excludes(value) for value in self.values)
        if other.values is not None or self.kind != other.kind:
            return False
        return _is_as_tight(self._lower, other._lower, 1) and _is_as_tight(self._upper, other._upper, -1)

    @property
    def is_empty(self) -> bool:
        """Whether no value can be in it."""
        if self.values is not None:
            return not self.values
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.is_low_open or self.is_high_open))

    @property
    def kind(self) -> str:
        """Of what its ends are, "" without any."""
        return kind_of(self.high if self.low is None else self.low)

    @property
    def _lower(self) -> tuple[Any, bool]:
        return self.low, self.is_low_open

    @property
    def _upper(self) -> tuple[Any, bool]:
        return self.high, self.is_high_open


def kind_of(value: Any) -> str:
    """number, text, boolean or null; "" for what is compared by other rules.

    >>> kind_of(1), kind_of("1"), kind_of(True), kind_of({"year": 2000})
    ('number', 'text', 'boolean', '')
    """
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "text" if isinstance(value, str) else ""


def _tighter(one: tuple[Any, bool], other: tuple[Any, bool], sign: int) -> tuple[Any, bool]:
    return one if _is_as_tight(one, other, sign) else other


def _is_as_tight(one: tuple[Any, bool], other: tuple[Any, bool], sign: int) -> bool:
    """Whether the end `one` lets through no more than `other`; `sign` is 1 for lower ends and -1 for upper ones."""
    if other[0] is None or one[0] is None:
        return other[0] is None
    if one[0] == other[0]:
        return one[1] or not other[1]
    return (one[0] > other[0]) == (sign > 0)
