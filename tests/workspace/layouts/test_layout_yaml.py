"""A layout's YAML is the same bytes that the writer of presets makes, whatever is long in it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from chartkit.presets.yaml_text import yaml_text
from chartkit.workspace.layouts.layout_text import content_of, parts_of
from chartkit.workspace.layouts.layout_yaml import layout_yaml

WORDS = ["true", "no", "yes", "é", "", "a b", "x: y", "1e5", "0x12abcd", "123456", "- a", "false", "-dashed-name"]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_-"


def row(chance: Random) -> dict[str, bool]:
    """Of up to 120 ids, with a word between them here and there."""
    ids = ("".join(chance.choices(LETTERS, k=chance.randrange(1, 10))) for _ in range(chance.choice([3, 60, 120])))
    names = (chance.choice(WORDS) if chance.random() < 0.005 else id for id in ids)
    return {name: chance.random() < 0.5 for name in names}


@pytest.mark.parametrize("seed", range(25))
def test_the_same_bytes_and_read_back(seed: int) -> None:
    chance = Random(seed)
    others: dict[str, Any] = {"shown": "all", chance.choice(WORDS): {"a": [1, "text"], "b": row(chance)}}
    plain = {f"run{number:05d}": True for number in range(80)}
    runs = {"hidden": row(chance) | plain} | others if seed % 2 else others | {"hidden": plain | row(chance)}
    parts = {"version": 1, "runs": runs, "sections": {"train": {"isOpen": True}}, "panels": row(chance)}
    text = layout_yaml(parts)
    assert text == yaml_text(parts)
    assert parts_of(text.encode(), "x.yaml") == parts


def test_long_rows_are_not_left_to_the_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Any] = []

    def noted(value: object) -> str:
        written.append(value)
        return yaml_text(value)

    monkeypatch.setattr("chartkit.workspace.layouts.layout_yaml.yaml_text", noted)
    ids = [f"run{number:05d}" for number in range(10_000)]
    parts = {"version": 1, "runs": {"hidden": dict.fromkeys(ids, True), "shown": 5}}
    content = content_of(parts, "x.yaml")
    assert [len(one["runs"]["hidden"]) for one in written] == [1]
    assert parts_of(content, "x.yaml") == parts


def test_what_is_read_twice_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"version: 1\nruns: {shown: 7654}\n"
    first = parts_of(content, "x.yaml")
    monkeypatch.setattr("chartkit.workspace.layouts.layout_text.read_yaml", None)
    assert parts_of(content, "x.yaml") == first == {"version": 1, "runs": {"shown": 7654}}
