"""Calls of scripts against their presets: whole messages, places, and everything that must be left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chartkit import plot
from chartkit.check.scripts import check_script
from chartkit.diagnostics import Diagnostic, code_frame, listed

LOSS = """\
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
  split: {type: nominal, required: false}
  tips: {many: true, required: false}
strings:
  title: {default: ""}
  scale: {choices: [linear, log], default: linear}
  unit: {required: true}
spec:
  data: {name: table}
  title: "${string:title} ${string:unit}"
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative, scale: {type: "${string:scale}"}}
    color: {field: "${field:split}"}
    tooltip: ["${field:tips}"]
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one preset, `me/loss`, in a repository of its own."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "presets" / "me").mkdir(parents=True)
    (tmp_path / "presets" / "me" / "loss.yaml").write_text(LOSS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(script: str, name: str = "train.py") -> list[Diagnostic]:
    Path(name).write_text(script, encoding="utf-8")
    return check_script(Path(name))


def said(script: str) -> list[str]:
    return [str(finding) for finding in found(script)]


def underlined(finding: Diagnostic) -> str:
    """The text over the carets of the finding's code frame."""
    assert finding.location is not None
    line, carets = code_frame(finding.location)
    start = carets.index("^")
    return line[start : start + carets.count("^")]


CLEAN = 'chartkit.plot_table("me/loss", table, {"step": "step", "loss": "loss"}, {"unit": "nats"})'
GOOD = '{"step": "step", "loss": "loss"}, {"unit": "nats"}'


def test_a_clean_call_has_no_findings() -> None:
    assert said(f"import chartkit\n{CLEAN}\n") == []


# ruff: noqa: E501
SENTENCES = [
    (
        'chartkit.plot_table("me/lss", table, {})',
        '"me/lss"',
        "CK881 no preset 'me/lss'; looked in presets, BUILT-IN.\n"
        "help: did you mean 'me/loss'? to bring it in from W&B's editor, save its JSON and run 'chartkit presets import FILE --as me/lss'",
    ),
    (
        'chartkit.plot_table("presets/me/lss.yaml", table, {})',
        '"presets/me/lss.yaml"',
        "CK881 there is no file presets/me/lss.yaml.\nhelp: did you mean 'me/loss'?",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step", "loss": "loss", "splt": "s"}, {"unit": "nats"})',
        '"splt"',
        "CK882 preset 'me/loss' has no field slot 'splt'.\n"
        "help: did you mean 'split'? its field slots: 'step', 'loss', 'split' and 'tips'",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step", "los": "loss"}, {"unit": "nats"})',
        '"los"',
        "CK882 preset 'me/loss' has no field slot 'los'.\n"
        "help: did you mean 'loss'? its field slots: 'step', 'loss', 'split' and 'tips'",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step", "loss": "loss", "title": "Loss"}, {"unit": "nats"})',
        '"title"',
        "CK882 preset 'me/loss' has no field slot 'title'.\nhelp: 'title' is a slot for string_fields",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step", "loss": "loss"}, {"unit": "nats", "split": "s"})',
        '"split"',
        "CK882 preset 'me/loss' has no string slot 'split'.\nhelp: 'split' is a slot for fields",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step"}, {"unit": "nats"})',
        '{"step": "step"}',
        "CK883 preset 'me/loss' needs a column for its slot 'loss'.\n"
        "help: add 'loss' to fields: the name of a quantitative column",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step", "loss": None}, {"unit": "nats"})',
        "None",
        "CK883 preset 'me/loss' needs a column for its slot 'loss'.\n"
        "help: add 'loss' to fields: the name of a quantitative column",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step", "loss": "loss"})',
        "chartkit.plot_table",
        "CK883 preset 'me/loss' needs a value for its string slot 'unit'.\nhelp: add 'unit' to string_fields: a text",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": ["step"], "loss": "loss"}, {"unit": "nats"})',
        '["step"]',
        "CK884 slot 'step' takes one column name; found ['step'].\nhelp: write 'step' without brackets",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": 1.5, "loss": "loss"}, {"unit": "nats"})',
        "1.5",
        "CK884 slot 'step' takes one column name; found 1.5.",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step", "loss": "loss", "tips": 2.5}, {"unit": "nats"})',
        "2.5",
        "CK884 slot 'tips' takes a list of column names; found 2.5.",
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "step", "loss": "loss"}, {"unit": "nats", "scale": "lgo"})',
        '"lgo"',
        "CK884 string slot 'scale' is one of 'linear' or 'log'; found 'lgo'.",
    ),
    (
        'chartkit.plot_table("me/loss", table, ["step", "loss"], {"unit": "nats"})',
        '["step", "loss"]',
        "CK884 fields maps slots to what fills them; found ['step', 'loss'].\n"
        'help: write a dict, as in {"x": "step"}',
    ),
    (
        'chartkit.plot_table("me/loss", table, {"step": "a", "loss": "loss", "step": "b"}, {"unit": "nats"})',
        '"step"',
        "CK885 fields has the key 'step' twice; Python keeps this one and drops that of line 2.\nhelp: keep one of them",
    ),
    (
        f'chartkit.plot_table("me/loss", {{"step": [1], "los": [2]}}, {GOOD})',
        '"loss"',
        "CK886 slot 'loss' names the column 'loss', which the table does not have.\n"
        "help: did you mean 'los'? columns: 'step' and 'los'",
    ),
    (
        f'chartkit.plot_table("me/loss", table, field={GOOD})'.replace("}, {", "}, string_fields={"),
        "field",
        "CK887 plot_table() has no argument 'field'.\nhelp: did you mean 'fields'?",
    ),
    (
        'chartkit.plot_table("me/loss", table, string_fields={"unit": "nats"})',
        "chartkit.plot_table",
        "CK887 plot_table() needs 'fields'.\n"
        "help: it takes 'vega_spec_name', 'data_table', 'fields', 'string_fields', 'split_table', 'strict' and 'keep_table'",
    ),
    (
        'chartkit.plot.scater(table, "x", "y")',
        "scater",
        f"CK887 chartkit.plot has no function 'scater'.\nhelp: did you mean 'scatter'? it has: {listed(plot.__all__)}",
    ),
    (
        'chartkit.plot.bar(table, "label", "value", "title", True, 3)',
        "3",
        "CK887 bar() takes at most 5 arguments without a name; this is one more.\n"
        "help: it takes 'table', 'label', 'value', 'title', 'split_table' and 'group'",
    ),
    (
        'chartkit.plot.line({"step": [1], "loss": [2]}, "step", y="los")',
        '"los"',
        "CK886 'y' names the column 'los', which the table does not have.\n"
        "help: did you mean 'loss'? columns: 'step' and 'loss'",
    ),
]


