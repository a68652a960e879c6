"""The columns of a grouped table: gives each thing a view groups by or measures a column of its own.

A field keeps its own name for the first role it plays, dimensions before measures, so that the author's words stay;
only a second role of the same field, and a number that must be added up again, gets another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

COUNT = "__count"
"""The column that holds how many rows a group had."""


class Names:
    """Hands out column names; `taken` may not be used."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._given: dict[tuple[str, ...], str] = {}

    def of(self, role: tuple[str, ...], wanted: str, otherwise: str) -> str:
        """The column for `role`: `wanted` while it is free, else one made of `otherwise`; a role's own for ever."""
        if role not in self._given:
            name = wanted if wanted not in self._given.values() else self._unused(otherwise)
            self._given[role] = name
        return self._given[role]

    def apart(self, role: tuple[str, ...], wanted: str) -> str:
        """A column for `role` whose name is none of the table's."""
        if role not in self._given:
            self._given[role] = self._unused(wanted)
        return self._given[role]

    def _unused(self, wanted: str) -> str:
        wanted = re.sub(r"\W+", "_", wanted)
        name, number = wanted, 1
        while name in self._taken or name in self._given.values():
            number += 1
            name = f"{wanted}_{number}"
        return name
