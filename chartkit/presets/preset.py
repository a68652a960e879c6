"""A preset as the rest of chartkit sees it: declared slots and a spec, nothing left to look up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import Diagnostic, JsonPath, Location
from chartkit.presets.nodes import Node
from chartkit.presets.overflow import Overflow
from chartkit.presets.slots import FieldSlot, StringSlot

ExampleData = Path | list[Any]


class Example(NamedTuple):
    """What proves a preset: `data` (a path from the working folder, or rows), and what fills the slots.

    A preset of several tables has its data by their names. `node` is the example as written, for the places of its
    faults.
    """

    data: ExampleData | Mapping[str, ExampleData] | None
    fields: dict[str, Any]
    strings: dict[str, Any]
    node: Node | None = None


class Preset(NamedTuple):
    """A named chart with slots.

    `spec` is a Vega-Lite or Vega spec in nodes, `table` the name of the dataset that the user's table becomes, `sha256`
    the hash of what draws: slots and spec, after `extends`. `outputs` are the fields that its own transforms make,
    `tables` all datasets that tables become, the main one first, `run_slots` what `${run:…}` asks for,
    `overflow` what happens to more rows than a chart carries. `diagnostics` are for everyone who draws with it,
    `author_notes` for who wrote it.
    `is_built_in` says that it came with chartkit, whose tests prove it with every optional slot filled and empty.
    """

    name: str
    spec: Node
    dialect: Literal["vega-lite", "vega"]
    major: int
    table: str
    fields: Mapping[str, FieldSlot]
    strings: Mapping[str, StringSlot]
    description: str = ""
    example: Example | None = None
    file: str | None = None
    sha256: str = ""
    is_built_in: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    author_notes: tuple[Diagnostic, ...] = ()
    outputs: frozenset[str] = frozenset()
    tables: tuple[str, ...] = ("table",)
    run_slots: frozenset[str] = frozenset()
    overflow: Overflow = Overflow()

    @classmethod
    def from_altair(cls, chart: Any) -> Preset:
        """The preset made of an Altair chart: the columns it draws are slots, its rows the example.

        Raises `PresetError` where Altair cannot write the chart, or it is no chart.
        """
        from chartkit.presets.importing import preset_from_altair

        return preset_from_altair(chart)

    def save(self, path: str | Path, force: bool = False) -> None:
        """Write the preset as a YAML file, the rows of a longer example beside it.

        Raises `PresetError` for a file that is there already, unless `force`, and for one that cannot be written.
        """
        from chartkit.presets.importing import save_preset

        save_preset(self, Path(path), force)

    def locate(self, path: JsonPath, on_key: bool = False) -> Location:
        """The place of `path`, counted from the spec's root, in the author's file."""
        return self.spec.locate(path, on_key)


def hash_of(preset: Preset) -> str:
    """The sha256 of a preset's slots and spec; comments, descriptions and examples do not count."""
    import hashlib

    import orjson

    slots = [(s.name, s.types, s.required, s.many, s.default, *s.tables) for s in preset.fields.values()]
    strings = [(s.name, s.type, s.default, s.choices) for s in preset.strings.values()]
    overflow = [] if preset.overflow == Overflow() else [[*preset.overflow]]
    return hashlib.sha256(orjson.dumps([slots, strings, preset.spec.plain(), *overflow])).hexdigest()