@pytest.mark.parametrize(("call", "place", "sentence"), SENTENCES)
def test_each_fault_is_told_once_where_it_stands(call: str, place: str, sentence: str, built_in: str) -> None:
    (finding,) = found(f"import chartkit\n{call}\n")
    assert str(finding._replace(location=None)).replace(built_in, "BUILT-IN") == sentence
    assert finding.location is not None
    assert (finding.location.file, finding.location.line) == ("train.py", 2)
    # What is underlined is the text itself, but for keys that stand twice in the line.
    assert underlined(finding) == place[: 96 - 48]
    assert call[(finding.location.column or 0) - 1 :].startswith(place)


@pytest.fixture
def built_in() -> str:
    from chartkit.files import data_folder

    return str(data_folder("presets"))


@pytest.mark.parametrize(
    "lines",
    [
        "import chartkit\nchartkit.plot_table({})",
        "import chartkit as wandb\nwandb.plot_table({})",
        "import wandb\nwandb.plot_table({})",
        "import wandb as w\nw.plot_table({})",
        "import chartkit.plot\nchartkit.plot.plot_table({})",
        "import chartkit.plot as p\np.plot_table({})",
        "from chartkit import plot\nplot.plot_table({})",
        "from chartkit import plot_table\nplot_table({})",
        "from chartkit import plot_table as draw\ndraw({})",
        "from chartkit import *\nplot_table({})",
        "from chartkit.plot import plot_table\nplot_table({})",
        "import chartkit\ndraw = chartkit.plot_table\ndraw({})",
        "import chartkit\nplot = chartkit.plot\nplot.plot_table({})",
        "try:\n    import chartkit as wandb\nexcept ImportError:\n    import wandb\nwandb.plot_table({})",
        "def log():\n    import chartkit\n    return chartkit.plot_table({})",
        "import chartkit\nclass A:\n    def log(self, run):\n        run.log({{'a': chartkit.plot_table({})}})",
        "import chartkit\ncharts = [chartkit.plot_table({}) for _ in range(2)]",
        "import chartkit\nasync def go():\n    async with a() as b:\n        b(lambda: chartkit.plot_table({}))",
    ],
)
def test_the_call_is_found_however_it_is_imported(lines: str) -> None:
    (finding,) = found(lines.format('"me/nothing", table, {}'))
    assert finding.code == "CK881"
    assert underlined(finding) == '"me/nothing"'


