"""What no engine does as JavaScript: takes columns made for it, gives one more, computed in Polars.

Functions of text run in Python once for each different text; the remainder of numbers is C's own fmod.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind


class Step(NamedTuple):
    """A column `name` of `kind` to be made from the expressions `inputs`; `why` says what no engine does.

    `series` takes the inputs as Polars series and gives the column.
    """

    name: str
    inputs: tuple[Any, ...]
    kind: FrameKind
    series: Callable[[list[Any]], Any]
    why: str

    def apply(self, frame: Frame) -> Frame:
        """The frame in Polars, with the step's column; what it was made from is still there."""
        import narwhals as nw
        import polars as pl

        library: Any = pl
        names = [f"{self.name}_{place}" for place in range(len(self.inputs))]
        made: dict[str, tuple[Any, FrameKind]] = {
            name: (expr, self.kind) for name, expr in zip(names, self.inputs, strict=True)
        }
        frame = frame.in_polars(self.why).with_columns(made)
        dtype = {"number": pl.Float64, "text": pl.String, "boolean": pl.Boolean, "time": pl.Datetime}[self.kind]
        column = library.map_batches(names, self.series, return_dtype=dtype, is_elementwise=True).alias(self.name)
        lazy: Any = nw.from_native(frame.lazy.to_native().with_columns(column).drop(names))
        kinds: dict[str, FrameKind] = {name: kind for name, kind in frame.kinds.items() if name not in made}
        return frame.over(lazy, {**kinds, self.name: self.kind})


def by_text(function: Callable[[str], float | str | bool | None], kind: FrameKind) -> Callable[[list[Any]], Any]:
    """A series function that calls `function` once for each different text; null stays null."""

    def series(inputs: list[Any]) -> Any:
        import polars as pl

        dtype = {"number": pl.Float64, "text": pl.String, "boolean": pl.Boolean, "time": pl.Datetime}[kind]
        different = inputs[0].drop_nulls().unique()
        results: Any = pl.Series([function(text) for text in different.to_list()], dtype=dtype)
        return inputs[0].replace_strict(different, results, default=None, return_dtype=dtype)

    return series


def remainder(inputs: list[Any]) -> Any:
    """The remainder of two series of numbers, with the sign of the first; NaN where the second is 0."""
    import numpy as np
    import polars as pl

    with np.errstate(invalid="ignore"):
        return pl.Series(np.fmod(inputs[0].to_numpy(), inputs[1].to_numpy()))
