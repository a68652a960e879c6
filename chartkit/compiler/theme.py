"""The project's own look: `[tool.chartkit.theme]` of pyproject.toml, a Vega-Lite config laid under every preset's."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, Location, PresetError, reason_of
from chartkit.files import inside, repository_parents, working_folder
from chartkit.schema import validate
from chartkit.schema.json_types import is_object
from chartkit.tool_table import tool_table


def project_theme() -> dict[str, Any]:
    """The theme of the nearest pyproject.toml up to the repository root, {} without one.

    Raises `PresetError` when it is not a table or no valid Vega-Lite config. Read again when the file changes.
    """
    for folder in repository_parents(working_folder()):
        path = inside(folder, "pyproject.toml")
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            continue
        return _read(path, status.st_mtime_ns)
    return {}


def with_theme(config: dict[str, Any], theme: dict[str, Any]) -> dict[str, Any]:
    """`config` laid on `theme`, maps merged at every depth."""
    merged = dict(theme)
    for key, value in config.items():
        under = merged.get(key)
        both = isinstance(value, dict) and isinstance(under, dict)
        merged[key] = with_theme(cast("dict[str, Any]", value), cast("dict[str, Any]", under)) if both else value
    return merged


@lru_cache(maxsize=8)
def _read(path: Path, mtime_ns: int) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise PresetError.of("CK117", f"cannot read it: {reason_of(error)}.", location=Location(str(path))) from None
    if "tool.chartkit" not in text or "theme" not in text:
        return {}
    try:
        table = tool_table(text)
    except ValueError as error:
        raise PresetError(Diagnostic("CK117", f"this is not TOML: {error}.", location=Location(str(path)))) from None
    theme: Any = table.get("theme", {}) if is_object(table) else {}
    if theme == {}:
        return {}
    if not isinstance(theme, dict):
        message = f"[tool.chartkit] theme is a table of Vega-Lite config; found {theme!r}."
        raise PresetError(Diagnostic("CK117", message, location=Location(str(path))))
    probe: dict[str, Any] = {"data": {"name": "table"}, "mark": "point", "config": theme}
    faults = [
        Diagnostic("CK117", f"[tool.chartkit.theme]: {fault.message}", location=Location(str(path)), help=fault.help)
        for fault in validate(probe, "vega-lite")
    ]
    if faults:
        raise PresetError(faults)
    return cast("dict[str, Any]", theme)
