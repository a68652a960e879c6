"""Takes what is wrong with a table, gives the `DataError` that says so.

Used by every file of this package.
"""

from __future__ import annotations

from chartkit.diagnostics import DataError, Diagnostic


def data_error(code: str, message: str, help: str | None = None) -> DataError:
    """The exception with one diagnostic, ready to be raised."""
    return DataError(Diagnostic(code, message, help=help))
