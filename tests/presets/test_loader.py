"""Loading: headers, bare specs, `extends`, dicts and Altair's charts; every fault at its line."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from chartkit.diagnostics import PresetError
from chartkit.presets import load, parse

HEAD = "fields:\n  x: {type: quantitative}\n"
SPEC = "spec:\n  data: {name: table}\n  mark: point\n  encoding:\n    x: {field: '${field:x}'}\n"


def refusal(source: object) -> str:
    with pytest.raises(PresetError) as caught:
        load(source)
    return str(caught.value)


def test_a_header_with_every_mistake_names_each_at_its_line(folder: Path) -> None:
    path = folder / "me" / "bad.yaml"
    path.write_text(
        "descripton: d\n"
        "fields:\n"
        "  x: {type: quantitive}\n"
        "  y: {required: maybe, tpye: any}\n"
        "strings:\n"
        "  n: {type: integer, default: many, minimum: low}\n"
        "spec:\n"
        "  data: {name: table}\n"
        "  mark: point\n"
        "  encoding: {x: {field: '${field:x}'}, y: {field: '${field:z}'}}\n"
    )
    types = "'quantitative', 'temporal', 'nominal', 'ordinal' and 'any'"
    assert refusal("me/bad").splitlines() == [
        "presets/me/bad.yaml:1:1: CK106 a preset has no key 'descripton'.",
        "help: did you mean 'description'? "
        "allowed: 'description', 'fields', 'strings', 'example', 'extends', 'overflow' and 'spec'",
        "presets/me/bad.yaml:3:13: CK106 slot 'x' has the type 'quantitive'.",
        f"help: did you mean 'quantitative'? allowed: {types}",
        "presets/me/bad.yaml:4:17: CK106 slot 'y': required is true or false; found 'maybe'.",
        "presets/me/bad.yaml:4:24: CK106 slot 'y' has no key 'tpye'.",
        "help: did you mean 'type'? allowed: 'type', 'required', 'many', 'description', 'default' and 'table'",
        "presets/me/bad.yaml:6:31: CK106 the default of slot 'n' is an integer; found 'many'.",
        "presets/me/bad.yaml:6:46: CK106 slot 'n': minimum is a number; found 'low'.",
        "presets/me/bad.yaml:10:51: CK110 fields: declares no slot 'z'.",
        "help: declare it under fields:",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- 1\n- 2\n", "p.yaml:1:1: CK106 a preset is a map with a spec; found a list."),
        ("fields: {}\n", "p.yaml:1:1: CK106 a preset has a spec, which is a map; found none."),
        ("fields: {}\nspec: 3\n", "p.yaml:2:7: CK106 a preset has a spec, which is a map; found 3."),
        (
            "mark: bar\ndata: {values: []}\n",
            "p.yaml:2:7: CK114 this preset has no dataset for the table.\n"
            "help: write data: {name: table} in place of its own data",
        ),
        (
            "mark: bar\ndaat: {name: table}\n",
            "p.yaml:2:1: CK114 this preset has no dataset for the table.\nhelp: did you mean 'data'?",
        ),
        (
            "mark: bar\ndata: {nmae: table}\n",
            "p.yaml:2:8: CK114 this preset has no dataset for the table.\nhelp: did you mean 'name'?",
        ),
        (
            "mark: bar\ndata: {name: 7}\n",
            "p.yaml:2:14: CK114 this preset has no dataset for the table.\nhelp: write name: table",
        ),
        (
            "$schema: https://vega.github.io/schema/vega/v6.json\nmark: bar\ndata: {name: table}\n",
            "p.yaml:1:10: CK302 $schema names Vega; 'mark' belongs to Vega-Lite.\n"
            "help: write https://vega.github.io/schema/vega-lite/v6.json",
        ),
        (
            "marks: []\ndata: [{nme: table}]\n",
            "p.yaml:2:9: CK114 this preset has no dataset for the table.\nhelp: did you mean 'name'?",
        ),
    ],
)
def test_a_document_that_is_no_preset(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(PresetError) as caught:
        parse(text, Path("p.yaml"))
    assert str(caught.value) == message


class TestExtends:
    def test_maps_merge_lists_replace_delete_removes_and_null_stays(self, folder: Path) -> None:
        (folder / "me" / "base.yaml").write_text(
            HEAD + "spec:\n  data: {name: table}\n  mark: {type: point, size: 9, color: red}\n"
            "  transform: [{filter: 'true'}, {filter: 'false'}]\n"
            "  encoding:\n    x: {field: '${field:x}', axis: {grid: true}}\n"
        )
        (folder / "me" / "over.yaml").write_text(
            "extends: me/base\nspec:\n  mark: {size: 2, color: $delete}\n  transform: [{filter: 'datum.a'}]\n"
            "  encoding: {x: {axis: null}}\n"
        )
        assert load("me/over").spec.plain() == {
            "data": {"name": "table"},
            "mark": {"type": "point", "size": 2},
            "transform": [{"filter": "datum.a"}],
            "encoding": {"x": {"field": "${field:x}", "axis": None}},
        }

    def test_rows_stand_over_the_file_of_a_base(self, folder: Path) -> None:
        (folder / "me" / "base.yaml").write_text(HEAD + "example: {data: a.csv, fields: {x: a}}\n" + SPEC)
        (folder / "me" / "over.yaml").write_text("extends: me/base\nexample: {values: [{a: 1}]}\n")
        example = load("me/over").example
        assert example is not None
        assert (example.data, example.fields) == ([{"a": 1}], {"x": "a"})

    def test_faults_stand_at_the_line_of_the_file_that_wrote_them(self, folder: Path) -> None:
        (folder / "me" / "base.yaml").write_text(HEAD + SPEC.replace("${field:x}", "${field:typo}"))
        (folder / "me" / "over.yaml").write_text("extends: me/base\ndescription: d\n")
        assert "presets/me/base.yaml:7:16: CK110" in refusal("me/over")

    def test_its_own_name_means_the_next_hit(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "me" / "loss.yaml").write_text("description: below\n" + HEAD + SPEC)
        chosen = tmp_path / "chosen" / "me"
        chosen.mkdir(parents=True)
        (chosen / "loss.yaml").write_text("extends: me/loss\nspec: {mark: bar}\n")
        monkeypatch.setenv("CHARTKIT_PRESETS", str(tmp_path / "chosen"))
        preset = load("me/loss")
        assert (preset.description, preset.spec.plain()["mark"]) == ("below", "bar")

    def test_a_circle_and_an_unknown_base_are_named(self, folder: Path) -> None:
        (folder / "me" / "a.yaml").write_text("extends: me/b\n")
        (folder / "me" / "b.yaml").write_text("extends: me/a\n")
        (folder / "me" / "c.yaml").write_text("extends: me/gone\n")
        assert refusal("me/a") == (
            "presets/me/b.yaml:1:10: CK109 extends goes round in a circle: "
            "presets/me/a.yaml → presets/me/b.yaml → presets/me/a.yaml."
        )
        assert refusal("me/c").startswith("presets/me/c.yaml:1:10: CK107 no preset 'me/gone'; looked in presets, ")

    def test_a_change_of_the_base_is_seen(self, folder: Path) -> None:
        base = folder / "me" / "base.yaml"
        base.write_text(HEAD + SPEC)
        (folder / "me" / "over.yaml").write_text("extends: me/base\ndescription: d\n")
        assert load("me/over").spec.plain()["mark"] == "point"
        base.write_text(HEAD + SPEC.replace("point", "circle"))
        assert load("me/over").spec.plain()["mark"] == "circle"


class TestBareSpecs:
    def test_slots_and_types_are_inferred_from_their_use(self) -> None:
        preset = load(
            {
                "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
                "data": {"name": "wandb"},
                "transform": [{"filter": "'${field:group}' === '' || datum.${field:group} != null"}],
                "mark": "line",
                "title": "${string:title:A title}",
                "encoding": {
                    "x": {"field": "${field:x}", "type": "temporal"},
                    "y": {"field": "${field:y}", "type": "quantitative"},
                    "color": {"field": "${field:c}", "type": "nominal"},
                    "size": {"field": "${field:n}", "type": "quantitative", "aggregate": "distinct"},
                },
            }
        )
        found = {name: (slot.types, slot.required) for name, slot in preset.fields.items()}
        assert found == {
            "group": (("any",), False),
            "x": (("temporal",), True),
            "y": (("quantitative",), True),
            "c": (("any",), True),
            "n": (("any",), True),
        }
        assert preset.strings["title"].default == "A title"
        assert preset.table == "wandb"

    def test_json_as_wandb_exports_it(self, folder: Path) -> None:
        spec = {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "data": {"name": "wandb"},
            "mark": "bar",
            "encoding": {"x": {"field": "${field:x}"}},
        }
        (folder / "me" / "a.json").write_bytes(orjson.dumps(spec, option=orjson.OPT_INDENT_2))
        assert load("me/a").spec.plain() == spec
        assert str(load("me/a").locate(("mark",))) == "presets/me/a.json:6:11"

    def test_broken_json_says_line_and_column(self, folder: Path) -> None:
        (folder / "me" / "a.json").write_text('{"mark": "bar",}')
        assert refusal("me/a").startswith("presets/me/a.json:1:15: CK101 this is not JSON: ")

    @pytest.mark.parametrize(
        ("text", "help"),
        [
            ("{'mark': 'bar'}", 'JSON has its texts in double quotes, as in "mark"'),
            ('{"width": None}', "JSON has null for it"),
            ('{"width": True}', "write true"),
        ],
    )
    def test_what_other_languages_write_has_its_way_out(self, folder: Path, text: str, help: str) -> None:
        (folder / "me" / "a.json").write_text(text)
        assert refusal("me/a").endswith(f"help: {help}")


class TestVega:
    def test_the_table_is_the_dataset_without_a_source(self) -> None:
        spec = {
            "$schema": "https://vega.github.io/schema/vega/v6.json",
            "data": [
                {"name": "numbers", "values": [1]},
                {"name": "wandb_rows"},
                {"name": "derived", "source": "wandb_rows"},
            ],
            "marks": [],
        }
        assert (load(spec).table, load(spec).dialect) == ("wandb_rows", "vega")


class TestDicts:
    def test_what_json_cannot_hold_is_named_with_its_path(self) -> None:
        spec = {"data": {"name": "table"}, "mark": {"type": "bar", "tooltip": [1, {2, 3}]}}
        assert refusal(spec) == (
            "$.mark.tooltip[1]: CK106 a preset holds texts, numbers, booleans, lists and maps; found {2, 3}."
        )

    def test_numbers_of_numpy_and_beyond_64_bits_and_half_surrogates_are_taken(self) -> None:
        import numpy as np

        spec = {"data": {"name": "table"}, "mark": "bar", "width": np.int64(7), "height": 10**30, "title": "a\ud800"}
        assert load(spec).spec.plain() == {**spec, "width": 7, "height": 1e30, "title": "a\ufffd"}


class TestHeaderValues:
    @pytest.mark.parametrize(
        ("slot", "message"),
        [
            ("{default: [1, 2]}", "16: CK106 slot 'n': default is one value; found [1, 2]."),
            (
                "{choices: linear}",
                "16: CK106 slot 'n': choices is a list of texts, numbers or booleans; found 'linear'.",
            ),
            (
                "{choices: [a, null]}",
                "16: CK106 slot 'n': choices is a list of texts, numbers or booleans; found ['a', None].",
            ),
            (
                "{type: txt}",
                "13: CK106 slot 'n' has the type 'txt'.\n"
                "help: did you mean 'text'? allowed: 'text', 'integer', 'number' and 'boolean'",
            ),
            ("{choices: [a, b], default: c}", "33: CK106 the default of slot 'n' is one of 'a' or 'b'; found 'c'."),
        ],
    )
    def test_nothing_is_passed_over(self, slot: str, message: str) -> None:
        with pytest.raises(PresetError) as caught:
            parse(f"strings:\n  n: {slot}\nspec:\n  data: {{name: table}}\n  title: '${{string:n}}'\n", Path("p.yaml"))
        assert str(caught.value) == f"p.yaml:2:{message}"

    @pytest.mark.parametrize("wrong", ["field", "sepc"])
    def test_one_misspelt_section_is_one_fault(self, wrong: str, folder: Path) -> None:
        right = {"field": "fields", "sepc": "spec"}[wrong]
        (folder / "me" / "a.yaml").write_text((HEAD + SPEC).replace(f"{right}:", f"{wrong}:", 1))
        assert refusal("me/a").count("CK1") == 1


class TestHostileDocuments:
    def test_a_dict_that_holds_itself_and_a_deep_one_are_refused(self) -> None:
        spec: dict[str, object] = {"data": {"name": "table"}, "mark": "bar"}
        spec["usermeta"] = spec
        assert refusal(spec) == "CK102 a preset holds at most 200 levels; this one goes on."

    def test_an_emoji_escaped_in_json_keeps_places_and_the_check_for_double_keys(self, folder: Path) -> None:
        (folder / "me" / "a.json").write_text(
            r'{"title": "\ud83d\ude00 \\ud83d", "data": {"name": "table"}, "mark": "bar"}'
        )
        assert load("me/a").spec.plain()["title"] == "\U0001f600 \\ud83d"
        assert str(load("me/a").locate(("mark",))).startswith("presets/me/a.json:1:")
        (folder / "me" / "b.json").write_text(r'{"title": "\ud83d\ude00", "width": 1, "width": 2}')
        assert "CK103 the key 'width' stands twice here" in refusal("me/b")

    def test_a_long_chain_is_refused(self, folder: Path) -> None:
        for number in range(40):
            (folder / "me" / f"p{number}.yaml").write_text(f"extends: me/p{number + 1}\n")
        (folder / "me" / "p40.yaml").write_text(HEAD + SPEC)
        assert refusal("me/p0").endswith("CK109 at most 32 presets extend each other in a row.")

    def test_a_device_is_not_read_without_end(self, folder: Path) -> None:
        (folder / "me" / "zero.yaml").symlink_to("/dev/zero")
        assert refusal(folder / "me" / "zero.yaml").startswith(
            "presets/me/zero.yaml: CK102 a preset holds at most 5,000,000 bytes;"
        )

    @pytest.mark.parametrize("name", ["constructor", "data_0", "source_3", "", "a.b"])
    def test_names_of_datasets_that_vega_trips_over_are_refused(self, name: str) -> None:
        message = f"CK114 a dataset cannot be called {name!r}.\nhelp: name the table's dataset 'table'"
        assert refusal({"data": {"name": name}, "mark": "bar"}) == message

    @pytest.mark.parametrize("key", ["usermeta", "datasets", "config", "encoding"])
    def test_parts_of_older_specs_that_must_be_maps(self, key: str) -> None:
        spec = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"name": "table"}, "mark": "bar"}
        assert refusal({**spec, key: "x"}) == f"CK106 the spec's {key} is a map; found 'x'."


def test_an_altair_charts_other_data_stay_its_own() -> None:
    import altair
    import pandas as pd

    rule = altair.Chart(pd.DataFrame({"q": [9]})).mark_rule().encode(x="q:Q")
    layered = altair.layer(altair.Chart(pd.DataFrame({"x": [1]})).mark_point().encode(x="x:Q"), rule)
    spec = load(layered).spec.plain()
    assert list(spec["datasets"].values())[-1] == [{"q": 9}]


def test_example_data_is_a_file() -> None:
    spec = {"data": {"name": "table"}, "mark": "bar"}
    assert refusal({"fields": {}, "example": {"data": {"values": [{"x": 1}]}}, "spec": spec}) == (
        "CK106 example data is the name of a file; found a map.\nhelp: write rows under values:"
    )
