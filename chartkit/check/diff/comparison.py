"""Every preset whose output changed since a commit. Read this file first.

1. find      the commit, and lay out its presets                     → `Trees`
2. narrow    to the presets whose files, bases, data or theme differ → names
3. compile   the example of each, as it was and as it is             → two `Side`s
4. say       what differs, in words                                  → `ChartChange`s
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from chartkit.check.diff.sides import Side, side_of
from chartkit.check.diff.spec_words import row_words, spec_changes
from chartkit.check.history.git import find_commit
from chartkit.check.history.preset_changes import renamed_presets
from chartkit.check.history.slot_changes import slot_changes
from chartkit.check.history.trees import Tree, Trees, both_trees
from chartkit.diagnostics import counted
from chartkit.files import repository_parents
from chartkit.presets import Library
from chartkit.schema.json_types import is_object
from chartkit.tool_table import tool_table

Kind = Literal["added", "removed", "renamed", "changed"]
_MOST_WORDS = 8


class ChartChange(NamedTuple):
    """A preset that is not what it was: both sides, None where it was not or is not there, and what changed."""

    name: str
    kind: Kind
    old: Side | None
    new: Side | None
    words: tuple[str, ...]

    @property
    def is_same_chart(self) -> bool:
        """Whether both sides draw the very same."""
        return self.old is not None and self.new is not None and self.old.spec == self.new.spec is not None


class Comparison(NamedTuple):
    """What changed since the commit `ref`, whose id is `commit`; `n_presets` were looked at."""

    ref: str
    commit: str
    changes: tuple[ChartChange, ...]
    n_presets: int


def compare(ref: str, paths: Iterable[Path], library: Library) -> Comparison:
    """Every preset of `library` and below `paths` whose chart or slots are not those of the commit `ref`.

    Its pictures are drawn. Raises `ChartkitError` where there is no such commit. Costs some ms a preset that changed,
    and its two pictures.
    """
    commit = find_commit(ref, Path.cwd())
    with both_trees(commit, list(paths), library, with_data=True) as trees:
        found = tuple(change for change in _changes(trees) if change.words)
        for change in found:
            _draw(change)
    names = {*trees.old.files, *trees.new.files}
    return Comparison(ref, commit.id, tuple(sorted(found, key=lambda change: change.name)), len(names))


def _draw(change: ChartChange) -> None:
    """Draw both sides while the commit's files are there; of two charts that are the same, one."""
    if change.is_same_chart and change.old and change.new:
        change.old.drawing = change.new.drawing
    for side in (change.old, change.new):
        if side is not None:
            _ = side.drawing


def _changes(trees: Trees) -> Iterator[ChartChange]:
    old, new = trees.old.files, trees.new.files
    gone = [name for name in old if name not in new]
    renamed = renamed_presets(trees, gone)
    theme = _old_theme(trees)
    changed_files = _changed_files(trees)
    for name in gone:
        now = renamed.get(name)
        if now is None:
            yield ChartChange(name, "removed", side_of(trees.old, name, theme), None, ("removed",))
        else:
            change = _compared(trees, name, now, theme)
            yield change._replace(kind="renamed", words=(f"renamed from {name!r}", *change.words))
    for name in new:
        if name in old:
            if theme is not None or _may_differ(trees, name, changed_files):
                yield _compared(trees, name, name, theme)
        elif name not in renamed.values():
            yield ChartChange(name, "added", None, side_of(trees.new, name), ("added",))


def _compared(trees: Trees, old_name: str, name: str, theme: dict[str, Any] | None) -> ChartChange:
    old, new = side_of(trees.old, old_name, theme), side_of(trees.new, name)
    return ChartChange(name, "changed", old, new, tuple(_words(old, new)))


def _words(old: Side, new: Side) -> Iterator[str]:
    """What changed, the slots first, then the spec, then the rows and marks."""
    if old.fault != new.fault:
        yield "cannot be drawn any more" if new.fault else "can be drawn again"
    if old.preset and new.preset:
        yield from (change.words for change in slot_changes(old.preset, new.preset))
    if old.spec is None or new.spec is None or old.spec == new.spec:
        return
    changes = spec_changes(old.spec, new.spec)
    yield from (change.words for change in changes[:_MOST_WORDS])
    if len(changes) > _MOST_WORDS:
        yield f"{counted(len(changes) - _MOST_WORDS, 'more change')} in the spec"
    if rows := row_words(old.spec, new.spec):
        yield rows


def _may_differ(trees: Trees, name: str, changed_files: set[str]) -> bool:
    """Whether the preset, one it may extend, or a file it may read is not as it was."""
    return trees.may_differ(name) or any(file.encode() in trees.new.text(name) for file in changed_files)


def _changed_files(trees: Trees) -> set[str]:
    """The names of the commit's other files that hold something else now, or are gone."""
    presets = {*trees.old.files.values()}
    found: set[str] = set()
    for before in trees.old.folder.rglob("*"):
        if before not in presets and before.is_file():
            now = trees.new.folder / before.relative_to(trees.old.folder)
            if not now.is_file() or now.read_bytes() != before.read_bytes():
                found.add(before.name)
    return found


def _old_theme(trees: Trees) -> dict[str, Any] | None:
    """The theme of the project at the commit where it is not the one of now; None where it is."""
    now, before = _theme(trees.new), _theme(trees.old)
    return before if before != now else None


def _theme(tree: Tree) -> dict[str, Any]:
    for folder in _settings_folders(tree):
        path = folder / "pyproject.toml"
        if path.is_file():
            try:
                table = tool_table(path.read_text(encoding="utf-8", errors="replace"))
            except ValueError:  # building a chart says so where it is the file of now
                return {}
            theme: Any = table.get("theme", {}) if is_object(table) else {}
            return theme if is_object(theme) else {}
    return {}


def _settings_folders(tree: Tree) -> list[Path]:
    """Where the settings are looked for, nearest first, in the state of `tree`."""
    return [tree.place(folder) for folder in repository_parents(Path.cwd())]
