"""Which row a call belongs to: wandb's rules, with late rows kept."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init

LATE = (
    "CK610 step 2 is behind the run's step 102; its values are kept as a row of their own.\n"
    "help: such rows have _late in run.history(); log with rising steps to have one row a step."
)


def rows(run_id: str) -> list[dict[str, Any]]:
    own = ("_timestamp", "_runtime")
    history = Api().run(run_id).scan_history()
    return [{key: value for key, value in row.items() if key not in own} for row in history]


def test_the_measured_sequence_of_wandb_and_a_late_row() -> None:
    with init() as run:
        run.log({"n": 1})
        run.log({"n": 11}, commit=False)
        run.log({"n": 2}, step=100)
        run.log({"n": 3}, step=100)
        run.log({"n": 8}, step=101)
        run.log({"n": 5}, step=102)
        with pytest.warns(ChartkitWarning) as caught:
            run.log({"n": 7}, step=2)
    assert [str(warning.message) for warning in caught] == [LATE]
    assert rows(run.id) == [
        {"_step": 0, "n": 1},
        {"_step": 1, "n": 11},
        {"_step": 2, "n": 7, "_late": True},
        {"_step": 100, "n": 3},
        {"_step": 101, "n": 8},
        {"_step": 102, "n": 5},
    ]


def test_calls_of_one_step_merge_and_the_last_value_wins() -> None:
    with init() as run:
        run.log({"a": 1, "d": {"x": 1, "y": 1}}, commit=False)
        run.log({"b": 2, "a": 3, "d": {"y": 2}}, commit=False)
        run.log({"c": 4})
        run.log({"a": 5})
    assert rows(run.id) == [
        {"_step": 0, "a": 3, "d.x": 1, "d.y": 2, "b": 2, "c": 4},
        {"_step": 1, "a": 5},
    ]


def test_a_step_stays_open_until_a_call_without_one() -> None:
    with init() as run:
        run.log({"a": 1}, step=5)
        assert run.step == 5
        run.log({"b": 2})
        assert run.step == 6
        run.log({"c": 3}, step=6, commit=True)
        assert run.step == 7
    assert rows(run.id) == [{"_step": 5, "a": 1, "b": 2}, {"_step": 6, "c": 3}]


def test_two_late_calls_of_one_step_are_two_rows_and_leave_the_summary_alone() -> None:
    with init() as run:
        run.log({"a": 1}, step=9)
        with pytest.warns(ChartkitWarning) as caught:
            for value in (2, 3):
                run.log({"a": value}, step=-1)
                run.summary["touched"] = value
        assert len(caught) == 1, "one line of the script warns once"
        assert run.summary == {"a": 1, "touched": 3}
    assert rows(run.id)[:2] == [{"_step": -1, "a": 2, "_late": True}, {"_step": -1, "a": 3, "_late": True}]
    assert Api().run(run.id).summary == {"a": 1, "touched": 3}


def test_an_empty_call_is_a_row_of_its_own() -> None:
    with init() as run:
        run.log({})
        run.log({"a": 1})
    assert rows(run.id) == [{"_step": 0}, {"_step": 1, "a": 1}]


def test_steps_of_numpy_are_whole_numbers_too() -> None:
    import numpy as np

    with init() as run:
        run.log({"a": 1}, step=np.int32(3))
    assert rows(run.id) == [{"_step": 3, "a": 1}]


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (1.5, "1.5 (float)"),
        ("3", "'3' (str)"),
        (float("nan"), "nan (float)"),
        (True, "True (bool)"),
        (10**19, "10000000000000000000 (int)"),
        (-(10**19), "-10000000000000000000 (int)"),
    ],
)
def test_other_steps_are_refused(step: Any, found: str) -> None:
    with init() as run, pytest.raises(RunError) as caught:
        run.log({"a": 1}, step=step)
    assert str(caught.value) == f"CK609 step is a whole number of at most 63 bits; found {found}."
    assert rows(run.id) == []


def test_a_whole_step_that_is_a_float_says_the_way_out() -> None:
    with init() as run, pytest.raises(RunError) as caught:
        run.log({"a": 1}, step=3.0)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "CK609 step is a whole number of at most 63 bits; found 3.0 (float).\nhelp: write step=3, or int(…) around it."
    )


@pytest.mark.parametrize("step", [10**18, -(10**18), 2**63 - 1])
def test_steps_far_away_are_kept_exactly(step: int) -> None:
    with init() as run:
        if step < 0:
            with pytest.warns(ChartkitWarning):
                run.log({"a": 1}, step=step)
        else:
            run.log({"a": 1}, step=step)
    assert [row["_step"] for row in rows(run.id)] == [step]


def test_other_steps_are_the_current_one_when_errors_are_recorded() -> None:
    with init(on_error="record") as run, pytest.warns(ChartkitWarning):
        run.log({"a": 1}, step=1.5)  # type: ignore[arg-type]
    assert rows(run.id) == [{"_step": 0, "a": 1}]
