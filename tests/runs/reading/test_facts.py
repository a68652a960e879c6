"""Facts tell what a run's script defined and which keys have numbers; times come from the cache as they were logged."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import chartkit
from chartkit import Api


def test_facts_have_definitions_and_keys_of_numbers_also_from_the_cache() -> None:
    run = chartkit.init(project="p", id="r")
    run.define_metric("eval/*", step_metric="epoch")
    for step in range(3):
        run.log({"loss": step / 2, "eval/acc": 0.5, "epoch": step, "word": "a", "nested": {"a": 1}})
    run.finish()
    for _ in range(2):
        facts = Api().runs("p").listed[0].facts
        assert facts.numbers == ["loss", "eval/acc", "epoch", "nested.a"]
        assert [(one["name"], one["step_metric"]) for one in facts.metrics] == [("eval/*", "epoch")]


def test_times_of_many_runs_are_the_same_from_the_cache(run_folder: Path) -> None:
    run = chartkit.init(project="p", id="r")
    for step in range(600):  # more than is read line by line
        run.log({"loss": step / 2, "acc": 0.5, "other": step, "more": step * 2.5})
    run.finish()
    expected = Api().run("p/r").history()
    for _ in range(2):
        found = Api().histories("p", keys=["loss", "_timestamp", "_runtime"])["r"]
        assert np.array_equal(found["_timestamp"], expected["_timestamp"])
        assert np.array_equal(found["_runtime"], expected["_runtime"])