@pytest.mark.parametrize(
    "lines",
    [
        "import other\nother.plot_table('me/nothing', table, {})",
        "from . import chartkit\nchartkit.plot_table('me/nothing', table, {})",
        "from .charts import plot_table\nplot_table('me/nothing', table, {})",
        "def plot_table(name): ...\nplot_table('me/nothing')",
        "import chartkit\ndef f(chartkit):\n    chartkit.plot_table('me/nothing', table, {})",
        "import chartkit\nchartkit = other()\nchartkit.plot_table('me/nothing', table, {})",
        "import wandb\nwandb.plot.roc_curve(a, b)\nwandb.plot.confusion_matrix(a)",
        "import chartkit\nchartkit.log({'plot_table': 1})\nchartkit.plot",
    ],
)
def test_other_calls_are_left_alone(lines: str) -> None:
    assert said(lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        "name = f'me/{kind}'\nchartkit.plot_table(name, table, {})",
        "chartkit.plot_table('me/' + kind, table, {})",
        "for name in ('me/a', 'me/b'):\n    chartkit.plot_table(name, table, {})",
        "name = 'me/a'\nname = 'me/b'\nchartkit.plot_table(name, table, {})",
        "def draw(name='me/a'):\n    chartkit.plot_table(name, table, {})",
        "name = 'me/a'\ndef change():\n    global name\n    name = 'me/loss'\nchartkit.plot_table(name, table, {})",
        "chartkit.plot_table(*arguments)",
        "chartkit.plot_table('me/loss', **arguments)",
        "chartkit.plot_table('me/loss', table, {**more}, {'unit': 'nats'})",
        "chartkit.plot_table('me/loss', table, {slot: 'a', 'step': 'b'}, {'unit': 'nats'})",
        "chartkit.plot_table('me/loss', table, dict(more, step='a'), {'unit': 'nats'})",
        "fields = {'step': 'a'}\nfields['loss'] = 'b'\nchartkit.plot_table('me/loss', table, fields, {'unit': 'nats'})",
        "fields = {'step': 'a'}\nfields.update(loss='b')\nchartkit.plot_table('me/loss', table, fields, {'unit': 'nats'})",
        "fields = {'step': 'a'}\nfill(fields)\nchartkit.plot_table('me/loss', table, fields, {'unit': 'nats'})",
        "fields = {'step': 'a'}\nmore = fields\nmore['loss'] = 'b'\nchartkit.plot_table('me/loss', table, fields, {'unit': 'nats'})",
        "fields = {'step': 'a'}\nfields |= {'loss': 'b'}\nchartkit.plot_table('me/loss', table, fields, {'unit': 'nats'})",
    ],
)
def test_what_a_run_computes_is_left_alone(lines: str) -> None:
    assert said(f"import chartkit\n{lines}\n") == []


