"""The schema that editors use for preset files: as generated, right about presets, and open to slots everywhere."""

from __future__ import annotations

import importlib
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import altair
import jsonschema_rs
import pytest
import yaml

from chartkit.files import data_folder
from chartkit.schema.validator import validator

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "vega-lite"
GENERATOR = ROOT / "tools" / "preset_schema"
PRESETS = sorted((ROOT / "presets").rglob("*.yaml"))
HISTOGRAM = """
description: Counts of the rows by bins of one column.
fields:
  value: {type: quantitative, description: what is counted}
  group: {type: [nominal, ordinal], required: false}
  details: {type: any, many: true, required: false}
strings:
  title: {default: ""}
  maxbins: {type: integer, default: 20, minimum: 1, maximum: 200}
  scale: {choices: [linear, log], default: linear}
example:
  values: [{height: 5}]
  fields: {value: height, details: [a, b]}
  strings: {title: Heights, maxbins: 10}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  title: "${string:title}"
  mark: {type: bar, tooltip: "${string:tips:true}"}
  encoding:
    x: {field: "${field:value}", type: quantitative, bin: {maxbins: "${string:maxbins}"}}
    y: {aggregate: count, scale: {type: "${string:scale}"}}
    color: {field: "${field:group}", title: "by ${field:group}"}
    detail: ["${field:details}"]
"""


@cache
def editor() -> jsonschema_rs.Draft7Validator:
    text = (data_folder("schemas") / "preset.schema.json").read_text(encoding="utf-8")
    return jsonschema_rs.Draft7Validator(text, validate_formats=False)


def changed(**header: Any) -> dict[str, Any]:
    return yaml.safe_load(HISTOGRAM) | header


@pytest.mark.skipif(not GENERATOR.is_dir(), reason="the generator is only in a checkout")
def test_the_committed_file_is_what_the_generator_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(GENERATOR.parent)
    generator = importlib.import_module("preset_schema")
    described = json.loads(
        (Path(altair.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json").read_text("utf-8")
    )
    made = generator.build(described, validator("vega").schema)

    committed = (data_folder("schemas") / "preset.schema.json").read_text(encoding="utf-8")

    assert committed == json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert len(committed) < 1_000_000


def test_a_whole_preset_is_valid() -> None:
    assert editor().is_valid(changed())


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: str(path.relative_to(ROOT / "presets")))
def test_built_in_presets_are_valid(path: Path) -> None:
    assert editor().is_valid(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "preset",
    [
        {"extends": "wandb/line/v0"},
        {"extends": "wandb/line/v0", "spec": {"mark": {"$delete": True}}},
        {"data": {"name": "wandb"}, "mark": "${string:mark}", "encoding": {"x": {"field": "${field:x}"}}},
        {"data": {"name": "wandb"}, "facet": {"field": "a"}, "spec": {"mark": "bar"}},
        {"marks": [{"type": "rect", "from": {"data": "table"}}], "width": "${string:width}"},
        {"fields": {}, "spec": {"$schema": "https://vega.github.io/schema/vega/v6.json", "padding": "${string:p}"}},
    ],
    ids=["extends", "extends and changes", "bare", "bare facet", "bare Vega", "Vega"],
)
def test_other_forms_are_valid(preset: dict[str, Any]) -> None:
    assert editor().is_valid(preset)


@pytest.mark.parametrize(
    "preset",
    [
        {},
        [],
        {"description": "no spec"},
        changed(feilds={}),
        changed(fields={"x": {"type": "quantitive"}}),
        changed(fields={"x": {"typ": "nominal"}}),
        changed(fields={"x": {"required": "yes"}}),
        changed(fields={"a:b": {}}),
        changed(strings={"t": {"type": "float"}}),
        changed(strings={"t": {"minimum": "1"}}),
        changed(example={"dat": "v0.csv"}),
        changed(overflow="drop"),
        changed(spec={"data": {"name": "table"}, "mark": "barr"}),
        changed(spec={"data": {"name": "table"}, "mark": "bar", "encoding": {"colr": {"field": "${field:x}"}}}),
        changed(spec={"$schema": "https://vega.github.io/schema/vega/v6.json", "marks": 5}),
        {"data": {"name": "wandb"}, "mark": {"type": "bar", "colour": "red"}},
    ],
)
def test_mistakes_are_invalid(preset: Any) -> None:
    assert not editor().is_valid(preset)


def values_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in steps:
        yield (*path, step)
        yield from values_in(item, (*path, step))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real specs beside this repository")
def test_a_slot_may_stand_for_any_value_of_a_real_spec() -> None:
    chance = random.Random(20261122)
    for file in sorted(CORPUS.glob("*.json"))[::3]:
        spec = json.loads(file.read_text(encoding="utf-8"))
        if not validator("vega-lite").is_valid(spec):
            continue
        assert editor().is_valid({"spec": spec}), file.name
        paths = [path for path in values_in(spec) if path[0] != "$schema"]
        *way, last = chance.choice(paths)
        holder: Any = spec
        for step in way:
            holder = holder[step]
        holder[last] = chance.choice(["${field:x}", "${string:title:none}"])
        assert editor().is_valid({"spec": spec}), (file.name, way, last)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real specs beside this repository")
def test_a_spec_with_a_fault_is_invalid_where_the_schema_of_vega_lite_says_so() -> None:
    chance = random.Random(20261123)
    n_invalid = 0
    for file in sorted(CORPUS.glob("*.json")):
        spec = json.loads(file.read_text(encoding="utf-8"))
        paths = [path for path in values_in(spec) if path[0] not in ("$schema", "data", "datasets", "config")]
        *way, last = chance.choice(paths)
        holder: Any = spec
        for step in way:
            holder = holder[step]
        if isinstance(last, str) and chance.random() < 0.5:
            holder[f"{last}s"] = holder.pop(last)
        else:
            holder[last] = chance.choice([5, "fith", None, True, [], {}])
        is_valid = validator("vega-lite").is_valid(spec)
        n_invalid += not is_valid
        assert editor().is_valid({"spec": spec}) == is_valid, (file.name, way, last)
    assert n_invalid > 200


def test_several_tables_have_example_data_each_and_slots_that_name_them() -> None:
    field = {"value": {"type": "quantitative", "table": ["train", "eval"]}, "group": {"table": "eval"}, "details": {}}
    assert editor().is_valid(changed(fields=field, example={"data": {"train": "a.csv", "eval": "b.csv"}}))
    assert not editor().is_valid(changed(fields=field, example={"data": {"train": "a.csv"}}))
    assert editor().is_valid(changed(example={"values": {"train": [{"a": 1}], "eval": []}}))
    assert not editor().is_valid(changed(fields={"value": {"table": []}}))
