"""What broke since a commit: takes its name and paths, gives what presets lost, and each script line that misses it.

1. find     the commit, by git                                         → `Commit`
2. lay out  its presets, in a folder of their own                      → `Trees`
3. compare  preset by preset and slot by slot                          → `PresetChange`s
4. look     at the calls of the scripts, as they are now               → findings at their lines
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from chartkit.check.files.recognition import is_charting
from chartkit.check.files.walking import SCRIPT_SUFFIXES, walk
from chartkit.check.history.git import find_commit
from chartkit.check.history.preset_changes import PresetChange, preset_changes
from chartkit.check.history.slot_changes import SlotChange
from chartkit.check.history.trees import Trees, both_trees, shown_file
from chartkit.check.ignoring.suppression import without_ignored_anywhere
from chartkit.check.scripts.broken_calls import broken_calls
from chartkit.check.scripts.script_checker import read_any, script_findings
from chartkit.check.scripts.source import Script
from chartkit.diagnostics import ChartkitError, Diagnostic, Location, PresetError
from chartkit.files import shown_path
from chartkit.presets import Library
from chartkit.presets.documents import read_file


class Broken(NamedTuple):
    """What broke: `findings` at presets and script lines, and `told`, what the scripts' own check finds for it."""

    findings: tuple[Diagnostic, ...] = ()
    told: frozenset[tuple[str, Location | None]] = frozenset()

    def without_told(self, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
        """`findings` less those of scripts that `self.findings` say, too, and with the reason."""
        return [finding for finding in findings if (finding.code, finding.location) not in self.told]


def broken_since(ref: str, paths: Iterable[Path], library: Library) -> Broken:
    """What calls of presets could rely on at `ref` and cannot now: CK888 at the preset, CK889 at a script's line.

    `paths` are presets, scripts and folders; where no script is among them, those of the whole repository count. They
    are read as they are now, less what comments in them ignore. Raises `ChartkitError` where there is no such commit.
    Costs some ms for git, and a ms for each preset that changed.
    """
    commit = find_commit(ref, Path.cwd())
    given = list(paths)
    with both_trees(commit, [path for path in given if path.suffix not in SCRIPT_SUFFIXES], library) as trees:
        changes = preset_changes(trees)
        found = without_ignored_anywhere(finding for change in changes for finding in _of_preset(change, trees))
        told: set[tuple[str, Location | None]] = set()
        for script in _scripts(given, commit.root) if changes else ():
            broken = list(broken_calls(script, changes, ref, library))
            left = without_ignored_anywhere(broken)
            found += left
            told |= _caused(script, trees, {*map(_line, broken)} - {*map(_line, left)}) if left else set()
    return Broken(tuple(found), frozenset(told))


def _caused(script: Script, trees: Trees, ignored: set[int | None]) -> set[tuple[str, Location | None]]:
    """What the check of a script finds now and would not find with the presets of the commit.

    Not on the lines where a comment leaves out what broke: nothing else would say it there.
    """
    before = {(finding.code, finding.location) for finding in script_findings(script, trees.old.library)}
    after = [finding for finding in script_findings(script, trees.new.library) if _line(finding) not in ignored]
    return {(finding.code, finding.location) for finding in after} - before


def _line(finding: Diagnostic) -> int | None:
    return finding.location.line if finding.location else None


def _scripts(paths: list[Path], root: Path) -> Iterator[Script]:
    """The scripts at and below the paths, without those that nobody can read: their own check says so."""
    has_scripts = any(path.is_dir() or path.suffix in SCRIPT_SUFFIXES for path in paths)
    found: dict[Path, None] = {}
    for path in paths if has_scripts else [root]:
        scripts = walk(path).scripts if path.is_dir() else (path,) if path.suffix in SCRIPT_SUFFIXES else ()
        found.update(dict.fromkeys(filter(is_charting, scripts)))
    for path in found:
        with suppress(ChartkitError):
            yield read_any(path)


def _of_preset(change: PresetChange, trees: Trees) -> Iterator[Diagnostic]:
    """What calls of one preset lost."""
    ref, name = trees.commit.ref, change.name
    if change.new_name is None:
        place = Location(shown_file(trees.old.files[name], trees.old, trees))
        message = f"preset {name!r} was removed since {ref}; calls of it break."
        yield Diagnostic("CK888", message, "warning", place, "keep it, or mend the calls")
        return
    path = trees.new.files[change.new_name]
    file = shown_file(path, trees.new, trees)
    if change.is_renamed:
        message = f"preset {name!r} is called {change.new_name!r} since {ref}; calls of {name!r} break."
        help = f"mend the calls, or keep a preset {name!r} that holds 'extends: {change.new_name}'"
        yield Diagnostic("CK888", message, "warning", Location(file, 1, 1), help)
    for slot in change.slots:
        if slot.breaks:
            yield _of_slot(change.new_name, slot, path, ref)


def _of_slot(name: str, change: SlotChange, path: Path, ref: str) -> Diagnostic:
    help = "mend the calls, or give the changed preset a new name, as a new version, and keep this one"
    message = f"preset {name!r} since {ref}: {change.words}; calls that {_breaking(change)} break."
    return Diagnostic("CK888", message, "warning", _slot_place(path, change), help)


def _breaking(change: SlotChange) -> str:
    """Which calls break."""
    if change.old is not None and change.new is not None and change.kind == "narrowed":
        return "fill it otherwise"
    if change.kind in ("added", "required"):
        return "do not fill it"
    return f"fill {change.old.name!r}" if change.old else "fill it"


def _slot_place(path: Path, change: SlotChange) -> Location:
    """The slot where the preset's own file declares it, else the section that it was declared in."""
    if change.new is not None and change.new.mark is not None and change.new.mark.file == shown_path(path):
        return change.new.mark.location()
    section = "fields" if change.section == "fields" else "strings"
    try:
        root = read_file(path)
    except PresetError as error:
        return error.diagnostics[0].location or Location()
    return (root.locate((section,), on_key=True) if section in root.entries else root.locate(()))._replace(path=None)
