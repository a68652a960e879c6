"""How two specs differ, in words: takes both, gives a phrase for each place, as a reader would say it.

Rows are counted, not compared place by place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import JsonPath, json_path

_MOST_VALUE = 40
_ABSENT = object()


class SpecChange(NamedTuple):
    """A place that differs: `old` or `new` is None where `is_added` or `is_removed`."""

    path: JsonPath
    old: Any
    new: Any
    is_added: bool = False
    is_removed: bool = False

    @property
    def words(self) -> str:
        """As `mark line → bar`, `encoding.color added`."""
        path = json_path(self.path).removeprefix("$").removeprefix(".") or "spec"
        if self.is_added:
            return f"{path} added{_beside(self.new)}"
        if self.is_removed:
            return f"{path} removed{_beside(self.old)}"
        return f"{path} {_value(self.old)} → {_value(self.new)}"


def spec_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[SpecChange]:
    """Every place where the specs differ, in the order of the new one; rows are left out. O(size of both)."""
    return list(_changes(without_rows(old), without_rows(new), ()))


def row_words(old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    """How the rows differ: `rows 120 → 118`, their columns, or their values; None where they do not."""
    before, after = rows_of(old), rows_of(new)
    n_before, n_after = (sum(map(len, rows.values())) for rows in (before, after))
    if n_before != n_after:
        return f"rows {n_before:,} → {n_after:,}"
    if list(before.values()) == list(after.values()):
        return None
    had, has = _columns(before), _columns(after)
    words = [f"column {name!r} added" for name in has if name not in had]
    words += [f"column {name!r} removed" for name in had if name not in has]
    return f"rows: {', '.join(words)}" if words else "rows: other values"


def rows_of(spec: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The rows of a spec by the names of their datasets."""
    datasets: Mapping[str, Any] = spec.get("datasets", {})
    found: dict[str, list[Any]] = {name: rows for name, rows in datasets.items() if isinstance(rows, list)}
    data = spec.get("data")
    for source in cast("list[Any]", data) if isinstance(data, list) else [data]:
        values = cast("dict[str, Any]", source).get("values") if isinstance(source, dict) else None
        if isinstance(values, list):
            found[str(cast("dict[str, Any]", source).get("name", ""))] = values
    return found


def _columns(rows: Mapping[str, list[Any]]) -> dict[str, None]:
    """The names of the columns in the first row of each dataset."""
    first = [cast("dict[str, Any]", each[0]) for each in rows.values() if each and isinstance(each[0], dict)]
    return dict.fromkeys(name for row in first for name in row)


def without_rows(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The spec with its datasets named and empty."""
    bare = {key: value for key, value in spec.items() if key != "datasets"}
    data = bare.get("data")
    if isinstance(data, list):
        bare["data"] = [_without_values(source) for source in cast("list[Any]", data)]
    elif isinstance(data, dict):
        bare["data"] = _without_values(data)
    return bare


def _without_values(source: Any) -> Any:
    entries = cast("dict[str, Any]", source)
    return {key: value for key, value in entries.items() if key != "values"} if isinstance(source, dict) else source


def _changes(old: Any, new: Any, path: JsonPath) -> Iterator[SpecChange]:
    if path and path[-1] == "mark":
        old, new = _as_mark(old, new), _as_mark(new, old)
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _of_maps(cast("dict[str, Any]", old), cast("dict[str, Any]", new), path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(cast("list[Any]", old), cast("list[Any]", new), path)
    elif old != new or isinstance(old, bool) is not isinstance(new, bool):
        yield SpecChange(path, old, new)


def _as_mark(mark: Any, other: Any) -> Any:
    """A mark as a map where the other is one, so that only what differs is said."""
    return {"type": mark} if isinstance(mark, str) and isinstance(other, dict) else mark


def _of_maps(old: dict[str, Any], new: dict[str, Any], path: JsonPath) -> Iterator[SpecChange]:
    for key in [*new, *(key for key in old if key not in new)]:
        before, after = old.get(key, _ABSENT), new.get(key, _ABSENT)
        if before is _ABSENT:
            yield SpecChange((*path, key), None, after, is_added=True)
        elif after is _ABSENT:
            yield SpecChange((*path, key), before, None, is_removed=True)
        else:
            yield from _changes(before, after, (*path, key))


def _of_lists(old: list[Any], new: list[Any], path: JsonPath) -> Iterator[SpecChange]:
    """Items that were put in or taken out are found by what stays the same around them."""
    if len(old) == len(new):
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _changes(before, after, (*path, index))
        return
    matcher = SequenceMatcher(None, [_key(item) for item in old], [_key(item) for item in new], autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        n_common = min(end - start, new_end - new_start) if what == "replace" else 0
        for offset in range(n_common):
            yield from _changes(old[start + offset], new[new_start + offset], (*path, new_start + offset))
        if what in ("delete", "replace"):
            for index in range(start + n_common, end):
                yield SpecChange((*path, index), old[index], None, is_removed=True)
        if what in ("insert", "replace"):
            for index in range(new_start + n_common, new_end):
                yield SpecChange((*path, index), None, new[index], is_added=True)


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True, default=str)


def _beside(value: Any) -> str:
    """What was added or removed, where it is short: `: "field": "split"`."""
    shown = _value(value)
    return f" ({shown})" if value not in ({}, []) and not shown.endswith("…") else ""


def _value(value: Any) -> str:
    text = value if isinstance(value, str) and value.strip() else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MOST_VALUE else f"{text[: _MOST_VALUE - 1]}…"
