"""What is wrong with a query: takes the place and the sentence, gives the exception that says both."""

from __future__ import annotations

from chartkit.diagnostics import ChartkitError, Diagnostic, Location
from chartkit.workspace.runs_table.query.tokens import Token

QUERY_FAULT = "CK920"


def query_fault(token: Token, message: str, help: str = "") -> ChartkitError:
    """The fault at a token of the query."""
    place = Location("query", 1, token.start + 1, length=max(1, token.end - token.start))
    return ChartkitError([Diagnostic(QUERY_FAULT, message, location=place, help=help or None)])
