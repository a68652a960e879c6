"""`.pre-commit-hooks.yaml` run by the real pre-commit, from a repository that offers the hooks as this one does.

Only `language` is another one: `system` takes the chartkit that is installed here, where `python` would fetch it and
all that it needs from a package index.
"""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from chartkit.check.files.walking import SCRIPT_SUFFIXES
from chartkit.data.files import READERS
from chartkit.presets.library import SUFFIXES

ROOT = Path(__file__).parents[3]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def offered(tmp_path: Path, run: Run) -> Path:
    """A repository that offers the hooks."""
    folder = tmp_path / "offered"
    folder.mkdir()
    text = MANIFEST.read_text()
    assert text.count("language: python") == 2
    (folder / MANIFEST.name).write_text(text.replace("language: python", "language: system"))
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "hooks"],
    ):
        assert run("git", *command, folder=folder).returncode == 0
    return folder


def test_the_manifest_is_valid(run: Run, published_schema: Callable[[str], dict[str, Any]]) -> None:
    assert run("pre-commit", "validate-manifest", str(MANIFEST)).returncode == 0
    schema = published_schema("https://json.schemastore.org/pre-commit-hooks.json")
    jsonschema.validate(yaml.safe_load(MANIFEST.read_text()), schema)


def test_every_file_that_check_reads_starts_the_hooks() -> None:
    for hook in yaml.safe_load(MANIFEST.read_text()):
        for suffix in (*SUFFIXES, *SCRIPT_SUFFIXES, *READERS):
            assert re.search(hook["files"], f"charts/a{suffix}"), suffix
        assert re.search(hook["files"], "pyproject.toml")
        assert not re.search(hook["files"], "README.md")


def test_a_sound_repository_passes(offered: Path, run: Run) -> None:
    result = run("pre-commit", "try-repo", str(offered), "chartkit-check", "--all-files")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "chartkit check..." in result.stdout
    assert "Passed" in result.stdout


def test_a_fault_stops_the_commit_with_its_line(offered: Path, repository: Path, run: Run) -> None:
    preset = repository / "presets" / "me" / "points.yaml"
    preset.write_text(preset.read_text().replace("    x: {field", "    xx: {field"))
    assert run("git", "add", ".").returncode == 0
    result = run("pre-commit", "try-repo", str(offered), "chartkit-check")
    assert result.returncode == 1
    assert (
        "presets/me/points.yaml:12:5: CK301 encoding has no channel 'xx'.\n"
        '   12 |     xx: {field: "${field:x}", type: quantitative}\n'
        "      |     ^^\n"
        "help: did you mean 'x'?\n"
    ) in result.stdout


def test_what_can_be_mended_is_mended_and_to_be_added(offered: Path, repository: Path, run: Run) -> None:
    preset = repository / "presets" / "me" / "points.yaml"
    sound = preset.read_text()
    preset.write_text(sound.replace('{field: "${field:x}", type', "{field: ${field:x}, type"))
    assert run("git", "add", ".").returncode == 0
    result = run("pre-commit", "try-repo", str(offered), "chartkit-check-fix")
    assert result.returncode == 1
    assert "files were modified by this hook" in result.stdout
    assert preset.read_text() == sound


def test_a_commit_of_other_files_is_not_held_up(offered: Path, repository: Path, run: Run) -> None:
    (repository / "notes.txt").write_text("a note\n")
    result = run("pre-commit", "try-repo", str(offered), "chartkit-check", "--files", "notes.txt")
    assert result.returncode == 0
    assert "(no files to check)Skipped" in result.stdout
