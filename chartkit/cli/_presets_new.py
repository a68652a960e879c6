"""`chartkit presets new NAME`: a preset to start from, with an example that draws."""

from __future__ import annotations

import json
from pathlib import Path

import click

from chartkit.cli.checking import checked
from chartkit.cli.options import writing_options
from chartkit.cli.output import say
from chartkit.cli.preset_files import nearest_folder, preset_path, write_preset
from chartkit.diagnostics import ChartkitError, source_lines
from chartkit.files import write_whole
from chartkit.presets import default_library, load
from chartkit.presets.documents import read_document, read_file
from chartkit.presets.library import SUFFIXES
from chartkit.presets.yaml_text import yaml_text

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


@click.command("new")
@click.argument("name")
@click.option("--from", "source", help="Start from a copy of this preset, its example data with it.")
@writing_options
def command(name: str, source: str | None, folder: Path | None, force: bool) -> None:
    """Start a preset of your own, called NAME, in presets/."""
    target = folder or nearest_folder()
    path = preset_path(name, target, folder is not None, force)
    if source is None:
        write_preset(path, target, TEMPLATE)
    else:
        _copied(source, path, target, force)
    say(f"{path}", "place")
    checked([path])
    say(f"\nnext: chartkit preview {path}")


def _copied(source: str, path: Path, folder: Path, force: bool) -> None:
    """The preset `source` written anew as `path`, its example's data file beside it under the name of the new one."""
    preset = load(source)
    file = Path(source) if source.endswith(SUFFIXES) else default_library().file(source)
    data = preset.example.data if preset.example else None
    if not isinstance(data, Path):
        write_preset(path, folder, _text_of(file))
        return
    # Beside a.yaml a.json would be a second preset of its name.
    name = f"{path.stem}.data{data.suffix}" if data.suffix in SUFFIXES else f"{path.stem}{data.suffix}"
    text, beside = _with_data(_text_of(file), name), path.with_name(name)
    if text is None:
        message = f"{source!r} takes its example data from {data}, which the preset that it extends names."
        raise ChartkitError.of("CK701", message, f"build on it with extends: {source}")
    if beside.exists() and not force:
        raise ChartkitError.of("CK701", f"{beside} is there already.", "--force writes over it")
    write_whole(beside, data.read_bytes(), make_folders=True)
    write_preset(path, folder, text)


def _text_of(file: Path) -> str:
    """The preset as YAML, without its comment for editors."""
    if file.suffix == ".json":
        return yaml_text(read_file(file).plain())
    lines = source_lines(file.read_text(encoding="utf-8-sig"), keepends=True)
    return "".join(line for line in lines if not line.startswith("# yaml-language"))


def _with_data(text: str, name: str) -> str | None:
    """The text of a preset whose example takes its data from the file `name`; None where it says nothing of data."""
    node = read_document(text, "").get("example")
    data = node.get("data") if node else None
    if data is None or data.mark is None:
        return None
    lines = source_lines(text, keepends=True)
    line, start = lines[data.mark.line - 1], data.mark.column - 1
    lines[data.mark.line - 1] = f"{line[:start]}{json.dumps(name)}{line[start + data.mark.length :]}"
    return "".join(lines)