@pytest.mark.parametrize(
    "table",
    [
        'chartkit.Table(columns=["step", "los"], data=rows)',
        'chartkit.Table(["step", "los"])',
        'chartkit.Table(dataframe=pd.DataFrame({"step": [1], "los": [2]}))',
        'pd.DataFrame({"step": a, "los": b})',
        'pd.DataFrame(rows, columns=["step", "los"])',
        'pl.DataFrame({"step": [1], "los": [2]})',
        'pa.table({"step": [1], "los": [2]})',
        "dict(step=[1], los=[2])",
        '[{"step": 1}, {"step": 2, "los": 1}]',
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_columns_of_a_table_that_is_written_out(table: str, is_named: bool) -> None:
    imports = "import chartkit, pandas as pd, polars as pl, pyarrow as pa\n"
    named = f"table = {table}\nprint(table)\n" if is_named else ""
    call = f'chartkit.plot_table("me/loss", {"table" if is_named else table}, {GOOD})\n'
    (finding,) = found(imports + named + call)
    assert finding.message == "slot 'loss' names the column 'loss', which the table does not have."
    assert underlined(finding) == '"loss"'


@pytest.mark.parametrize(
    "lines",
    [
        'table = chartkit.Table(columns=["step"])\ntable.add_column("loss", values)',
        'table = pd.DataFrame({"step": [1]})\ntable["loss"] = 1',
        'table = pd.DataFrame({"step": [1]})\ntable = table.assign(loss=1)',
        'table = pd.DataFrame({"step": [1]})\ntable.columns = names',
        'table = pl.DataFrame({"a": [1]}, schema=names)',
        "table = chartkit.Table(columns=names)",
        'table = chartkit.Table(columns=["step"], **more)',
        'table = [{"step": 1}]\ntable.append({"loss": 2})',
        'table = [{"step": 1}, *rows]',
        'table = {"step": [1], **more}',
        'table = read()["a"]',
    ],
)
def test_columns_that_only_a_run_knows_are_left_alone(lines: str) -> None:
    script = f'import chartkit, pandas as pd, polars as pl\n{lines}\nchartkit.plot_table("me/loss", table, {GOOD})\n'
    assert said(script) == []


def test_a_name_of_a_literal_is_looked_through_and_its_own_line_is_named() -> None:
    script = 'import chartkit\nSLOTS = {"step": "a", "los": "b"}\ndef draw():\n    chartkit.plot_table("me/loss", table, SLOTS, {"unit": "nats"})\n'
    (finding,) = found(script)
    assert finding.message == "preset 'me/loss' has no field slot 'los'."
    assert (finding.location and finding.location.line) == 2


def test_a_dict_is_a_preset_too() -> None:
    spec = '{"mark": "point", "data": {"name": "t"}, "encoding": {"x": {"field": "${field:size}"}}}'
    (finding,) = found(f'import chartkit\nchartkit.plot_table({spec}, table, {{"sise": "a"}})\n')
    assert str(finding._replace(location=None)) == (
        "CK882 this preset has no field slot 'sise'.\nhelp: did you mean 'size'? its field slots: 'size'"
    )


def test_a_path_is_found_from_the_working_folder_the_script_and_its_repository(project: Path) -> None:
    (project / "jobs").mkdir()
    (project / "jobs" / "own.yaml").write_text(LOSS)
    lines = [
        f'chartkit.plot_table("{name}", table, {GOOD})' for name in ("presets/me/loss.yaml", "own.yaml", "me/loss")
    ]
    (project / "jobs" / "train.py").write_text("import chartkit\n" + "\n".join(lines))
    assert check_script(project / "jobs" / "train.py") == []


def test_a_preset_that_is_broken_itself_is_told_at_its_own_file_only() -> None:
    Path("presets/me/broken.yaml").write_text("fields: [\n")
    assert said('import chartkit\nchartkit.plot_table("me/broken", table, {})\n') == []


def test_a_preset_of_several_tables() -> None:
    layer = "{data: {name: %s}, mark: point, encoding: {x: {field: '${field:%s}', type: quantitative}}}"
    Path("presets/me/two.yaml").write_text(
        "fields: {a: {table: points}, b: {table: lines}}\n"
        f"spec:\n  layer:\n    - {layer % ('points', 'a')}\n    - {layer % ('lines', 'b')}\n"
    )
    tables = '{"points": {"u": [1]}, "lines": {"v": [1]}}'
    (finding,) = found(f'import chartkit\nchartkit.plot_table("me/two", {tables}, {{"a": "u", "b": "u"}})\n')
    assert str(finding) == (
        "train.py:2:92: CK886 slot 'b' names the column 'u', which the table 'lines' does not have.\nhelp: columns: 'v'"
    )


def test_nothing_heavy_is_imported_and_nothing_of_the_script_is_run(tmp_path: Path) -> None:
    import subprocess

    call = CLEAN.replace('"loss": "loss"', '"los": "loss"')
    Path("train.py").write_text(f"import chartkit\nopen('ran', 'w')\n{call}\n")
    program = (
        "import sys; from pathlib import Path; from chartkit.check.scripts import check_script;"
        "check_script(Path('train.py')); print({'polars', 'pandas', 'vl_convert', 'narwhals'} & {*sys.modules})"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert output.stdout == "set()\n"
    assert not Path("ran").exists()
