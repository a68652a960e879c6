"""What a script may have changed before its call is left alone; what it cannot have changed is judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chartkit.check.scripts import check_script
from chartkit.check.scripts.calls import parameters, required
from chartkit.compiler.recording import recording
from chartkit.plot import scatter

PRESET = """\
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
  tips: {many: true, required: false}
spec:
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
    tooltip: ["${field:tips}"]
"""
BOTH = '{"step": "step", "loss": "loss"}'
DRAW = f'chartkit.plot_table("me/loss", table, {BOTH})'
FILL = 'chartkit.plot_table("me/loss", rows, fields)'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "presets" / "me").mkdir(parents=True)
    (tmp_path / "presets" / "me" / "loss.yaml").write_text(PRESET)
    monkeypatch.chdir(tmp_path)


def said(lines: str) -> list[str]:
    Path("train.py").write_text(f"import chartkit, pandas as pd\n{lines}\n")
    return [finding.message for finding in check_script(Path("train.py"))]


@pytest.mark.parametrize(
    "lines",
    [
        f'fields = {{"step": "a"}}\nfill = fields.update\nfill(loss="b")\n{FILL}',
        f'other = fields = {{"step": "a"}}\nother["loss"] = "b"\n{FILL}',
        f'(fields := {{"step": "a"}}).update(loss="b")\n{FILL}',
        f'rows = [{{"a": 1}}]\nfields = {{"step": "a", "loss": "a", "tips": ["c"]}}\nfields["tips"][0] = "a"\n{FILL}',
        f'fields = {{"step": "a"}}\ndef given():\n    return fields\ngiven()["loss"] = "b"\n{FILL}',
        f'def draw():\n    fields = {{"step": "a"}}\n    def add(): fields["loss"] = "b"\n    add()\n    {FILL}',
        'chartkit.plot_table("me/loss", [{"a": 1}], {"step": "b", "loss": "b", **{"step": "a", "loss": "a"}})',
        'chartkit.plot_table("me/loss", rows, {"step": None, "loss": None, **more})',
        f'name = "me/lost"\nfrom settings import *\nchartkit.plot_table(name, rows, {BOTH})',
        f'if (name := "me/lost"):\n    name = "me/loss"\nchartkit.plot_table(name, rows, {BOTH})',
    ],
)
def test_fields_that_may_have_changed(lines: str) -> None:
    assert said(lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        'table = [{"step": 1}, {"step": 2}]\nfor row in table:\n    row["loss"] = 1',
        'table = [{"step": 1}]\ntable[0]["loss"] = 1',
        'table = [{"step": 1}]\n[row.update(loss=1) for row in table]',
        'table = [{"step": 1}]\nfor row in list(table):\n    row["loss"] = 1',
        'table = pd.DataFrame({"step": [1]})\ntable.loc[:, "loss"] = 1',
        'table = pd.DataFrame({"step": [1]})\ntable.columns.values[0] = "loss"',
        'frame = pd.read_csv("a.csv")\ntable = chartkit.Table(columns=["a"], data=frame)',
        'table = chartkit.Table(columns=["a"], dataframe=frame)',
        'table = {"columns": ["step", "loss"], "data": [[1, 2]]}',
        'table = {"columns": names, "data": rows}',
    ],
)
def test_tables_that_may_have_these_columns(lines: str) -> None:
    assert said(f"{lines}\n{DRAW}") == []


@pytest.mark.parametrize(
    "lines",
    [
        'table = [{"step": 1, "los": 2}]\nprint(len(table))',
        'table = pd.DataFrame({"step": [1], "los": [2]})\nprint(table.head(), table["los"].sum(), list(table.columns))',
        'names = ["step", "los"]\ntable = chartkit.Table(columns=names)\nfor row in rows:\n    table.add_data(*row)',
        'table = chartkit.Table(columns=["a"], data={"step": [1], "los": [2]})',
        'table = {"columns": ["step", "los"], "data": [[1, 2]]}',
    ],
)
def test_tables_that_surely_lack_a_column(lines: str) -> None:
    assert said(f"{lines}\n{DRAW}") == ["slot 'loss' names the column 'loss', which the table does not have."]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('from chartkit.plot import *\nline(table, "step")', "line() needs 'y'."),
        ('from chartkit.plot import line as draw\ndraw(table, "step")', "line() needs 'y'."),
        (
            f'chartkit.plot_table("me/loss", table, {BOTH}, fields={BOTH})',
            "plot_table() gets 'fields' twice: as its argument 3, and here by its name.",
        ),
        (
            'chartkit.plot_table("me/loss", table, {"los": "a", **more})',
            "preset 'me/loss' has no field slot 'los'.",
        ),
        (
            'from settings import *\nname = "me/lost"\nchartkit.plot_table(name, table, {})',
            "no preset 'me/lost'; looked in",
        ),
    ],
)
def test_what_is_wrong_whatever_else_happens(lines: str, sentence: str) -> None:
    (found,) = said(lines)
    assert found.startswith(sentence)


def of_notebook(*cells: str, language: str = "python") -> list[str]:
    code = [{"cell_type": "code", "source": ["import chartkit\n"]}]
    code += [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    Path("train.ipynb").write_text(json.dumps({"cells": code, "metadata": {"kernelspec": {"language": language}}}))
    return [finding.message for finding in check_script(Path("train.ipynb"))]


@pytest.mark.parametrize(
    "cell",
    [
        "for row in rows:  # all?\n    print(row)",
        'words = ("%d rows"\n    % 3)',
        'print("""which\none?\n""")',
        "!pip install chartkit \\\n    --quiet\nx = 1",
        "files = !ls \\\n  -l\nx = 1",
        "?table\ntable?\ntable.columns??\nx = 1",
        "rows = [await read(name) async for name in names]",
    ],
)
def test_cells_that_ipython_runs(cell: str) -> None:
    assert of_notebook(cell) == []


def test_a_cell_that_is_timed_is_python() -> None:
    fill = 'fields = {"step": "a"}'
    draw = 'chartkit.plot_table("me/loss", table, fields)'
    assert of_notebook(fill, '%%time\nfields["loss"] = "b"', draw) == []
    assert of_notebook(fill, f"%%capture\n{draw}") == ["preset 'me/loss' needs a column for its slot 'loss'."]


def test_a_notebook_of_another_language_holds_no_scripts() -> None:
    assert of_notebook("library(wandb)\nplot <- 1", language="R") == []


def test_a_plot_that_is_wrapped_takes_its_own_arguments() -> None:
    wrapped = recording("wandb/scatter/v0")(scatter)
    names, n_positional = parameters(scatter)
    assert parameters(wrapped) == (names, n_positional)
    assert (names[:5], n_positional) == (("table", "x", "y", "title", "split_table"), 5)
    assert [*required(wrapped)] == ["table", "x", "y"]
