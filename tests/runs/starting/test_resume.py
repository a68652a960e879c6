"""Runs that go on: in a later process, in several at once, and which one `auto` takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init

ENVIRONMENT = {**os.environ, "CHARTKIT_SILENT": "1"}


def script(text: str, *arguments: str, name: str = "train.py", **environment: str) -> subprocess.CompletedProcess[str]:
    """What a script says; it has a file of its own, as `resume="auto"` asks."""
    path = Path(name)
    path.write_text(f"import os, sys, chartkit.runs as c\n{text}")
    command = [sys.executable, name, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**ENVIRONMENT, **environment}, check=False)


def rows(id: str) -> list[tuple[int, Any]]:
    return [(row["_step"], row["n"]) for row in Api().run(id).scan_history()]


CRASH = "run = c.init(project='p', id='r', config={'lr': 1, 'deep': {'a': (1, 2)}}, notes='x', group='g')\n"
CRASH += "run.log({'n': 1}, step=5)\nrun.log({'n': 2})\nrun.summary['best'] = 0.5\nos._exit(1)"


def test_a_crashed_run_goes_on_where_it_was(run_folder: Path) -> None:
    script(CRASH)
    assert Api().run("r").state == "crashed"
    before = {path.name: path.read_bytes() for path in run_folder.iterdir()}
    run = init(project="p", id="r", resume="must", config={"lr": 1, "deep": {"a": [1, 2]}, "new": 3}, tags=["again"])
    assert (run.resumed, run.starting_step, run.step) == (True, 6, 6)
    assert (run.config, run.summary) == ({"lr": 1, "deep": {"a": [1, 2]}, "new": 3}, {"n": 2, "best": 0.5})
    assert (run.notes, run.group, run.tags, Api().run("r").state) == ("x", "g", ("again",), "running")
    run.log({"n": 3})
    run.log({"n": 4})
    run.finish()
    found = Api().run("r")
    assert (found.state, found.exit_code) == ("finished", 0)
    assert rows("r") == [(5, 2), (6, 3), (7, 4)]
    assert found.config == {"lr": 1, "deep": {"a": [1, 2]}, "new": 3}
    assert (found.summary, found.tags, found.notes) == ({"n": 4, "best": 0.5}, ["again"], "x")
    assert {name: (run_folder / name).read_bytes() for name in before} == before, "what is there is not touched"


@pytest.mark.parametrize("exit_code", [0, 3])
def test_an_ended_run_goes_on_and_ends_again(exit_code: int) -> None:
    init(project="p", id="r").finish(exit_code)
    for resume in ("allow", "auto", True):
        with init(project="p", id="r", resume=resume) as run:
            assert run.resumed
            assert Api().run("r").state == "running"
            run.log({"n": resume})
        assert Api().run("r").state == "finished"
    assert rows("r") == [(0, "allow"), (1, "auto"), (2, True)]


@pytest.mark.parametrize("resume", ["allow", "auto", True])
def test_a_run_that_may_be_resumed_begins_when_it_is_new(resume: Any) -> None:
    with init(project="p", id="r", resume=resume) as run:
        assert (run.resumed, run.starting_step) == (False, 0)


def test_a_run_that_must_be_there_and_is_not() -> None:
    init(project="p", id="baseline").finish()
    with pytest.raises(RunError) as caught:
        init(project="p", id="baselin", resume="must")
    assert str(caught.value) == (
        "CK617 project 'p' has no run 'baselin' to go on with, as resume='must' asks.\n"
        "help: did you mean 'baseline'? it has: 'baseline'"
    )
    with pytest.raises(RunError) as caught:
        init(project="p", resume="must")
    assert str(caught.value) == (
        "CK617 resume='must' goes on with a run, and no id says with which.\n"
        "help: name it with init(id=…) or CHARTKIT_RUN_ID; `chartkit runs list` shows the ids."
    )


def test_another_config_value_is_refused_and_the_run_stays_as_it_is(run_folder: Path) -> None:
    init(project="p", id="r", config={"lr": 1}).finish()
    before = sorted(run_folder.iterdir())
    with pytest.raises(RunError) as caught:
        init(project="p", id="r", resume="allow", config={"lr": 2})
    assert str(caught.value).splitlines()[0] == "CK616 config 'lr' is 1 already; found 2."
    assert sorted(run_folder.iterdir()) == before
    with init(project="p", id="r", resume="allow", config={"lr": 2}, allow_val_change=True) as run:
        assert run.config == {"lr": 2}
    assert Api().run("r").config == {"lr": 2}


def test_a_metric_that_was_defined_stays_defined() -> None:
    with init(project="p", id="r") as run:
        run.define_metric("loss", summary="min")
        run.log({"loss": 1.0})
    with init(project="p", id="r", resume="allow") as run:
        run.log({"loss": 5.0})
        assert run.summary == {"loss": {"min": 1.0}}


AUTO = """
run = c.init(project="p", resume="auto")
print(run.id, run.resumed, run.step)
run.log({"n": 1})
"""


def test_auto_takes_the_last_run_of_the_script_that_did_not_finish() -> None:
    first = script(AUTO + "os._exit(1)").stdout.split()
    assert first[1:] == ["False", "0"]
    other = script(AUTO, name="other.py").stdout.split()
    assert other[0] != first[0], "another script's run is not taken"
    assert script(AUTO + "1/0").stdout.split() == [first[0], "True", "1"]
    assert script(AUTO).stdout.split() == [first[0], "True", "2"], "it failed"
    assert script(AUTO).stdout.split()[1:] == ["False", "0"], "it finished"


RANK = """
run = c.init(project="p", id="r", mode="shared", config={"lr": 1, "rank": os.environ["RANK"]}, on_error="record")
print("ready", run.resumed, flush=True)
for n in range(50):
    run.log({"n": n, "rank": int(os.environ["RANK"])})
