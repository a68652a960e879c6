"""`chartkit presets`: list, show, new and import."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chartkit.check import check_preset
from chartkit.files import data_folder
from chartkit.presets import load
from chartkit.presets.reader import read_yaml
from chartkit.presets.yaml_text import yaml_text

POINTER = "# yaml-language-server: $schema=../.schema/preset.schema.json\n"
WANDB = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"name": "wandb"},
    "title": "${string:title:My: title}",
    "transform": [{"filter": "'${field:g}' === '' || datum['${field:y}'] > 0"}],
    "mark": "line",
    "encoding": {
        "x": {"field": "${field:x}", "type": "temporal"},
        "y": {"field": "${field:y}", "type": "quantitative"},
        "color": {"field": "${field:g}", "type": "nominal"},
    },
}
IMPORTED = """\
# yaml-language-server: $schema=../.schema/preset.schema.json
description: Brought in from chart.json.
fields:
  g: {type: any, required: false}
  y: {type: quantitative}
  x: {type: temporal}
strings:
  title: {default: 'My: title'}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: wandb}
  title: "${string:title:My: title}"
  transform:
    - {filter: "'${field:g}' === '' || datum['${field:y}'] > 0"}
  mark: line
  encoding:
    x: {field: "${field:x}", type: temporal}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:g}", type: nominal}
