"""The pieces of the benchmark of mutants: edits, typos, texts with known places, and the table."""

from __future__ import annotations

import importlib
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks/mutants"
SPEC: dict[str, Any] = {
    "data": {"name": "table"},
    "mark": {"type": "bar", "tooltip": True},
    "encoding": {"x": {"field": "a: b", "type": "nominal"}, "y": {"aggregate": "count", "title": None}},
    "layer": [{"mark": "bar"}, {"mark": "rule", "params": []}],
}


@pytest.fixture(autouse=True)
def mutants_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_edits_are_told_where_they_end_up() -> None:
    edits = module("edits")
    made = edits.mutant(
        "bar",
        SPEC,
        [
            edits.Edit("key", ("encoding",), "rename", "encodng", "encoding"),
            edits.Edit("type", ("encoding", "x", "type"), "replace", 7),
            edits.Edit("missing", ("mark", "type"), "remove"),
        ],
    )

    assert list(made.spec) == ["data", "mark", "encodng", "layer"]
    assert made.spec["encodng"]["x"]["type"] == 7
    assert made.spec["mark"] == {"tooltip": True}
    assert [tuple(fault) for fault in made.faults] == [
        (("encodng",), True, "encoding"),
        (("encodng", "x", "type"), False, None),
        (("mark",), False, None),
    ]
    assert SPEC["encoding"]["x"]["type"] == "nominal"


def test_faults_may_lie_under_a_misspelt_key_but_not_under_a_value_that_is_gone() -> None:
    edits = module("edits")
    inner = edits.Edit("type", ("encoding", "x", "type"), "replace", 7)

    assert edits.are_apart([edits.Edit("key", ("encoding",), "rename", "encodng"), inner])
    assert not edits.are_apart([edits.Edit("type", ("encoding",), "replace", 7), inner])
    assert not edits.are_apart([inner, inner._replace(change="remove")])


@pytest.mark.parametrize("seed", range(40))
def test_texts_hold_the_spec_and_every_place_in_it(seed: int) -> None:
    written = module("written")
    for write, read in ((written.as_json, json.loads), (written.as_yaml, yaml.safe_load)):
        made = write(SPEC, random.Random(seed))
        lines = made.text.splitlines()
        assert read(made.text) == SPEC
        for path, (line, column) in made.keys.items():
            assert lines[line - 1][column - 1 :].startswith((path[-1], json.dumps(path[-1])))
        for path, (line, column) in made.values.items():
            value = module("edits").value_at(SPEC, path)
            if not isinstance(value, dict | list):
                assert lines[line - 1][column - 1 :].startswith((json.dumps(value), str(value)))


def test_a_share_is_never_rounded_up_to_all() -> None:
    page = module("mutant_page")

    assert [page.percent(share) for share in (1.0, 0.99999, 0.98765, 0.5)] == ["100 %", "99.99 %", "98.76 %", "50 %"]
    assert page.share("typos", 0.9899, 0.99, 6000) == ("typos", "98.99 % of 6,000", "≥ 99 %", False)
