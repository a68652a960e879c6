"""Checks keep what they found in a folder of the tests', not of whoever runs them."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_cache(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_folder))
    for name in ("CHARTKIT_PRESETS", "CHARTKIT_DIR", "WANDB_DIR"):
        monkeypatch.delenv(name, raising=False)
