"""`chartkit runs`: list, show and export of real runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import chartkit


@pytest.fixture
def logged(folder: Path) -> str:
    """A finished run with a chart at three steps, another at one, and some numbers; its id."""
    table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0], [1, 0.5]])
    with chartkit.init(project="demo", name="first", notes="a try", tags=["x", "y"], config={"lr": 0.1}) as run:
        for step in range(3):
            chart = chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"}, {"title": f"Loss {step}"})
            run.log({"curve": chart, "loss": 1 / (step + 1)})
        run.log({"bars": chartkit.plot_table("wandb/bar/v0", table, {"label": "step", "value": "loss"})})
    return run.id


def test_list(logged: str, run: Callable[..., Any]) -> None:
    said = run("runs", "list")
    heading, row = said.stdout.splitlines()
    assert heading.split() == ["run", "project", "name", "state", "started"]
    assert re.fullmatch(rf"{logged}  demo +first  finished  \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d", row)
    assert run("runs", "list", "demo").stdout == said.stdout
    assert run("runs", "list", "demmo").stderr.endswith("help: did you mean 'demo'? it has: 'demo'\n")


def test_list_of_an_empty_store(run: Callable[..., Any], folder: Path) -> None:
    assert run("runs", "list").stdout == (
        f"no runs in {folder / '.chartkit'}; chartkit.init() in a script starts one, and so does 'chartkit demo'\n"
    )


def test_show(logged: str, run: Callable[..., Any], folder: Path) -> None:
    said = run("runs", "show", f"demo/{logged}")
    assert said.exit_code == 0
    text = re.sub(r"started: .*", "started: then", said.stdout.replace(str(folder), "HERE").replace(logged, "ID"))
    assert text == (
        "first (demo/ID), finished\nfolder: HERE/.chartkit/runs/demo/ID\nstarted: then\nnotes: a try\ntags: x, y\n\n"
        "config\n  lr  0.1\n\n"
        "summary\n  loss  0.3333333333333333\n\n"
        "charts\n  curve  3 steps, 0 to 2\n  bars   step 3\n"
    )


def test_export_writes_the_latest_of_each_chart_into_one_page(
    logged: str, run: Callable[..., Any], folder: Path
) -> None:
    said = run("runs", "export", logged, "-o", "out/run.html")
    assert (said.exit_code, said.stdout) == (0, f"out/run.html: 2 charts and 1 metric of demo/{logged}\n")
    page = (folder / "out/run.html").read_text()
    assert page.count("<section ") == 3
    assert "Loss 2" in page
    assert "Loss 1" not in page
    assert "step 2; logged at 3 steps from 0 on" in page
    facts = re.search('<p class="facts">(.*)</p>', page)
    assert facts is not None
    assert re.fullmatch(rf"run {logged} · \d{{4}}-\d\d-\d\d \d\d:\d\d UTC · finished · lr 0\.1", facts[1])


def test_export_of_a_run_of_numbers_alone_draws_them(run: Callable[..., Any], folder: Path) -> None:
    with chartkit.init(project="demo", id="bare") as started:
        started.log({"loss": 1})
        started.log({"loss": 0.5})
    said = run("runs", "export", "bare")
    assert (said.exit_code, said.stdout) == (0, "run.html: 1 metric of demo/bare\n")


def test_export_of_a_run_that_logged_nothing(run: Callable[..., Any], folder: Path) -> None:
    chartkit.init(project="demo", id="bare").finish()
    said = run("runs", "export", "bare")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 run 'bare' has logged nothing that a page could show.\nhelp: log something: run.log({'loss': 0.5})\n",
    )


def test_a_run_that_is_not_there(logged: str, run: Callable[..., Any], folder: Path) -> None:
    said = run("runs", "show", logged[:-1])
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith(f"CK612 the store {folder / '.chartkit'} has no run {logged[:-1]!r}.\n")


def test_without_a_run_the_newest_is_meant(logged: str, run: Callable[..., Any], folder: Path) -> None:
    with chartkit.init(project="demo", id="later", name="second") as started:
        table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0], [1, 0.5]])
        started.log({"curve": chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"})})
    assert run("runs", "show").stdout.splitlines()[:2] == [
        "the newest run: demo/later",
        "second (demo/later), finished",
    ]
    assert run("runs", "export").stdout == "the newest run: demo/later\nrun.html: 1 chart of demo/later\n"


def test_without_any_run(run: Callable[..., Any], folder: Path) -> None:
    said = run("runs", "show")
    assert (said.exit_code, said.stderr) == (
        2,
        f"CK701 there is no run in {folder / '.chartkit'}.\n"
        "help: chartkit.init() in a script starts one, and so does 'chartkit demo'\n",
    )


def test_export_into_another_format_is_refused(logged: str, run: Callable[..., Any], folder: Path) -> None:
    said = run("runs", "export", logged, "-o", "p.pdf")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 a run is exported as '.html', '.htm', '.json', '.csv', '.parquet' or '.tar.gz'; found 'p.pdf'.\n"
        f"help: for one chart: chartkit.Api().run('{logged}').chart(KEY).save('p.pdf')\n",
    )
    assert not (folder / "p.pdf").exists()
    assert run("runs", "export", logged, "-o", "p.htm").exit_code == 0


def test_a_damaged_run_shows_what_is_left(logged: str, run: Callable[..., Any]) -> None:
    (record,) = Path.cwd().glob(f".chartkit/runs/*/{logged}/run.json")
    record.write_bytes(b"")
    said = run("runs", "show", logged)
    assert said.exit_code == 0
    assert said.stdout.startswith(f"{logged} (demo/{logged}), damaged\n")
    assert "  loss  0.333" in said.stdout
    assert said.stderr.startswith("warning: CK614 ")
