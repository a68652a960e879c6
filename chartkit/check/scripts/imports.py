"""What an import binds: takes an import statement, gives names with the dotted paths they stand for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

_STARRED = ("plot", "plot_table", "Table")
"""What `from chartkit import *` brings of the names that calls are read by."""


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
            if node.module in ("chartkit", "wandb") and not node.level:
                yield from ((name, Imported(f"{node.module}.{name}")) for name in _STARRED)
        else:
            path = Imported(f"{node.module}.{alias.name}") if node.module and not node.level else None
            yield alias.asname or alias.name, path
