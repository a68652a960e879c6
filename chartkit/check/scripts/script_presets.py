"""The preset that a call names: takes the expression, gives the `Preset`, or why there is none, at its place."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from chartkit.check.scripts.scopes import Scope
from chartkit.check.scripts.source import Script
from chartkit.check.scripts.values import UNKNOWN, Values
from chartkit.diagnostics import Diagnostic, PresetError
from chartkit.files import repository_parents
from chartkit.presets import Library, Preset, load
from chartkit.presets.library import SUFFIXES, project_folders

_UNKNOWN_NAME = ("CK107", "CK108")


def library_of(script: Path, library: Library) -> Library:
    """`library` with the folders that a run of `script` from its own folder would find too."""
    folders = [*library.project, *project_folders(script.absolute().parent)]
    return library._replace(project=tuple(dict.fromkeys(folders)))


def written_preset(node: ast.expr, scope: Scope, values: Values) -> Any:
    """The name, path or dict that stands for the preset, `UNKNOWN` where only a run can tell."""
    name = values.constant(node, scope)
    if name is not UNKNOWN:
        return name
    found = values.seen_through(node, scope)
    if found is None or not isinstance(found[0], ast.Dict):
        return UNKNOWN
    try:
        return ast.literal_eval(found[0])
    except (ValueError, TypeError):
        return UNKNOWN


def find_preset(
    written: Any, script: Script, node: ast.expr, library: Library
) -> tuple[Preset | None, list[Diagnostic]]:
    """The preset that `written` means in `script`, or what is wrong with it at `node`.

    A path is looked for from the working folder, then from the script's folder and those above it up to the
    repository's. A preset whose own file is at fault gives nothing: it has findings of its own.
    """
    is_path = isinstance(written, str) and written.endswith(SUFFIXES)
    try:
        return load(_placed(written, script) if is_path else written, library), []
    except PresetError as error:
        is_file = isinstance(written, str)
        shown = [fault for fault in error.diagnostics if fault.code in _UNKNOWN_NAME or not is_file]
        return None, [_at(fault, script, node) for fault in shown if fault.location is None or not is_file]


def _placed(written: str, script: Script) -> str:
    folders = [Path.cwd(), *repository_parents(script.path.absolute().parent)]
    found = next((path for folder in folders if (path := folder / written).is_file()), None)
    return written if found is None or Path(written).is_file() else str(found)


def _at(fault: Diagnostic, script: Script, node: ast.expr) -> Diagnostic:
    code = "CK881" if fault.code in _UNKNOWN_NAME else fault.code
    return fault._replace(code=code, location=script.place(node))
