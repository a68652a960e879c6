"""Specs as files: takes a spec, gives its text in YAML or JSON and the line and column of every key and value.

The text is written piece by piece and the places counted on the way, so that no parser is trusted with them.
"""

from __future__ import annotations

import json
import random
import re
from typing import Any, NamedTuple

from edits import Path

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class Written:
    """A text under way. `keys` and `values` are the places of all keys and values by their paths."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.text = ""
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}

    def place(self) -> Place:
        """Where the next character will stand."""
        return Place(self.text.count("\n") + 1, len(self.text) - self.text.rfind("\n"))

    def flow(self, value: Any, path: Path = (), depth: int = 0, indent: int | None = 2) -> None:
        """`value` as JSON, each item on a line of its own, or all on one line without `indent`."""
        self.values[path] = self.place()
        if not isinstance(value, dict | list) or not value:
            self.text += json.dumps(value, ensure_ascii=self.chance.random() < 0.5)
            return
        gap = "\n" + " " * (indent * (depth + 1)) if indent is not None else ""
        self.text += "{" if isinstance(value, dict) else "["
        for index, (step, item) in enumerate(value.items() if isinstance(value, dict) else enumerate(value)):
            self.text += ("," if index else "") + (gap or " ")
            if isinstance(value, dict):
                self.keys[(*path, step)] = self.place()
                self.text += json.dumps(step) + ": "
            self.flow(item, (*path, step), depth + 1, indent)
        self.text += gap[: -(indent or 0)] if gap else " "
        self.text += "}" if isinstance(value, dict) else "]"

    def block(self, value: Any, path: Path = (), depth: int = 0) -> None:
        """`value` as block YAML; some lists and objects, and all empty ones, as flow."""
        if not isinstance(value, dict | list) or not value or (path and self.chance.random() < 0.2):
            self.scalar_or_flow(value, path)
            return
        self.values[path] = Place(self.place().line, 2 * depth + 1)
        for index, (step, item) in enumerate(value.items() if isinstance(value, dict) else enumerate(value)):
            self.text += "  " * depth if index else ""
            if isinstance(value, dict):
                self.keys[(*path, step)] = self.place()
                self.text += f"{self.word(step)}:"
                self.entry(item, (*path, step), depth + 1)
            else:
                self.text += "- "
                self.block(item, (*path, step), depth + 1)
            self.text += "" if self.text.endswith("\n") else "\n"

    def entry(self, item: Any, path: Path, depth: int) -> None:
        """The value after a key: on its line when it is short, else below it."""
        before = self.text
        if isinstance(item, dict | list) and item and self.chance.random() > 0.2:
            self.text += "\n" + "  " * depth
            self.block(item, path, depth)
        else:
            self.text = before + " "
            self.scalar_or_flow(item, path)

    def scalar_or_flow(self, value: Any, path: Path) -> None:
        """A scalar, sometimes without quotes, or JSON on one line, which is YAML too."""
        if isinstance(value, str):
            self.values[path] = self.place()
            self.text += self.word(value)
        else:
            self.flow(value, path, indent=None)

    def word(self, text: str) -> str:
        """A text of YAML: plain where it may be, else in quotes."""
        if _PLAIN.fullmatch(text) and text not in _WORDS and self.chance.random() < 0.8:
            return text
        return json.dumps(text, ensure_ascii=False)


def as_json(spec: Any, chance: random.Random) -> Written:
    """`spec` as JSON: over many lines or on one."""
    written = Written(chance)
    written.flow(spec, indent=chance.choice([None, 2, 4]))
    return written


def as_yaml(spec: Any, chance: random.Random) -> Written:
    """`spec` as YAML of blocks and flows."""
    written = Written(chance)
    written.block(spec)
    return written
