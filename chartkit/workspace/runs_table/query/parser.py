"""A query as W&B's filters: takes its text and the columns there are, gives the dict that `Api.runs` takes.

    query      = all ("or" all)*
    all        = one ("and" one)*
    one        = "not" one | "(" query ")" | comparison
    comparison = column operator value
               | column ["not"] "in" "(" value ("," value)* ")"
               | column ["not"] "contains" value
               | column ["not"] "exists"

Operators are `= != < <= > >=` and `~ !~` for regular expressions. As in W&B, `!=` holds for runs without the value. A
text that begins with `{` is W&B's filters themselves, as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from chartkit.diagnostics import shown
from chartkit.workspace.runs_table.columns import Column, field_name
from chartkit.workspace.runs_table.query.expected import Ended, Expected
from chartkit.workspace.runs_table.query.faults import query_fault
from chartkit.workspace.runs_table.query.fields import key_of
from chartkit.workspace.runs_table.query.tokens import Token, tokens_of
from chartkit.workspace.runs_table.query.values import value_of_token

_ORDERS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_SAME = {"=": "$eq", "==": "$eq", "!=": "$ne"}
_DEEPEST = 40


def query_filters(query: str, columns: Mapping[str, Column]) -> dict[str, Any]:
    """The filters that a query means; `{}` for an empty one. Raises `ChartkitError` that says the place of a fault."""
    if not query.strip():
        return {}
    if query.lstrip().startswith("{"):
        return _json(query)
    parser = Parser(tokens_of(query), len(query), columns)
    try:
        return parser.whole()
    except Ended as ended:
        last = Token("word", "", max(0, len(query.rstrip()) - 1), len(query.rstrip()))
        raise query_fault(last, ended.expected.sentence(), ended.expected.help()) from None


class Parser:
    """One reading of a query. Raises `Ended` where the query ends too early."""

    def __init__(self, tokens: list[Token], length: int, columns: Mapping[str, Column]) -> None:
        self._tokens = tokens
        self._columns = columns
        self._place = 0
        self._depth = 0
        self._end = Token("word", "", length, length)

    def whole(self) -> dict[str, Any]:
        """The filters of all tokens."""
        found = self._any()
        if (left := self._next) is not None:
            message = f"{shown(left.text)} stands where the query should end, or go on with 'and' or 'or'."
            raise query_fault(left, message, _forgotten_quotes(left))
        return found

    @property
    def _next(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self, expected: Expected) -> Token:
        token = self._next
        if token is None:
            raise Ended(expected)
        if token.kind == "unclosed":
            raise query_fault(token, f"the quote {token.text[0]} is not closed.", f"end the text with {token.text[0]}.")
        self._place += 1
        return token

    def _took(self, *words: str) -> bool:
        """Take the next token when it is one of these words."""
        token = self._next
        is_one = token is not None and token.is_word(*words)
        self._place += is_one
        return is_one

    def _any(self) -> dict[str, Any]:
        parts = [self._all()]
        while self._took("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else {"$or": parts}

    def _all(self) -> dict[str, Any]:
        parts = [self._one()]
        while self._took("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else {"$and": parts}

    def _one(self) -> dict[str, Any]:
        token = self._take(Expected("column"))
        self._depth += 1
        if self._depth > _DEEPEST:
            raise query_fault(token, f"the query is nested over {_DEEPEST} deep.")
        try:
            if token.is_word("not", "!"):
                return {"$nor": [self._one()]}
            if token.kind != "open":
                return self._comparison(token)
            found = self._any()
            close = self._take(Expected("joiner", is_open=True))
            if close.kind != "close":
                raise query_fault(close, f"{shown(close.text)} stands where ')' should close the bracket.")
            return found
        finally:
            self._depth -= 1

    def _comparison(self, name: Token) -> dict[str, Any]:
        if name.kind not in ("word", "text"):
            raise query_fault(name, f"{shown(name.text)} stands where a column should.", "begin with a column's name.")
        key = key_of(name, self._columns)
        column = self._columns.get(key) or Column(key, "mixed", 0, None, None, 0)
        condition = self._condition(column)
        return {field_name(key): condition}

    def _condition(self, column: Column) -> Any:
        expected = Expected("operator", column)
        token = self._take(expected)
        if token.is_word("not"):
            token = self._take(Expected("negated", column))
            if not token.is_word("in", "contains", "exists"):
                raise query_fault(token, f"after 'not' comes in, contains or exists; found {shown(token.text)}.")
            return {"$not": self._worded(token, column)}
        if token.is_word("in", "contains", "exists"):
            return self._worded(token, column)
        if token.kind != "operator":
            message = f"after {column.key} comes an operator; found {shown(token.text)}."
            raise query_fault(token, message, expected.help())
        if token.text in ("~", "!~"):
            pattern = {"$regex": self._pattern(column)}
            return pattern if token.text == "~" else {"$not": pattern}
        value = self._value(column, token.text in _ORDERS)
        return {(_ORDERS | _SAME)[token.text]: value}

    def _worded(self, word: Token, column: Column) -> dict[str, Any]:
        if word.is_word("exists"):
            return {"$exists": True}
        if word.is_word("contains"):
            text = self._take(Expected("value", column)).text
            return {"$regex": re.escape(text), "$options": "i"}
        opening = self._take(Expected("list", column))
        if opening.kind != "open":
            message = f"after 'in' comes a list in brackets; found {shown(opening.text)}."
            raise query_fault(opening, message, f"write in ({opening.text}, …).")
        values = [self._value(column, False)]
        while (token := self._take(Expected("comma", column))).kind == "comma":
            values.append(self._value(column, False))
        if token.kind != "close":
            raise query_fault(token, f"in a list of values comes ',' or ')'; found {shown(token.text)}.")
        return {"$in": values}

    def _value(self, column: Column, is_ordered: bool) -> Any:
        token = self._take(Expected("value", column))
        if token.kind not in ("word", "text"):
            raise query_fault(token, f"{shown(token.text)} stands where a value should.")
        return value_of_token(token, column, is_ordered)

    def _pattern(self, column: Column) -> str:
        token = self._take(Expected("value", column))
        try:
            re.compile(token.text)
        except re.error as error:
            message = f"{shown(token.text)} is no regular expression: {error}."
            raise query_fault(token, message, "'contains' looks for the text itself.") from None
        return token.text


def _json(query: str) -> dict[str, Any]:
    try:
        return orjson.loads(query)
    except orjson.JSONDecodeError as error:
        place = min(error.pos, len(query) - 1)
        token = Token("word", query[place], place, place + 1)
        raise query_fault(token, f"these filters are no JSON: {error.msg}.", "begin without { for a query.") from None


def _forgotten_quotes(token: Token) -> str:
    return "a value with spaces is written in quotes." if token.kind == "word" else ""
