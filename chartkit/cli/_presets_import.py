"""`chartkit presets import FILE`: a chart from W&B's editor, Altair or Vega becomes a preset with declared slots."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chartkit.cli.checking import checked
from chartkit.cli.options import writing_options
from chartkit.cli.output import say
from chartkit.cli.preset_files import nearest_folder, preset_path, write_preset
from chartkit.diagnostics import ChartkitError, counted, listed
from chartkit.files import write_whole
from chartkit.presets.documents import read_file
from chartkit.presets.importing import Imported, imported, written


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "name", help="The preset's name, as me/loss; the file's own without it.")
@writing_options
def command(file: Path, name: str | None, folder: Path | None, force: bool) -> None:
    """Make a preset of FILE: JSON (or YAML) from W&B's editor, from Altair, or any Vega-Lite or Vega chart."""
    document = read_file(file)
    if not document.entries:
        message = f"{file} holds no chart: a map with a mark, layers or marks is needed."
        raise ChartkitError.of("CK701", message)
    target = folder or nearest_folder()
    path = preset_path(name or file.name.partition(".")[0], target, folder is not None, force)
    found = imported(document.plain(), file.name)
    text, files = written(found.document, found.rows, path.stem)
    for name in files:
        if (beside := path.with_name(name)).exists() and not force:
            raise ChartkitError.of("CK701", f"{beside} is there already.", "--force writes over it")
    for name, content in files.items():
        write_whole(path.with_name(name), content, make_folders=True)
    write_preset(path, target, text)
    say(f"{path}", "place")
    for line in _told(found):
        say(line)
    if not checked([path]):
        sys.exit(1)


def _told(found: Imported) -> list[str]:
    """What was made of the file, in sentences."""
    lines: list[str] = []
    for kind, slots in (("field", found.fields), ("string", found.strings)):
        if slots:
            lines.append(f"{counted(len(slots), f'{kind} slot')}: {listed(slots)}")
    if not found.fields:
        lines.append('no field slots: it draws columns by their names; put "${field:x}" where another name may stand')
    if found.rows:
        lines.append(f"its {counted(len(found.rows), 'row')} {'is' if len(found.rows) == 1 else 'are'} the example")
    return [*lines, *found.notes]
