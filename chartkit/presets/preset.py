"""A preset as the rest of chartkit sees it: declared slots and a spec, nothing left to look up."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from chartkit.diagnostics import JsonPath, Location
from chartkit.presets.nodes import Node
from chartkit.presets.slots import FieldSlot, StringSlot


@dataclass(frozen=True, slots=True)
class Example:
    """What proves a preset: `data` (a path from the working folder, or rows), and what fills the slots.

    `node` is the example as written, for the places of its faults.
    """

    data: Path | list[Any] | None
    fields: dict[str, Any]
    strings: dict[str, Any]
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """A named chart with slots.

    `spec` is a Vega-Lite or Vega spec in nodes, `table` the name of the dataset that the user's table becomes, `header`
    whether the file declares its slots itself.
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
    header: bool = True

    @property
    def sha256(self) -> str:
        """The hash of what draws: slots and spec, after `extends`; comments and examples do not count."""
        import orjson

        slots = [(s.name, s.types, s.required, s.many, s.default) for s in self.fields.values()]
        strings = [(s.name, s.type, s.default, s.choices) for s in self.strings.values()]
        content = orjson.dumps([slots, strings, self.spec.plain()])
        return hashlib.sha256(content).hexdigest()

    def locate(self, path: JsonPath, on_key: bool = False) -> Location:
        """The place of `path`, counted from the spec's root, in the author's file."""
        return self.spec.locate(path, on_key)
