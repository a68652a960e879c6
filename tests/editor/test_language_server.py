"""What an author sees while writing a preset: drives the real yaml-language-server over the schema chartkit ships."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from language_client import LanguageClient, Underline

from chartkit.cli.application import application
from chartkit.files import data_folder
from chartkit.schema.validator import validator

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "vega-lite"
PRESETS = sorted((ROOT / "presets").rglob("*.yaml"))
MODELINE = f"# yaml-language-server: $schema={data_folder('schemas') / 'preset.schema.json'}\n"
HEAD = f"""\
{MODELINE}fields:
  x: {{type: quantitative}}
spec:
  data: {{name: table}}
"""
VEGA = f"{MODELINE}spec:\n  $schema: https://vega.github.io/schema/vega/v6.json\n"
LINE = f"{HEAD}  mark: line\n"
X = f"{LINE}  encoding:\n    x: {{field: '${{field:x}}'}}\n"
MARKS = (
    "boxplot errorbar errorband arc area bar image line point rect rule text tick trail circle square geoshape".split()
)
MARK_WORDS = ", ".join(json.dumps(mark) for mark in MARKS)


@pytest.mark.parametrize(
    ("text", "word", "message"),
    [
        (f"{X}    colr: {{value: red}}\n", "colr", "Property colr is not allowed."),
        (f"{HEAD}  mark: lin\n", "lin", f"Value is not accepted. Valid values: {MARK_WORDS}."),
        (f"{HEAD}  mark: {{type: boxxplot}}\n", "boxxplot", f"Value is not accepted. Valid values: {MARK_WORDS}."),
        (f"{HEAD}  mark: {{type: line, colour: red}}\n", "colour", "Property colour is not allowed."),
        (f"{HEAD}  mark: {{type: line, opacity: high}}\n", "high", 'Incorrect type. Expected "number | ExprRef".'),
        (f"{HEAD}  makr: line\n", "makr", "Property makr is not allowed."),
        (f"{HEAD}  layr: []\n", "layr", "Property layr is not allowed."),
        (
            HEAD,
            "spec",
            "One of these keys is needed here: mark, facet, layer, repeat, concat, vconcat, hconcat.",
        ),
        (f"{LINE}  title: 5\n", "5", 'Incorrect type. Expected "string | array | TitleParams".'),
        (f"{LINE}  encoding: {{x: step}}\n", "step", 'Incorrect type. Expected "object".'),
        (
            f"{LINE}  encoding: {{x: {{field: a, type: quantitive}}}}\n",
            "quantitive",
            'Value is not accepted. Valid values: "quantitative", "ordinal", "temporal", "nominal".',
        ),
        (f"{LINE}  encoding: {{x: {{field: a, agregate: sum}}}}\n", "agregate", "Property agregate is not allowed."),
        (f"{LINE}  encoding: {{x: {{field: a, axis: {{lable: b}}}}}}\n", "lable", "Property lable is not allowed."),
        (f"{LINE}  transform: [{{calcluate: datum.a, as: b}}]\n", "calcluate", "Property calcluate is not allowed."),
        (f"{LINE}  transform: [{{filter: {{field: a, eqaul: 5}}}}]\n", "eqaul", "Property eqaul is not allowed."),
        (
            f"{LINE}  params: [{{name: p, select: {{type: intervl}}}}]\n",
            "intervl",
            'Value is not accepted. Valid values: "point", "interval".',
        ),
        (f"{LINE}  params: [{{name: p, bind: {{input: range, mni: 5}}}}]\n", "mni", "Property mni is not allowed."),
        (
            f"{LINE}  encoding: {{color: {{condition: {{tset: a, value: red}}, value: blue}}}}\n",
            "tset",
            "Property tset is not allowed.",
        ),
        (
            f"{MODELINE}fields: {{x: {{type: quantitive}}}}\nextends: wandb/line/v0\n",
            "quantitive",
            'Value is not accepted. Valid values: "quantitative", "temporal", "nominal", "ordinal", "any".',
        ),
        (f"{MODELINE}feilds: {{}}\nextends: wandb/line/v0\n", "feilds", "Property feilds is not allowed."),
        (
            f"{VEGA}  scales: [{{name: y, type: lin}}]\n",
            "lin",
            'Value is not accepted. Valid values: "identity", "ordinal", "band", "point", "quantize", "threshold", '
            '"quantile", "bin-ordinal", "time", "utc", "linear", "sqrt", "sequential", "log", "pow", "symlog".',
        ),
    ],
)
def test_a_mistake_is_underlined_once_where_it_stands(
    client: LanguageClient, text: str, word: str, message: str
) -> None:
    lines = text.splitlines()
    line = max(index for index, each in enumerate(lines) if re.search(rf"\b{word}\b", each))

    column = [found.start() for found in re.finditer(rf"\b{word}\b", lines[line])][-1]
    assert client.underlines(text) == [Underline(line + 1, column + 1, word, message)]


def test_built_in_presets_have_no_underline(client: LanguageClient) -> None:
    assert client.underlines(*(MODELINE + path.read_text(encoding="utf-8") for path in PRESETS)) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real specs beside this repository")
def test_real_specs_have_no_underline(client: LanguageClient) -> None:
    specs = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(CORPUS.glob("*.json"))]
    valid = [spec for spec in specs if validator("vega-lite").is_valid(spec)]

    assert client.underlines(*(f"{MODELINE}{json.dumps({'spec': spec}, indent=1)}\n" for spec in valid)) == []


def test_a_new_preset_points_to_its_schema(
    client: LanguageClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(application, ["presets", "new", "me/loss"]).exit_code == 0
    path = tmp_path / "presets/me/loss.yaml"
    text = path.read_text(encoding="utf-8")

    assert client.underlines(text, path=path) == []
    (underline,) = client.underlines(text.replace("type: line", "type: lien"), path=path.with_name("b.yaml"))
    assert underline.words == "lien"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}  mark: |\n", MARKS),
        (f"{HEAD}  mark:\n    type: |\n", MARKS),
        (f"{HEAD}  mark: l|\n", MARKS),
        (
            f"{LINE}  encoding:\n    x:\n      field: a\n      type: |\n",
            ["quantitative", "ordinal", "temporal", "nominal"],
        ),
        (
            f"{LINE}  encoding:\n    x:\n      field: a\n      |\n",
            "aggregate axis bandPosition bin impute scale sort stack timeUnit title type".split(),
        ),
        (f"{MODELINE}fields:\n  x:\n    |\n", "type required many description default table".split()),
        (f"{MODELINE}fields:\n  x:\n    type: |\n", ["quantitative", "temporal", "nominal", "ordinal", "any"]),
        (f"{MODELINE}strings:\n  x:\n    type: |\n", ["text", "integer", "number", "boolean"]),
        (f"{MODELINE}fields: {{}}\noverflow: |\n", ["m4", "bin2d", "sample", "error"]),
    ],
)
def test_exactly_the_words_that_fit_are_offered(client: LanguageClient, text: str, words: list[str]) -> None:
    assert client.completions(text) == words


@pytest.mark.parametrize(
    ("text", "some", "none"),
    [
        (f"{MODELINE}description: a\n|", {"fields", "strings", "example", "extends", "overflow", "spec"}, {"mark"}),
        (f"{HEAD}  |\n", {"mark", "encoding", "layer", "hconcat", "facet", "title"}, {"fields"}),
        (f"{LINE}  encoding:\n    |\n", {"x", "y", "color", "tooltip", "row", "detail"}, {"mark"}),
        (f"{HEAD}  mark:\n    type: line\n    |\n", {"point", "strokeWidth", "interpolate"}, {"outliers"}),
        (f"{HEAD}  mark:\n    type: boxplot\n    |\n", {"outliers", "median"}, {"interpolate"}),
        (f"{LINE}  transform:\n    - |\n", {"filter", "calculate", "aggregate", "fold"}, {"mark"}),
        (f"{LINE}  transform:\n    - calculate: datum.a\n      |\n", {"as"}, {"filter", "groupby"}),
        (f"{LINE}  encoding:\n    x:\n      field: a\n      scale: {{type: |}}\n", {"linear", "log", "band"}, set()),
    ],
)
def test_words_that_fit_are_among_those_offered(
    client: LanguageClient, text: str, some: set[str], none: set[str]
) -> None:
    offered = set(client.completions(text))

    assert some <= offered
    assert not none & offered


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (f"{LINE}  encoding:\n    |x: {{field: a}}\n", "X coordinates of the marks, or width of horizontal"),
        (f"{LINE}  encoding: {{x: {{field: a, |aggregate: mean}}}}\n", "Aggregation function for the field"),
        (f"{LINE}  encoding: {{x: {{|field: '${{field:x}}'}}}}\n", "__Required.__ A string defining the name"),
        (f"{HEAD}  mark: {{type: line, |strokeWidth: 2}}\n", "The stroke width, in pixels."),
        (f"{HEAD}  |layer: []\n", "Layer or single view specifications to be layered."),
        (f"{LINE}  transform: [{{|calculate: '1', as: b}}]\n", "A [expression]"),
        (LINE.replace("fields", "|fields"), "Slots that columns fill, by name"),
        (LINE.replace("type", "|type"), "What the column may be: one kind or a list of them."),
    ],
)
def test_a_key_is_explained(client: LanguageClient, text: str, start: str) -> None:
    assert client.hover(text).startswith(start)


def test_every_key_of_a_preset_is_explained(client: LanguageClient) -> None:
    text = (ROOT / "presets/wandb/bar/v0.yaml").read_text(encoding="utf-8")
    code = re.sub("#.*", lambda comment: " " * len(comment[0]), text)
    keys = list(re.finditer(r"(?m)(?<=[\s{])[$A-Za-z]\w*(?=: )", code))
    unexplained = {key[0] for key in keys if not client.hover(f"{MODELINE}{text[: key.start()]}|{text[key.start() :]}")}

    # What fills the slot `title` in the example, and the extent of a colour range, of which Vega-Lite says nothing.
    assert unexplained == {"title", "extent"}
    assert len(keys) > 100
