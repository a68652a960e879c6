"""Takes what is wrong with a table, gives the `DataError` that says so.

Used by every file of this package.
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.diagnostics import DataError, Diagnostic


def data_error(code: str, message: str, help: str | None = None) -> DataError:
    """The exception with one diagnostic, ready to be raised."""
    return DataError(Diagnostic(code, message, help=help))


def quoted(names: Iterable[str], most: int = 12) -> str:
    """The names in quotes, joined as a sentence wants them; past `most`, the number of the others.

    >>> quoted(["a", "b", "c"])
    "'a', 'b' and 'c'"
    """
    from chartkit.schema import listed

    shown = list(names)
    if len(shown) > most:
        return f"{', '.join(map(repr, shown[:most]))} and {len(shown) - most} more"
    return listed(shown)


def counted(number: int, noun: str) -> str:
    """The number with its noun in the singular or plural.

    >>> counted(1, "value"), counted(3, "value")
    ('1 value', '3 values')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shortened(value: object, width: int = 40) -> str:
    """The value as Python writes it, cut to `width` characters; its type's name when it cannot be written."""
    try:
        text = repr(value)
    except Exception:  # a user's __repr__ may raise anything, and an error message must not fail on it
        text = f"<{type(value).__name__}>"
    return text if len(text) <= width else f"{text[: width - 1]}…"
