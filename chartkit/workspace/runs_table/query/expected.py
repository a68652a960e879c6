"""What may come at a place in a query, for the sentence that says what is missing and for what is offered there."""

from __future__ import annotations

from typing import Literal, NamedTuple

from chartkit.workspace.runs_table.columns import Column

Part = Literal["column", "operator", "negated", "list", "value", "comma", "joiner"]


class Expected(NamedTuple):
    """The part of a query that may come next."""

    part: Part
    column: Column | None = None
    """The column that a condition is about."""
    is_open: bool = False
    """True inside of brackets."""

    def sentence(self) -> str:
        """What is missing, when the query ends here."""
        name = self.column.key if self.column else ""
        return {
            "column": "the query ends where a column should come.",
            "operator": f"after {name} comes an operator; the query ends.",
            "negated": "after 'not' comes in, contains or exists; the query ends.",
            "list": "after 'in' comes a list in brackets; the query ends.",
            "value": f"a value for {name} is missing; the query ends.",
            "comma": "the list of values is not closed; the query ends.",
            "joiner": "a bracket is not closed; the query ends.",
        }[self.part]

    def help(self) -> str:
        """The way out."""
        if self.part == "operator":
            return "operators are = != < <= > >= ~ !~ in, contains, exists."
        return "end it with )." if self.part in ("comma", "joiner") else ""


class Ended(Exception):
    """The query ends where something has to come; no fault while it is being written."""

    def __init__(self, expected: Expected) -> None:
        super().__init__(expected.sentence())
        self.expected = expected
