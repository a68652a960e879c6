"""A preset with every slot filled or empty: what binding gives and building takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from chartkit.data.run_label import RunLabel
from chartkit.presets import Preset, SlotUse

if TYPE_CHECKING:
    from chartkit.data import Dataset
    from chartkit.diagnostics import Diagnostic

Text = str | int | float | bool
"""What fills a string slot."""


class BoundColumn(NamedTuple):
    """A column in a slot: the user's `name`, its `alias` in the chart, the Vega-Lite `type` it is drawn as.

    `tables` are the datasets that have it, () in a preset of one table.
    """

    name: str
    alias: str
    type: str
    tables: tuple[str, ...] = ()


class RunFilling(NamedTuple):
    """What `${run:…}` holds: by each of `id`, `name` and `color` the column, and what a text reads."""

    columns: Mapping[str, BoundColumn]
    text: Callable[[str], str]


class Filling(NamedTuple):
    """What each slot holds: columns (none for an empty slot) and texts (None for an empty one).

    `many` names the slots that stand for a list of columns; `run` is None for a preset that does not ask for the run.
    """

    fields: Mapping[str, tuple[BoundColumn, ...]]
    strings: Mapping[str, Text | None]
    many: frozenset[str] = frozenset()
    run: RunFilling | None = None

    def columns(self, slot: SlotUse) -> tuple[BoundColumn, ...]:
        """The columns in a slot of fields or of the run; () for an empty one and for a slot of text."""
        if slot.kind == "run":
            return (self.run.columns[slot.name],) if self.run else ()
        return self.fields[slot.name] if slot.kind == "field" else ()


class BoundTable(NamedTuple):
    """A dataset of a preset with the user's table in it; `aliases` gives the chart's name of each of its columns."""

    dataset: Dataset
    aliases: Mapping[str, str]


class Binding(NamedTuple):
    """`preset` filled with `tables`, one for each of its datasets, the main one first.

    `dataset` and `aliases` are those of the main table. A column has the same alias in every table. `run` labels rows
    that do not say themselves whose they are; `run_aliases` gives the chart's columns for its `id`, `name` and `color`.
    """

    preset: Preset
    dataset: Dataset
    filling: Filling
    aliases: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()
    tables: Mapping[str, BoundTable] = {}
    run: RunLabel = RunLabel()
    run_aliases: Mapping[str, str] = {}
