"""Presets to start from: a template, and the text of another preset with its example's data under a name of its own.

Takes a preset's file, gives text and bytes; what is written where is the caller's.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import source_lines
from chartkit.files import data_folder, write_whole
from chartkit.presets.documents import read_document, read_file
from chartkit.presets.library import SUFFIXES
from chartkit.presets.yaml_text import yaml_text

SCHEMA = Path(".schema", "preset.schema.json")
TEMPLATE = """\
description: Points joined in the order of x, one line per value of color.
fields:
  x: {type: [quantitative, temporal], description: position along the horizontal axis}
  y: {type: quantitative, description: height of the line}
  color: {type: nominal, required: false, description: one line per value of this column}
strings:
  title: {default: "", description: heading of the chart}
example:
  values:
    - {step: 0, loss: 2.3, split: train}
    - {step: 1, loss: 1.1, split: train}
    - {step: 2, loss: 0.7, split: train}
    - {step: 0, loss: 2.4, split: test}
    - {step: 1, loss: 1.4, split: test}
    - {step: 2, loss: 1.2, split: test}
  fields: {x: step, y: loss, color: split}
  strings: {title: Loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  title: "${string:title}"
  mark: {type: line, point: true, tooltip: true}
  encoding:
    x: {field: "${field:x}"}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:color}", type: nominal}
"""


class DataBeside(NamedTuple):
    """A file of an example's data: where it is, and its name beside the new preset."""

    file: Path
    name: str


def text_of(file: Path) -> str:
    """The preset in `file` as YAML, without its comment for editors. Raises `PresetError`, `OSError`."""
    if file.suffix == ".json":
        return yaml_text(read_file(file).plain())
    lines = source_lines(file.read_text(encoding="utf-8-sig"), keepends=True)
    return "".join(line for line in lines if not line.startswith("# yaml-language"))


def data_beside(data: Path, stem: str) -> DataBeside:
    """The file `data` under the name that it has beside a preset called `stem`.

    Beside a.yaml a.json would be a second preset of its name.
    """
    return DataBeside(data, f"{stem}.data{data.suffix}" if data.suffix in SUFFIXES else f"{stem}{data.suffix}")


def with_data(text: str, name: str) -> str | None:
    """The text of a preset whose example takes its data from the file `name`; None where it says nothing of data."""
    node = read_document(text, "").get("example")
    data = node.get("data") if node else None
    if data is None or data.mark is None:
        return None
    lines = source_lines(text, keepends=True)
    line, start = lines[data.mark.line - 1], data.mark.column - 1
    lines[data.mark.line - 1] = f"{line[:start]}{json.dumps(name)}{line[start + data.mark.length :]}"
    return "".join(lines)


def with_schema(path: Path, folder: Path, text: str) -> str:
    """The text with the comment that points an editor to the schema in `folder`, which is written there."""
    schema = folder / SCHEMA
    shipped = (data_folder("schemas") / "preset.schema.json").read_bytes()
    if not schema.is_file() or schema.read_bytes() != shipped:
        write_whole(schema, shipped, make_folders=True)
    pointer = Path(os.path.relpath(schema, path.parent)).as_posix()
    return f"# yaml-language-server: $schema={pointer}\n{text}"
