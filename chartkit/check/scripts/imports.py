"""What an import binds: takes an import statement, gives names with the dotted paths they stand for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import chartkit


class Imported(NamedTuple):
    """A module, or something in one, by its dotted path: `chartkit.plot_table`."""

    path: str


def imported_names(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Imported | None]]:
    """Each name that the statement binds; None for what comes from the script's own package."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            first = alias.name.partition(".")[0]
            yield alias.asname or first, Imported(alias.name if alias.asname else first)
        return
    for alias in node.names:
        if alias.name == "*":
            yield from ((name, Imported(f"{node.module}.{name}")) for name in _starred(node))
        else:
            path = Imported(f"{node.module}.{alias.name}") if node.module and not node.level else None
            yield alias.asname or alias.name, path


def is_open(node: ast.ImportFrom) -> bool:
    """Whether the statement may bind any name: everything of a module that is not known."""
    return any(alias.name == "*" for alias in node.names) and not _starred(node)


def _starred(node: ast.ImportFrom) -> Sequence[str]:
    """The names that `*` stands for: those that `chartkit` and `chartkit.plot` offer."""
    if node.level or node.module is None:
        return ()
    package, _, inside = node.module.partition(".")
    if package not in ("chartkit", "wandb") or inside not in ("", "plot"):
        return ()
    return (chartkit.plot if inside else chartkit).__all__
