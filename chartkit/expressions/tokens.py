"""The tokens of a Vega expression, slots included: enough to know where a slot stands, no more.

Source: https://vega.github.io/vega/docs/expressions/ (Vega 6)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast

TokenKind = Literal["space", "string", "name", "number", "regex", "punctuation"]

# Groups are atomic, and a slot's default is at most 1,000 characters: no expression takes more than O(n).
_SLOT = r"\$\{(?:field|string|run):[^}]{0,1000}\}"
_ESCAPE = r"\\u[0-9a-fA-F]{4}"
_TOKEN = re.compile(
    rf"""(?P<space>[\t-\r \xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+)
    |(?P<string>'(?>{_SLOT}|\\.|[^'\\])*+'|"(?>{_SLOT}|\\.|[^"\\])*+")
    |(?P<name>(?>{_SLOT}|[^\W\d]|{_ESCAPE}|\$(?!\{{))(?>{_SLOT}|\w|{_ESCAPE}|\$(?!\{{))*+)
    |(?P<number>0[xXoObB][0-9a-fA-F]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
    |(?P<punctuation>===|!==|==|!=|<=|>=|&&|\|\||>>>|>>|<<|\+\+|--|\*\*|//|=>|.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(rf"/(?![*/])(?>{_SLOT}|\\.|\[(?>\\.|[^\]\\\n])*+\]|[^/\\\[\n])++/[a-z]*")


class Token(NamedTuple):
    """One piece of an expression; a slot stands inside a name (`datum.mean_${field:y}`) or a string."""

    kind: TokenKind
    text: str


def tokenize(expression: str) -> tuple[Token, ...]:
    """The tokens of `expression`, spaces included: their texts joined are the expression again. O(n).

    A run compiles the same presets at every step, so the tokens of short expressions are remembered.

    >>> [token.text for token in tokenize("datum.${field:x} > 5")]
    ['datum', '.', '${field:x}', ' ', '>', ' ', '5']
    """
    return _remembered(expression) if len(expression) <= SHORT else _tokens(expression)


SHORT = 1000
"""Characters up to which an expression is remembered."""


def _tokens(expression: str) -> tuple[Token, ...]:
    if "/" not in expression:
        token: Any = Token
        return tuple([token(match.lastgroup, match[0]) for match in _TOKEN.finditer(expression)])
    found: list[Token] = []
    place, is_operand_next = 0, True
    while place < len(expression):
        regex = _REGEX.match(expression, place) if is_operand_next and expression[place] == "/" else None
        match = regex or _TOKEN.match(expression, place)
        if match is None:  # no text gets here: the last kind takes any character
            break
        kind = "regex" if regex else cast(TokenKind, match.lastgroup)
        found.append(Token(kind, match[0]))
        if kind != "space":
            is_operand_next = kind == "punctuation" and match[0] not in (")", "]", "}")
        place = match.end()
    return tuple(found)


_remembered = lru_cache(maxsize=256)(_tokens)


def quoted(text: str, quote: str = '"') -> str:
    """`text` as a string literal of an expression.

    Everything that could end the literal or the line is escaped, U+2028 and U+2029 among it, so text is never syntax.
    """
    return quote + without_controls(text.replace("\\", "\\\\").replace(quote, "\\" + quote)) + quote


def without_controls(text: str) -> str:
    """`text` with its control characters and line ends as `\\u` escapes."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_CONTROL = re.compile("[\x00-\x1f\x7f\u2028\u2029]")


def member_keys(tokens: Sequence[Token]) -> dict[int, str]:
    """The tokens that name a member, by index: the name in `a.name`, the string in `a['name']`.

    The value is "dot" or "bracket".
    """
    solid = [index for index, token in enumerate(tokens) if token.kind != "space"]
    found: dict[int, str] = {}
    for place, index in enumerate(solid):
        token = tokens[index]
        before = tokens[solid[place - 1]].text if place else ""
        if token.kind == "name" and before == ".":
            found[index] = "dot"
        elif token.kind == "string" and before == "[" and place > 1:
            after = tokens[solid[place + 1]].text if place + 1 < len(solid) else ""
            opener = tokens[solid[place - 2]]
            if after == "]" and (opener.kind == "name" or opener.text in ")]"):
                found[index] = "bracket"
    return found
