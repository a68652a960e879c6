"""Where presets are found: a search path of folders, first hit wins.

Order: folders given (`--presets DIR`), `$CHARTKIT_PRESETS`, `presets/` in the working folder and its parents up to the
repository root (without a root: the working folder alone), installed packages (entry points of the group
`chartkit.presets`, located without running them), the built-ins. Only the first two may override `wandb/` and
`chartkit/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import Diagnostic, PresetError, reason_of
from chartkit.files import data_folder, inside, repository_parents, shown_path, working_folder
from chartkit.schema import did_you_mean

RESERVED = ("wandb", "chartkit")
SUFFIXES = (".yaml", ".yml", ".json")
MAX_NAME = 200
NOT_PRESETS = (".expected.vl.json", ".expected.vg.json", ".schema.json")


class Library(NamedTuple):
    """The folders of one search, in order: those that may override reserved names, then the others."""

    chosen: tuple[Path, ...]
    project: tuple[Path, ...]

    def folders(self, reserved: bool) -> Iterator[Path]:
        """The folders to look in, lazily: installed packages are asked for only when nothing nearer has the name."""
        yield from self.chosen
        if not reserved:
            yield from self.project
            yield from package_folders()
        yield data_folder("presets")

    def find(self, name: str) -> Iterator[Path]:
        """The files of the preset `name`, nearest first. Raises `PresetError` for a name that is not one."""
        check_name(name)
        for folder in self.folders(name.split("/")[0] in RESERVED):
            found = [path for path in _candidates(folder, name) if os.path.isfile(path)]  # noqa: PTH113
            if len(found) > 1:
                names = " and ".join(path.name for path in found)
                message = f"preset {name!r} has more than one file in {shown_path(folder)}: {names}."
                raise PresetError(Diagnostic("CK113", message, help="keep one of them"))
            yield from found

    def file(self, name: str) -> Path:
        """The nearest file of the preset `name`. Raises `PresetError` when there is none, or it is no name."""
        found = next(self.find(name), None)
        if found is None:
            self._check_rights(name)
            raise unknown_preset(name, self)
        return found

    def _check_rights(self, name: str) -> None:
        """Raises `PresetError` where a folder may not be looked into: the preset may be there."""
        for folder in self.folders(name.split("/")[0] in RESERVED):
            for path in _candidates(folder, name):
                try:
                    path.stat()
                except PermissionError as error:
                    message = f"preset {name!r} cannot be looked for: {shown_path(path)}: {reason_of(error).lower()}."
                    raise PresetError(Diagnostic("CK101", message, help="look at who may read that folder")) from None
                except OSError:
                    continue

    def names(self) -> dict[str, Path]:
        """Every preset that can be found, by name, with the file that `find` would give first."""
        found: dict[str, Path] = {}
        reserving = {*self.chosen, data_folder("presets")}
        for folder in self.folders(reserved=False):
            for path in sorted(folder.rglob("*")):
                name = _name_of(path, folder)
                if name and (folder in reserving or name.split("/")[0] not in RESERVED):
                    found.setdefault(name, path)
        return dict(sorted(found.items()))


def default_library(extra: tuple[Path, ...] = ()) -> Library:
    """The search path of this moment: `extra` folders first, then as the module says."""
    chosen = [Path(entry) for entry in os.environ.get("CHARTKIT_PRESETS", "").split(os.pathsep) if entry]
    return Library((*extra, *chosen), tuple(project_folders(working_folder())))


def project_folders(start: Path) -> list[Path]:
    """`presets/` in `start` and its parents up to the repository root; without a repository, in `start` alone."""
    parents = repository_parents(start)
    return [folder for parent in parents if os.path.isdir(folder := inside(parent, "presets"))]  # noqa: PTH112


@lru_cache(maxsize=256)
def _candidates(folder: Path, name: str) -> tuple[Path, ...]:
    """The files that the preset `name` may be in `folder`."""
    return tuple(folder / f"{name}{suffix}" for suffix in SUFFIXES)


@cache
def package_folders() -> tuple[Path, ...]:
    """The folders that installed packages offer, found once a process.

    An entry point `name = package.folder` names a folder inside a package; nothing of the package is imported.
    """
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    found: list[Path] = []
    for entry in sorted(entry_points(group="chartkit.presets"), key=lambda entry: entry.name):
        package, *inside = entry.module.split(".")
        spec = find_spec(package)
        for location in (spec.submodule_search_locations or ()) if spec else ():
            folder = Path(location, *inside, *(entry.attr.split(".") if entry.attr else ()))
            if folder.is_dir():
                found.append(folder)
    return tuple(found)


@lru_cache(maxsize=256)
def check_name(name: str) -> None:
    """Raises `PresetError` unless `name` is parts of visible file names joined by `/`, without the ending, of 200
    characters at most.
    """
    parts = name.split("/")
    wrong = (
        (not name and "it is empty")
        or (len(name) > MAX_NAME and f"it has {len(name)} characters, more than {MAX_NAME}")
        or (any(len(part.encode(errors="replace")) > 240 for part in parts) and "a part has more than 240 bytes")
        or (any(not part for part in parts) and "it has an empty part")
        or (any(part.startswith(".") for part in parts) and "a part starts with a dot")
        or (any(part != part.strip() for part in parts) and "a part begins or ends with a space")
        or (name.endswith(SUFFIXES) and f"it ends in {name[name.rindex('.') :]}, as its file alone does")
        or (
            any(
                character < " " or character in '\\:*?"<>|\x7f' or "\ud800" <= character <= "\udfff"
                for character in name
            )
            and "it holds characters a file name cannot hold"
        )
    )
    if wrong:
        shown = repr(name if len(name) <= 60 else name[:59] + "…")
        help = "a name is entity/name, as in wandb/line/v0"
        raise PresetError(Diagnostic("CK108", f"{shown} is not a preset name: {wrong}.", help=help))


def unknown_preset(name: str, library: Library) -> PresetError:
    """The error for a name that no folder has: near names, where it was looked for, how to bring it in."""
    near = near_name(name, library)
    is_reserved = name.split("/")[0] in RESERVED
    folders = [*library.folders(is_reserved)]
    looked = ", ".join(map(shown_path, folders))
    bring = f"to bring it in from W&B's editor, save its JSON and run 'chartkit presets import FILE --as {name}'"
    help = " ".join(part for part in (near, "" if is_reserved else bring) if part)
    message = f"no preset {name!r}; looked in {looked}."
    return PresetError(Diagnostic("CK107", message, help=help or None))


def near_name(written: str, library: Library) -> str | None:
    """The question that names the preset meant by a name or path: the same without folder and ending, or a near one."""
    names = library.names()
    bare = written.removeprefix("./").removeprefix("presets/")
    for suffix in SUFFIXES:
        bare = bare.removesuffix(suffix)
    meant = bare if bare in names else next((name for name in names if bare in name.split("/")), None)
    return f"did you mean {meant!r}?" if meant else did_you_mean(bare, names)


def _name_of(path: Path, folder: Path) -> str | None:
    if path.suffix not in SUFFIXES or path.name.endswith(NOT_PRESETS) or not path.is_file():
        return None
    parts = path.relative_to(folder).with_suffix("").parts
    return None if any(part.startswith(".") for part in parts) else "/".join(parts)
