"""Vega expressions: takes their text, gives their tree, what they read and what is wrong with them.

Knows nothing of tables; slots are filled before. Translating a tree to an engine is the compiler's.
"""

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
