"""Which files a preview watches."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chartkit.presets import default_library
from chartkit.workspace.preview.watching import files_of


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHARTKIT_PRESETS", raising=False)
    Path("presets/me").mkdir(parents=True)


def watched(text: str) -> list[str]:
    path = Path("presets/me/top.yaml")
    path.write_text(text)
    return [os.path.relpath(file) for file in files_of(path, default_library())]


def test_the_chain_of_extends_with_its_example_data() -> None:
    Path("presets/me/base.yaml").write_text("extends: me/bottom\nexample: {data: rows.csv}\n")
    Path("presets/me/bottom.yaml").write_text("spec: {mark: line}\n")
    assert watched("extends: me/base\nexample: {data: own.csv}\n") == [
        "presets/me/top.yaml",
        "presets/me/own.csv",
        "presets/me/base.yaml",
        "presets/me/rows.csv",
        "presets/me/bottom.yaml",
    ]


@pytest.mark.parametrize("text", ["extends: me/top\n", "extends: me/none\n", "extends: ../x\n", "spec: [\n", "- a\n"])
def test_what_cannot_be_followed_ends_the_chain(text: str) -> None:
    assert watched(text) == ["presets/me/top.yaml"]
