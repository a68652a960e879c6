"""Takes the text of a Vega expression, gives its tree: operator precedence parsing over the tokens.

Vega's language is JavaScript's expressions without assignment, `new`, functions and sequences, and with `if` as a
function. Slots are filled before.

Source: https://vega.github.io/vega/docs/expressions/ (Vega 6); V. Pratt, "Top down operator precedence", 1973,
https://doi.org/10.1145/512927.512931
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NoReturn

from chartkit.expressions.fault import ExpressionError
from chartkit.expressions.literals import name_value, number_value, pattern, text_value
from chartkit.expressions.mistakes import RESERVED, ended, misplaced, unclosed, unexpected
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
    Object,
    Property,
    Unary,
)
from chartkit.expressions.tokens import SHORT, tokenize

DEEPEST = 200
"""How many brackets and operators may stand inside one another."""

_POWERS = {
    **dict.fromkeys(["||"], 1),
    **dict.fromkeys(["&&"], 2),
    **dict.fromkeys(["|"], 3),
    **dict.fromkeys(["^"], 4),
    **dict.fromkeys(["&"], 5),
    **dict.fromkeys(["==", "!=", "===", "!=="], 6),
    **dict.fromkeys(["<", ">", "<=", ">=", "in", "instanceof"], 7),
    **dict.fromkeys(["<<", ">>", ">>>"], 8),
    **dict.fromkeys(["+", "-"], 9),
    **dict.fromkeys(["*", "/", "%"], 11),
}
_CONSTANTS = {"true": True, "false": False, "null": None}


def parse(text: str) -> Expression:
    """The tree of the expression `text`, some 10 µs for a typical one; those of short texts are remembered.

    Raises `ExpressionError` with the reason and the character for what Vega does not read, and for what is nested
    deeper than `DEEPEST`.

    >>> parse("datum.loss < 5").operator
    '<'
    """
    return _remembered(text) if len(text) <= SHORT else _parse(text)


def _parse(text: str) -> Expression:
    try:
        return _Parser(text).whole()
    except RecursionError:  # the caller's own stack was nearly full
        raise ExpressionError("the expression is nested too deep to be read here", 0) from None


_remembered = lru_cache(maxsize=512)(_parse)


class _Parser:
    """One pass over the tokens of `text`; `token`, `kind` and `start` are of the token that comes next."""

    __slots__ = ("end", "kind", "level", "place", "start", "text", "token", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str, int]] = []
        place = 0
        for kind, token in tokenize(text):
            if kind != "space":
                self.tokens.append((kind, token, place))
            place += len(token)
        self.tokens.append(("end", "", place))
        self.place, self.level, self.end = 0, 0, 0
        self.kind, self.token, self.start = self.tokens[0]

    def whole(self) -> Expression:
        found = self.expression()
        if self.kind != "end":
            self.fail(misplaced(self.token, self.previous))
        return found

    def expression(self) -> Expression:
        """An expression of any kind, up to the comma or bracket that ends it."""
        tests: list[tuple[int, Expression, Expression]] = []
        start = self.start
        found = self.binary(0)
        while self.token == "?":
            self.advance()
            self.deeper()
            consequent = self.expression()
            self.level -= 1
            self.colon("the other choice, ': …',")
            tests.append((start, found, consequent))
            start = self.start
            found = self.binary(0)
        for start, test, consequent in reversed(tests):
            found = Conditional(test, consequent, found, start, self.end)
        return found

    def binary(self, least: int) -> Expression:
        """Operands joined by operators that bind tighter than `least`."""
        self.deeper()
        start = self.start
        left = self.operand()
        while (power := _POWERS.get(self.token, 0)) > least:
            operator = self.token
            self.advance()
            right = self.binary(power)
            kind = Logical if power < 3 else Binary
            left = kind(operator, left, right, start, self.end)
        self.level -= 1
        return left

    def operand(self) -> Expression:
        """A value with its signs before it and its members and calls behind it."""
        signs: list[tuple[str, int]] = []
        while self.token in ("-", "!", "+", "~"):
            signs.append((self.token, self.start))
            if self.level + len(signs) > DEEPEST:
                self.fail(f"the expression nests deeper than {DEEPEST} levels")
            self.advance()
        opening = self.start
        if self.token == "(":
            self.advance()
            found = self.expression()
            self.close(")", opening)
        elif self.token == "[":
            found = Array(tuple(self.listed("]", opening)), opening, self.end)
        elif self.token == "{":
            found = self.braces()
        else:
            found = self.leaf()
        while self.token in (".", "[", "("):
            if self.token == "(":
                found = Call(found, tuple(self.listed(")", opening)), opening, self.end)
            else:
                found = self.member(found, opening)
        for operator, start in reversed(signs):
            found = Unary(operator, found, start, self.end)
        return found

    def member(self, owner: Expression, start: int) -> Expression:
        if self.token == "[":
            self.advance()
            key = self.expression()
            self.close("]", start)
            return Member(owner, key, True, start, self.end)
        self.advance()
        if self.kind != "name":
            self.fail("a name is missing after '.'")
        name = Identifier(name_value(self.token, self.start), self.start, self.start + len(self.token))
        self.advance()
        return Member(owner, name, False, start, self.end)

    def leaf(self) -> Expression:
        """A literal, a pattern or a name."""
        kind, token, start = self.kind, self.token, self.start
        if kind == "name":
            return self.named(token, start)
        if kind not in ("number", "string", "regex"):
            self.fail(ended(self.previous) if kind == "end" else unexpected(token, self.previous))
        self.advance()
        if kind == "regex":
            return pattern(token, start)
        value = number_value(token, start) if kind == "number" else text_value(token, start)
        return Literal(value, token, start, self.end)

    def named(self, token: str, start: int) -> Expression:
        name = name_value(token, start)
        if name in RESERVED:
            self.fail(RESERVED[name])
        self.advance()
        if name in _CONSTANTS:
            return Literal(_CONSTANTS[name], token, start, self.end)
        return Identifier(name, start, self.end)

    def listed(self, closer: str, opening: int) -> list[Any]:
        """What stands between two brackets, separated by commas; an array may have gaps and a comma at its end."""
        self.advance()
        found: list[Expression | None] = []
        while self.token != closer:
            if closer == "]" and self.token == ",":
                self.advance()
                found.append(None)
                continue
            found.append(self.expression())
            if self.token != closer:
                self.comma(closer, opening)
                if closer == ")" and self.token == closer:
                    self.fail(unexpected(closer, ","))
        self.advance()
        return found

    def braces(self) -> Expression:
        opening = self.start
        self.advance()
        found: list[Property] = []
        names: set[str] = set()
        while self.token != "}":
            found.append(self.entry(names))
            if self.token != "}":
                self.comma("}", opening)
        self.advance()
        return Object(tuple(found), opening, self.end)

    def entry(self, names: set[str]) -> Property:
        kind, token, start = self.kind, self.token, self.start
        if kind not in ("name", "string", "number"):
            self.fail("a key is missing: an object is written as {key: value}")
        key: Identifier | Literal
        if kind == "name":
            key = Identifier(name_value(token, start), start, start + len(token))
        else:
            value = number_value(token, start) if kind == "number" else text_value(token, start)
            key = Literal(value, token, start, start + len(token))
        name = key.name if isinstance(key, Identifier) else str(key.value)
        if name in names:
            self.fail(f"the key {name!r} stands twice in one object")
        names.add(name)
        self.advance()
        self.colon("the value, ': …',")
        value = self.expression()
        return Property(key, value, start, self.end)

    def deeper(self) -> None:
        self.level += 1
        if self.level > DEEPEST:
            self.fail(f"the expression nests deeper than {DEEPEST} levels")

    def advance(self) -> None:
        self.end = self.start + len(self.token)
        self.place += 1
        self.kind, self.token, self.start = self.tokens[self.place]

    def colon(self, needed: str) -> None:
        if self.token != ":":
            self.fail(f"{needed} is missing after {self.previous!r}")
        self.advance()

    def close(self, closer: str, opening: int) -> None:
        if self.token != closer:
            self.fail(unclosed(closer, self.token, self.previous, self.text[opening : self.end]))
        self.advance()

    def comma(self, closer: str, opening: int) -> None:
        if self.token != ",":
            self.fail(unclosed(closer, self.token, self.previous, self.text[opening : self.end]))
        self.advance()

    @property
    def previous(self) -> str:
        return self.tokens[self.place - 1][1] if self.place else ""

    def fail(self, message: str) -> NoReturn:
        raise ExpressionError(message, self.end if self.kind == "end" else self.start)
