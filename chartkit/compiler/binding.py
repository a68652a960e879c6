"""A preset with every slot filled or empty: what binding gives and building takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from chartkit.presets import Preset

if TYPE_CHECKING:
    from chartkit.data import Dataset
    from chartkit.diagnostics import Diagnostic

Text = str | int | float | bool
"""What fills a string slot."""


class BoundColumn(NamedTuple):
    """A column in a slot: the user's `name`, its `alias` in the chart, the Vega-Lite `type` it is drawn as."""

    name: str
    alias: str
    type: str


class Filling(NamedTuple):
    """What each slot holds: columns (none for an empty slot) and texts (None for an empty one).

    `many` names the slots that stand for a list of columns.
    """

    fields: Mapping[str, tuple[BoundColumn, ...]]
    strings: Mapping[str, Text | None]
    many: frozenset[str] = frozenset()


class Binding(NamedTuple):
    """`preset` filled with `dataset`; `aliases` gives the chart's name of every column of the dataset."""

    preset: Preset
    dataset: Dataset
    filling: Filling
    aliases: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()
