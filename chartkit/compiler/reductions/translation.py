"""Takes the tree of a Vega expression and the columns it may read, gives the same calculation for any engine.

Exact or refused: where an engine has no counterpart of what JavaScript does, `NotReducible` says why. Engines add and
multiply doubles as browsers do; exp, log, pow, sin and cos agree to the last bit but one, so they are refused where
that bit would decide (rounding, comparing). The sign of a zero that min, max or round give is not kept.

Where Vega would stop with an error (`length` of null), the result is null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.fold_constants import fold_constants
from chartkit.compiler.reductions.javascript_functions import FUNCTIONS, LOCAL
from chartkit.compiler.reductions.javascript_operators import (
    add,
    arithmetic,
    chosen,
    compared,
    negation,
    negative,
    same,
)
from chartkit.compiler.reductions.javascript_steps import Step, by_text, remainder
from chartkit.compiler.reductions.javascript_text import AS_TEXT, TEXT_FUNCTIONS
from chartkit.compiler.reductions.javascript_values import Value, constant, number_of, text_of, true_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.expressions.functions import CONSTANTS, SCOPE
from chartkit.expressions.reading import field_of, reads
from chartkit.expressions.syntax import (
    Array,
    Binary,
    Call,
    Conditional,
    Expression,
    Identifier,
    Literal,
    Logical,
    Member,
    Unary,
    depth,
)

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind

DEEPEST = 100
"""How many operators may stand inside one another in an engine."""
HEAVIEST = 3000
"""How many steps a row may take: some of JavaScript's rules need a value several times."""

_NO_CONSTANTS: Mapping[str, Any] = {}


class Translated(NamedTuple):
    """An expression in an engine: `expr` is a narwhals expression over the columns of `steps` and those it reads.

    Numbers may be NaN or infinite; a condition made by `translate_condition` is true or false, never null.
    """

    expr: Any
    kind: FrameKind
    is_nullable: bool
    reads: frozenset[str]
    steps: tuple[Step, ...] = ()

    def on(self, frame: Frame, name: str) -> Frame:
        """The frame with the result in the column `name`; what needs Polars runs there, with a note."""
        kept = [*(column for column in frame.kinds if column != name), name]
        for step in self.steps:
            frame = step.apply(frame)
        return frame.with_columns({name: (self.expr, self.kind)}).select(kept)


def translate(
    ast: Expression,
    kinds: Mapping[str, FrameKind],
    constants: Mapping[str, Any] = _NO_CONSTANTS,
    parsed: frozenset[str] = frozenset(),
) -> Translated:
    """The value of the expression, in every row.

    `kinds` are the columns it may read, `constants` the params whose values are known, `parsed` the times that Vega
    holds as numbers when it comes to this expression: others may still be text there. Raises `NotReducible`.
    """
    return _finished(_Translator(kinds, constants, parsed), ast, is_condition=False)


def translate_condition(
    ast: Expression,
    kinds: Mapping[str, FrameKind],
    constants: Mapping[str, Any] = _NO_CONSTANTS,
    parsed: frozenset[str] = frozenset(),
) -> Translated:
    """True where JavaScript takes the expression for true: null, 0, NaN and "" are false. Raises `NotReducible`."""
    return _finished(_Translator(kinds, constants, parsed), ast, is_condition=True)


def _finished(translator: _Translator, ast: Expression, is_condition: bool) -> Translated:
    if ast.end - ast.start > DEEPEST and depth(ast) > DEEPEST:  # each level takes a character at least
        raise NotReducible(f"it nests deeper than {DEEPEST} operators")
    ast = fold_constants(ast)
    value = translator.condition(ast) if is_condition else translator.value(ast)
    if value.weight > HEAVIEST:
        raise NotReducible("it takes too many steps in an engine")
    if value.kind == "null" or value.kind == "list":
        raise NotReducible("it is always null" if value.kind == "null" else "it makes a list")
    return Translated(value.expr, value.kind, value.is_nullable, reads(ast).fields, tuple(translator.steps))


