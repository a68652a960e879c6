"""`chartkit presets new NAME`: a preset to start from, with an example that draws."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.checking import checked
from chartkit.cli.options import writing_options
from chartkit.cli.output import say
from chartkit.cli.preset_files import nearest_folder, preset_path, write_preset
from chartkit.diagnostics import ChartkitError
from chartkit.files import write_whole
from chartkit.presets import default_library, load
from chartkit.presets.library import SUFFIXES
from chartkit.presets.starting import TEMPLATE, data_beside, text_of, with_data


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
        write_preset(path, folder, text_of(file))
        return
    name = data_beside(data, path.stem).name
    text, beside = with_data(text_of(file), name), path.with_name(name)
    if text is None:
        message = f"{source!r} takes its example data from {data}, which the preset that it extends names."
        raise ChartkitError.of("CK701", message, f"build on it with extends: {source}")
    if beside.exists() and not force:
        raise ChartkitError.of("CK701", f"{beside} is there already.", "--force writes over it")
    write_whole(beside, data.read_bytes(), make_folders=True)
    write_preset(path, folder, text)
