"""References: what stands for a chart, a table or a medium in a journal, whose files lie beside it.

Takes a value of a journal; says whether it is one, and gives the diagnostics that it was logged with.
"""

from __future__ import annotations

from typing import Any, cast

from chartkit.diagnostics import Diagnostic

Reference = dict[str, Any]
"""Its kind under `$`, and the names of its files."""


def is_reference(value: Any) -> bool:
    """True for a chart, a table or a medium in a journal. A user's own dict never looks so: its key would be `$$`."""
    return type(value) is dict and cast(dict[str, Any], value).get("$") in ("chart", "table", "media")


def diagnostics_of(found: Reference) -> list[Diagnostic]:
    """What was found wrong with it, or with the items of a list, once logged. Raises as `kept_diagnostic`."""
    each: list[Reference] = [found, *found.get("items", ())]
    return [kept_diagnostic(one) for part in each for one in part.get("diagnostics", ())]


def kept_diagnostic(found: dict[str, Any]) -> Diagnostic:
    """The diagnostic that a journal has. Raises `KeyError`, `TypeError`, `ValueError` or `AttributeError` for none."""
    texts: list[Any] = [found["code"], found["message"], found.get("help") or ""]
    diagnostic = Diagnostic.from_dict(found)
    # The text and the set raise for a place that is none.
    if not (all(isinstance(text, str) for text in texts) and str(diagnostic) and {diagnostic}):
        raise TypeError(found)
    return diagnostic
