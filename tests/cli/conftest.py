"""Running commands in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from chartkit.cli.application import application
from chartkit.files import data_folder


@dataclass(frozen=True)
class Said:
    """What a command said; the folder of the built-in presets stands as `BUILT-IN`."""

    exit_code: int
    stdout: str
    stderr: str


Run = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without presets, a store or settings of the machine's."""
    for name in ("CHARTKIT_PRESETS", "CHARTKIT_DIR", "WANDB_DIR", "CHARTKIT_ON_ERROR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs `chartkit` with arguments; an exception that is not meant for the user comes through."""

    def command(*arguments: str) -> Said:
        result = CliRunner().invoke(application, arguments, prog_name="chartkit", catch_exceptions=False)
        built_in = str(data_folder("presets"))
        return Said(
            result.exit_code, result.stdout.replace(built_in, "BUILT-IN"), result.stderr.replace(built_in, "BUILT-IN")
        )

    return command
