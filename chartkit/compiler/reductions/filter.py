"""The filter transform: takes a frame, gives the rows for which the predicate holds.

Vega-Lite reads a field before it compares it with a text, number or time: an empty text beside a text is missing from
there on.

Source: https://vega.github.io/vega-lite/docs/filter.html and predicate.html (Vega-Lite 6)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.fold_constants import fold_constants, is_always_true
from chartkit.compiler.reductions.predicates import predicate_expression, read_as_text, words
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.translation import Translated, translate_condition
from chartkit.expressions import ExpressionError, parse

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind

_KEPT = "__kept"
_NO_CONSTANTS: Mapping[str, Any] = {}


class Filter(NamedTuple):
    """The rows where `translated` is true; in the columns `emptied`, "" becomes null first.

    `translated` is None where the predicate is true whatever the row holds: all rows stay as they are.
    """

    text: str
    translated: Translated | None
    emptied: tuple[str, ...]

    @property
    def reads(self) -> frozenset[str]:
        return self.translated.reads if self.translated else frozenset()

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return dict.fromkeys(self.emptied, "text")

    @property
    def is_shrinking(self) -> bool:
        return self.translated is not None

    @property
    def is_new_table(self) -> bool:
        return False

    def apply(self, frame: Frame) -> Frame:
        """The frame with these rows alone, in the order they had."""
        import narwhals as nw

        if self.translated is None:
            return frame
        names = tuple(frame.kinds)
        if self.emptied:
            frame = frame.with_columns({name: (_without_empty(name), "text") for name in self.emptied})
        return self.translated.on(frame, _KEPT).filter(nw.col(_KEPT)).select(names)

    def explain(self) -> str:
        return f"filter {self.text}" if self.translated else f"filter {self.text} (always true)"


def filter_of(
    transform: Mapping[str, Any],
    kinds: Mapping[str, FrameKind],
    constants: Mapping[str, Any] = _NO_CONSTANTS,
    parsed: frozenset[str] = frozenset(),
) -> Filter:
    """The reduction for `{"filter": …}`; see `translate` for the arguments. Raises `NotReducible`."""
    predicate = transform["filter"]
    times = parsed | frozenset(name for name, kind in kinds.items() if kind == "time")
    try:
        tree = parse(predicate if isinstance(predicate, str) else predicate_expression(predicate, kinds))
    except ExpressionError as error:
        raise NotReducible(f"the expression cannot be read: {error.message}") from error
    is_text = isinstance(predicate, str)
    tree = fold_constants(tree)
    if is_text and is_always_true(tree):
        return Filter(words(predicate), None, ())
    translated = translate_condition(tree, kinds, constants, parsed if is_text else times)
    return Filter(words(predicate), translated, () if is_text else read_as_text(predicate))


def _without_empty(name: str) -> Any:
    import narwhals as nw

    return nw.when(nw.col(name) == "").then(nw.lit(None)).otherwise(nw.col(name))