if sys.argv[1] == "wait":
    input()
if sys.argv[1] == "fail":
    sys.exit(3)
"""


def started(rank: int, end: str) -> subprocess.Popen[str]:
    Path("rank.py").write_text(f"import os, sys, chartkit.runs as c\n{RANK}")
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "rank.py", end],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**ENVIRONMENT, "RANK": str(rank), "WORLD_SIZE": "3"},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready False\n"
    return child


def ended(child: subprocess.Popen[str]) -> None:
    child.communicate("\n")


def test_the_end_of_one_rank_is_not_the_end_of_the_run(run_folder: Path) -> None:
    lead = started(0, "wait")
    for rank in (1, 2):
        ended(started(rank, "end"))
    found = Api().run("r")
    assert found.state == "running"
    ended(lead)
    assert (found.reload().state, found.config) == ("finished", {"lr": 1, "rank": "0"})
    logged = sorted((row["rank"], row["_step"], row["n"]) for row in found.scan_history())
    assert logged == [(rank, n, n) for rank in range(3) for n in range(50)]
    assert len(list(run_folder.glob("journal-*.jsonl"))) == 3


def test_a_rank_that_fails_fails_the_run_and_one_that_is_gone_crashes_it() -> None:
    lead, failing = started(0, "wait"), started(1, "fail")
    failing.communicate()
    assert Api().run("r").state == "running"
    ended(lead)
    assert (Api().run("r").state, Api().run("r").exit_code) == ("failed", 3)


def test_a_rank_that_is_killed_is_never_called_finished() -> None:
    lead, killed = started(0, "wait"), started(1, "wait")
    killed.kill()
    killed.communicate()
    ended(lead)
    assert Api().run("r").state == "crashed"


def test_a_process_joins_the_run_that_goes_on() -> None:
    run = init(project="p", id="r", config={"lr": 1})
    run.log({"n": 0})
    said = script(
        "with c.init(project='p', id='r', resume='allow') as run: print(run.resumed, run.step, run.config.lr)"
    )
    assert said.stdout == "False 0 1\n"
    assert Api().run("r").state == "running"
    run.finish()
    assert Api().run("r").state == "finished"


def test_a_run_whose_other_machine_is_gone_goes_on_after_its_last_step(run_folder: Path) -> None:
    script(CRASH)
    (journal,) = run_folder.glob("journal-*.jsonl")
    journal.write_text(journal.read_text().replace(f'"host":"{os.uname().nodename}"', '"host":"elsewhere"'))
    with init(project="p", id="r", resume="allow") as run:
        assert (run.resumed, run.step) == (True, 6)
    assert Api().run("r").state == "finished"


def test_a_joining_process_keeps_the_config_that_is_there() -> None:
    init(project="p", id="r", config={"lr": 1})
    with pytest.warns(ChartkitWarning) as caught:
        joined = init(project="p", id="r", resume="allow", config={"lr": 2, "b": 3}, reinit="create_new")
    assert [str(one.message).splitlines()[0] for one in caught] == ["CK616 config 'lr' is 1 already; found 2."]
    assert joined.config == {"lr": 1, "b": 3}
    joined.finish()


def test_a_damaged_beginning_is_said(run_folder: Path) -> None:
    init(project="p", id="r").finish()
    (run_folder / "run.json").write_text("{")
    with pytest.raises(RunError) as caught:
        init(project="p", id="r", resume="allow")
    assert str(caught.value).startswith(f"CK614 {run_folder / 'run.json'} cannot be read: ")
