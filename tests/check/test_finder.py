"""Which files of a folder are presets."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.check import find_presets
from chartkit.diagnostics import ChartkitError

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
    "half.json": '{"rows": [',
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
    assert found.n_others == len(OTHERS)


def test_a_named_file_is_always_a_preset_and_none_is_checked_twice(folder: Path) -> None:
    named = folder / "settings.yaml"
    found = find_presets([named, folder / "deep", folder / "deep" / "c.json"])
    assert [path.name for path in found.presets] == ["settings.yaml", "c.json", "malformed.json", "wandb.json"]


def test_a_path_that_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(ChartkitError) as caught:
        find_presets([Path("aa.yaml")])
    assert str(caught.value) == "aa.yaml: CK701 no such file or folder.\nhelp: did you mean 'a.yaml'?"
