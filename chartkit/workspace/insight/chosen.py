"""The runs that are asked for: takes a table and ids, gives their places in it but for runs that are gone."""

from __future__ import annotations

from collections.abc import Sequence

from chartkit.workspace.runs_table.run_table import RunTable


def chosen_places(table: RunTable, ids: Sequence[str] | None) -> list[int]:
    """Places of these runs in the table, in the order asked for; all with None."""
    if ids is None:
        return [*range(len(table.runs))]
    places = {run.id: place for place, run in enumerate(table.runs)}
    return [places[id] for id in ids if id in places]
