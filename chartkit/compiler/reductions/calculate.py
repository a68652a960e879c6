"""The calculate transform: takes a frame, gives it with one more column, as Vega's formula would make it.

Source: https://vega.github.io/vega-lite/docs/calculate.html (Vega-Lite 6)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.translation import Translated, translate
from chartkit.expressions import ExpressionError, parse

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind

_NO_CONSTANTS: Mapping[str, Any] = {}


class Calculate(NamedTuple):
    """The column `name` made by the expression `text`."""

    name: str
    text: str
    translated: Translated

    @property
    def reads(self) -> frozenset[str]:
        return self.translated.reads

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return {self.name: self.translated.kind}

    @property
    def is_shrinking(self) -> bool:
        return False

    @property
    def is_new_table(self) -> bool:
        return False

    def apply(self, frame: Frame) -> Frame:
        """The frame with the column; infinities and NaN that the expression makes stay in it."""
        return self.translated.on(frame, self.name)

    def explain(self) -> str:
        return f"calculate {self.name} = {self.text}"


def calculate_of(
    transform: Mapping[str, Any],
    kinds: Mapping[str, FrameKind],
    constants: Mapping[str, Any] = _NO_CONSTANTS,
    parsed: frozenset[str] = frozenset(),
) -> Calculate:
    """The reduction for `{"calculate": …, "as": …}`; see `translate` for the arguments. Raises `NotReducible`."""
    text: str = transform["calculate"]
    try:
        return Calculate(transform["as"], text, translate(parse(text), kinds, constants, parsed))
    except ExpressionError as error:
        raise NotReducible(f"the expression cannot be read: {error.message}") from error
