"""What M4 gives back, whichever way it ran."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl


class Thinned(NamedTuple):
    """The rows kept of `n_in`; `is_clean` says that x and y held no NaN and nothing infinite, without a count."""

    rows: pl.DataFrame
    n_in: int
    is_clean: bool = False
