"""A repository of presets."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with an empty presets folder, as the working folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "presets" / "me").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHARTKIT_PRESETS", raising=False)
    return tmp_path / "presets"
