"""`chartkit presets list`: every preset that can be named in this folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from chartkit.cli.output import say, styled
from chartkit.diagnostics import PresetError
from chartkit.files import shown_path
from chartkit.presets import Library, Preset, default_library, load


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON list of objects with name, file, description and slots.")
def command(as_json: bool) -> None:
    """List every preset that can be named here, and what it draws."""
    library = default_library()
    entries = [_entry(name, path, library) for name, path in library.names().items()]
    if as_json:
        import orjson

        say(orjson.dumps(entries, option=orjson.OPT_INDENT_2).decode())
        return
    style, width = styled(sys.stdout), max((len(entry["name"]) for entry in entries), default=0)
    for entry in entries:
        line = entry.get("error") or entry["description"] or "no description"
        kind = "error" if "error" in entry else "place"
        say(f"{style(entry['name'].ljust(width), kind)}  {line}")


def _entry(name: str, path: Path, library: Library) -> dict[str, Any]:
    """What is known of a preset; for one that cannot be loaded the reason, which is never the list's end."""
    place = {"name": name, "file": shown_path(path)}
    try:
        preset = load(name, library)
    except PresetError as error:
        first = error.diagnostics[0]
        where = f"{first.location}: " if first.location else ""
        return {**place, "description": "", "error": f"cannot be loaded: {where}{first.message}"}
    return {**place, "description": preset.description, **slots_of(preset)}


def slots_of(preset: Preset) -> dict[str, Any]:
    """The slots as JSON."""
    return {
        "fields": {
            slot.name: {"type": list(slot.types), "required": slot.required, "description": slot.description}
            for slot in preset.fields.values()
        },
        "strings": {
            slot.name: {"type": slot.type, "default": slot.default, "description": slot.description}
            for slot in preset.strings.values()
        },
    }