class _Translator:
    """One expression's way into an engine; `steps` are what has to be computed before it."""

    def __init__(self, kinds: Mapping[str, FrameKind], constants: Mapping[str, Any], parsed: frozenset[str]) -> None:
        self.kinds, self.constants, self.parsed = kinds, constants, parsed
        self.steps: list[Step] = []

    def value(self, node: Expression) -> Value:
        """The value of `node`. Raises `NotReducible`."""
        field = field_of(node)
        if field is not None:
            return self.field(field)
        match node:
            case Literal():
                return constant(node.value)
            case Identifier():
                return self.name(node.name)
            case Array():
                return self.list(node)
            case Unary():
                return self.unary(node)
            case Binary():
                return self.binary(node)
            case Logical():
                left, right = self.value(node.left), self.value(node.right)
                test = true_of(left)
                sides = (right, left) if node.operator == "&&" else (left, right)
                return chosen(test, *sides, weight=left.weight)
            case Conditional():
                return self.choice(node.test, node.consequent, node.alternate)
            case Call():
                return self.call(node)
            case Member():
                raise NotReducible(_member_reason(node))
            case _:
                raise NotReducible("it holds a regular expression or an object")

    def condition(self, node: Expression) -> Value:
        """True or false, never null, for what JavaScript takes for true."""
        if isinstance(node, Logical):
            left, right = self.condition(node.left), self.condition(node.right)
            expr = left.expr & right.expr if node.operator == "&&" else left.expr | right.expr
            return Value(expr, "boolean", weight=left.weight + right.weight)
        if isinstance(node, Unary) and node.operator == "!":
            inner = self.condition(node.argument)
            return inner._replace(expr=~inner.expr, is_constant=False)
        value = self.value(node)
        return Value(true_of(value), "boolean", weight=value.weight)

    def field(self, name: str) -> Value:
        import narwhals as nw

        kind = self.kinds.get(name)
        if kind is None:
            raise NotReducible(f"no column {name!r} is there yet")
        column = nw.col(name)
        if kind == "number":
            return Value(column.cast(nw.Float64), kind, is_nullable=True, can_be_nan=True)
        return Value(column, kind, is_nullable=True, is_parsed=name in self.parsed)

    def name(self, name: str) -> Value:
        if name in CONSTANTS:
            return constant(CONSTANTS[name])
        if name in SCOPE:
            raise NotReducible(
                "it reads the whole row" if name == "datum" else f"it reads {name!r}, which the page knows"
            )
        if name not in self.constants:
            raise NotReducible(f"it waits for the param {name!r}")
        value = self.constants[name]
        if value is None or isinstance(value, (bool, int, float, str)):
            return constant(value)
        raise NotReducible(f"the param {name!r} is no single value")

    def list(self, node: Array) -> Value:
        items = [constant(None) if element is None else self.value(element) for element in node.elements]
        if not all(item.is_constant for item in items):
            raise NotReducible("it holds a list of values that differ from row to row")
        return Value(None, "list", items=tuple(items), weight=len(items))

    def unary(self, node: Unary) -> Value:
        if node.operator == "!":
            return self.condition(node)
        if node.operator == "~":
            raise NotReducible("'~' works on bits")
        argument = self.value(node.argument)
        return negative(argument) if node.operator == "-" else number_of(argument)

    def binary(self, node: Binary) -> Value:
        sign = node.operator
        if sign not in ("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "===", "!=="):
            raise NotReducible(f"{sign!r} has no counterpart in an engine")
        left, right = self.value(node.left), self.value(node.right)
        if left.weight + right.weight > HEAVIEST:
            raise NotReducible("it takes too many steps in an engine")
        if sign in ("==", "!=", "===", "!=="):
            found = same(left, right, is_strict=len(sign) == 3)
            return negation(found) if sign.startswith("!") else found
        if sign in ("<", "<=", ">", ">="):
            return compared(sign, left, right)
        if sign == "%":
            return self.remainder(left, right)
        return add(left, right) if sign == "+" else arithmetic(sign, left, right)

    def remainder(self, left: Value, right: Value) -> Value:
        first, second = number_of(left), number_of(right)
        if first.is_counted and second.is_counted and second.is_constant and second.constant:
            return arithmetic("%", first, second)
        if first.is_inexact or second.is_inexact:
            raise NotReducible("% of exp, log, pow, sin or cos, whose last digit would decide")
        why = "the remainder of numbers runs in Polars"
        column = self.step((first.expr, second.expr), "number", remainder, why)
        return Value(column, "number", can_be_nan=True)

    def choice(self, test: Expression, consequent: Expression, alternate: Expression) -> Value:
        tested = self.condition(test)
        return chosen(tested.expr, self.value(consequent), self.value(alternate), weight=tested.weight)

    def call(self, node: Call) -> Value:
        if not isinstance(node.callee, Identifier):
            raise NotReducible("it calls what is no function")
        name = node.callee.name
        if name == "if" and len(node.arguments) == 3:
            return self.choice(*node.arguments)
        if name in ("random", "now"):
            raise NotReducible(f"{name}() differs on every draw")
        if name in LOCAL:
            raise NotReducible(f"{name}() reads the viewer's time zone")
        if name not in FUNCTIONS and name not in TEXT_FUNCTIONS:
            raise NotReducible(f"{name}() has no exact counterpart in an engine")
        given = [self.value(argument) for argument in node.arguments]
        if name == "indexof" and given and given[0].kind == "list":
            return _index_in_list(given)
        if name in TEXT_FUNCTIONS:
            return self.text_function(name, given)
        function, fewest, most = FUNCTIONS[name]
        if not fewest <= len(given) <= most:
            raise NotReducible(f"{name}() is called with {len(given)} arguments")
        if name != "inrange" and any(value.kind == "list" for value in given):
            raise NotReducible(f"{name}() of a list")
        found = function(given)
        if found.weight > HEAVIEST:
            raise NotReducible("it takes too many steps in an engine")
        return found

    def text_function(self, name: str, given: list[Value]) -> Value:
        function, kinds, fewest = TEXT_FUNCTIONS[name]
        fixed = given[1:]
        fits = [value.is_constant and value.kind == kind for value, kind in zip(fixed, kinds, strict=False)]
        if not given or not fewest <= len(fixed) <= len(kinds) or not all(fits) or given[0].kind == "list":
            raise NotReducible(f"{name}() of such arguments has no exact counterpart in an engine")
        if name == "replace" and "$" in fixed[1].constant:
            raise NotReducible("replace() with a '$' in its replacement")
        if given[0].kind != "text" and name not in AS_TEXT:
            raise NotReducible(f"{name}() of what is no text")
        if name in ("substring", "slice") and not fixed:
            raise NotReducible(f"{name}() without a start")
        text = text_of(given[0]) if name in AS_TEXT else given[0]
        kind = "number" if name in ("length", "indexof", "lastindexof") else "text"
        call = partial(_with_constants, function, [value.constant for value in fixed])
        column = self.step((text.expr,), kind, by_text(call, kind), f"{name}() runs in Polars")
        return Value(column, kind, is_counted=kind == "number")  # of null, Vega would stop with an error

    def step(self, inputs: tuple[Any, ...], kind: FrameKind, series: Callable[[list[Any]], Any], why: str) -> Any:
        """The column of a new step."""
        import narwhals as nw

        name = f"__step_{len(self.steps)}"
        self.steps.append(Step(name, inputs, kind, series, why))
        return nw.col(name)


def _with_constants(function: Callable[..., Any], fixed: list[Any], text: str) -> Any:
    return function(text, *fixed)


def _index_in_list(given: list[Value]) -> Value:
    """`indexof([a, b], value)`: the place of the first item that `===` the value, or -1."""
    import narwhals as nw

    if len(given) != 2:
        raise NotReducible("indexof() of a list takes one value here")
    items, sought = given[0].items, given[1]
    expr: Any = nw.lit(-1.0)
    for place, item in reversed(list(enumerate(items))):
        expr = nw.when(same(item, sought, is_strict=True).expr).then(nw.lit(float(place))).otherwise(expr)
    return Value(expr, "number", is_counted=True, weight=(sought.weight + 2) * len(items) + 1)


def _member_reason(node: Member) -> str:
    inner = node.object
    while isinstance(inner, Member):
        if (field := field_of(inner)) is not None:
            return f"it reads inside the values of {field!r}"
        inner = inner.object
    if isinstance(inner, Identifier) and inner.name == "datum":
        return "it reads a field whose name is worked out in the row"
    return f"it waits for the param {inner.name!r}" if isinstance(inner, Identifier) else "it reads a part of a value"
