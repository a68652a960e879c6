"""What one `run.log` call holds, made ready for the journal.

Takes the user's mapping; gives JSON-ready values by key, charts, tables and media as references to their files. The
usual call, all scalars, is recognised by `is_plain` and passes through untouched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from chartkit.data import Dataset, Table
from chartkit.data.media_content import is_media
from chartkit.data.values import UnkeptValueError, decode_value, encode_value
from chartkit.diagnostics import ChartkitError, Diagnostic, json_path, reason_of
from chartkit.media.foreign import adopted
from chartkit.runs.contents.keeping import Contents, is_chart
from chartkit.runs.faults import attribute_of, class_name, raised, short_key, text_of, typed
from chartkit.runs.writing.keyed import keyed
from chartkit.runs.writing.nested import dotted_keys

RESERVED = ("_step", "_timestamp", "_runtime", "_late")
_KEPT = "a run keeps numbers, text, bool, None, dates, bytes, lists, dicts, arrays, tables, charts and media."
_MOST_KNOWN = 10_000
"""Keys remembered as plain ones: a script that makes up a key each time fills no memory with them."""
_DEEPEST = 60
"""Levels of dicts searched for charts; `encode_value` refuses deeper ones."""


def is_plain(data: object, known: set[str]) -> bool:
    """True for a dict whose values are scalars that JSON carries (text and integers may yet be too odd).

    `known` are keys that earlier calls had; the new ones of this call are added to them.
    """
    if type(data) is not dict:
        return False
    for key, value in cast(dict[Any, Any], data).items():
        kind: type = type(value)  # pyright: ignore[reportUnknownVariableType]
        if kind is float:
            if value - value != 0.0:  # NaN and infinities; JSON would turn them to null
                return False
        elif kind is not int and kind is not str and kind is not bool and value is not None:
            return False
        if key not in known and not _is_plain_key(key, known):
            return False
    return True


def _is_plain_key(key: object, known: set[str]) -> bool:
    if type(key) is not str or key[:1] in "$_":  # true for the empty key as well
        return False
    if len(known) < _MOST_KNOWN:
        known.add(key)
    return True


@dataclass
class Logged:
    """One call's values, as the journal has them and as the summary shows them, and what was wrong."""

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    summary: dict[str, Any] = field(default_factory=dict[str, Any])
    chart_keys: list[str] = field(default_factory=list[str])
    faults: list[Diagnostic] = field(default_factory=list[Diagnostic])
    not_written: list[Diagnostic] = field(default_factory=list[Diagnostic])
    collisions: list[Diagnostic] = field(default_factory=list[Diagnostic])
    """Values that another of the same call takes the place of."""

    @property
    def is_refused(self) -> bool:
        """True when something was wrong and nothing is left to keep."""
        return not self.values and bool(self.faults or self.not_written)

    def for_journal(self) -> dict[str, Any]:
        """The values as one JSON object."""
        return keyed(self.values)


def read_call(data: object, contents: Contents) -> Logged:
    """Everything in `data` that can be kept; its charts, tables and media are written to `contents`."""
    call = Logged()
    for key, value in _items(call, data):
        if not issubclass(type(key), str):
            message = f"keys of run.log are text; found {typed(key)}."
            call.faults.append(Diagnostic("CK607", message))
        elif (name := text_of(key)) in RESERVED:
            help = "pass step=… to run.log." if name == "_step" else "log it under another name."
            message = f"the key {name!r} is written by chartkit itself."
            call.faults.append(Diagnostic("CK607", message, help=help))
        else:
            _read_value(call, contents, name, value)
    _compare_names(call)
    return call


def _items(call: Logged, data: object) -> list[tuple[object, Any]]:
    """The keys and values of what `run.log` was given, as far as its own methods give them."""
    found: list[tuple[object, Any]] = []
    try:
        if isinstance(data, Mapping):
            found.extend(cast(Mapping[object, Any], data).items())
            return found
    except Exception as error:  # a user's mapping may raise anything
        kind = class_name(cast(object, data))
        message = f"what run.log was given, of type {kind}, cannot be read: it raised {raised(error)}."
        call.faults.append(Diagnostic("CK607", message, help="give a dict of keys and values."))
        return found
    message = f"run.log takes a dict of keys and values; found {type(data).__name__}."
    text = text_of(data) if isinstance(data, str) else None
    help = f"run.log({{{text!r}: …}})" if text is not None and len(text) <= 80 else None
    call.faults.append(Diagnostic("CK607", message, help=help))
    return found


