"""Expressions that no row changes: takes a tree, gives the value that it always has."""

from __future__ import annotations

from math import isfinite
from typing import Any

from chartkit.check.rows.evaluation import evaluate
from chartkit.check.rows.javascript import UNDEFINED, CannotTell
from chartkit.compiler.reductions.fold_constants import fold_constants
from chartkit.expressions import Expression, parse, reads


def constant_of(tree: Expression) -> Any:
    """The value that an expression amounts to, UNDEFINED where it depends on something, or is no finite number.

    >>> from chartkit.expressions import parse
    >>> constant_of(parse("2 * 3 < 5")), constant_of(parse("datum.loss < 5")) is UNDEFINED
    (False, True)
    """
    folded = fold_constants(tree)
    if _reads_rows(folded):
        return UNDEFINED
    try:
        value = evaluate(folded, {}, {})
    except CannotTell:
        return UNDEFINED
    return UNDEFINED if isinstance(value, float) and not isfinite(value) else value


def is_constant(predicate: Any) -> bool:
    """Whether an expression says the same of every row, whatever a param says; False for predicates of other forms.

    >>> is_constant("'loss' !== '' || datum.a"), is_constant("datum.a > 0"), is_constant({"param": "brush"})
    (True, False, False)
    """
    return isinstance(predicate, str) and not _reads_rows(fold_constants(parse(predicate)))


def _reads_rows(tree: Expression) -> bool:
    found = reads(tree)
    return bool(found.fields) or found.is_whole_row
