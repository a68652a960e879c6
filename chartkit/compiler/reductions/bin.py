"""The bin transform: takes {"bin": …, "field": …, "as": …}, gives the columns where each row's bin begins and ends.

**Source**: Vega-Lite 6.4, bin transform; its default of 10 bins, and the name of the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.binning import Bins, bin_options, bin_params
from chartkit.compiler.reductions.bins import bin_end, bin_index, bin_start
from chartkit.compiler.reductions.grouping import extents
from chartkit.compiler.reductions.reduction import NotReducible

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind


class Bin(NamedTuple):
    """Bins of `field` by the words `options`, from the column `start` to the column `end`."""

    field: str
    options: Mapping[str, Any]
    start: str
    end: str
    is_shrinking: bool = False
    is_new_table: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return frozenset([self.field])

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return {self.start: "number", self.end: "number"}

    def apply(self, frame: Frame) -> Frame:
        """The same rows with two columns more; null stays null. The extent of the field is computed at once.

        Raises `NotReducible` for values outside of a given extent, whose bins are infinite, and for bins that doubles
        cannot tell apart.
        """
        import narwhals as nw

        bins = self._bins(frame)
        value = nw.col(self.field).cast(nw.Float64)
        if bins is None:
            return frame.with_columns({self.start: (value, "number"), self.end: (value, "number")})
        start = bin_start(bin_index(value, bins, (bins.start, bins.stop)), bins)
        return frame.with_columns({self.start: (start, "number"), self.end: (bin_end(start, bins), "number")})

    def explain(self) -> str:
        words = ", ".join(f"{word} {value}" for word, value in self.options.items())
        return f"bin {self.field}, {words}"

    def _bins(self, frame: Frame) -> Bins | None:
        found = extents(frame, [self.field])[self.field]
        extent = self.options.get("extent") or found
        if extent is None or found is None:
            return None
        bins = bin_params(extent, **self.options)
        if not bins.is_exact():
            raise NotReducible(f"doubles cannot tell the bins of '{self.field}' apart")
        if found[0] < bins.start or found[1] > bins.stop:
            raise NotReducible(f"'{self.field}' has values outside of the extent of its bins")
        return bins


def bin_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Bin:
    """The reduction of a bin transform. Raises `NotReducible`."""
    field, word, names = transform["field"], transform["bin"], transform["as"]
    if kinds.get(field) != "number":
        raise NotReducible(f"the bin of '{field}' is over values that are no numbers")
    options = bin_options(word)
    if options.get("binned"):
        raise NotReducible(f"the bins of '{field}' are said to be there already")
    start, end, *more = (names, f"{names}_end") if isinstance(names, str) else (*names, None, None)
    if end is None or more not in ([], [None, None]):
        raise NotReducible("a bin transform makes two columns")
    return Bin(field, options, start, end)
