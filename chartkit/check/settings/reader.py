"""`[tool.chartkit]` read and proved: takes a pyproject.toml, gives `Settings`, or every fault with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from chartkit.check.settings.selectors import unknown_selector
from chartkit.check.settings.settings import Selectors, Settings
from chartkit.check.settings.toml_places import line_of, reason_and_place
from chartkit.diagnostics import ChartkitError, Diagnostic, Location, Severity, listed, reason_of, shown
from chartkit.files import shown_path
from chartkit.schema import hint
from chartkit.schema.json_types import is_list, is_object
from chartkit.tool_table import tool_table

KEYS = ("select", "ignore", "per-file-ignores", "presets", "severity", "allow", "theme")
_SEVERITIES: tuple[str, ...] = get_args(Severity)


def read_project(path: Path) -> Settings:
    """The settings in a pyproject.toml. Raises `ChartkitError` with all that is wrong with them."""
    text = _text(path)
    table = _table(path, text)
    reader = _Reader(path, text)
    found = reader.settings(table)
    if reader.faults:
        raise ChartkitError(reader.faults)
    return found


def option_selectors(option: str, given: Iterable[str]) -> Selectors:
    """The codes and groups given to an option, commas between them or one by one. Raises `ChartkitError`."""
    words = tuple(word.strip() for each in given for word in each.split(",") if word.strip())
    faults = [
        Diagnostic("CK701", f"{option} names codes or groups; {word!r} is neither.", help=help)
        for word in words
        if (help := unknown_selector(word)) is not None
    ]
    if faults:
        raise ChartkitError(faults)
    return words


def _text(path: Path) -> str:
    shown = Location(shown_path(path))
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ChartkitError.of("CK718", f"cannot read it: {reason_of(error)}.", location=shown) from None
    except UnicodeDecodeError as error:
        message = f"a pyproject.toml is UTF-8 text; byte {error.start} is not."
        raise ChartkitError.of("CK718", message, location=shown) from None


def _table(path: Path, text: str) -> dict[str, Any]:
    """The content of `[tool.chartkit]`, {} without one."""
    try:
        table = tool_table(text)
    except tomllib.TOMLDecodeError as error:
        reason, line, column = reason_and_place(error, text)
        place = Location(shown_path(path), line, column)
        raise ChartkitError.of("CK718", f"this is not TOML: {reason}.", location=place) from None
    except ValueError as error:
        raise ChartkitError.of(
            "CK718", f"Python cannot read it: {error}.", location=Location(shown_path(path))
        ) from None
    if is_object(table):
        return table
    place = Location(shown_path(path), line_of(text, "tool", "chartkit"), 1)
    raise ChartkitError.of("CK719", f"tool.chartkit is a table; found {shown(table)}.", location=place)


class _Reader:
    """Reads one table; `faults` holds what was wrong."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.faults: list[Diagnostic] = []

    def settings(self, table: dict[str, Any]) -> Settings:
        for key in table:
            if key not in KEYS:
                self.fault(f"[tool.chartkit] has no key {key!r}.", hint(key, KEYS, "its keys"), key)
        return Settings(
            self.path.parent,
            self.selectors(table.get("select", []), "select"),
            self.selectors(table.get("ignore", []), "ignore"),
            tuple(
                (pattern, self.selectors(names, "per-file-ignores", pattern))
                for pattern, names in self.table(table, "per-file-ignores").items()
            ),
            tuple(
                self.path.parent / name for name in self.texts(table.get("presets", []), "folders or files", "presets")
            ),
            tuple(self.severities(self.table(table, "severity"))),
            self.texts(table.get("allow", []), "hosts", "allow"),
        )

    def table(self, table: dict[str, Any], key: str) -> dict[str, Any]:
        value = table.get(key, {})
        if is_object(value):
            return value
        self.fault(f"{key} is a table; found {shown(value)}.", _TABLE_SHAPES[key], key)
        return {}

    def selectors(self, value: Any, *path: str) -> Selectors:
        words = self.texts(value, "codes and groups", *path)
        for word in words:
            if (help := unknown_selector(word)) is not None:
                self.fault(f"{path[0]} names codes and groups; {word!r} is neither.", help, *path)
        return words

    def texts(self, value: Any, what: str, *path: str) -> tuple[str, ...]:
        items = value if is_list(value) else []
        if is_list(value) and all(isinstance(item, str) for item in items):
            return tuple(map(str, items))
        help = f"write [{value!r}]".replace("'", '"') if isinstance(value, str) else None
        self.fault(f"{' '.join(path)} is a list of {what}; found {shown(value)}.", help, *path)
        return ()

    def severities(self, table: dict[str, Any]) -> Iterable[tuple[str, Severity]]:
        for name, value in table.items():
            if (help := unknown_selector(name)) is not None:
                self.fault(f"severity names codes and groups; {name!r} is neither.", help, "severity", name)
            elif value not in _SEVERITIES:
                help = f"put {name!r} under ignore" if value in ("off", False) else None
                message = f"the severity of {name!r} is {listed(_SEVERITIES, 'or')}; found {shown(value)}."
                self.fault(message, help, "severity", name)
            else:
                yield name, value

    def fault(self, message: str, help: str | None, *path: str) -> None:
        line = line_of(self.text, "tool", "chartkit", *path)
        place = Location(shown_path(self.path), line, 1 if line else None)
        self.faults.append(Diagnostic("CK719", message, location=place, help=help))


_TABLE_SHAPES = {
    "per-file-ignores": 'write a table: "presets/old/*" = ["CK703"]',
    "severity": 'write a table: CK703 = "error"',
}
