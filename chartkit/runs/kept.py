"""Values of config, summary, tags and notes, made ready for the journal.

Takes any value; gives JSON-ready ones. Unlike a logged value, a setting that cannot be kept as it is (a
device, a path, a function) is kept as its text: settings describe the run, and starting it must not fail over
one of them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, cast

from chartkit.data import encode_value
from chartkit.diagnostics import Diagnostic, warn
from chartkit.runs.logged import plain


def keepable(name: str, value: Any) -> Any:
    """`value` ready for the journal; warns for each part that becomes its text. `name` says whose it is."""
    try:
        return encode_value(value)
    except ValueError:
        return encode_value(_with_text(name, value, ()))


def _with_text(name: str, value: Any, above: tuple[int, ...]) -> Any:
    if id(value) in above:
        _say(f"{name} holds itself; the inner one is left out.")
        return None
    within = (*above, id(value))
    if isinstance(value, Mapping):
        items = cast(Mapping[Any, Any], value).items()
        return {str(key): _with_text(f"{name} {key!r}", inside, within) for key, inside in items}
    if isinstance(value, list | tuple | set | frozenset):
        return [_with_text(name, inside, within) for inside in cast(list[Any], value)]
    return _scalar(name, value)


def _scalar(name: str, value: Any) -> Any:
    if isinstance(value, os.PathLike):
        return os.fspath(cast("os.PathLike[str]", value))
    try:
        as_python = plain(value)
        encode_value(as_python)
        return as_python
    except ValueError:
        text = str(value)
        _say(f"{name} is {type(value).__name__}, which a run cannot keep; its text is kept: {text[:80]!r}.")
        return text


def _say(message: str) -> None:
    warn(Diagnostic("CK605", message, "warning"))
