"""Runs coloured by a key: buckets, legends and faults, on runs that were really logged."""

from __future__ import annotations

import json
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.diagnostics import RunError
from chartkit.runs import Api, colors

KEYS = "'Step', 'Relative Time (Process)', 'Relative Time (Wall)', 'Wall Time'"


def log(id: str, rows: list[dict[str, Any]], config: dict[str, Any] | None = None, project: str = "p") -> None:
    with chartkit.init(project=project, id=id, name=f"run {id}", config=config or {}) as run:
        for row in rows:
            run.log(row)


def log_values(values: dict[str, Any], key: str = "acc") -> None:
    for id, value in values.items():
        log(id, [{key: value}])


def by_config(values: dict[str, Any], key: str = "optimizer") -> None:
    for id, value in values.items():
        log(id, [{"loss": 1.0}], {key: value})


def test_the_guide_s_own_example() -> None:
    """Six buckets over the accuracy of all runs; the best that is shown is in bucket 5, the worst in bucket 2."""
    log_values({"lowest": 0.7434, "worst": 0.7684, "best": 0.8232, "highest": 0.8604})
    found = colors("p", "acc", "Max", 6)
    assert found.labels == (
        "Min – 0.7629",
        "0.7629 – 0.7824",
        "0.7824 – 0.8019",
        "0.8019 – 0.8214",
        "0.8214 – 0.8409",
        "0.8409 – Max",
    )
    assert found.edges == pytest.approx((0.7629, 0.7824, 0.8019, 0.8214, 0.8409))
    assert (found.bucket["best"], found.bucket["worst"]) == (5, 2)
    assert found.counts == (1, 1, 0, 0, 1, 1)
    assert found.color["best"] == found.legend[4].color


def test_latest_max_and_min_are_of_the_whole_history() -> None:
    log("a", [{"acc": value} for value in (0.5, 0.9, 0.1, 0.7)])
    log("b", [{"acc": 0.2}, {"loss": 3.0}])
    values = {y: colors("p", "acc", y).value for y in ("latest", "max", "min")}
    assert values == {
        "latest": {"a": 0.7, "b": 0.2},
        "max": {"a": 0.9, "b": 0.2},
        "min": {"a": 0.1, "b": 0.2},
    }


def test_a_history_of_ten_thousand_rows_is_not_sampled() -> None:
    log("a", [{"acc": 0.5 if step != 7_777 else 9.0} for step in range(10_000)])
    log("b", [{"acc": 1.0}])
    assert colors("p", "acc", "max").value == {"a": 9.0, "b": 1.0}


def test_a_value_on_an_edge_is_in_the_upper_bucket() -> None:
    log_values({str(value): value for value in (1, 3, 5, 7)})
    found = colors("p", "acc", buckets=3)
    assert found.edges == (3.0, 5.0)
    assert found.bucket == {"7": 3, "5": 3, "3": 2, "1": 1}
    assert found.labels == ("Min – 3", "3 – 5", "5 – Max")


def test_edges_that_no_float_holds_are_rounded_once() -> None:
    log_values({str(place): place / 10 for place in range(11)})
    assert colors("p", "acc", buckets=5).edges == (0.2, 0.4, 0.6, 0.8)


def test_the_widest_range_there_is() -> None:
    log_values({"a": -1.7e308, "b": 0.0, "c": 1.7e308})
    found = colors("p", "acc", buckets=2)
    assert (found.edges, found.bucket) == ((0.0,), {"a": 1, "b": 2, "c": 2})


def test_equal_values_are_one_bucket() -> None:
    log_values({"a": 0.25, "b": 0.25})
    found = colors("p", "acc")
    assert (found.edges, found.labels, found.counts) == ((), ("0.25",), (2,))
    assert found.bucket == {"a": 1, "b": 1}


def test_one_run_is_one_bucket() -> None:
    log_values({"a": 12_000})
    assert colors("p", "acc").labels == ("12,000",)


def test_runs_without_a_value_or_a_finite_one_have_entries_of_their_own() -> None:
    log_values({"a": 0.0, "b": 1.0, "inf": inf, "nan": nan})
    log("none", [{"loss": 1.0}])
    found = colors("p", "acc", buckets=2)
    assert found.labels == ("Min – 0.5", "0.5 – Max", "Not finite (NaN, ∞)", "No value")
    assert [set(entry.ids) for entry in found.legend] == [{"a"}, {"b"}, {"inf", "nan"}, {"none"}]
    assert [entry.kind for entry in found.legend] == ["bucket", "bucket", "not_finite", "missing"]
    assert {id: found.bucket[id] for id in ("inf", "nan", "none")} == {"inf": None, "nan": None, "none": None}
    assert len({found.color[id] for id in ("a", "b", "inf", "none")}) == 4
    assert found.color["inf"] == found.color["nan"]


