"""Runs in notebooks and other sessions that go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from chartkit.runs import Api, init
from chartkit.runs.showing.place import ELSEWHERE


def test_a_run_shows_itself_with_its_texts_escaped() -> None:
    run = init(project="p", id="r", name="<b>&")
    run.log({"a": 1})
    named = "<strong>&lt;b&gt;&amp;</strong> (p/r)"
    place = f"<code>{run.dir}</code>"
    assert run._repr_html_() == f"<div>chartkit run {named}, running at step 1: {place}</div>"
    run.finish()
    assert run._repr_html_() == f"<div>chartkit run {named}, finished at step 1: {place}</div>"
    disabled = init(mode="disabled", name="n", id="r")
    assert disabled._repr_html_() == (
        "<div>chartkit run <strong>n</strong> (uncategorized/r), running at step 0: stores nothing</div>"
    )


CELLS = """
import chartkit.runs as c
first = c.init(project="p", id="a")
first.log({"n": 1})
1 / 0
first.log({"n": 2})
second = c.init(project="p", id="b")
print(first.is_finished, second.is_finished)
c.log({"n": 3})
1 / 0
"""


def test_a_cell_that_fails_ends_no_run_and_init_again_finishes_the_first() -> None:
    said = subprocess.run([sys.executable, "-i", "-q"], input=CELLS, capture_output=True, text=True, check=True)
    assert "True False" in said.stdout
    for id, values in (("a", [1, 2]), ("b", [3])):
        found = Api().run(id)
        assert [row["n"] for row in found.scan_history()] == values
        assert (found.state, found.exit_code) == ("finished", 0)


# In a process of its own: Jupyter's packages change types of files, threads and warnings of the process they are in.
NOTEBOOK = """
import json, sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, json.load(sys.stdin))))
NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True).execute()
print(json.dumps([cell.outputs for cell in notebook.cells]))
"""


def test_the_cells_of_a_real_notebook(tmp_path: Path) -> None:
    cells = [
        "import chartkit\nrun = chartkit.init(project='p', id='a', config={'lr': 0.1})\nrun.log({'n': 1})\nrun",
        "1 / 0",
        "run.config.lr = 0.2\nrun.log({'n': 2})\nchartkit.plot.line({'x': [0, 1], 'y': [1, 2]}, 'x', 'y')",
        "chartkit.init(project='p', id='b')\nchartkit.log({'n': 3})\nprint(run.is_finished)",
    ]
    command = [sys.executable, "-c", NOTEBOOK]
    here = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    said = subprocess.run(
        command, input=json.dumps(cells), capture_output=True, text=True, cwd=tmp_path, check=True, env=here
    )
    shown, failed, drawn, last = json.loads(said.stdout)
    assert "chartkit run <strong>" in shown[-1]["data"]["text/html"]
    assert '<object type="text/html" data="http://127.0.0.1:' in shown[-1]["data"]["text/html"]
    assert failed[-1]["ename"] == "ZeroDivisionError"
    assert "<iframe" in drawn[-1]["data"]["text/html"]
    assert "True\n" in [each.get("text") for each in last]
    api = Api(tmp_path)
    assert [(row["n"], run.config) for run in map(api.run, "ab") for row in run.scan_history()] == [
        (1, {"lr": 0.2}),
        (2, {"lr": 0.2}),
        (3, {}),
    ]
    assert [api.run(id).state for id in "ab"] == ["finished", "finished"]