def _read_value(call: Logged, contents: Contents, key: str, value: Any) -> None:
    try:
        value = _adopted(value)
        if _is_content(value):
            _read_content(call, contents, key, value)
            return
        if isinstance(value, Mapping):
            left = _without_contents(call, contents, key, cast(Mapping[Any, Any], value), 0)
            if value and not left:
                return
            encoded = encode_value(left)
        else:
            encoded = encode_value(value)
    except UnkeptValueError as refused:
        call.faults.append(_refusal(key, cast(object, value), refused))
    except ChartkitError as error:
        call.faults.extend(error.diagnostics)
    except Warning:  # whoever makes warnings errors gets them as they are
        raise
    except Exception as error:  # an object of the author's was asked, which may raise anything
        call.faults.append(_raised(key, cast(object, value), error))
    else:
        _place(call, key, encoded)
        call.summary[key] = decode_value(encoded)


def _place(call: Logged, key: str, encoded: Any) -> None:
    if key in call.values:
        _collide(call, key)
    call.values[key] = encoded


def _compare_names(call: Logged) -> None:
    """Find values of one call that have the same dotted key in their row."""
    if not any(isinstance(value, dict) for value in call.summary.values()):
        return
    seen: set[str] = set()
    for key, value in call.summary.items():
        for name in dotted_keys(key, value):
            if name in seen:
                _collide(call, name)
            seen.add(name)


def _collide(call: Logged, key: str) -> None:
    message = f"two values of one call are called {short_key(key)}; the last one is kept in its row."
    finding = Diagnostic("CK607", message, "warning", help="give each a name of its own.")
    if finding not in call.collisions:
        call.collisions.append(finding)


def _adopted(value: Any) -> Any:
    """The value, or what stands for another library's figure; each of a list's items, when the first is one."""
    if type(value) is list or type(value) is tuple:
        items = cast(list[Any], value)
        return list(map(adopted, items)) if items and _is_file(adopted(items[0])) else items
    return adopted(value)


def _is_file(value: object) -> bool:
    return is_media(value) or is_chart(value)


def _is_media_list(value: object) -> bool:
    if not isinstance(value, list | tuple):
        return False
    items = cast(list[object], value)
    return bool(items) and all(map(is_media, items))


def _is_content(value: object) -> bool:
    """True for what becomes a file: charts, tables, data frames, media and lists of media."""
    if isinstance(value, Table | Dataset) or _is_file(value) or _is_media_list(value):
        return True
    is_arrow = any(attribute_of(value, name) is not None for name in ("__arrow_c_stream__", "__dataframe__"))
    return is_arrow and attribute_of(value, "columns") is not None


def _read_content(call: Logged, contents: Contents, key: str, value: Any) -> None:
    """Write the files of a chart, table or medium. Raises `DataError` for cells that cannot be kept."""
    what = "table"
    try:
        if is_chart(value):
            what = "chart"
            _place(call, key, contents.keep_chart(value))
            call.chart_keys.append(key)
        elif _is_media_list(value):
            what = "list"
            _place(call, key, contents.keep_media_list(value))
        elif is_media(value):
            what = "file of"
            _place(call, key, contents.keep_media(value))
        else:
            _place(call, key, contents.keep_table(value))
    except OSError as error:
        message = f"the {what} {short_key(key)} was not stored: {reason_of(error)} ({error.filename})."
        help = "make room on that disk, or allow writing there; the next calls are tried again."
        call.not_written.append(Diagnostic("CK603", message, help=help))


def _without_contents(
    call: Logged, contents: Contents, key: str, inside: Mapping[Any, Any], depth: int
) -> Mapping[Any, Any]:
    """The mapping without its charts, tables and media, which go to top-level keys with dots: `a.b`."""
    kept: dict[Any, Any] = {}
    for name, each in inside.items():
        value = _adopted(each)
        if _is_content(value):
            _read_content(call, contents, f"{key}.{text_of(name)}", value)
        elif isinstance(value, Mapping) and depth < _DEEPEST:
            deeper = cast(Mapping[Any, Any], value)
            left = _without_contents(call, contents, f"{key}.{text_of(name)}", deeper, depth + 1)
            if left or not deeper:
                kept[name] = left
        else:
            kept[name] = value
    return kept


def _raised(key: str, value: object, error: Exception) -> Diagnostic:
    message = f"{short_key(key)} is not kept: reading it, of type {type(value).__name__}, raised {raised(error)}."
    return Diagnostic("CK608", message, help=_KEPT)


def _refusal(key: str, value: object, refused: UnkeptValueError) -> Diagnostic:
    items = cast(list[object], value) if isinstance(value, list | tuple) else []
    if any(map(_is_content, items)):
        what = "media among other values" if any(map(is_media, items)) else "charts or tables in it"
        message = f"{short_key(key)} is a list with {what}, which is not kept as one value."
        return Diagnostic("CK608", message, help="log each under a key of its own.")
    place = f" at {json_path(refused.path)}" if refused.path else ""
    message = f"{short_key(key)} holds {refused.word}{place}, which a run cannot keep."
    return Diagnostic("CK608", message, help=_KEPT)
