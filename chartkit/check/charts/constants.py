"""Expressions that no row and no param changes: takes a tree, gives the value that it always has."""

from __future__ import annotations

from math import isfinite
from typing import Any

from chartkit.check.rows.evaluation import evaluate
from chartkit.check.rows.javascript import UNDEFINED, CannotTell
from chartkit.compiler.reductions.fold_constants import fold_constants
from chartkit.expressions import Expression, reads


def constant_of(tree: Expression) -> Any:
    """The value that an expression amounts to, UNDEFINED where it depends on something, or is no finite number.

    >>> from chartkit.expressions import parse
    >>> constant_of(parse("2 * 3 < 5")), constant_of(parse("datum.loss < 5")) is UNDEFINED
    (False, True)
    """
    folded = fold_constants(tree)
    found = reads(folded)
    if found.fields or found.is_whole_row:
        return UNDEFINED
    try:
        value = evaluate(folded, {}, {})
    except CannotTell:
        return UNDEFINED
    return UNDEFINED if isinstance(value, float) and not isfinite(value) else value
