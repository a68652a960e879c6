"""Presets as files: takes a preset's document and the data of its example, gives the YAML and the files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import PresetError
from chartkit.files import write_whole
from chartkit.presets.importing.documents import document_of
from chartkit.presets.library import SUFFIXES
from chartkit.presets.yaml_text import yaml_text

if TYPE_CHECKING:
    from chartkit.presets.preset import ExampleData, Preset

MAX_INLINE_ROWS = 20
"""Rows of an example up to which they stand in the preset itself."""


class Written(NamedTuple):
    """The text of a preset, and the content of the data files that it names, by their names."""

    text: str
    files: Mapping[str, bytes]


def written(document: dict[str, Any], data: ExampleData | Mapping[str, ExampleData] | None, stem: str) -> Written:
    """A preset called `stem` as text; more than 20 rows of its example go into a file of JSON lines beside it.

    Raises `OSError` for an example's file that cannot be read.
    """
    example: dict[str, Any] = document.get("example", {})
    if data is None or data == []:
        return Written(yaml_text(document), {})
    if isinstance(data, list) and len(data) <= MAX_INLINE_ROWS:
        return Written(yaml_text({**document, "example": {"values": data, **example}}), {})
    if isinstance(data, Mapping):
        named = {table: _file(one, f"{stem}.{table}") for table, one in data.items()}
        text = yaml_text(
            {**document, "example": {"data": {table: name for table, (name, _) in named.items()}, **example}}
        )
        return Written(text, dict(named.values()))
    name, content = _file(data, stem)
    return Written(yaml_text({**document, "example": {"data": name, **example}}), {name: content})


def _file(data: ExampleData, stem: str) -> tuple[str, bytes]:
    """The name and content of a data file: a copy of the one there is, or rows as JSON lines."""
    if isinstance(data, Path):
        # Beside a.yaml a.json would be a second preset of its name.
        return f"{stem}.data{data.suffix}" if data.suffix in SUFFIXES else f"{stem}{data.suffix}", data.read_bytes()
    import orjson

    return f"{stem}.jsonl", b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in data)


def save_preset(preset: Preset, path: Path, force: bool) -> None:
    """Write a preset, and the data it names. Raises `PresetError` for files that are there, unless `force`."""
    try:
        found = written(document_of(preset), preset.example.data if preset.example else None, path.stem)
        files = {**{path.with_name(name): content for name, content in found.files.items()}, path: found.text.encode()}
        if not force and (present := next((file for file in files if file.exists()), None)):
            raise PresetError.of("CK119", f"{present} is there already.", "force=True writes over it")
        for file, content in files.items():
            write_whole(file, content, make_folders=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PresetError.of("CK119", f"cannot save {path}: {reason}: {error.filename}.") from None
