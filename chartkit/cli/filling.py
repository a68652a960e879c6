"""The options that fill a preset on the command line: takes their texts, gives fields, strings, data and a chart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chartkit.cli.output import fault
from chartkit.presets import Preset, StringSlot

if TYPE_CHECKING:
    from chartkit.compiler import Chart
    from chartkit.data import Dataset


def filling_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--data`, `--field` and `--string`, as arguments `data`, `field` and `string`."""
    options = (
        click.option("--data", type=click.Path(path_type=Path), help="A CSV, TSV, JSON, JSON lines or Parquet file."),
        click.option(
            "--field", multiple=True, metavar="SLOT=COLUMN", help="Fill a slot; SLOT=A,B where it takes many columns."
        ),
        click.option("--string", multiple=True, metavar="SLOT=TEXT", help="Fill a string slot."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def chart_of(preset: Preset, data: Path | None, field: tuple[str, ...], string: tuple[str, ...]) -> Chart:
    """The preset filled from the options; its example stands in for what they leave out.

    With a table of the user's the example's fields and texts do not count. Raises `ChartkitError`.
    """
    from chartkit.check.examples import bound_example
    from chartkit.compiler.binder import bind
    from chartkit.compiler.builder import build
    from chartkit.data.files import read_file

    if data is None:
        binding = bound_example(preset)
        dataset = binding.dataset
        given = preset.example
        fields = {**(given.fields if given else {}), **_fields(preset, field, dataset)}
        strings = {**(given.strings if given else {}), **_strings(preset, string)}
        return build(bind(preset, dataset, fields, strings))
    dataset = read_file(data)
    return build(bind(preset, dataset, _fields(preset, field, dataset), _strings(preset, string)))


def drawn(preset: Preset, data: Path | None, field: tuple[str, ...], string: tuple[str, ...]) -> Chart:
    """As `chart_of`; a preset without example or table is drawn from made-up columns."""
    from chartkit.check.variants import filled_variants
    from chartkit.compiler.binder import bind
    from chartkit.compiler.builder import build

    if data is not None or (preset.example and preset.example.data is not None):
        return chart_of(preset, data, field, string)
    made_up = filled_variants(preset, None)[0]
    strings = {**made_up.strings, **_strings(preset, string)}
    return build(bind(preset, made_up.dataset, made_up.fields, strings))


def _fields(preset: Preset, given: tuple[str, ...], dataset: Dataset) -> dict[str, Any]:
    fields = _pairs(given, "--field", "x=step")
    many = {name for name in fields if (slot := preset.fields.get(name)) and slot.many}
    return {
        name: column.split(",") if name in many and column not in dataset.names else column
        for name, column in fields.items()
    }


def _strings(preset: Preset, given: tuple[str, ...]) -> dict[str, Any]:
    texts = _pairs(given, "--string", "title=Loss")
    return {name: _typed(preset.strings.get(name), text) for name, text in texts.items()}


def _typed(slot: StringSlot | None, text: str) -> Any:
    """The text as the slot's type; as it is where it is none, for binding says what was needed."""
    kind = slot.type if slot else "text"
    try:
        if kind == "integer":
            return int(text)
        if kind == "number":
            return float(text)
    except ValueError:
        return text
    return {"true": True, "false": False}.get(text.lower(), text) if kind == "boolean" else text


def _pairs(given: tuple[str, ...], option: str, example: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise fault(f"{option} takes SLOT=VALUE; found {text!r}.", f"write it as in {option} {example}")
        if name in pairs:
            raise fault(f"{option} fills the slot {name!r} twice.", "give one of them")
        pairs[name] = value
    return pairs
