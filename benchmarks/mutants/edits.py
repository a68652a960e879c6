"""Faults as edits: takes a valid spec, gives it with one or more faults and the places where they must be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

Path = tuple[str | int, ...]
_ROWS = {"values", "datasets", "usermeta"}


class Edit(NamedTuple):
    """One change of the key or value at `path`; `meant` is the word that a typo was made of."""

    kind: str
    path: Path
    change: Literal["rename", "replace", "remove", "add"]
    new: Any = None
    meant: str | None = None


class Expected(NamedTuple):
    """Where a fault must be told: at a key, at a value, or at the object that lacks a key."""

    path: Path
    on_key: bool
    meant: str | None


class Mutant(NamedTuple):
    """A spec with known faults."""

    name: str
    kind: str
    spec: Any
    faults: tuple[Expected, ...]


def mutant(name: str, spec: Any, edits: Sequence[Edit], kind: str | None = None) -> Mutant:
    """`spec` with all edits made, and where they must be told."""
    faults = tuple(_expected(edit, edits) for edit in edits)
    return Mutant(name, kind or edits[0].kind, edited(spec, edits), faults)


def edited(spec: Any, edits: Sequence[Edit]) -> Any:
    """`spec` with all edits made, the deepest first so that their paths hold."""
    for edit in sorted(edits, key=lambda edit: -len(edit.path)):
        spec = _changed(spec, edit.path, edit)
    return spec


def are_apart(edits: Sequence[Edit]) -> bool:
    """Whether no edit takes away what another one changes; what is under a misspelt key may be wrong too."""
    return all(
        first.path != other.path[: len(first.path)] or (first.change == "rename" and first.path != other.path)
        for first in edits
        for other in edits
        if first is not other
    )


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every key and value in a spec; rows and other things of the author's own are left out."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield (*path, step)
        if step not in _ROWS:
            yield from places(item, (*path, step))


def value_at(value: Any, path: Path) -> Any:
    """What stands at `path`."""
    for step in path:
        value = value[step]
    return value


def _changed(value: Any, path: Path, edit: Edit) -> Any:
    step, rest = path[0], path[1:]
    if rest or edit.change == "replace":
        item = _changed(value[step], rest, edit) if rest else edit.new
        return {**value, step: item} if isinstance(value, dict) else [*value[:step], item, *value[int(step) + 1 :]]
    if edit.change == "rename":
        return {(edit.new if key == step else key): item for key, item in value.items()}
    if edit.change == "add":
        return {**value, step: edit.new}
    return {key: item for key, item in value.items() if key != step}


def _expected(edit: Edit, edits: Sequence[Edit]) -> Expected:
    renamed = {other.path: other.new for other in edits if other.change == "rename"}
    path = tuple(renamed.get(edit.path[: index + 1], step) for index, step in enumerate(edit.path))
    if edit.change == "remove":
        return Expected(path[:-1], False, None)
    return Expected(path, edit.change != "replace", edit.meant)
