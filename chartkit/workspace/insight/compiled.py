"""A chart of one of the workspace's own presets: takes its name and columns, gives the chart as our compiler builds it.

A preset of the same name in the user's own folder goes first, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartkit.compiler import Chart
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build
from chartkit.compiler.tables import tables_of
from chartkit.presets import Library, load


def compiled(
    name: str,
    columns: Mapping[str, list[Any]],
    fields: Mapping[str, str],
    library: Library,
    strings: Mapping[str, Any] | None = None,
) -> Chart:
    """The chart; nothing is printed or warned of, its diagnostics say all. Raises `ChartkitError`."""
    preset = load(name, library)
    return build(bind(preset, tables_of(preset, columns), fields, strings))
