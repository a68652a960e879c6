"""`chartkit runs`: filters, changes, comparison, export, removal, cleaning and checks of real runs."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import chartkit
from chartkit.runs.upkeep.following import Following

Run = Callable[..., Any]


@pytest.fixture
def two(folder: Path) -> Path:
    """Two finished runs; the store."""
    for id, lr in (("one", 0.1), ("two", 0.2)):
        with chartkit.init(project="p", id=id, name=f"name-{id}", config={"lr": lr, "opt": "adam"}, tags=["x"]) as run:
            for step in range(3):
                run.log({"loss": lr / (step + 1)})
    return folder / ".chartkit"


def listed(run: Run, *arguments: str) -> list[str]:
    return [one["id"] for one in json.loads(run("runs", "list", "--json", *arguments).stdout)]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("config.lr<0.15", ["one"]),
        ("config.lr = 0.2", ["two"]),
        ("config.lr!=0.2", ["one"]),
        ("state=finished", ["two", "one"]),
        ("tags=x", ["two", "one"]),
        ("display_name~^name-o", ["one"]),
        ("display_name!~^name-o", ["two"]),
        ('{"$or": [{"config.lr": {"$gte": 0.2}}, {"state": "failed"}]}', ["two"]),
        ("summary.loss>9", []),
    ],
)
def test_conditions(two: Path, run: Run, condition: str, found: list[str]) -> None:
    assert listed(run, "--filter", condition) == found


def test_several_conditions_sorted_in_columns(two: Path, run: Run) -> None:
    assert listed(run, "--filter", "config.lr>0", "--filter", "config.lr<0.15") == ["one"]
    assert listed(run, "--sort", "+config.lr", "-n", "1") == ["one"]
    lines = run("runs", "list", "p", "--sort", "-config.lr", "--columns", "config.lr,summary.none").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["run", "two", "one"]
    assert [line.split()[-2:] for line in lines] == [["config.lr", "summary.none"], ["0.2", "-"], ["0.1", "-"]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--filter", "stat=x"),
            "CK635 --filter names the field 'stat', which runs do not have.\n"
            "help: did you mean 'state'? a run's own keys are 'config.stat' and 'summary_metrics.stat'.\n",
        ),
        (
            ("--filter", "state"),
            "CK701 --filter 'state' is no condition.\nhelp: write a field, one of = != < <= > >= ~ !~ and a value: "
            "'state=crashed', 'summary.loss<0.3', 'config.opt~^ad'.\n",
        ),
        (
            ("--filter", "config.lr<"),
            "CK701 --filter 'config.lr<' is no condition.\n"
            "help: write a field, one of = != < <= > >= ~ !~ and a value: "
            "'state=crashed', 'summary.loss<0.3', 'config.opt~^ad'.\n",
        ),
        (
            ("--filter", "{state"),
            "CK701 --filter '{state' is no JSON: Expecting property name enclosed in double quotes: "
            "line 1 column 2 (char 1).\n",
        ),
    ],
)
def test_a_wrong_condition_is_one_sentence(two: Path, run: Run, arguments: tuple[str, ...], message: str) -> None:
    said = run("runs", "list", *arguments)
    assert (said.exit_code, said.stdout, said.stderr) == (2, "", message)


def test_show_gives_parts(two: Path, run: Run) -> None:
    assert run("runs", "show", "one", "--config").stdout == "lr\t0.1\nopt\tadam\n"
    assert run("runs", "show", "one", "--history", "loss").stdout.splitlines()[:2] == ["_step\tloss", "0\t0.1"]
    shown = json.loads(run("runs", "show", "one", "--json").stdout)
    assert (shown["config"], shown["state"], shown["skipped_lines"]) == ({"lr": 0.1, "opt": "adam"}, "finished", 0)


def test_diff_shows_what_differs(two: Path, run: Run) -> None:
    said = run("runs", "diff", "one", "two", "--exit-code")
    assert (said.exit_code, [line.split() for line in said.stdout.splitlines()]) == (
        1,
        [
            ["p/one", "p/two"],
            ["config"],
            ["lr", "0.1", "0.2"],
            ["summary"],
            ["loss", "0.03333333333333333", "0.06666666666666667"],
        ],
    )
    assert run("runs", "diff", "one", "one").stdout == "p/one and p/one have the same config, summary and code\n"
    assert json.loads(run("runs", "diff", "one", "two", "--json").stdout)["config"] == {
        "lr": {"first": 0.1, "second": 0.2}
    }


def test_tags_notes_and_name(two: Path, run: Run) -> None:
    assert run("runs", "tag", "one", "+best", "-x", "+hard").stdout == "best\nhard\n"
    assert run("runs", "tag", "one").stdout == "best\nhard\n"
    said = run("runs", "tag", "one", "-old")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 run 'one' has no tag 'old' to take away.\nhelp: it has best, hard.\n",
    )
    assert run("runs", "tag", "one", "best").stderr == (
        "CK701 'best' has no sign: +TAG gives a tag, -TAG takes it away.\nhelp: chartkit runs tag one +best\n"
    )
    run("runs", "note", "one", "a try")
    run("runs", "name", "one", "first of all")
    assert run("runs", "note", "first of all").stdout == "a try\n"
    run("runs", "note", "one", "")
    assert chartkit.Api().run("one").notes is None


def test_export_of_data(two: Path, run: Run, folder: Path) -> None:
    rows = chartkit.Api().run("one").history(pandas=False)
    assert run("runs", "export", "one", "-o", "r.csv").stdout == "r.csv: 3 rows of p/one\n"
    with Path("r.csv").open() as file:
        assert [float(row["loss"]) for row in csv.DictReader(file)] == [row["loss"] for row in rows]
    run("runs", "export", "one", "-o", "r.parquet")
    assert pl.read_parquet("r.parquet")["loss"].to_list() == [row["loss"] for row in rows]
    run("runs", "export", "one", "-o", "r.json")
    assert json.loads(Path("r.json").read_text())["history"] == rows


def test_an_archive_goes_into_another_store(two: Path, run: Run, folder: Path) -> None:
    run("runs", "export", "one", "-o", "r.tar.gz")
    with tarfile.open("r.tar.gz") as archive:
        archive.extractall("other/.chartkit/runs", filter="data")
    assert run("runs", "verify", "one", "--dir", "other").exit_code == 0
    assert chartkit.Api("other").run("one").history(pandas=False) == chartkit.Api().run("one").history(pandas=False)


def test_a_removed_run_comes_back(two: Path, run: Run) -> None:
    said = run("runs", "rm", "one")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 1 run would be removed, and nobody can be asked here.\nhelp: --yes removes without asking.\n",
    )
    removed = run("runs", "rm", "one", "two", "--yes").stdout.splitlines()
    assert removed[0] == "removed p/one; chartkit runs restore p/one brings it back"
    assert listed(run) == []
    assert re.fullmatch(r"p/two  removed \S+\np/one  removed \S+\n", run("runs", "restore").stdout)
    assert run("runs", "restore", "onee").stderr.endswith("help: did you mean 'one'? it has: 'two' and 'one'\n")
    run("runs", "restore", "one", "p/two")
    assert listed(run) == ["two", "one"]
    assert run("runs", "verify").exit_code == 0
    assert not any((two / "trash").iterdir())


def test_a_running_run_is_not_removed(folder: Path, run: Run) -> None:
    live = chartkit.init(project="p", id="live")
    said = run("runs", "rm", "live", "--yes")
    assert (said.exit_code, said.stderr.partition("\n")[0]) == (2, "CK617 run p/live is running; it is not removed.")
    live.finish()


def test_gc_says_and_deletes(two: Path, run: Run) -> None:
    orphan = two / "runs/p/one/tables" / f"{'a' * 64}.json"
    orphan.parent.mkdir()
    orphan.write_bytes(b"orphan")
    nothing = f"nothing to delete in {two}\n"
    assert run("runs", "gc").stdout == nothing
    line = f"{orphan}: no line of the run's journals refers to it, 6 bytes\n"
    assert run("runs", "gc", "--min-age", "0").stdout == (
        f"{line}1 item, 6 bytes; 'chartkit runs gc --delete' deletes them\n"
    )
    assert run("runs", "gc", "--min-age", "0", "--delete").stdout == f"{line}deleted: 1 item, 6 bytes\n"
    assert run("runs", "gc", "--min-age", "0").stdout == nothing


def test_verify_names_damage_and_ends_with_1(two: Path, run: Run) -> None:
    said = run("runs", "verify")
    assert (said.exit_code, said.stdout.partition(": ")[2]) == (0, "every byte is what was written\n")
    (journal,) = two.glob("runs/p/one/journal-*.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b'"loss":0.1', b'"loss":0.2'))
    said = run("runs", "verify", "one")
    assert (said.exit_code, said.stdout.splitlines()[0]) == (
        1,
        f"{journal}:2:1: CK638 a line is damaged: its bytes are not those that were written.",
    )
    assert run("runs", "verify", "two").exit_code == 0
    found = json.loads(run("runs", "verify", "--json").stdout)["runs"]
    assert [len(found[name]["diagnostics"]) for name in ("p/one", "p/two")] == [1, 0]


@pytest.mark.parametrize(
    ("command", "help"),
    [
        ("verify", "--dir names the folder that holds .chartkit"),
        ("tail", "chartkit.init() in a script starts one, and so does 'chartkit demo'"),
    ],
)
def test_a_store_without_runs(folder: Path, run: Run, command: str, help: str) -> None:
    said = run("runs", command)
    assert (said.exit_code, said.stderr) == (
        2,
        f"CK701 there is no run in {folder / '.chartkit'}.\nhelp: {help}\n",
    )


def test_a_run_whose_folder_goes_while_it_is_followed(two: Path) -> None:
    following = Following(two / "runs/p/one")
    assert len(following.look()) == 3
    assert following.look() == []
    shutil.rmtree(two / "runs/p/one")
    with pytest.raises(FileNotFoundError, match="the run's folder is gone"):
        following.look()


def test_tail_shows_the_last_rows(two: Path, run: Run) -> None:
    said = run("runs", "tail", "one", "-n", "1", "-f")
    assert said.stdout == "step 2  loss=0.03333333333333333\np/one finished\n"
    assert json.loads(run("runs", "tail", "one", "-n", "1", "--json").stdout)["loss"] == 0.1 / 3


_WRITER = """
import sys, chartkit
with chartkit.init(project="p", id="live") as run:
    run.log({"loss": 1.0})
    print("logged", flush=True)
    for line in sys.stdin:
        run.log({"loss": float(line)})
"""


def test_tail_follows_a_process_until_its_run_ends(folder: Path) -> None:
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", _WRITER], **pipes) as writer:
        assert writer.stdin is not None and writer.stdout is not None
        assert writer.stdout.readline() == "logged\n"
        with subprocess.Popen([sys.executable, "-m", "chartkit", "runs", "tail", "live", "-f"], **pipes) as tail:
            assert tail.stdout is not None
            assert tail.stdout.readline() == "step 0  loss=1.0\n"
            writer.stdin.write("0.5\n")
            writer.stdin.flush()
            assert tail.stdout.readline() == "step 1  loss=0.5\n"
            writer.stdin.close()
            assert tail.stdout.read() == "p/live finished\n"
        assert tail.returncode == 0


def test_ctrl_c_ends_tail_with_130(folder: Path) -> None:
    live = chartkit.init(project="p", id="live")
    live.log({"loss": 1})
    command = [sys.executable, "-m", "chartkit", "runs", "tail", "-f"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as tail:
        assert tail.stdout is not None
        assert tail.stdout.readline() == "step 0  loss=1\n"
        os.kill(tail.pid, signal.SIGINT)
        assert tail.communicate() == ("", "")
    assert tail.returncode == 130
    live.finish()