"""


def test_list_names_every_preset_and_its_reason_when_it_cannot_be_loaded(run: Callable[..., Any], folder: Path) -> None:
    (folder / "presets").mkdir()
    (folder / "presets" / "broken.yaml").write_text("spec: [\n")
    lines = run("presets", "list").stdout.splitlines()
    assert lines[0].split(maxsplit=1) == [
        "broken",
        "cannot be loaded: presets/broken.yaml:2:1: this is not YAML: did not find expected node content.",
    ]
    assert [line.split()[0] for line in lines][-1] == "workspace/parallel/v0"
    entries = json.loads(run("presets", "list", "--json").stdout)
    assert [entry["name"] for entry in entries] == [line.split()[0] for line in lines]
    line = next(entry for entry in entries if entry["name"] == "wandb/line/v0")
    assert line["fields"]["stroke"]["required"] is False
    assert line["file"] == "BUILT-IN/wandb/line/v0.yaml"


def test_show_says_how_to_fill_it(run: Callable[..., Any], folder: Path) -> None:
    (folder / "a.yaml").write_text(
        "description: Some lines.\n"
        "fields:\n"
        "  x: {type: [quantitative, temporal], description: across}\n"
        "  keys: {type: any, many: true, required: false}\n"
        "  y: {type: quantitative, default: loss}\n"
        "strings:\n"
        "  scale: {choices: [linear, log], default: log, description: of y}\n"
        "  n: {type: integer, required: true}\n"
        "example: {values: [{step: 1, loss: 2}], fields: {x: step}, strings: {n: 3}}\n"
        "spec: {data: {name: table}, mark: line}\n"
    )
    said = run("presets", "show", "a.yaml")
    assert (said.exit_code, said.stdout) == (
        0,
        "a\nSome lines.\nfile: a.yaml\n\n"
        "fields\n"
        "  x     quantitative or temporal column: across\n"
        "  keys  list of any columns, optional\n"
        "  y     quantitative column, 'loss' by default\n\n"
        "strings\n"
        "  scale  one of 'linear' or 'log', 'log' by default: of y\n"
        "  n      integer, required\n\n"
        "in Python\n"
        "  chartkit.plot_table('a.yaml', table, {'x': 'step'}, {'n': 3})\n\n"
        "in the shell\n"
        "  chartkit render a.yaml --data FILE --field x=COLUMN --string n=TEXT -o out.png\n",
    )
    assert json.loads(run("presets", "show", "a.yaml", "--spec").stdout) == {"data": {"name": "table"}, "mark": "line"}


def test_new_starts_a_preset_that_is_clean_and_is_found(run: Callable[..., Any], folder: Path) -> None:
    said = run("presets", "new", "me/loss")
    assert (said.exit_code, said.stdout, said.stderr) == (
        0,
        "presets/me/loss.yaml\n1 preset checked, no findings\n\nnext: chartkit preview presets/me/loss.yaml\n",
        "",
    )
    text = (folder / "presets/me/loss.yaml").read_text()
    assert text.startswith(POINTER)
    assert text.count('"${') == text.count("${") == 4
    schema = (folder / "presets/.schema/preset.schema.json").read_bytes()
    assert schema == (data_folder("schemas") / "preset.schema.json").read_bytes()
    assert load("me/loss").fields.keys() == {"x", "y", "color"}
    assert run("render", "me/loss", "-o", "x.svg").exit_code == 0


def test_new_writes_over_nothing_unless_forced(run: Callable[..., Any], folder: Path) -> None:
    (folder / "presets/me").mkdir(parents=True)
    file = folder / "presets/me/loss.yaml"
    file.write_text("mine")
    said = run("presets", "new", "me/loss")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 presets/me/loss.yaml is there already.\nhelp: --force writes over it\n",
    )
    assert file.read_text() == "mine"
    assert run("presets", "new", "me/loss", "--force").exit_code == 0
    assert file.read_text().startswith(POINTER)
    (folder / "presets/me/other.json").write_text("{}")
    said = run("presets", "new", "me/other", "--force")
    assert said.stderr == "CK701 presets/me/other.json is there already.\nhelp: remove it\n"


def test_new_from_another_takes_its_example_data_along(run: Callable[..., Any], folder: Path) -> None:
    said = run("presets", "new", "me/bars", "--from", "wandb/bar/v0")
    assert (said.exit_code, said.stdout.splitlines()[1]) == (0, "1 preset checked, no findings")
    kept = (folder / "presets/me/bars.csv").read_bytes()
    assert kept == (data_folder("presets") / "wandb/bar/v0.csv").read_bytes()
    assert (folder / "presets/me/bars.yaml").read_text().count('data: "bars.csv"') == 1
    assert run("presets", "new", "me/lines", "--from", "wandb/line/v0", "--force").exit_code == 0
    assert (folder / "presets/me/bars.csv").read_bytes() == kept
    assert sorted(path.name for path in (folder / "presets/me").iterdir()) == [
        "bars.csv", "bars.yaml", "lines.csv", "lines.yaml",
    ]  # fmt: skip
    (folder / "presets/me/more.csv").write_text("mine")
    said = run("presets", "new", "me/more", "--from", "me/bars")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 presets/me/more.csv is there already.\nhelp: --force writes over it\n",
    )
    assert (folder / "presets/me/more.csv").read_text() == "mine"
    assert run("presets", "new", "me/more", "--from", "me/bars", "--force").exit_code == 0
    assert run("check", "--ignore", "CK805").stdout == "3 presets checked, no findings\n"


def test_new_from_another_names_data_that_is_json_apart_from_the_preset(run: Callable[..., Any], folder: Path) -> None:
    (folder / "presets").mkdir()
    (folder / "presets/rows.json").write_text('[{"a": 1}]')
    spec = {"mark": "bar", "data": {"name": "table"}, "encoding": {"x": {"field": "${field:x}", "type": "nominal"}}}
    preset = {"fields": {"x": {"type": "any"}}, "example": {"data": "rows.json", "fields": {"x": "a"}}, "spec": spec}
    (folder / "presets/a.json").write_text(json.dumps(preset))
    assert run("presets", "new", "me/b", "--from", "a").exit_code == 0
    assert (folder / "presets/me/b.data.json").read_text() == '[{"a": 1}]'
    assert (folder / "presets/me/b.yaml").read_text().count('data: "b.data.json"') == 1


def test_new_from_another_whose_base_names_the_data(run: Callable[..., Any], folder: Path) -> None:
    (folder / "presets").mkdir()
    (folder / "presets/a.yaml").write_text("extends: wandb/bar/v0\n")
    said = run("presets", "new", "me/b", "--from", "a")
    assert (said.exit_code, said.stdout) == (2, "")
    place = load("a").example.data  # type: ignore[union-attr]
    assert said.stderr == (
        f"CK701 'a' takes its example data from {place}, which the preset that it extends names.\n"
        "help: build on it with extends: a\n"
    ).replace(str(data_folder("presets")), "BUILT-IN")


def test_in_a_subfolder_of_a_repository_the_nearest_presets_are_meant(
    run: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".git", "presets", "src/deep"):
        (folder / name).mkdir(parents=True)
    monkeypatch.chdir(folder / "src/deep")
    said = run("presets", "new", "me/loss")
    assert (said.exit_code, said.stdout) == (
        0,
        "../../presets/me/loss.yaml\n1 preset checked, no findings\n\n"
        "next: chartkit preview ../../presets/me/loss.yaml\n",
    )
    assert run("check", "--update").stdout == "1 preset checked, no findings\n"
    assert run("check", "me/loss").stdout == "1 preset checked, no findings\n"
    said = run("check", "me/los")
    assert (said.exit_code, said.stderr) == (
        2,
        "me/los: CK701 no such file, folder or preset.\nhelp: did you mean 'me/loss'?\n",
    )


def test_names_of_chartkit_are_refused_where_they_would_not_be_found(run: Callable[..., Any], folder: Path) -> None:
    said = run("presets", "new", "wandb/line/v0")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 presets below wandb/ are chartkit's own; 'wandb/line/v0' would not be found in presets/.\n"
        "help: choose another entity, with --from to copy one of chartkit's, or write it to a folder of your own with"
        " --dir and name that in $CHARTKIT_PRESETS\n",
    )
    assert run("presets", "new", "wandb/line/v0", "--dir", "mine").exit_code == 0


def test_import_gives_a_wandb_chart_a_header_of_typed_slots(run: Callable[..., Any], folder: Path) -> None:
    (folder / "chart.json").write_text(json.dumps(WANDB))
    said = run("presets", "import", "chart.json", "--as", "me/chart")
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout == (
        "presets/me/chart.yaml\n3 field slots: 'g', 'y' and 'x'\n1 string slot: 'title'\n"
        "1 preset checked, no findings\n"
    )
    assert (folder / "presets/me/chart.yaml").read_text() == IMPORTED


def test_import_makes_an_altair_charts_rows_the_example(run: Callable[..., Any], folder: Path) -> None:
    import altair

    data = altair.Data(values=[{"a": 1, "b": "no"}, {"a": 2, "b": "0o17"}])
    chart = altair.Chart(data, title="yes").mark_bar().encode(x="a:Q", y="b:N")
    (folder / "bars.json").write_text(chart.to_json())
    said = run("presets", "import", "bars.json")
    assert said.stdout == (
        "presets/bars.yaml\n2 field slots: 'a' and 'b'\nits 2 rows are the example\n1 preset checked, no findings\n"
    )
    assert run("render", "bars", "-o", "o.json").exit_code == 0
    drawn = json.loads((folder / "o.json").read_text())
    assert drawn["datasets"]["table"] == [{"a": 1, "b": "no"}, {"a": 2, "b": "0o17"}]
    assert drawn["title"] == "yes"


def test_import_of_raw_vega_and_of_data_from_a_url(run: Callable[..., Any], folder: Path) -> None:
    vega = {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": 100,
        "height": 100,
        "data": [{"name": "rows", "values": [3, 4]}],
        "marks": [{"type": "rect", "from": {"data": "rows"}, "encode": {"enter": {"y": {"field": "data"}}}}],
    }
    (folder / "v.json").write_text(json.dumps(vega))
    assert run("presets", "import", "v.json").stdout.splitlines()[-2:] == [
        "its 2 rows are the example",
        "1 preset checked, no findings",
    ]
    assert [finding.code for finding in check_preset(folder / "presets/v.yaml")] == ["CK805"]
    far = {
        "data": {"url": "https://example.com/a.csv"},
        "mark": "bar",
        "encoding": {"x": {"field": "a", "type": "nominal"}},
    }
    (folder / "far.json").write_text(json.dumps(far))
    said = run("presets", "import", "far.json")
    assert "its data came from https://example.com/a.csv, which is left out: the table takes its place\n" in said.stdout
    assert load("far").spec.plain()["data"] == {"name": "table"}


def test_import_says_what_is_wrong_with_what_it_wrote(run: Callable[..., Any], folder: Path) -> None:
    (folder / "bad.json").write_text(json.dumps({**WANDB, "mark": "lin"}))
    said = run("presets", "import", "bad.json")
    assert said.exit_code == 1
    assert said.stdout.endswith(
        "presets/bad.yaml:15:9: CK302 'lin' is not a mark.\n"
        "   15 |   mark: lin\n"
        "      |         ^^^\n"
        "help: did you mean 'line'?\n\n"
        "1 preset checked, 1 error\n"
    )


def test_import_of_a_map_that_is_no_chart(run: Callable[..., Any], folder: Path) -> None:
    (folder / "a.json").write_text('{"a": 1}')
    said = run("presets", "import", "a.json")
    assert (said.exit_code, said.stdout, said.stderr) == (
        2,
        "",
        "CK114 a.json has no rows or address of rows that a table could take the place of.\n"
        "help: a chart of a map's shapes or of made-up data has no columns to choose\n",
    )
    assert not (folder / "presets").exists()


def test_import_of_an_older_chart_writes_version_6(run: Callable[..., Any], folder: Path) -> None:
    old = {**WANDB, "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 90, "height": 90}
    (folder / "old.json").write_text(json.dumps(old))
    said = run("presets", "import", "old.json")
    assert (said.exit_code, said.stdout.splitlines()[-2:]) == (
        0,
        ["it was written in Vega-Lite 5, and is in version 6 now", "1 preset checked, no findings"],
    )


def test_import_writes_over_no_data_unless_forced(run: Callable[..., Any], folder: Path) -> None:
    values = [{"a": n} for n in range(30)]
    bars = {"data": {"values": values}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
    (folder / "bars.json").write_text(json.dumps(bars))
    (folder / "presets").mkdir()
    (folder / "presets/bars.jsonl").write_text("mine")
    said = run("presets", "import", "bars.json")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 presets/bars.jsonl is there already.\nhelp: --force writes over it\n",
    )
    assert not (folder / "presets/bars.yaml").exists()
    said = run("presets", "import", "bars.json", "--force")
    assert (said.exit_code, said.stdout) == (
        0,
        "presets/bars.yaml\n1 field slot: 'a'\nits 30 rows are the example\n1 preset checked, no findings\n",
    )
    assert len((folder / "presets/bars.jsonl").read_text().splitlines()) == 30


def test_import_of_what_is_no_chart(run: Callable[..., Any], folder: Path) -> None:
    (folder / "rows.json").write_text("[1, 2]")
    said = run("presets", "import", "rows.json")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 rows.json holds no chart: a map with a mark, layers or marks is needed.\n",
    )
    assert (
        run("presets", "import", "none.json").stderr == "none.json: CK101 cannot read it: No such file or directory.\n"
    )


@pytest.mark.parametrize(
    "value",
    [
        "no", "010", "0o17", "0x1F", "1e3", ".5", "null", "~", "", "true", "2024-01-01", "1:30", "- a", "# a", "a: b",
        "a\nb\n", "\ttab", "  spaces ", "${field:x}", "é\u2028", "it's \"q\"", "=", "<<", "!x", "*a", "&a", "%", "@",
        "a\x85b", "\u2029\nb",
        1, -0.0, 1e-7, 1e22, True, None, 10**18, [], {}, [[]], {"a": {"no": []}}, ["a" * 300], {"": ""},
    ],
    ids=ascii,
)  # fmt: skip
def test_every_value_reads_back_from_its_yaml(value: Any) -> None:
    document = {"a": value, "b": [value], "c": [{"d": value}]}
    assert read_yaml(yaml_text(document)).plain() == document
