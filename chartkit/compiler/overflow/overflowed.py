"""What a policy gives back, and the refusal of one that would not be truthful."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import polars as pl


class Overflowed(NamedTuple):
    """`n_out` rows in place of `n_in`: the `rows` to draw, what changes in the spec, and a `text` with both numbers.

    `changes` replace keys of the unit (`mark`, `encoding`); None leaves it as its author wrote it. `clean` are columns
    of which it is known, without a count, that no value was NaN or infinite. `help` is a way out that fits better than
    the usual one.
    """

    rows: pl.DataFrame
    changes: Mapping[str, Any] | None
    policy: str
    text: str
    n_in: int
    n_out: int
    clean: frozenset[str] = frozenset()
    help: str | None = None


class NotOffered(Exception):
    """A policy does not fit a view; `reason` says why, in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
