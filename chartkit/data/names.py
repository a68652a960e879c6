"""Column names: takes what users and libraries call columns, gives text.

Any text is a name; chart builders alias it.
"""

from __future__ import annotations

from typing import Any

from chartkit.data.shapes import is_iterable, is_list, is_text
from chartkit.diagnostics import DataError, shown


def column_name(name: Any) -> str:
    """The name as text: levels of a tuple, as pandas' MultiIndex has, are joined with `_`, empty ones left out.

    >>> column_name("loss"), column_name(0), column_name(("loss", "mean"))
    ('loss', '0', 'loss_mean')
    """
    if isinstance(name, str):
        return str.__str__(name)
    if is_list(name):
        return "_".join(text for text in map(column_name, name) if text)
    return str(name)


def column_names(names: Any) -> list[str]:
    """Every name as text. Raises `DataError` when `names` is text itself or no list at all."""
    if is_text(names) or not is_iterable(names):
        raise DataError.of(
            "CK410",
            f"columns takes a list of names; found {shown(names)}.",
            help="write columns=['x', 'y']",
        )
    return [column_name(name) for name in names]
