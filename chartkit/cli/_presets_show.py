"""`chartkit presets show NAME`: the slots of a preset and a call that fills them."""

from __future__ import annotations

import shlex

import click

from chartkit.cli.output import say, section
from chartkit.diagnostics import listed
from chartkit.presets import FieldSlot, Preset, StringSlot, load
from chartkit.presets.calls import python_call


@click.command("show")
@click.argument("name")
@click.option("--spec", is_flag=True, help="Print its spec as JSON instead, slots as they are written.")
def command(name: str, spec: bool) -> None:
    """Show the slots of preset NAME, and a call that fills them.

    What is shown is no preset file: 'chartkit presets new MINE --from NAME' starts a copy to change.
    """
    preset = load(name)
    if spec:
        import orjson

        say(orjson.dumps(preset.spec.plain(), option=orjson.OPT_INDENT_2).decode())
        return
    say(preset.name, "place")
    if preset.description:
        say(preset.description)
    say(f"file: {preset.file}")
    section("fields", {name: _field(slot) for name, slot in preset.fields.items()})
    section("strings", {name: _string(slot) for name, slot in preset.strings.items()})
    say("\nin Python", "place")
    say(f"  {python_call(preset, name)}")
    say("\nin the shell", "place")
    say(_command(preset, name))


def _field(slot: FieldSlot) -> str:
    kind = "any column" if "any" in slot.types else f"{' or '.join(slot.types)} column"
    kind = f"list of {kind}s" if slot.many else kind
    kind = f"{kind} of {listed(slot.tables)}" if slot.tables else kind
    absent = "" if slot.required else f", {slot.default!r} by default" if slot.default else ", optional"
    return f"{kind}{absent}{f': {slot.description}' if slot.description else ''}"


def _string(slot: StringSlot) -> str:
    kind = f"one of {listed(slot.choices, 'or')}" if slot.choices else slot.type
    default = f", {slot.default!r} by default" if slot.default not in (None, "") else ""
    needed = ", required" if slot.required and slot.default is None else ""
    return f"{kind}{default}{needed}{f': {slot.description}' if slot.description else ''}"


def _command(preset: Preset, name: str) -> str:
    """A `chartkit render` call that fills each required slot."""
    fields = [slot for slot in preset.fields.values() if slot.required and slot.default is None]
    strings = [slot for slot in preset.strings.values() if slot.required and slot.default is None]
    files = (
        ["--data FILE"] if len(preset.tables) == 1 else [f"--data {shlex.quote(f'{t}=FILE')}" for t in preset.tables]
    )
    words = [f"--field {shlex.quote(slot.name)}={'A,B' if slot.many else 'COLUMN'}" for slot in fields]
    words += [f"--string {shlex.quote(slot.name)}=TEXT" for slot in strings]
    return f"  {' '.join(['chartkit render', shlex.quote(name), *files, *words])} -o out.png"
