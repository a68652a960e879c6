"""Cases from the built-in presets: each with its example, and with every optional slot empty or filled in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pictures.corpus import Case, Spec

from chartkit.compiler import Chart, plot_table
from chartkit.data import Dataset
from chartkit.data.files import read_file
from chartkit.files import data_folder
from chartkit.presets import Preset, load

_FOLDER = data_folder("presets")


def preset_cases() -> Iterator[Case]:
    """The cases of every built-in preset, in order of their names."""
    for path in sorted(_FOLDER.rglob("*.yaml")):
        name = path.relative_to(_FOLDER).with_suffix("").as_posix()
        yield from _cases(name, load(path))


def _cases(name: str, preset: Preset) -> Iterator[Case]:
    example = preset.example
    if example is None or not isinstance(example.data, Path):
        raise ValueError(f"the built-in preset {name} has no example with a file")
    dataset = read_file(example.data)
    for variant, fields, strings in _variants(preset, dataset, example.fields, example.strings):
        yield case_of_chart(f"{name}, {variant}", plot_table(name, dataset, fields, strings))


def _variants(
    preset: Preset, dataset: Dataset, fields: Mapping[str, Any], strings: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    optional = [slot.name for slot in preset.fields.values() if not slot.required]
    yield "example", fields, strings
    yield "all empty", _without(fields, optional), {}
    for name in optional:
        if name in fields:
            yield f"{name} empty", _without(fields, [name]), strings
        else:
            yield f"{name} filled", {**fields, name: _column(preset, name, dataset)}, strings


def _column(preset: Preset, slot: str, dataset: Dataset) -> str:
    types = preset.fields[slot].types
    return next(column.name for column in dataset.columns if types != ("quantitative",) or column.kind in types)


def _without(given: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {slot: value for slot, value in given.items() if slot not in names}


def case_of_chart(name: str, chart: Chart) -> Case:
    """A chart's spec without its rows, and its rows as tables."""
    spec: Spec = chart.spec
    del spec["usermeta"]
    if chart.dialect == "vega":
        return Case(name, spec, {data["name"]: data.pop("values") for data in spec["data"] if "values" in data})
    return Case(name, spec, spec.pop("datasets"))
