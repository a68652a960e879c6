"""Too many rows where none may be left out: takes the number of rows and the budget, gives the error."""

from __future__ import annotations

from chartkit.compiler.overflow.budget import Budget
from chartkit.diagnostics import DataError, Diagnostic

CODE = "CK457"


def refusal(n_rows: int, budget: Budget, reason: str | None = None) -> DataError:
    """The error of a chart whose `n_rows` rows are over the budget; `reason` says why its own policy does not fit."""
    why = f" {reason}" if reason else ""
    message = f"{n_rows:,} rows are left to draw; a chart carries up to {budget}.{why}"
    help = "aggregate or bin in the spec, filter the table, or declare overflow: sample, m4 (lines) or bin2d (scatters)"
    return DataError([Diagnostic(CODE, message, help=help)])
