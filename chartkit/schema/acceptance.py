"""Does a value fit a schema, yes or no: the quick half of the walk, which stops at the first thing that is wrong."""

from __future__ import annotations

from typing import Any

from chartkit.schema.discriminators import by_discriminator
from chartkit.schema.json_types import KINDS, Kind, is_object, kind_of, same
from chartkit.schema.limits import broken_limits
from chartkit.schema.scalars import takes_scalar
from chartkit.schema.shapes import ANYTHING, Shape

MAX_DEPTH = 60


class Acceptance:
    """The answers for one spec, remembered for its lists and objects as long as the walk.

    What lies deeper than 60 levels is taken as it is; `is_sure` is then false.
    """

    def __init__(self) -> None:
        self._answers: dict[tuple[int, int], bool] = {}
        self.is_sure = True

    def accepts(self, shape: Shape, value: Any, depth: int) -> bool:
        """Whether `shape` takes `value`, which stands `depth` levels below the root."""
        kind = KINDS.get(value.__class__) or kind_of(value)
        if kind in shape.always:
            return True
        if kind != "object" and kind != "array":
            return takes_scalar(shape, value, kind)
        if kind not in shape.possible:
            return False
        if depth > MAX_DEPTH:
            self.is_sure = False
            return True
        memory = (id(shape), id(value))
        answer = self._answers.get(memory)
        if answer is None:
            answer = self._answers[memory] = self._checked(shape, value, kind, depth)
        return answer

    def _checked(self, shape: Shape, value: Any, kind: Kind, depth: int) -> bool:
        if shape.values is not None and not any(same(value, one) for one in shape.values):
            return False
        if kind == "object":
            if not self._is_object(shape, value, depth):
                return False
        elif kind == "array" and "items" in shape.schema and not self._are_items(shape, value, depth):
            return False
        if shape.any_of and not any(self.accepts(branch, value, depth) for branch in shape.alternatives[kind]):
            return False
        return shape.is_plain or self._obeys(shape, value, depth)

    def _is_object(self, shape: Shape, value: dict[str, Any], depth: int) -> bool:
        for name in shape.required:
            if name not in value:
                return False
        if shape.is_closed and not value.keys() <= shape.known.keys():
            return False
        children = shape.children
        for key, item in value.items():
            child = children.get(key) or shape.child(key)
            if child is None or (child is not ANYTHING and not self.accepts(child, item, depth + 1)):
                return False
        return True

    def _are_items(self, shape: Shape, value: list[Any], depth: int) -> bool:
        items = shape.items
        if isinstance(items, tuple):
            pairs = zip(items, value, strict=False)
            return all(self.accepts(wanted, item, depth + 1) for wanted, item in pairs)
        return all(self.accepts(items, item, depth + 1) for item in value)

    def _obeys(self, shape: Shape, value: Any, depth: int) -> bool:
        """The rarer demands: one branch and no other, several at once, one not at all, bounds."""
        if shape.one_of and not self._is_one(shape.one_of, value, depth):
            return False
        if not all(self.accepts(part, value, depth) for part in shape.all_of):
            return False
        if shape.excluded is not None and self.accepts(shape.excluded, value, depth):
            return False
        return not (shape.is_limited and broken_limits(shape.schema, value))

    def _is_one(self, branches: tuple[Shape, ...], value: Any, depth: int) -> bool:
        likely = by_discriminator(branches, value) if is_object(value) and len(branches) > 2 else branches
        return sum(self.accepts(branch, value, depth) for branch in likely) == 1
