"""`tooltip: {content: data}` shows every field of a row by its name in the data, which for aliased columns is not the
user's: such tooltips become lists of titled fields."""

from __future__ import annotations

from typing import Any, cast

from chartkit.compiler.emission import EmittedColumns
from chartkit.compiler.texts import channel_title


def titled_tooltips(spec: dict[str, Any], emitted: EmittedColumns) -> dict[str, Any]:
    """`spec` with each unit view's `tooltip: {content: data}` as a list of all columns under the user's names."""
    converted = {key: _converted(value, emitted) for key, value in spec.items()}
    mark = converted.get("mark")
    if isinstance(mark, dict) and _shows_rows(cast("dict[str, Any]", mark).get("tooltip")):
        kept = {key: value for key, value in cast("dict[str, Any]", mark).items() if key != "tooltip"}
        listed = [{"field": alias, "title": channel_title(name)} for alias, (name, _) in emitted.items()]
        typed = [{**item, "type": type_} for item, (_, type_) in zip(listed, emitted.values(), strict=True)]
        return {**converted, "mark": kept, "encoding": {**converted.get("encoding", {}), "tooltip": typed}}
    return converted


def _converted(value: Any, emitted: EmittedColumns) -> Any:
    if isinstance(value, dict):
        return titled_tooltips(cast("dict[str, Any]", value), emitted)
    if isinstance(value, list):
        return [_converted(item, emitted) for item in cast("list[Any]", value)]
    return value


def _shows_rows(tooltip: Any) -> bool:
    return isinstance(tooltip, dict) and cast("dict[str, Any]", tooltip).get("content") == "data"
