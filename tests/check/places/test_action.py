"""`action.yml`: valid by its published schema, and each of its steps run by bash as GitHub's runner does."""

import json
import os
import re
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[3]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
INSTALL, CHECK = ACTION["runs"]["steps"]
SITE = Path(sysconfig.get_path("purelib"))
Run = Callable[..., subprocess.CompletedProcess[str]]


def run_step(step: dict[str, Any], run: Run, tmp_path: Path, given: dict[str, str], **variables: str) -> Any:
    """A step with the inputs as GitHub hands them over: its `env` filled in, its script a file that bash reads."""
    values = {f"inputs.{name}": given.get(name, about["default"]) for name, about in ACTION["inputs"].items()}
    values["github.action_path"] = str(ROOT)
    assert set(given) <= set(ACTION["inputs"])
    filled = {name: _filled(text, values) for name, text in step["env"].items()}
    script = tmp_path / "step.sh"
    script.write_text(step["run"])
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", str(script), **filled, **variables)


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: values[found[1]], text)


@pytest.fixture
def broken(repository: Path) -> Path:
    preset = repository / "presets" / "me" / "points.yaml"
    preset.write_text(preset.read_text().replace("    x: {field", "    xx: {field"))
    return preset


def test_the_action_is_valid(published_schema: Callable[[str], dict[str, Any]]) -> None:
    jsonschema.validate(ACTION, published_schema("https://json.schemastore.org/github-action.json"))


def test_no_input_is_pasted_into_a_script() -> None:
    assert not [step["name"] for step in ACTION["runs"]["steps"] if "${{" in step["run"]]


def test_every_input_is_used_and_described() -> None:
    text = (ROOT / "action.yml").read_text()
    for name, about in ACTION["inputs"].items():
        assert f"inputs.{name}" in text
        assert about["description"]


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """What lets pip build and install without an index: the build backend of this environment, and no dependencies."""
    backend = tmp_path / "backend"
    backend.mkdir()
    for name in ("hatchling", "packaging", "pathspec", "pluggy", "trove_classifiers"):
        (backend / name).symlink_to(SITE / name)
    runner = {"RUNNER_TEMP": str(tmp_path / "runner"), "GITHUB_PATH": str(tmp_path / "path")}
    return runner | {
        "PYTHONPATH": str(backend),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # which is pip's way of saying yes here
    }


def test_it_installs_the_chartkit_it_came_with_and_runs_it(
    offline: dict[str, str], broken: Path, run: Run, tmp_path: Path
) -> None:
    installed = run_step(INSTALL, run, tmp_path, {}, **offline)
    assert installed.returncode == 0, installed.stderr
    folder = Path((tmp_path / "path").read_text().rstrip("\n"))
    assert folder == tmp_path / "runner" / "chartkit" / "bin"
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    where = "import chartkit; print(chartkit.__file__)"
    used = run(str(folder / "python"), "-c", where, PYTHONPATH=str(SITE)).stdout
    assert used.startswith(str(tmp_path / "runner" / "chartkit" / "lib"))
    checked = run_step(CHECK, run, tmp_path, {}, PATH=path, PYTHONPATH=str(SITE))
    assert (checked.returncode, checked.stdout[:45]) == (1, "::error file=presets/me/points.yaml,line=12,c"), checked


def test_a_version_that_is_not_there_stops_the_job(offline: dict[str, str], run: Run, tmp_path: Path) -> None:
    result = run_step(INSTALL, run, tmp_path, {"version": "99.0"}, **offline)
    assert result.returncode == 1
    assert "chartkit==99.0" in result.stderr
    assert not (tmp_path / "path").exists()


def test_a_sound_repository_passes(run: Run, tmp_path: Path) -> None:
    result = run_step(CHECK, run, tmp_path, {})
    assert (result.returncode, result.stdout) == (0, ""), result.stderr


def test_findings_are_annotations(broken: Path, repository: Path, run: Run, tmp_path: Path) -> None:
    result = run_step(CHECK, run, tmp_path, {"paths": "presets"}, GITHUB_WORKSPACE=str(repository))
    assert result.returncode == 1, result.stderr
    assert result.stdout == (
        "::error file=presets/me/points.yaml,line=12,col=5,endLine=12,endColumn=7,title=chartkit CK301"
        "::encoding has no channel 'xx'.%0Ahelp: did you mean 'x'?\n"
    )


def test_a_report_goes_to_a_file(broken: Path, repository: Path, run: Run, tmp_path: Path) -> None:
    given = {"format": "sarif", "output": "chartkit check.sarif", "args": "--select schema --jobs\n1"}
    assert run_step(CHECK, run, tmp_path, given).returncode == 1
    (result,) = json.loads((repository / "chartkit check.sarif").read_text())["runs"][0]["results"]
    assert result["ruleId"] == "CK301"


@pytest.mark.parametrize("paths", ["presets/me/points.yaml other", "\npresets/me/points.yaml\n  other\n"])
def test_paths_are_split_at_white_space(paths: str, broken: Path, repository: Path, run: Run, tmp_path: Path) -> None:
    (repository / "other").mkdir()
    (repository / "other" / "more.yaml").write_text(broken.read_text())
    result = run_step(CHECK, run, tmp_path, {"paths": paths, "format": "json"})
    files = [finding["file"] for finding in json.loads(result.stdout)]
    assert sorted(files) == ["other/more.yaml", "presets/me/points.yaml"]


def test_an_input_is_no_code(offline: dict[str, str], broken: Path, repository: Path, run: Run, tmp_path: Path) -> None:
    hostile = "$(touch hit) `touch hit` ;touch hit; * --help"
    for name in ("paths", "args", "format", "output"):
        run_step(CHECK, run, tmp_path, {name: hostile})
    run_step(INSTALL, run, tmp_path, {"version": hostile}, **offline)
    assert not (repository / "hit").exists()
