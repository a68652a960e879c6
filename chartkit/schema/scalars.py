"""Does a schema take a scalar, yes or no: a few look-ups in sets, in most cases one."""

from __future__ import annotations

from typing import Any

from chartkit.schema.json_types import Kind, same
from chartkit.schema.limits import broken_limits
from chartkit.schema.shapes import Shape


def takes_scalar(shape: Shape, value: Any, kind: Kind) -> bool:
    """Whether `shape` takes a value that is neither a list nor an object."""
    if kind in shape.always:
        return True
    if kind not in shape.possible:
        return False
    if kind == "string" and (shape.is_listed or value in shape.texts):
        return value in shape.texts
    if shape.values is not None and not any(same(value, one) for one in shape.values):
        return False
    if shape.any_of and not any(takes_scalar(branch, value, kind) for branch in shape.alternatives[kind]):
        return False
    return shape.is_plain or _obeys(shape, value, kind)


def _obeys(shape: Shape, value: Any, kind: Kind) -> bool:
    if shape.one_of and sum(takes_scalar(branch, value, kind) for branch in shape.one_of) != 1:
        return False
    if not all(takes_scalar(part, value, kind) for part in shape.all_of):
        return False
    if shape.excluded is not None and takes_scalar(shape.excluded, value, kind):
        return False
    return not (shape.is_limited and broken_limits(shape.schema, value))
