"""The tables of a figure's chart: takes what the readers drew, gives each its table under a name of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartkit.media.matplotlib.arrays import with_gaps
from chartkit.media.matplotlib.drawn import Drawn


class Tables:
    """Collects tables; a second one of a name gets a number."""

    def __init__(self) -> None:
        self.all: dict[str, Mapping[str, Any]] = {}

    def add(self, drawn: Drawn) -> str:
        """The name of the table that `drawn` has its rows in."""
        name, number = drawn.table, 1
        while name in self.all:
            number += 1
            name = f"{drawn.table}_{number}"
        self.all[name] = {column: with_gaps(values) for column, values in drawn.columns.items()}
        return name
