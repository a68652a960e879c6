"""The importance of settings, on runs whose truth is known."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from math import nan
from threading import Event
from typing import Any

import pytest

from chartkit.workspace.insight import importance
from chartkit.workspace.insight.forest import Forest, forest_of
from chartkit.workspace.insight.settings import Setting
from chartkit.workspace.insight.turns import ONE_AT_A_TIME, turn
from chartkit.workspace.requests import AskerGoneError

Ask = Callable[..., dict[str, Any]]
Log = Callable[..., None]


def test_what_decides_the_metric_comes_first(log_many: Callable[[int], None], ask: Ask) -> None:
    log_many(60)
    answer = ask("importance", key="acc")
    rows = {row["setting"]: row for row in answer["rows"]}
    assert list(rows) == ["config.lr", "config.optimizer", "config.seed"]
    assert rows["config.lr"]["importance"] > 1
    assert 0.1 < rows["config.optimizer"]["importance"] < rows["config.lr"]["importance"]
    assert abs(rows["config.seed"]["importance"]) < 0.1
    assert rows["config.lr"]["correlation"] > 0.8
    assert abs(rows["config.seed"]["correlation"]) < 0.4
    assert rows["config.optimizer"]["correlation"] is None
    assert answer["explained"] > 0.8
    assert (answer["n_runs"], answer["warning"]) == (60, None)
    assert answer["notes"] == ["'config.tag' left out: a name that is another in each run says nothing."]


def test_the_same_question_has_the_same_answer(log_many: Callable[[int], None], ask: Ask) -> None:
    log_many(24)
    assert ask("importance", key="acc") == ask("importance", key="acc")


def test_the_correlation_is_numpy_s(log: Log, ask: Ask) -> None:
    import numpy as np

    lrs, accs = [0.1, 0.5, 0.2, 0.9], [1.0, 3.0, 0.5, 4.5]
    for place, (lr, acc) in enumerate(zip(lrs, accs, strict=True)):
        log(f"r{place}", acc, lr=lr)
    (row,) = ask("importance", key="acc")["rows"]
    assert row["correlation"] == pytest.approx(np.corrcoef(lrs, accs)[0, 1])


def test_few_runs_are_warned_of(log_many: Callable[[int], None], ask: Ask) -> None:
    log_many(8)
    answer = ask("importance", key="acc")
    assert answer["warning"] == "Only 8 runs: read these figures as hints; from 20 on they tell more."
    assert answer["rows"][0]["importance"] is not None


@pytest.mark.parametrize(("n", "are"), [(1, "is 1"), (3, "are 3")])
def test_of_too_few_runs_their_number_alone_is_said(log: Log, ask: Ask, n: int, are: str) -> None:
    for place in range(n):
        log(f"r{place}", place / 10, name=f"another{place}")
    answer = ask("importance", key="acc")
    said = f"Importance needs 5 runs or more with this metric; there {are}."
    assert (answer["warning"], answer["notes"]) == (said, [])


def test_too_few_runs_have_correlations_alone(log_many: Callable[[int], None], ask: Ask) -> None:
    log_many(4)
    answer = ask("importance", key="acc")
    assert answer["warning"] == "Importance needs 5 runs or more with this metric; there are 4."
    assert [row["importance"] for row in answer["rows"]] == [None] * 3
    assert answer["rows"][0]["correlation"] is not None
    assert answer["spec"] is not None


def test_chance_is_said_to_be_chance(log: Log, ask: Ask) -> None:
    import numpy as np

    random = np.random.default_rng(1)
    for place in range(30):
        log(f"r{place:02}", float(random.normal()), seed=int(random.integers(100)), width=int(random.integers(100)))
    warning = ask("importance", key="acc")["warning"]
    assert warning == "The settings do not predict this metric: their importances mean little."


def test_runs_without_a_finite_value_are_left_out(log_many: Callable[[int], None], log: Log, ask: Ask) -> None:
    log_many(20)
    log("nan", nan, lr=0.5)
    log("none", None, lr=0.5)
    answer = ask("importance", key="acc")
    assert answer["n_runs"] == 20
    assert answer["notes"][0] == "2 runs left out: no finite value of 'acc'."


def test_some_runs(log_many: Callable[[int], None], ask: Ask) -> None:
    log_many(12)
    answer = ask("importance", key="acc", runs=[f"r{place:03}" for place in range(6)] + ["gone"])
    assert answer["n_runs"] == 6


def test_equal_values_have_no_cause(log: Log, ask: Ask) -> None:
    for place in range(6):
        log(f"r{place}", 0.5, lr=place)
    assert ask("importance", key="acc")["warning"] == "All 6 runs have the same value: nothing decides it."


def test_no_setting_that_differs(log: Log, ask: Ask) -> None:
    for place in range(6):
        log(f"r{place}", place / 10, lr=0.1)
    answer = ask("importance", key="acc")
    assert (answer["rows"], answer["spec"]) == ([], None)
    assert answer["notes"] == ["No setting differs: 1 key of the config, the same in all of these runs."]


def test_runs_without_a_config(log: Log, ask: Ask) -> None:
    for place in range(6):
        log(f"r{place}", place / 10)
    assert ask("importance", key="acc")["notes"] == ["These runs have no config: give one to `init(config=…)`."]


def test_missing_settings_do_not_stop_it(log_many: Callable[[int], None], log: Log, ask: Ask) -> None:
    log_many(20)
    log("other", 0.5, depth=3)
    answer = ask("importance", key="acc")
    assert answer["n_runs"] == 21
    assert "config.depth" not in [row["setting"] for row in answer["rows"]]


def test_the_chart_is_the_preset_s(log_many: Callable[[int], None], ask: Ask) -> None:
    log_many(10)
    answer = ask("importance", key="acc")
    spec = answer["spec"]
    assert spec["usermeta"]["chartkit"]["preset"] == "workspace/importance/v0"
    assert [row["setting"] for row in spec["datasets"]["table"]] == [row["setting"] for row in answer["rows"]]
    assert spec["width"] == "container"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "key is a metric or a key of the config, as text; found None (NoneType)."),
        ({"key": "ac"}, "project 'p' has no key 'ac'."),
        ({"key": "acc", "y": "mean"}, "y is 'latest', 'max' or 'min'; found 'mean'."),
        ({"key": "acc", "runs": "all"}, "runs is a list of ids; found 'all' (str)."),
        ({"key": "acc", "search": 3}, "search is a part of a setting's name; found 3 (int)."),
        ({"key": "acc", "limit": 1001}, "limit is a whole number from 1 to 1,000; found 1001 (int)."),
    ],
)
def test_what_cannot_be_asked(log: Log, ask: Ask, body: dict[str, Any], message: str) -> None:
    log("a", 0.5)
    status = 404 if "no key" in message else 400
    assert ask("importance", status, **body)["faults"][0]["message"] == message


def test_without_scikit_learn_the_page_says_how_to_get_it(log_many: Callable[[int], None]) -> None:
    """In a process in which it cannot be imported; the correlations are there all the same."""
    log_many(20)
    script = """
