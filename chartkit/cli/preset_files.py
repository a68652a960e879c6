"""Writing presets where they will be found: takes a name and text, gives a file, and the schema an editor reads."""

from __future__ import annotations

import os
from pathlib import Path

from chartkit.diagnostics import ChartkitError
from chartkit.files import write_whole
from chartkit.presets.library import RESERVED, SUFFIXES, check_name, project_folders
from chartkit.presets.starting import with_schema


def nearest_folder() -> Path:
    """Where presets of one's own are looked for first: the nearest `presets/` up to the repository root, else here."""
    return Path(os.path.relpath(next(iter(project_folders(Path.cwd())), "presets")))


def preset_path(name: str, folder: Path, is_own_folder: bool, force: bool) -> Path:
    """The file of a preset called `name` in `folder`.

    Raises `ChartkitError` for a name that is not one, that is chartkit's own in a folder that may not hold those, and
    for a file that is there already unless `force`.
    """
    check_name(name)
    entity = name.split("/")[0]
    if entity in RESERVED and not is_own_folder:
        help = "choose another entity, with --from to copy one of chartkit's, or write it to a folder of your own with"
        help += " --dir and name that in $CHARTKIT_PRESETS"
        message = f"presets below {entity}/ are chartkit's own; {name!r} would not be found in {folder}/."
        raise ChartkitError.of("CK701", message, help)
    path = folder / f"{name}.yaml"
    for suffix in SUFFIXES:
        present = folder / f"{name}{suffix}"
        if present.exists() and (present != path or not force):
            help = "--force writes over it" if present == path else "remove it"
            raise ChartkitError.of("CK701", f"{present} is there already.", help)
    return path


def write_preset(path: Path, folder: Path, text: str) -> None:
    """Write the file, with the comment that points an editor to the schema in `folder`; both appear whole."""
    write_whole(path, with_schema(path, folder, text).encode(), make_folders=True)
