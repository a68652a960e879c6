"""Whole numbers among the arguments of a call: takes what the user passed, gives an int."""

from __future__ import annotations

import operator
from typing import Any

from chartkit.diagnostics import DataError, shown


def as_whole(value: Any) -> int | None:
    """`value` as an int where it is a whole number of any library's, None for all else; True is no number.

    >>> as_whole(3), as_whole(3.0), as_whole(True)
    (3, None, None)
    """
    try:
        return None if isinstance(value, bool) else operator.index(value)
    except TypeError:
        return None


def whole_number(
    who: str,
    name: str,
    value: Any,
    least: int = 1,
    most: int | None = None,
    is_optional: bool = False,
    help: str | None = None,
) -> Any:
    """The int `value` of the argument `name`, from `least` to `most`; None where it is and `is_optional`.

    `who` is the function, where its name is part of the sentence. Raises `DataError` CK470 for any other value.
    """
    if is_optional and value is None:
        return None
    found = as_whole(value)
    if found is not None and least <= found and (most is None or found <= most):
        return found
    needed = f"a whole number from {least:,} " + ("on" if most is None else f"to {most:,}")
    needed += ", or None" if is_optional else ""
    subject = f"{who} takes {name} as" if who else f"{name} is"
    raise DataError.of("CK470", f"{subject} {needed}; found {shown(value)}.", help)
