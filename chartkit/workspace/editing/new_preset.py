"""How a preset of one's own begins: takes the folder, a name and what it starts from, gives the file written."""

from __future__ import annotations

from pathlib import Path

from chartkit.diagnostics import ChartkitError, PresetError, listed, shown
from chartkit.presets import Library, load
from chartkit.presets.starting import TEMPLATE, data_beside, text_of, with_data
from chartkit.workspace.editing.presets_folder import PresetsFolder, Saved

HOWS = ("template", "copy", "extends")
"""What it starts from: nothing, another preset's text, or another preset that it changes."""


def start(folder: PresetsFolder, name: str, how: str, source: str, library: Library) -> Saved:
    """A new preset in the folder: the template, a `copy` of another with its data, or one that `extends` it.

    Raises `ChartkitError` for another `how`, and as `PresetsFolder.create`.
    """
    if how not in HOWS:
        raise ChartkitError.of("CK902", f"a preset starts as {listed(HOWS, 'or')}; found {shown(how)}.")
    if how == "template":
        return folder.create(name, TEMPLATE, {}, library)
    base = load(source, library)
    if how == "extends":
        return folder.create(
            name, f"extends: {source}\ndescription: {_one_line(base.description)}\nspec: {{}}\n", {}, library
        )
    return copy(folder, name, text_of(library.file(source)), source, library)


def copy(folder: PresetsFolder, name: str, text: str, source: str, library: Library) -> Saved:
    """The text as a new preset, the data file of its example copied from beside `source`. Raises as
    `PresetsFolder.create`.
    """
    data = _data_of(text, library.file(source)) if source else None
    if data is None:
        return folder.create(name, text, {}, library)
    beside = data_beside(data, folder.own_file(name).stem)
    return folder.create(name, with_data(text, beside.name) or text, {beside.file: beside.name}, library)


def _data_of(text: str, source: Path) -> Path | None:
    """The file of the example's data, where it lies beside the preset that the text comes from."""
    from chartkit.presets.documents import read_document

    try:
        example = read_document(text, "").get("example")
    except PresetError:
        return None  # a text that cannot be read is saved as it is: `check` says what is wrong with it
    data = example.get("data") if example else None
    name = data.value if data is not None else None
    if not isinstance(name, str) or Path(name).is_absolute() or ".." in Path(name).parts or "\0" in name:
        return None
    file = source.parent / name
    return file if file.is_file() else None


def _one_line(text: str) -> str:
    import json

    return json.dumps(" ".join(text.split()), ensure_ascii=False)