def test_nan_is_neither_largest_nor_smallest() -> None:
    log("a", [{"acc": 0.5}, {"acc": nan}, {"acc": 0.25}])
    log("b", [{"acc": 1.0}, {"acc": nan}])
    assert colors("p", "acc", "max").value == {"a": 0.5, "b": 1.0}
    assert colors("p", "acc", "min").value == {"a": 0.25, "b": 1.0}
    assert colors("p", "acc", "latest").labels == ("0.25", "Not finite (NaN, ∞)")


def test_no_finite_value_at_all() -> None:
    log_values({"a": nan})
    assert colors("p", "acc").labels == ("Not finite (NaN, ∞)",)


def test_every_run_has_a_colour_and_the_order_is_that_of_the_list() -> None:
    log_values({"a": 1.0, "b": 2.0, "c": 3.0})
    runs = Api().runs("p", order="+created_at")
    found = colors(runs, "acc")
    assert list(found.color) == list(found.bucket) == ["a", "b", "c"]
    assert colors(list(runs), "acc") == found


def test_the_range_is_that_of_the_runs_given() -> None:
    log_values({"a": 1.0, "b": 2.0, "c": 9.0})
    some = [run for run in Api().runs("p") if run.id != "c"]
    assert colors(some, "acc", buckets=2).edges == (1.5,)
    assert colors("p", "acc", buckets=2).edges == (5.0,)


def test_texts_of_a_config_are_coloured_by_value() -> None:
    by_config({"a": "sgd", "b": "adam", "c": "sgd"})
    found = colors("p", "config.optimizer")
    assert found.labels == ("adam", "sgd")
    assert (found.bucket, found.edges, found.is_numeric) == ({"c": 2, "b": 1, "a": 2}, (), False)
    assert found.color["a"] == found.color["c"] != found.color["b"]


def test_a_key_of_the_config_is_found_without_its_section() -> None:
    by_config({"a": "sgd", "b": "adam"})
    assert colors("p", "optimizer").key.name == "config.optimizer"


def test_a_metric_goes_before_a_config_key_of_its_name() -> None:
    log("a", [{"lr": 0.5}], {"lr": 0.1})
    assert colors("p", "lr").value == {"a": 0.5}
    assert colors("p", "config.lr").value == {"a": 0.1}


def test_numbers_of_a_config_fall_into_buckets() -> None:
    by_config({"a": 16, "b": 32, "c": 64}, "batch_size")
    found = colors("p", "batch_size", buckets=2)
    assert (found.edges, found.labels) == ((40.0,), ("Min – 40", "40 – Max"))


def test_nested_keys_of_a_config() -> None:
    by_config({"a": {"name": "sgd", "lr": 0.1}, "b": {"name": "adam", "lr": 0.2}})
    assert colors("p", "config.optimizer.lr", buckets=2).labels == ("Min – 0.15", "0.15 – Max")


def test_none_in_a_config_is_no_value() -> None:
    by_config({"a": 3, "b": None, "c": 5}, "max_depth")
    found = colors("p", "max_depth", buckets=2)
    assert (found.labels, found.counts) == (("Min – 4", "4 – Max", "No value"), (1, 1, 1))


def test_values_of_several_kinds_are_told_apart() -> None:
    by_config({"a": 1, "b": "1", "c": True, "d": 1.0, "e": "auto", "f": [1, 2]}, "lr")
    found = colors("p", "config.lr")
    assert found.labels == ("1", "'1'", "[1,2]", "auto", "true")
    assert found.legend[0].ids == ("d", "a")


def test_more_values_than_a_palette_has_colours() -> None:
    """The most common values keep their own colour; the rest share one, and the entry says how many they are."""
    models = {f"r{index}": f"model {index % 10:02}" for index in range(25)}
    by_config(models)
    found = colors("p", "config.optimizer", palette="distinct")
    assert found.labels == (*(f"model {index:02}" for index in range(7)), "3 other values")
    assert found.counts == (3, 3, 3, 3, 3, 2, 2, 6)
    assert [entry.kind for entry in found.legend] == ["category"] * 7 + ["others"]
    assert len({entry.color for entry in found.legend}) == 8
    assert sum(found.counts) == len(found.color) == 25


