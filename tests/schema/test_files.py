"""The data folders and what lies in schemas/."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chartkit.files import data_folder

ROOT = Path(__file__).parents[2]


def test_a_checkout_uses_its_own_folders() -> None:
    assert data_folder("schemas") == ROOT / "schemas"
    assert data_folder("presets") == ROOT / "presets"


def test_the_folder_does_not_depend_on_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_folder("schemas").is_absolute()


@pytest.mark.parametrize("name", ["vega-lite-v6.4.schema.json", "vega-v6.schema.json"])
def test_schemas_are_compact_and_without_descriptions(name: str) -> None:
    text = (data_folder("schemas") / name).read_text(encoding="utf-8")

    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":")) + "\n"
    assert text.count('"description":"') == 0


@pytest.mark.parametrize(
    ("name", "first_line"),
    [
        (
            "LICENSE-vega-lite.txt",
            "vega-lite 6.4.1, https://www.npmjs.com/package/vega-lite, file LICENSE",
        ),
        ("LICENSE-vega.txt", "vega 6.4.0, https://www.npmjs.com/package/vega, file LICENSE"),
    ],
)
def test_each_licence_names_its_source(name: str, first_line: str) -> None:
    text = (data_folder("schemas") / name).read_text(encoding="utf-8")

    assert text.splitlines()[0] == first_line
    assert "University of Washington Interactive Data Lab" in text


def test_the_vega_lite_schema_is_the_one_altair_ships() -> None:
    import altair

    source = Path(altair.__file__).parent / "vegalite/v6/schema/vega-lite-schema.json"
    shipped = json.loads(source.read_text(encoding="utf-8"))
    ours = json.loads((data_folder("schemas") / "vega-lite-v6.4.schema.json").read_text(encoding="utf-8"))

    assert list(ours["definitions"]) == list(shipped["definitions"])
    assert {name: list(node.get("properties", ())) for name, node in ours["definitions"].items()} == {
        name: list(node.get("properties", ())) for name, node in shipped["definitions"].items()
    }
