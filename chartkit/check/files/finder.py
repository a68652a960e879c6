"""What to check: takes paths as a user names them, gives the presets and scripts, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from chartkit.check.files.recognition import is_charting, presets_among
from chartkit.check.files.walking import SCRIPT_SUFFIXES, kind_of, walk
from chartkit.diagnostics import ChartkitError, Diagnostic, Location, PresetError, listed
from chartkit.files import shown_path
from chartkit.presets.library import SUFFIXES, Library, check_name, default_library
from chartkit.schema import did_you_mean


class Found(NamedTuple):
    """The presets and scripts to check, in order; the YAML and JSON files of walked folders that hold no preset; and
    what could not be looked into.
    """

    presets: tuple[Path, ...]
    scripts: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


def find_presets(paths: Iterable[Path], library: Library | None = None) -> Found:
    """The presets at `paths`: a named file is always one, or a script; of a folder those that look like one, sorted.

    A path that is not there may be a preset's name. Raises `ChartkitError` for a path that is neither, for a name that
    two files bear, for a file of another ending, and where there is nothing to check.
    """
    library = library or default_library()
    presets: dict[Path, None] = {}
    scripts: dict[Path, None] = {}
    others: dict[Path, None] = {}
    faults: list[Diagnostic] = []
    walked = list(paths)
    for path in walked:
        if path.is_dir():
            inside = walk(path)
            of_presets = presets_among(inside.documents)
            for file in inside.documents:
                (presets if file in of_presets else others)[file] = None
            scripts.update(dict.fromkeys(filter(is_charting, inside.scripts)))
            faults += inside.faults
        elif path.suffix in SCRIPT_SUFFIXES and path.is_file():
            scripts[path] = None
        else:
            presets[preset_file(path, library)] = None
    if not presets and not scripts:
        raise ChartkitError(faults or _nothing(walked, list(others)))
    return Found(tuple(presets), tuple(scripts), tuple(others), tuple(faults))


def preset_file(path: Path, library: Library) -> Path:
    """The file that a path or a preset's name means. Raises `ChartkitError` for what is neither."""
    if not path.is_file():
        found = None if path.exists() or path.is_symlink() else _in_library(path, library)
        if found is None:
            raise ChartkitError(_missing(path, library))
        return found
    if path.suffix not in SUFFIXES:
        message = f"a preset's file ends in {listed(SUFFIXES, 'or')}."
        raise ChartkitError.of("CK701", message, "name the preset, or its folder", Location(shown_path(path)))
    return path


def _in_library(path: Path, library: Library) -> Path | None:
    """The file of the preset that `path` names.

    None where it is no name of a preset, which `_missing` tells as of no file (CK701). Raises `PresetError` CK113 where
    several files of a folder bear the name.
    """
    try:
        check_name(path.as_posix())
    except PresetError:
        return None
    return next(library.find(path.as_posix()), None)


def _nothing(walked: list[Path], others: list[Path]) -> Diagnostic:
    where = listed((f"{path}/" for path in walked), "or")
    passed_over = f"; passed over: {listed(map(shown_path, others))}" if others else ""
    help = "a preset is YAML or JSON with a spec; 'chartkit presets new NAME' starts one"
    return Diagnostic("CK701", f"there is no preset in {where}{passed_over}.", help=help)


def _missing(path: Path, library: Library) -> Diagnostic:
    if path.is_symlink() or path.exists():
        return Diagnostic("CK701", f"{kind_of(path)}.", location=Location(str(path)))
    near = did_you_mean(path.name, _names_in(path.parent)) or did_you_mean(path.as_posix(), library.names())
    return Diagnostic("CK701", "no such file, folder or preset.", location=Location(str(path)), help=near)


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(other.name for other in folder.iterdir())
    except OSError:  # no folder, or one that may not be looked into: no name to suggest
        return []
