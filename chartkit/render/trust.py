"""What a chart may not reach for: takes a spec, gives a diagnostic for each url, image address or link in it.

Runs before anything is drawn. Rows are not walked, so the cost is that of the spec alone. The worker looks at the
finished SVG once more for addresses that an expression put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, JsonPath, Location, shown

# Below these stand rows, or names that are the user's and no words of Vega's.
_ROWS = frozenset({"values", "datasets", "usermeta", "parse"})
_NAMED = frozenset({"style", "selection"})


def outside_addresses(spec: Any) -> list[Diagnostic]:
    """One CK501 per place that names something outside the spec, in the spec's order; [] without any.

    An image may be a literal `data:` address, or a field all of whose inlined rows hold such addresses.
    """
    return [found for path, key, value in _places(spec) if (found := _fault(spec, (*path, key), value))]


def _places(spec: Any) -> Iterator[tuple[JsonPath, str, Any]]:
    """Each `url` and `href` with its parent's path."""
    stack: list[tuple[JsonPath, Any]] = [((), spec)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, list):
            items = cast(list[Any], value)
            stack.extend(((*path, index), item) for index, item in reversed(list(enumerate(items))))
        elif isinstance(value, dict):
            named = bool(path) and path[-1] in _NAMED
            entries = cast(dict[str, Any], value)
            yield from ((path, key, entries[key]) for key in ("url", "href") if key in entries and not named)
            stack.extend(((*path, key), item) for key, item in reversed(entries.items()) if _is_walked(path, key, item))


def _is_walked(path: JsonPath, key: str, item: Any) -> bool:
    in_param = len(path) >= 2 and path[-2] == "params" and key == "value"
    return isinstance(item, dict | list) and key not in _ROWS and not in_param


def _fault(spec: Any, path: JsonPath, value: Any) -> Diagnostic | None:
    if path[-1] == "href":
        return _refusal(path, f"a link to {shown(value)} would leave the chart", "show the address as text")
    if _is_data(path):
        help_text = "read it in Python and pass the rows as the table"
        return _refusal(path, f"the data would be read from {shown(value)}", help_text)
    if _is_inline_image(spec, value):
        return None
    return _refusal(path, f"an image would be read from {shown(value)}", "embed it as a data: address")


def _refusal(path: JsonPath, what: str, way_out: str) -> Diagnostic:
    message = f"{what}; a chart is drawn from what it holds, without network or files."
    return Diagnostic("CK501", message, location=Location(path=path), help=way_out)


def _is_data(path: JsonPath) -> bool:
    owner = path[-3:-1]
    return owner[-1:] == ("data",) or (owner[:1] == ("data",) and isinstance(owner[-1], int))


def _is_inline_image(spec: Any, value: Any) -> bool:
    if isinstance(value, str):
        return value.startswith("data:")
    if isinstance(value, list):
        return all(_is_inline_image(spec, item) for item in cast(list[Any], value))
    if not isinstance(value, dict):
        return value is None
    rules = cast(dict[str, Any], value)
    stated = [rules[key] for key in ("value", "condition") if key in rules]
    if isinstance(rules.get("field"), str):
        return _holds_inline_images(spec, rules["field"]) and _is_inline_image(spec, stated)
    return bool(stated) and _is_inline_image(spec, stated)


def _holds_inline_images(spec: Any, field: str) -> bool:
    """Whether every row that is inlined anywhere has a data: address (or nothing) under `field`, and one row does."""
    rows = chain.from_iterable(tables(spec))
    found = [cast(dict[str, Any], row)[field] for row in rows if isinstance(row, dict) and field in row]
    return bool(found) and all(item is None or str(item).startswith("data:") for item in found)


def tables(spec: Any) -> Iterator[list[Any]]:
    """Every list of rows inlined in the spec: of `data` wherever it stands, and of `datasets`."""
    stack: list[Any] = [spec]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(cast(list[Any], value))
        elif isinstance(value, dict):
            entries = cast(dict[str, Any], value)
            yield from _own_tables(entries)
            stack.extend(item for key, item in entries.items() if key not in _ROWS and key != "data")


def _own_tables(entries: dict[str, Any]) -> Iterator[list[Any]]:
    data = entries.get("data")
    sources = cast(list[Any], data) if isinstance(data, list) else [data]
    named = entries.get("datasets")
    held = list(cast(dict[str, Any], named).values()) if isinstance(named, dict) else []
    held += [cast(dict[str, Any], source).get("values") for source in sources if isinstance(source, dict)]
    yield from (cast(list[Any], table) for table in held if isinstance(table, list))
