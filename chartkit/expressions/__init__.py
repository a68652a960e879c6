"""Vega expressions: takes their text, gives their tree, what they read and what is wrong with them.

Knows nothing of tables; slots are filled before. Translating a tree to an engine is the compiler's. Each part is loaded
when it is first used: filling slots needs the tokens alone.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartkit.expressions.fault import ExpressionError
    from chartkit.expressions.functions import FunctionFault, functions_fault
    from chartkit.expressions.parser import parse
    from chartkit.expressions.reading import Reads, reads
    from chartkit.expressions.syntax import Expression

__all__ = [
    "Expression",
    "ExpressionError",
    "FunctionFault",
    "Reads",
    "functions_fault",
    "parse",
    "reads",
]

_PLACES = {
    "Expression": "syntax",
    "ExpressionError": "fault",
    **dict.fromkeys(("FunctionFault", "functions_fault"), "functions"),
    "parse": "parser",
    **dict.fromkeys(("Reads", "reads"), "reading"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'chartkit.expressions' has no attribute {name!r}")
    found = getattr(importlib.import_module(f"chartkit.expressions.{_PLACES[name]}"), name)
    globals()[name] = found  # so that it is looked for once
    return found
