"""`define_metric`: what the summary shows, live and read back, against W&B where it is right."""

from __future__ import annotations

import math
import os
import random
from pathlib import Path
from typing import Any

import pytest

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, Run, define_metric, init

LOSSES = [{"loss": value} for value in (3, 1, 2)]
ALL = "min,max,mean,first,last"
nan, inf = math.nan, math.inf


def read_back(run: Run) -> dict[str, Any]:
    """The summary that the journals give, after a look that the script sees the same."""
    found = Api().run(run.id).summary
    assert sorted_text(found) == sorted_text(run.summary.as_dict())
    return found


def sorted_text(value: Any) -> str:
    """A value whose NaN is equal to itself, and whose keys are in no order."""
    if isinstance(value, dict):
        return str(sorted((key, sorted_text(inside)) for key, inside in value.items()))
    return repr(value)


@pytest.mark.parametrize(
    ("definition", "calls", "summary"),
    [
        # As wandb 0.31.0 has them, offline.
        ({"summary": "min"}, LOSSES, {"loss": {"min": 1}}),
        ({"summary": ALL}, LOSSES, {"loss": {"min": 1, "max": 3, "mean": 2.0, "first": 3, "last": 2}}),
        ({"summary": "none"}, LOSSES, {}),
        ({"summary": "copy"}, LOSSES, {"loss": 2}),
        ({"summary": "min,copy"}, LOSSES, {"loss": {"min": 1}}),
        ({"summary": "none,min"}, LOSSES, {}),
        ({"summary": "Min"}, LOSSES, {"loss": {"min": 1}}),
        ({"summary": ""}, LOSSES, {"loss": 2}),
        ({}, LOSSES, {"loss": 2}),
        ({"name": "l*", "summary": "max"}, LOSSES, {"loss": {"max": 3}}),
        ({"name": "*", "summary": "max"}, LOSSES, {"loss": {"max": 3}}),
        ({"name": "a.b", "summary": "min"}, [{"a": {"b": 1}}, {"a": {"b": 4}}], {"a": {"b": {"min": 1}}}),
        ({"name": "a", "summary": "min"}, [{"a": {"b": 1}}, {"a": {"b": 4}}], {"a": {"b": 4}}),
        ({"name": "a.*", "summary": "min"}, [{"a": {"b": 1}}, {"a": {"b": 4}}], {"a": {"b": {"min": 1}}}),
        ({"name": "a/*", "summary": "min"}, [{"a/b": 1}, {"a/b": 4}], {"a/b": {"min": 1}}),
        ({"summary": ALL}, [{"loss": nan}], {"loss": {"min": nan, "max": nan, "mean": nan, "first": nan, "last": nan}}),
        (
            {"summary": ALL},
            [{"loss": "a"}, {"loss": 2}, {"loss": True}, {"loss": None}],
            {"loss": {"min": 2, "max": 2, "mean": 2.0, "first": "a", "last": None}},
        ),
        # wandb refuses a list and `best`, lets NaN be the smallest, and makes 0 the smallest of texts.
        ({"summary": ["max", "min"]}, LOSSES, {"loss": {"min": 1, "max": 3}}),
        ({"summary": " min , max"}, LOSSES, {"loss": {"min": 1, "max": 3}}),
        ({"name": "*oss", "summary": "min"}, LOSSES, {"loss": {"min": 1}}),
        ({"summary": "best", "goal": "minimize"}, LOSSES, {"loss": {"best": 1}}),
        ({"summary": "best,last", "goal": "maximize"}, LOSSES, {"loss": {"last": 2, "best": 3}}),
        (
            {"summary": ALL},
            [{"loss": nan}, {"loss": 2}, {"loss": 1}, {"loss": nan}],
            {"loss": {"min": 1, "max": 2, "mean": 1.5, "first": nan, "last": nan}},
        ),
        ({"summary": "min,mean"}, [{"loss": "a"}], {"loss": {}}),
        ({"summary": "mean"}, [{"loss": inf}, {"loss": -inf}], {"loss": {"mean": nan}}),
        ({"summary": "mean,max"}, [{"loss": 1e308}, {"loss": 10**400}], {"loss": {"max": 10**400, "mean": inf}}),
        ({"summary": "mean"}, [{"loss": 1e16}, {"loss": 1.0}, {"loss": -1e16}], {"loss": {"mean": 1 / 3}}),
    ],
)
def test_the_summary_shows_what_was_asked(
    definition: dict[str, Any], calls: list[dict[str, Any]], summary: dict[str, Any]
) -> None:
    with init() as run:
        run.define_metric(**{"name": "loss"} | definition)
        for call in calls:
            run.log(call)
        assert repr(read_back(run)) == repr(summary)


