"""Values of config, summary, tags and notes, made ready for the journal.

Takes any value; gives JSON-ready ones. Unlike a logged value, a setting that cannot be kept as it is (a device, a path,
a function) is kept as its text: settings describe the run, and starting it must not fail over one of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, cast

from chartkit.data.values import UnkeptValueError, encode_value
from chartkit.diagnostics import Diagnostic, shown, warn
from chartkit.runs.faults import class_name, text_of

_DEEPEST = 40


def keepable(name: str, value: Any) -> Any:
    """`value` ready for the journal; warns for each part that becomes its text. `name` says whose it is."""
    try:
        return encode_value(value)
    except UnkeptValueError:
        return encode_value(_with_text(name, value, (), _say))


def kept_quietly(value: Any) -> Any:
    """`keepable` without its warnings, to compare a value with a kept one."""
    return encode_value(_with_text("", value, (), _say_nothing))


def _with_text(name: str, value: Any, above: tuple[int, ...], say: Callable[[str], None]) -> Any:
    within = (*above, id(value))
    if id(value) in above or len(within) > _DEEPEST:
        say(f"{name} holds itself or is nested over {_DEEPEST} deep; what is deeper is left out.")
        return None
    if isinstance(value, Mapping):
        items = cast(Mapping[Any, Any], value).items()
        return {_key(key): _with_text(f"{name} {shown(key)}", inside, within, say) for key, inside in items}
    if isinstance(value, list | tuple | set | frozenset):
        return [_with_text(name, inside, within, say) for inside in cast(list[Any], value)]
    return _scalar(name, value, say)


def _key(key: Any) -> Any:
    try:
        encode_value(key)
        return key
    except UnkeptValueError:
        return text_of(key)


def _scalar(name: str, value: Any, say: Callable[[str], None]) -> Any:
    try:
        if isinstance(value, os.PathLike):
            return os.fspath(cast("os.PathLike[str]", value))
        encode_value(value)
        return value
    except Exception:  # a value that cannot be kept, or a user's __fspath__, which may raise anything
        text = text_of(cast(object, value))
        kind = class_name(cast(object, value))
        say(f"{name} is {kind}, which a run cannot keep; its text is kept: {shown(text, 80)}.")
        return text


def _say(message: str) -> None:
    warn(Diagnostic("CK605", message, "warning"))


def _say_nothing(_message: str) -> None:
    """What is said of a value that is only compared."""
