"""The files that a run's journals and tables refer to.

Takes JSON as a journal or a table has it; gives the folder and name of each file that a reference in it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

KINDS = ("charts", "tables", "media")
"""The folders whose files are named by their content."""


class Referred(NamedTuple):
    """A file of a run, named by its content."""

    kind: str
    name: str


def referred_in(value: Any) -> Iterator[Referred]:
    """Every file that references in `value`, at any depth, stand for. A user's own dict never looks like one."""
    if isinstance(value, list):
        for item in cast(list[Any], value):
            yield from referred_in(item)
    elif isinstance(value, dict):
        found = cast(dict[str, Any], value)
        yield from _of_reference(found)
        for inside in found.values():
            if isinstance(inside, dict | list):
                yield from referred_in(inside)


def _of_reference(found: dict[str, Any]) -> Iterator[Referred]:
    kind = found.get("$")
    if kind == "chart":
        yield Referred("charts", f"{found.get('sha')}{found.get('suffix')}")
        tables = found.get("tables")
        named = [*cast(dict[str, Any], tables).values()] if isinstance(tables, dict) else []
        yield from _named("tables", [found.get("table"), *named])
    elif kind == "table":
        yield from _named("tables", [found.get("file")])
    elif kind == "media":
        companions = found.get("companions")
        others = cast(list[Any], companions) if isinstance(companions, list) else []
        yield from _named("media", [found.get("file"), *others])


def _named(kind: str, names: list[Any]) -> Iterator[Referred]:
    yield from (Referred(kind, name) for name in names if isinstance(name, str))