def test_a_row_counts_once_with_the_value_it_has_in_the_end() -> None:
    run = init()
    run.define_metric("loss", summary="min,mean,first")
    run.log({"loss": 3}, step=5)
    run.log({"loss": 2}, step=5)
    assert read_back(run)["loss"] == {"min": 2, "mean": 2.0, "first": 2}
    run.log({"loss": 4}, step=5)
    run.log({"loss": 6}, step=6)
    assert read_back(run)["loss"] == {"min": 4, "mean": 5.0, "first": 4}


def test_a_late_row_counts_for_all_but_the_first_and_last() -> None:
    run = init()
    run.define_metric("loss", summary=ALL + ",best", goal="minimize")
    run.log({"loss": 4}, step=8)
    with pytest.warns(ChartkitWarning, match="CK610 step 2 is behind"):
        run.log({"loss": 1}, step=2)
    assert read_back(run)["loss"] == {"min": 1, "max": 4, "mean": 2.5, "first": 4, "last": 4, "best": 1}


def test_what_the_script_sets_stands_until_the_next_value() -> None:
    run = init()
    run.define_metric("loss", summary="min")
    run.log({"loss": 3})
    run.summary["loss"] = 42
    assert read_back(run) == {"loss": 42}
    run.log({"loss": 5})
    assert read_back(run) == {"loss": {"min": 3}}
    del run.summary["loss"]
    assert read_back(run) == {}
    run.log({"loss": 1})
    run.summary.loss.note = "best so far"
    assert read_back(run) == {"loss": {"min": 1, "note": "best so far"}}


def test_a_definition_holds_for_what_was_logged_before_it() -> None:
    run = init()
    run.log({"loss": 1, "acc": 5})
    run.log({"loss": 9}, commit=False)
    run.define_metric("loss", summary="min,max,first")
    assert read_back(run) == {"loss": {"min": 1, "max": 9, "first": 1}, "acc": 5}
    run.log({"loss": 4})
    assert read_back(run)["loss"] == {"min": 1, "max": 4, "first": 1}, "4 takes the place of 9 in its row"


def test_calls_for_one_name_add_up_unless_they_overwrite() -> None:
    run = init()
    run.define_metric("loss", step_metric="epoch", summary="min", hidden=True)
    both = run.define_metric("loss", summary="max")
    assert both == run.metrics["loss"]
    assert both == ("loss", "epoch", True, True, ("min", "max"), None)
    run.log({"loss": 1})
    assert run.define_metric("loss", summary="max", overwrite=True) == ("loss", None, False, False, ("max",), None)
    assert read_back(run) == {"loss": {"max": 1}}
    assert Api().run(run.id).metrics == run.metrics


def test_a_name_comes_before_a_glob_and_globs_in_their_order() -> None:
    run = init()
    run.define_metric("l*", summary="min")
    run.define_metric("lo*", summary="max")
    run.define_metric("lost", summary="last")
    run.log({"loss": 1, "lost": 1, "x[0]": 1})
    assert read_back(run) == {"loss": {"min": 1}, "lost": {"last": 1}, "x[0]": 1}


def test_the_step_metric_is_filled_in() -> None:
    run = init()
    epoch = run.define_metric("epoch")
    run.define_metric("val/*", step_metric=epoch)
    run.define_metric("free", step_metric="epoch", step_sync=False)
    run.log({"val/loss": 0})
    run.log({"epoch": 1, "val/loss": 3})
    run.log({"val/loss": 4})
    run.log({"val/loss": nan})
    run.log({"free": 1})
    run.log({"other": 1})
    run.log({"epoch": 2}, commit=False)
    run.log({"val/loss": 5})
    rows = [{key: value for key, value in row.items() if key[0] != "_"} for row in Api().run(run.id).scan_history()]
    assert [row.get("epoch") for row in rows] == [None, 1, 1, 1, None, None, 2]
    assert read_back(run) == {"epoch": 2, "val/loss": 5, "free": 1, "other": 1}


