"""What is done for an editor in a process of its own: takes a text and where it would stand, gives JSON-ready findings.

Anything here may take too long, for what a preset asks for has no bounds; `processes.py` ends it then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.presets import Library, Preset, load, parse
from chartkit.workspace.editing.presets_folder import unwritten
from chartkit.workspace.editing.sources import Places, Source, table_of

_WIDTH_PX = 600


class Draft(NamedTuple):
    """A preset as an editor has it: its name, the file that it is or would be, its text; None for the file's own."""

    name: str
    file: Path
    text: str | None = None

    def preset(self, library: Library) -> Preset:
        """The preset. Raises `PresetError`."""
        return load(self.file, library) if self.text is None else parse(self.text, self.file, library)


class Sight(NamedTuple):
    """What a draft is looked at with: its table, what fills its slots (those not named are guessed), and the width."""

    source: Source = Source()
    fields: Mapping[str, Any] = {}
    strings: Mapping[str, Any] = {}
    width_px: int = _WIDTH_PX


def check(draft: Draft, library: Library) -> list[dict[str, Any]]:
    """What `chartkit check` finds in the text: the same codes at the same lines, by the same settings."""
    from chartkit.check.formats.entry import entry_of
    from chartkit.check.formats.json import object_of
    from chartkit.check.run import Options, run_check

    folders = library.chosen
    if draft.text is None:
        report = run_check([draft.file], Options(folders=folders, cache=False, n_jobs=1))
    else:
        texts = {draft.file: draft.text.encode(errors="replace")}
        report = run_check((), Options(folders=folders, cache=False, n_jobs=1, texts=texts))
    return [object_of(entry_of(finding)) for finding in report.findings]


def preview(draft: Draft, sight: Sight, library: Library, places: Places) -> dict[str, Any]:
    """The chart of a draft with its plan and rows; the slots and columns also where the chart cannot be made."""
    from chartkit.workspace.editing.sketches import sketch

    try:
        return sketch(draft.preset(library), sight, places)
    except ChartkitError as error:
        return {"slots": None, "table": None, "chart": None, "faults": said(error.diagnostics)}


def columns(source: Source, places: Places) -> dict[str, Any]:
    """The columns of a source that is not an example. Raises `ChartkitError`."""
    from chartkit.workspace.editing.sources import table_facts

    table = table_of(source, places)
    return {"rows": 0, "columns": [], "words": ""} if table is None else table_facts(table)


def golden(draft: Draft, library: Library) -> list[dict[str, Any]]:
    """Write the golden of a saved preset anew; what `check` finds then. Raises `ChartkitError` where it is refused."""
    from chartkit.check.formats.entry import entry_of
    from chartkit.check.formats.json import object_of
    from chartkit.check.run import Options, run_check

    try:
        report = run_check([draft.file], Options(folders=library.chosen, cache=False, n_jobs=1, update=True))
    except OSError as error:
        raise unwritten(Path(error.filename or draft.file), error) from None
    return [object_of(entry_of(finding)) for finding in report.findings]


def diff(old: str, new: str) -> list[dict[str, Any]]:
    """The lines of two texts, those that differ with three around them; `gap` stands for the lines left out."""
    from chartkit.workspace.editing.diffing import diff_lines

    return [line._asdict() for line in diff_lines(old, new)]


def said(findings: tuple[Diagnostic, ...]) -> list[dict[str, Any]]:
    """Findings as JSON, those of one sentence once."""
    return [finding.to_dict() for finding in dict.fromkeys(findings)]


TASKS: dict[str, Callable[..., Any]] = {
    "check": check,
    "preview": preview,
    "columns": columns,
    "golden": golden,
    "diff": diff,
}
"""What a process can be asked for."""
