"""`chartkit render`: a preset and a table become a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MANY = """\
fields:
  keys: {type: quantitative, many: true}
strings:
  bins: {type: integer, minimum: 1}
  is_log: {type: boolean, default: false}
  share: {type: number}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform: [{fold: "${field:keys}"}]
  mark: {type: bar, opacity: "${string:share}", clip: "${string:is_log}"}
  encoding:
    x: {field: value, type: quantitative, bin: {maxbins: "${string:bins}"}}
    y: {aggregate: count, type: quantitative}
"""


@pytest.fixture(autouse=True)
def table(folder: Path) -> None:
    (folder / "t.csv").write_text('step,"a,b",other\n0,1.5,2\n1,2.5,3\n')


def test_a_table_of_ones_own(run: Callable[..., Any], folder: Path) -> None:
    arguments = ["--data", "t.csv", "--field", "x=step", "--field", "y=a,b", "--string", "title=A = b", "-o", "o.json"]
    said = run("render", "wandb/line/v0", *arguments)
    assert (said.exit_code, said.stdout, said.stderr) == (0, "o.json: wandb/line/v0, 2 rows\n", "")
    chart = json.loads((folder / "o.json").read_text())
    assert chart["title"] == "A = b"
    assert chart["datasets"]["table"] == [{"step": 0, "a_b": 1.5}, {"step": 1, "a_b": 2.5}]


@pytest.mark.parametrize(
    ("name", "start"),
    [("o.png", b"\x89PNG"), ("o.svg", b"<svg"), ("o.pdf", b"%PDF"), ("o.html", b"<!DOCTYPE html>"), ("o.JSON", b"{")],
)
def test_the_example_in_every_format(name: str, start: bytes, run: Callable[..., Any], folder: Path) -> None:
    said = run("render", "wandb/bar/v0", "-o", name, "--width", "300", "--scale", "2", "--theme", "dark")
    assert (said.exit_code, said.stderr) == (0, "")
    assert (folder / name).read_bytes().startswith(start)


def test_many_columns_and_typed_strings(run: Callable[..., Any], folder: Path) -> None:
    (folder / "p").mkdir()
    (folder / "p" / "many.yaml").write_text(MANY)
    strings = ["--string", "bins=7", "--string", "is_log=true", "--string", "share=0.5"]
    said = run(
        "render", "many", "--presets", "p", "--data", "t.csv", "--field", "keys=step,other", *strings, "-o", "o.json"
    )
    assert (said.exit_code, said.stderr) == (0, "")
    chart = json.loads((folder / "o.json").read_text())
    assert chart["transform"] == [{"fold": ["step", "other"]}]
    assert chart["mark"] == {"type": "bar", "opacity": 0.5, "clip": True}
    assert chart["encoding"]["x"]["bin"] == {"maxbins": 7}


def test_every_fault_of_the_call_at_once(run: Callable[..., Any], folder: Path) -> None:
    said = run("render", "wandb/line/v0", "--data", "t.csv", "--field", "x=stp", "--string", "titel=T", "-o", "o.png")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == (
        "CK204 slot 'x' names the column 'stp', which the table does not have.\n"
        "help: did you mean 'step'? columns: 'step', 'a,b' and 'other'\n\n"
        "CK202 preset 'wandb/line/v0' needs a column for its slot 'y'.\n"
        "help: quantitative columns: 'step', 'a,b' and 'other'\n\n"
        "CK201 preset 'wandb/line/v0' has no string slot 'titel'.\n"
        "help: did you mean 'title'? its string slots: 'title', 'x-scale' and 'y-scale'\n"
    )
    assert not (folder / "o.png").exists()


def test_a_preset_without_example_needs_data(run: Callable[..., Any], folder: Path) -> None:
    (folder / "many.yaml").write_text(MANY)
    said = run("render", "many.yaml", "-o", "o.png")
    assert (said.exit_code, said.stderr) == (
        2,
        "many.yaml: CK706 preset 'many' has no example to draw.\n"
        "help: give it rows under example: data:, or a table of your own with --data\n",
    )


def test_what_the_chart_has_to_say_is_said(run: Callable[..., Any], folder: Path) -> None:
    (folder / "t.csv").write_text("step,loss\n0,nan\n1,2\n")
    said = run("render", "wandb/line/v0", "--data", "t.csv", "--field", "x=step", "--field", "y=loss", "-o", "o.json")
    assert said.exit_code == 0
    assert said.stderr.startswith("warning: ")
    assert said.stderr.endswith("1 of the 2 values of column 'loss' is NaN or infinite, drawn as missing.\n")


def test_options_that_are_not_pairs(run: Callable[..., Any]) -> None:
    said = run("render", "wandb/line/v0", "-o", "o.png", "--field", "x")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 --field takes SLOT=VALUE; found 'x'.\nhelp: write it as in --field x=step\n",
    )
    said = run("render", "wandb/line/v0", "-o", "o.png", "--string", "title=a", "--string", "title=b")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 --string fills the slot 'title' twice.\nhelp: give one of them\n",
    )


def test_pairs_behind_one_option(run: Callable[..., Any]) -> None:
    said = run("render", "wandb/line/v0", "--field", "x=step", "y=loss", "-o", "o.png")
    assert (said.exit_code, said.stderr.splitlines()[-1]) == (
        2,
        "Error: 'y=loss' stands by itself; repeat --field or --string before each pair: --field y=loss",
    )
    said = run("render", "wandb/line/v0", "other", "-o", "o.png")
    assert said.stderr.splitlines()[-1] == "Error: Got unexpected extra argument (other)"


def test_a_table_with_other_separators(run: Callable[..., Any], folder: Path) -> None:
    (folder / "t.csv").write_text("step;loss\n0;1\n")
    said = run("render", "wandb/line/v0", "--data", "t.csv", "--field", "x=step", "--field", "y=loss", "-o", "o.png")
    help = "help: the table is one column, 'step;loss': is its file separated by ';'? write commas\n"
    assert (said.exit_code, said.stderr) == (
        2,
        f"CK204 slot 'x' names the column 'step', which the table does not have.\n{help}\n"
        f"CK204 slot 'y' names the column 'loss', which the table does not have.\n{help}",
    )


def test_missing_folders_are_made(run: Callable[..., Any], folder: Path) -> None:
    said = run("render", "wandb/line/v0", "-o", "new/deep/o.json")
    assert (said.exit_code, said.stderr) == (0, "")
    assert (folder / "new/deep/o.json").is_file()
