"""The presets of a commit beside those of the work tree: takes a commit and a library, gives both by name.

The commit's files are laid out in a temporary folder, so that `extends` and example data are found there and nowhere
else; the work tree is only read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from chartkit.check.history.git import Blob, Commit, blobs_below, contents
from chartkit.check.recognition import presets_among
from chartkit.check.walking import walk
from chartkit.diagnostics import PresetError
from chartkit.files import data_folder, repository_parents, shown_path
from chartkit.presets import Library, Preset, load
from chartkit.presets.library import NOT_PRESETS, SUFFIXES

_GOLDENS = tuple(ending for ending in NOT_PRESETS if "expected" in ending)


class Tree(NamedTuple):
    """One state of a project: the files of its presets by name, or by path outside of `presets/`; where they are found.

    `folder` is the repository's root, or what stands for it.
    """

    files: Mapping[str, Path]
    library: Library
    folder: Path

    def load(self, name: str) -> Preset | None:
        """The preset, None where it is at fault."""
        try:
            return load(self.files[name], self.library)._replace(name=name)
        except PresetError:
            return None

    def text(self, name: str) -> bytes:
        return self.files[name].read_bytes()


class Trees(NamedTuple):
    """The presets at a commit, and now."""

    commit: Commit
    old: Tree
    new: Tree


@contextmanager
def both_trees(commit: Commit, paths: Sequence[Path], library: Library, with_data: bool = False) -> Generator[Trees]:
    """The presets of `library` and below `paths` at `commit` and now, as long as the context lasts.

    Folders outside of the repository are the same in both. `with_data` lays out the other files of the folders, too.
    Costs some ms for the processes of git, and one file written for each of the commit's presets.
    """
    own = [*library.project, *(parent / "presets" for parent in repository_parents(Path.cwd()))]
    library = library._replace(project=tuple(dict.fromkeys(own)))
    built_in = [
        path for path in [data_folder("presets")] if path.is_relative_to(commit.root)
    ]  # chartkit's own checkout
    inside = [path.absolute() for path in (*library.chosen, *library.project, *paths, *built_in)]
    with tempfile.TemporaryDirectory(prefix="chartkit-") as temporary:
        folder = Path(temporary).resolve()
        _lay_out(commit, (blob for blob in blobs_below(commit, inside) if _is_wanted(blob, with_data)), folder)
        moved = Library(
            tuple(_moved(path, commit.root, folder) for path in (*library.chosen, *built_in)),
            tuple(_moved(path, commit.root, folder) for path in library.project),
        )
        old = Tree(_preset_files([_moved(path, commit.root, folder) for path in paths], moved, folder), moved, folder)
        new = Tree(_preset_files(paths, library, commit.root), library, commit.root)
        yield Trees(commit, old, new)


def _lay_out(commit: Commit, blobs: Iterable[Blob], folder: Path) -> None:
    for blob, content in contents(commit, blobs):
        target = folder / blob.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _is_wanted(blob: Blob, with_data: bool) -> bool:
    name = blob.path.name
    return not name.endswith(_GOLDENS) and (with_data or name.endswith(SUFFIXES))


def _moved(path: Path, root: Path, folder: Path) -> Path:
    """Where a path of the repository stands in the commit's folder; any other path as it is."""
    absolute = path.absolute()
    return folder / absolute.relative_to(root) if absolute.is_relative_to(root) else path


def _preset_files(paths: Sequence[Path], library: Library, folder: Path) -> dict[str, Path]:
    """The presets of one state by name; those that only `paths` lead to by their path from `folder`."""
    named = {name: path for name, path in library.names().items() if _is_inside(path, folder)}
    known = {path.absolute() for path in named.values()}
    for path in paths:
        for file in sorted(presets_among(walk(path).documents)) if path.is_dir() else [path]:
            absolute = file.absolute()
            if absolute not in known and file.suffix in SUFFIXES and file.is_file() and _is_inside(file, folder):
                named[absolute.relative_to(folder).as_posix()] = file
    return named


def _is_inside(path: Path, folder: Path) -> bool:
    return path.absolute().is_relative_to(folder)


def shown_file(path: Path, tree: Tree, trees: Trees) -> str:
    """A file of either state as messages name it: where it stands, or stood, in the work tree."""
    absolute = path.absolute()
    inside = absolute.relative_to(tree.folder) if absolute.is_relative_to(tree.folder) else None
    return shown_path(trees.commit.root / inside) if inside else shown_path(path)