import sys
sys.modules["sklearn"] = None
from pathlib import Path
from starlette.testclient import TestClient
from chartkit.workspace.application import application
from chartkit.workspace.workspace import Workspace
app = application(Workspace(Path(".chartkit").absolute()), web=Path("."))
answer = TestClient(app, base_url="http://127.0.0.1").post("/api/p/p/importance", json={"key": "acc"}).json()
print(answer["warning"])
print(round(answer["rows"][0]["correlation"], 2) > 0.8, answer["rows"][0]["importance"], answer["spec"] is not None)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300)
    assert done.stdout.splitlines() == [
        "The importance of settings needs scikit-learn, which is not installed. Install it with:"
        " pip install 'chartkit[sklearn]'",
        "True None True",
    ], done.stderr


def test_forests_grow_one_at_a_time(log_many: Callable[[int], None], ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def growing(settings: Sequence[Setting], target: Any, gone: Event) -> Forest:
        seen.append(ONE_AT_A_TIME.locked())
        return forest_of(settings, target, gone)

    monkeypatch.setattr(importance, "forest_of", growing)
    log_many(24)
    ask("importance", key="acc")
    assert seen == [True]


def test_of_many_settings_some_have_an_importance_and_all_a_correlation(log: Log, ask: Ask) -> None:
    import numpy as np

    random = np.random.default_rng(2)
    for place in range(30):
        values = random.random(60)
        log(f"r{place:02}", 3 * float(values[50]), **{f"k{number:02}": float(one) for number, one in enumerate(values)})
    answer = ask("importance", key="acc", limit=60)
    rows = answer["rows"]
    assert rows[0]["setting"] == "config.k50"
    assert [row["importance"] is None for row in rows] == [False] * 40 + [True] * 20
    assert all(row["correlation"] is not None for row in rows)
    strengths = [abs(row["correlation"]) for row in rows[40:]]
    assert strengths == sorted(strengths, reverse=True)
    assert answer["notes"] == [
        "Importances are of 40 of 60 settings, those that tell most by themselves; "
        "of the others there is the correlation."
    ]


def test_the_answer_holds_what_is_shown_and_others_are_found_by_name(log: Log, ask: Ask) -> None:
    for place in range(6):
        log(f"r{place}", float(place), **{f"K{number:03}": (place * number) % 7 for number in range(1, 301)})
    answer = ask("importance", key="acc")
    assert (len(answer["rows"]), answer["n_drawn"], answer["n_matched"]) == (40, 40, 258)
    assert answer["n_settings"] == 258  # of every seventh all runs have 0
    assert len(answer["spec"]["datasets"]["table"]) == 40
    more = ask("importance", key="acc", limit=50)
    assert (len(more["rows"]), more["n_drawn"]) == (50, 40)
    assert more["rows"][:40] == answer["rows"]
    found = ask("importance", key="acc", search="k01")
    assert sorted(row["setting"] for row in found["rows"]) == [
        f"config.K{one:03}" for one in range(10, 20) if one != 14
    ]
    assert (found["n_drawn"], found["n_matched"], found["n_settings"]) == (9, 9, 258)
    assert found["notes"] == answer["notes"]
    none = ask("importance", key="acc", search="depth")
    assert (none["rows"], none["spec"], none["n_matched"]) == ([], None, 0)


def test_a_fit_that_nobody_waits_for_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two fifths of the work, and in the queue before it."""
    import numpy as np

    forests: Any = pytest.importorskip("sklearn.ensemble").RandomForestRegressor
    fit, gone = forests.fit, Event()
    n_fits = 0

    def leaving(self: Any, *given: Any) -> Any:
        nonlocal n_fits
        n_fits += 1
        gone.set()
        return fit(self, *given)

    monkeypatch.setattr(forests, "fit", leaving)
    lr = Setting("lr", "number", tuple(float(place) for place in range(10)))
    with pytest.raises(AskerGoneError):
        forest_of([lr], np.arange(10.0), gone)
    assert n_fits == 1
    with turn(Event()), pytest.raises(AskerGoneError), turn(gone):
        raise AssertionError("it was given a turn")
    with turn(Event()):
        assert ONE_AT_A_TIME.locked()


def test_of_too_many_runs_some_are_drawn(
    log_many: Callable[[int], None], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importance, "_MOST_CELLS", 125)
    log_many(30)
    answer = ask("importance", key="acc")
    assert answer["n_runs"] == 25
    assert answer["notes"][-1] == "Of 30 runs with many settings 25, drawn by chance, are looked at."


@pytest.mark.parametrize(
    ("of_lr", "of_acc"), [(1e300, 1.0), (1.0, 1e200), (1.0, -1e307), (1e300, 5e-324), (2.0**-1070, 1.0)]
)
def test_figures_do_not_depend_on_units(log: Log, ask: Ask, of_lr: float, of_acc: float) -> None:
    """Trees hold single precision, and squares of 1e200 are infinite: neither is seen."""
    for place in range(8):
        log(f"a{place}", float(place), lr=float(place))
        log(f"b{place}", place * of_acc, lr=place * of_lr)
    (plain,), (scaled,) = (ask("importance", key="acc", runs=[f"{of}{n}" for n in range(8)])["rows"] for of in "ab")
    assert abs(scaled["correlation"]) == pytest.approx(1)
    assert scaled["importance"] == pytest.approx(plain["importance"])


def test_large_numbers_that_are_near_to_each_other_differ(log: Log, ask: Ask) -> None:
    for place in range(8):
        log(f"r{place}", float(place), seed=1_700_000_000 + place)
    (row,) = ask("importance", key="acc")["rows"]
    assert row["importance"] > 1