def test_twenty_values_keep_a_colour_each_in_the_usual_palette() -> None:
    by_config({f"r{index:02}": f"model {index:02}" for index in range(20)})
    found = colors("p", "config.optimizer")
    assert found.counts == (1,) * 20
    assert len(set(found.color.values())) == 20


def test_steps_and_times() -> None:
    """Times are written into the journals, so that the values are known."""
    for id, began, rows in (("a", 1000.0, [(0, 1010.0, 1.0), (9, 1100.0, 5.0)]), ("b", 2000.0, [(3, 2400.0, 8.0)])):
        log(id, [{"acc": 1.0}])
        _retimed(Path(f".chartkit/runs/p/{id}"), began, rows)
    assert colors("p", "Step").value == {"a": 9, "b": 3}
    assert colors("p", "step", "min").value == {"a": 0, "b": 3}
    assert colors("p", "Relative Time (Process)").value == {"a": 5.0, "b": 8.0}
    assert colors("p", "Relative Time (Wall)").value == {"a": 100.0, "b": 400.0}
    assert colors("p", "Relative Time (Wall)", "min").value == {"a": 10.0, "b": 400.0}
    assert colors("p", "Wall Time").value == {"a": 1100.0, "b": 2400.0}
    assert colors("p", "Relative Time (Wall)", buckets=2).labels == ("Min – 4.167 min", "4.167 min – Max")
    assert colors("p", "Wall Time", buckets=3).labels == (
        "Min – 1970-01-01 00:25",
        "1970-01-01 00:25 – 1970-01-01 00:32",
        "1970-01-01 00:32 – Max",
    )


def _retimed(folder: Path, began: float, rows: list[tuple[int, float, float]]) -> None:
    start = json.loads((folder / "run.json").read_bytes())
    (folder / "run.json").write_text(json.dumps({**start, "timestamp": began, "crc": None}))
    (journal,) = folder.glob("journal-*.jsonl")
    writer = journal.read_bytes().splitlines()[0]
    lines = [
        json.dumps({"_step": step, "_timestamp": time, "_runtime": runtime, "log": {"acc": 1.0}})
        for step, time, runtime in rows
    ]
    end = json.dumps({"_timestamp": rows[-1][1], "finish": {"exit_code": 0}})
    journal.write_bytes(b"\n".join([writer, *(line.encode() for line in [*lines, end]), b""]))


def test_runs_of_two_projects_with_one_id() -> None:
    log("a", [{"acc": 1.0}], project="p")
    log("a", [{"acc": 2.0}], project="q")
    assert colors(Api().runs(), "acc", buckets=2).bucket == {"p/a": 1, "q/a": 2}


def test_a_key_of_the_summary_that_was_never_logged() -> None:
    with chartkit.init(project="p", id="a") as run:
        run.summary["best"] = 0.75
    assert colors("p", "best").value == {"a": 0.75}


def test_two_to_eight_shades_from_light_to_dark() -> None:
    log_values({str(value): value for value in range(8)})
    assert [entry.color for entry in colors("p", "acc", buckets=2).legend] == ["#d6b353", "#5e3e96"]
    assert [entry.color for entry in colors("p", "acc", buckets=8, palette="blues").legend] == [
        "#55c2f7",
        "#4fb3d6",
        "#45a2c7",
        "#3890c5",
        "#207ec7",
        "#046dc2",
        "#0d5db0",
        "#064f99",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("p", "ac"),
            f"project 'p' has no key 'ac'.\nhelp: did you mean 'acc'? it has: {KEYS} and 'acc'",
        ),
        (("q", "acc"), "the store {store} has no project 'q'.\nhelp: it has: 'p'"),
        (("p", "acc", "mean"), "y is 'latest', 'max' or 'min'; found 'mean'."),
        (("p", "acc", "max", 1), "buckets is a whole number from 2 to 8; found 1 (int)."),
        (("p", "acc", "max", 9), "buckets is a whole number from 2 to 8; found 9 (int)."),
        (("p", "acc", "max", 2.0), "buckets is a whole number from 2 to 8; found 2.0 (float)."),
        (("p", "acc", "max", True), "buckets is a whole number from 2 to 8; found True (bool)."),
        (("p", 7), "colors takes the key as text; found 7 (int)."),
        (("p", "acc", "max", 2, "blue"), "there is no palette 'blue'.\nhelp: did you mean 'blues'?"),
    ],
)
def test_faults(arguments: tuple[Any, ...], said: str, tmp_path: Path) -> None:
    log_values({"a": 1.0, "b": 2.0})
    with pytest.raises(RunError) as caught:
        colors(*arguments)
    assert str(caught.value).partition(" ")[2] == said.format(store=tmp_path / ".chartkit")