def test_random_calls_give_one_summary_live_and_read_back() -> None:
    made = random.Random(6)
    values = [0, 1, -2.5, 1e300, nan, inf, True, "text", None, 10**30, {"a": 1, "b": {"c": 2.5}}, [1, 2], 0.1]
    run = init(on_error="record")
    for name in ("m*", "m1", "m2.a", "m?.b.*"):
        words = made.sample(["min", "max", "mean", "first", "last", "best"], 3)
        run.define_metric(name, summary=words, goal="maximize" if "best" in words else None)
    for _ in range(300):
        data = {f"m{made.randrange(4)}": made.choice(values) for _ in range(2)}
        if made.random() < 0.05:
            run.summary[f"m{made.randrange(4)}"] = made.choice([1, {"a": 2}])
        elif made.random() < 0.05:
            run.define_metric(f"m{made.randrange(4)}", summary=made.choice(["none", "mean"]), overwrite=True)
        run.log(data, commit=made.random() < 0.7)
    read_back(run)


def test_a_forked_child_counts_on_and_both_are_read() -> None:
    with init() as run:
        run.define_metric("loss", summary="min,max")
        run.log({"loss": 5})
        if (child := os.fork()) == 0:
            run.log({"loss": 1})
            os._exit(0)
        os.waitpid(child, 0)
        run.log({"loss": 7})
        assert run.summary["loss"] == {"min": 5, "max": 7}, "a process shows what it logged itself"
    assert Api().run(run.id).summary["loss"] == {"min": 1, "max": 7}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"name": ""}, "CK620 define_metric: the name of a metric is the text of a key; found '' (str)."),
        ({"name": 3}, "CK620 define_metric: the name of a metric is the text of a key; found 3 (int)."),
        (
            {"name": "l[oss"},
            "CK620 define_metric: the glob 'l[oss' has a '[' at 2 that no ']' closes.\n"
            "help: * stands for any text, ? for one character, [ab] for one of them; [[] is the bracket itself.",
        ),
        (
            {"summary": "min,maxx"},
            "CK620 define_metric: summary takes 'min', 'max', 'mean', 'first', 'last', 'best', 'none' and 'copy'; "
            "found 'maxx'.\nhelp: did you mean 'max'?",
        ),
        ({"summary": 3}, "CK620 define_metric: summary is words such as 'min,max' or a list of them; found 3 (int)."),
        (
            {"summary": "best"},
            "CK620 define_metric: the best value of 'loss' needs a goal; found none.\n"
            "help: add goal='minimize' for a loss or goal='maximize' for an accuracy.",
        ),
        (
            {"summary": "min", "goal": "minimize"},
            "CK620 define_metric: goal='minimize' of 'loss' is for summary='best'; found summary='min'.\n"
            "help: add 'best' to the summary, or leave the goal out.",
        ),
        (
            {"goal": "minimise"},
            "CK620 define_metric: goal is 'minimize' or 'maximize'; found 'minimise'.\nhelp: did you mean 'minimize'?",
        ),
        (
            {"step_metrc": "epoch"},
            "CK604 define_metric does not take 'step_metrc' in this version of chartkit.\n"
            "help: did you mean 'step_metric'?",
        ),
        ({"step_metric": 1}, "CK620 define_metric: step_metric is the key of one metric; found 1 (int)."),
        ({"step_metric": "e*"}, "CK620 define_metric: step_metric is the key of one metric; found the glob 'e*'."),
    ],
)
def test_what_cannot_be_used_is_said(arguments: dict[str, Any], message: str) -> None:
    run = init()
    with pytest.raises(RunError) as caught:
        run.define_metric(**{"name": "loss"} | arguments)
    assert str(caught.value) == message
    assert run.metrics == {}


def test_under_record_a_fault_is_a_warning_and_defines_nothing() -> None:
    run = init(on_error="record")
    with pytest.warns(ChartkitWarning, match="found 'maxx'"):
        assert define_metric("loss", summary="maxx") is None
    assert run.metrics == {}


def test_without_a_run_there_is_nothing_to_define() -> None:
    with pytest.raises(RunError) as caught:
        define_metric("loss")
    assert str(caught.value) == "CK606 chartkit.define_metric needs a run: call chartkit.init() first."


def test_a_strangers_definition_is_skipped_and_counted() -> None:
    with init() as run:
        run.define_metric("loss", summary="min")
        run.log({"loss": 1})
    journal = next(path for path in Path(run.dir).glob("journal-*") if path.is_file())
    with journal.open("a") as file:
        file.write('{"_timestamp":1.0,"metric":{"name":3}}\n{"_timestamp":1.0,"metric":7}\n')
    found = Api().run(run.id)
    assert (found.summary, found.skipped_lines) == ({"loss": {"min": 1}}, 2)
