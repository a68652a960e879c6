"""Which files of a folder are presets."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check import find_presets
from chartkit.diagnostics import ChartkitError
from chartkit.presets import Library

PRESETS = {
    "a.yaml": "spec:\n  mark: line\n",
    "b.yml": "extends: me/a\n",
    "bare.yaml": "$schema: https://vega.github.io/schema/vega-lite/v6.json\nmark: line\n",
    "broken.yaml": "fields:\n  x: {type: [\nspec: {\n",
    "flow.yaml": '{"$schema": "https://vega.github.io/schema/vega/v6.json", "marks": []}',
    "misspelt.yaml": "fields: {}\nspce: {}\n",
    "deep/c.json": '{"spec": {"mark": "line"}}',
    "deep/wandb.json": '{"data": {"name": "wandb"}, "mark": "line"}',
    "deep/malformed.json": '{"$schema": "https://vega.github.io/schema/vega-lite/v6.json",',
}
OTHERS = {
    "settings.yaml": "theme: dark\nlevels: [1, 2]\n",
    "list.yaml": "- spec\n- fields\n",
    "rows.json": '[{"spec": 1}]',
    "columns.json": '{"mark": [1, 2], "data": [3, 4]}'.replace("data", "datum"),
}
PASSED_OVER = (
    "a.expected.vl.json",
    "b.expected.vg.json",
    "preset.schema.json",
    ".schema/x.yaml",
    ".hidden.yaml",
    "n.csv",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {**PRESETS, **OTHERS, **dict.fromkeys(PASSED_OVER, "spec:\n")}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_folder_gives_what_looks_like_a_preset_and_counts_the_rest(folder: Path) -> None:
    found = find_presets([folder])
    assert [path.relative_to(folder).as_posix() for path in found.presets] == sorted(PRESETS)
    assert [path.relative_to(folder).as_posix() for path in found.others] == sorted(OTHERS)


def test_json_that_cannot_be_read_is_a_preset_unless_one_names_it_as_its_data(folder: Path) -> None:
    (folder / "half.json").write_text('{"rows": [')
    (folder / "rows2.json").write_text('{"rows": [')
    (folder / "a.yaml").write_text("example: {data: rows2.json}\nspec: {mark: lin\n}\n")
    found = find_presets([folder])
    assert [path.name for path in found.presets if path.name not in {Path(name).name for name in PRESETS}] == [
        "half.json"
    ]
    assert "rows2.json" in {path.name for path in found.others}


def test_a_presets_name_finds_its_file(folder: Path) -> None:
    (folder / "me").mkdir()
    (folder / "me/loss.yaml").write_text("spec: {}\n")
    library = Library((folder,), ())
    assert find_presets([Path("me/loss")], library).presets == (folder / "me/loss.yaml",)
    with pytest.raises(ChartkitError) as caught:
        find_presets([Path("me/los")], library)
    assert str(caught.value) == "me/los: CK701 no such file, folder or preset.\nhelp: did you mean 'me/loss'?"


def test_a_name_that_two_files_bear_is_told_as_such(folder: Path) -> None:
    (folder / "me").mkdir()
    for ending in ("yaml", "json"):
        (folder / f"me/loss.{ending}").write_text("{spec: {}}\n")
    with pytest.raises(ChartkitError) as caught:
        find_presets([Path("me/loss")], Library((folder,), ()))
    assert str(caught.value) == (
        f"CK113 preset 'me/loss' has more than one file in {folder}: loss.yaml and loss.json.\nhelp: keep one of them"
    )


def test_a_folder_without_presets_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("moved").mkdir()
    help = "help: a preset is YAML or JSON with a spec; 'chartkit presets new NAME' starts one"
    with pytest.raises(ChartkitError) as caught:
        find_presets([Path("moved")])
    assert str(caught.value) == f"CK701 there is no preset in 'moved/'.\n{help}"
    Path("moved/settings.yaml").write_text(OTHERS["settings.yaml"])
    Path("moved/rows.json").write_text("[]")
    with pytest.raises(ChartkitError) as caught:
        find_presets([Path("moved")])
    assert str(caught.value) == (
        f"CK701 there is no preset in 'moved/'; passed over: 'moved/rows.json' and 'moved/settings.yaml'.\n{help}"
    )


def test_a_file_of_another_ending_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(ChartkitError) as caught:
        find_presets([Path("a.yaml"), Path("n.csv")])
    assert str(caught.value) == (
        "n.csv: CK701 a preset's file ends in '.yaml', '.yml' or '.json'.\nhelp: name the preset, or its folder"
    )


@pytest.mark.parametrize(("encoding", "end"), [("utf-16", "\n"), ("utf-8", "\r"), ("utf-8", "\r\n")])
def test_a_preset_is_one_in_any_encoding_and_with_any_ends_of_lines(tmp_path: Path, encoding: str, end: str) -> None:
    preset = tmp_path / "a.yaml"
    preset.write_bytes(f"description: d{end}spec:{end}  mark: line{end}".encode(encoding))
    assert find_presets([tmp_path]).presets == (preset,)


def test_a_named_file_is_always_a_preset_and_none_is_checked_twice(folder: Path) -> None:
    named = folder / "settings.yaml"
    found = find_presets([named, folder / "deep", folder / "deep" / "c.json"])
    assert [path.name for path in found.presets] == ["settings.yaml", "c.json", "malformed.json", "wandb.json"]


def test_a_path_that_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(ChartkitError) as caught:
        find_presets([Path("aa.yaml")])
    assert str(caught.value) == "aa.yaml: CK701 no such file, folder or preset.\nhelp: did you mean 'a.yaml'?"
