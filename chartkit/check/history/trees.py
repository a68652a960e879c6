"""The presets of a commit beside those of the work tree: takes a commit and a library, gives both by name.

The commit's files are laid out in a temporary folder, so that `extends` and example data are found there and nowhere
else; the work tree is only read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from chartkit.check.files.recognition import presets_among
from chartkit.check.files.walking import walk
from chartkit.check.history.git import Blob, Commit, blobs_below, contents
from chartkit.diagnostics import PresetError
from chartkit.files import data_folder, repository_parents, shown_path
from chartkit.presets import Library, Preset, load
from chartkit.presets.library import NOT_PRESETS, SUFFIXES

_GOLDENS = tuple(ending for ending in NOT_PRESETS if "expected" in ending)


class Tree(NamedTuple):
    """One state of a project: the files of its presets by name, or by path outside of `presets/`; where they are found.

    `folder` is the repository's `root`, or what stands for it.
    """

    files: Mapping[str, Path]
    library: Library
    folder: Path
    root: Path

    def place(self, path: Path) -> Path:
        """Where a path of the work tree stands in this state; a path outside of the repository as it is."""
        absolute = path.absolute()
        return self.folder / absolute.relative_to(self.root) if absolute.is_relative_to(self.root) else path

    def load(self, name: str) -> Preset | None:
        """The preset, None where it is at fault."""
        try:
            return load(self.files[name], self.library)._replace(name=name)
        except PresetError:
            return None

    def text(self, name: str) -> bytes:
        """What the file of a preset holds. Raises `OSError`."""
        return self.files[name].read_bytes()


class Trees(NamedTuple):
    """The presets at a commit, and now."""

    commit: Commit
    old: Tree
    new: Tree

    def may_differ(self, name: str) -> bool:
        """Whether a preset of both reads otherwise now, or extends one that may."""
        now = self.new.text(name)
        return b"extends" in now or self.old.text(name) != now


@contextmanager
def both_trees(commit: Commit, paths: Sequence[Path], library: Library, with_data: bool = False) -> Generator[Trees]:
    """The presets of `library` and below `paths` at `commit` and now, as long as the context lasts.

    Folders outside of the repository are the same in both. `with_data` lays out the other files of the folders, too.
    Costs some ms for the processes of git, and one file written for each of the commit's presets.
    """
    parents = repository_parents(Path.cwd())
    own = [*library.project, *(parent / "presets" for parent in parents)]
    library = library._replace(project=tuple(dict.fromkeys(own)))
    shipped = data_folder("presets")
    built_in = [shipped] if shipped.is_relative_to(commit.root) else []  # in chartkit's own checkout
    inside = [path.absolute() for path in (*library.chosen, *library.project, *paths, *built_in)]
    inside += [parent / "pyproject.toml" for parent in parents] if with_data else []
    with tempfile.TemporaryDirectory(prefix="chartkit-") as temporary:
        bare = Tree({}, library, Path(temporary).resolve(), commit.root)
        _lay_out(commit, blobs_below(commit, inside), bare.folder, with_data)
        moved = Library(
            tuple(map(bare.place, (*library.chosen, *built_in))),
            tuple(map(bare.place, library.project)),
        )
        old = bare._replace(library=moved, files=_preset_files([*map(bare.place, paths)], moved, bare.folder))
        new = Tree(_preset_files(paths, library, commit.root), library, commit.root, commit.root)
        yield Trees(commit, old, new)


def _lay_out(commit: Commit, blobs: Sequence[Blob], folder: Path, with_data: bool) -> None:
    """Write the commit's presets; `with_data` the settings and the files that presets beside or above them name."""
    texts: dict[PurePosixPath, bytes] = {}
    of_presets = [blob for blob in blobs if blob.path.name.endswith(SUFFIXES) and not _is_golden(blob)]
    for blob, content in contents(commit, of_presets):
        _write(folder / blob.path, content)
        texts[blob.path.parent] = texts.get(blob.path.parent, b"") + content
    others = [blob for blob in blobs if with_data and not blob.path.name.endswith(SUFFIXES)]
    named = [blob for blob in others if blob.path.name == "pyproject.toml" or _is_named(blob, texts)]
    for blob, content in contents(commit, named):
        _write(folder / blob.path, content)


def _is_named(blob: Blob, texts: Mapping[PurePosixPath, bytes]) -> bool:
    name = blob.path.name.encode(errors="surrogateescape")
    return any(name in texts.get(parent, b"") for parent in blob.path.parents)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _is_golden(blob: Blob) -> bool:
    return blob.path.name.endswith(_GOLDENS)


def _preset_files(paths: Sequence[Path], library: Library, folder: Path) -> dict[str, Path]:
    """The presets of one state by name; those that only `paths` lead to by their path from `folder`."""
    inside = {name: path for name, path in library.names().items() if _is_inside(path, folder)}
    presets = presets_among(inside.values())
    named = {name: path for name, path in inside.items() if path in presets}
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
