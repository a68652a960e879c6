"""docs/workspace.md is true: its commands run, its layout is one, its table names routes, its pictures are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from starlette.testclient import TestClient

import chartkit
from chartkit.cli.application import application
from chartkit.cli.commands import COMMANDS
from chartkit.workspace.application import ROUTES
from chartkit.workspace.application import application as chartkit_application
from chartkit.workspace.layouts.layout_file import LayoutFile
from chartkit.workspace.report.asked import AskedReport
from chartkit.workspace.report.report import report
from chartkit.workspace.workspace import Workspace

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "workspace.md").read_text(encoding="utf-8")
LINES = [
    line.partition("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]
REPORTS = [line for line in LINES if line.startswith("chartkit report")]
SERVERS = [line for line in LINES if line.startswith("chartkit ui")]


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    """A folder with the project that the guide names."""
    run = chartkit.init(project="digits", dir=tmp_path, id="one", config={"lr": 0.005})
    for step in range(3):
        run.log({"train/loss": 1 / (1 + step), "acc": step / 3})
    run.log({"roc": chartkit.plot.line(chartkit.Table(["x", "y"], [[0, 0], [1, 1]]), "x", "y")})
    run.finish()
    return tmp_path


def test_every_command_is_one_that_is_tested_here() -> None:
    others = [line for line in _joined(LINES) if line not in (*REPORTS, *SERVERS) and not line.startswith("curl ")]
    assert others == ["ssh -N -L 8642:localhost:8642 HOST"]
    assert len(REPORTS) == len(SERVERS) == 2


@pytest.mark.parametrize("line", REPORTS)
def test_a_report_is_written(line: str, digits: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(digits)
    done = CliRunner().invoke(application, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output
    assert (digits / "report.html").exists() or (digits / "site" / "index.html").exists()


@pytest.mark.parametrize("line", SERVERS)
def test_a_server_takes_the_options_of_the_guide(line: str) -> None:
    done = CliRunner().invoke(application, [*shlex.split(line)[1:], "--help"], prog_name="chartkit")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Usage: chartkit ui ")
    assert {"ui", "report"} <= set(COMMANDS)


@pytest.mark.parametrize("said", ["--runs one", "--filter 'summary.acc>0.5'", "--panels train/loss,roc"])
def test_options_of_a_report_are_as_the_guide_says(said: str, digits: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(digits)
    done = CliRunner().invoke(application, ["report", "digits", "-o", "report.html", *shlex.split(said)])
    assert done.exit_code == 0, done.output
    assert said.split()[0] in GUIDE


def test_the_layout_of_the_guide_is_followed(digits: Path) -> None:
    (block,) = re.findall(r"```yaml\n(version.*?)```", GUIDE, re.DOTALL)
    layout = yaml.safe_load(block)
    del layout["version"], layout["runs"]["query"]
    LayoutFile(digits / ".chartkit", "digits").change(layout)
    page = report(Workspace(digits / ".chartkit"), "digits", AskedReport())
    assert re.findall(r"<h3[^>]*>(.*?)</h3>", page.html.partition("</main>")[0]) == ["Loss", "acc"]
    assert page.diagnostics == ()


def test_every_request_of_the_table_is_a_route() -> None:
    routes = {
        (method, re.sub(r"\{(\w+)(:path)?\}", lambda found: found[1].upper(), route.path))
        for route in ROUTES
        for method in route.methods or ()
    }
    table = GUIDE.partition("| request |")[2]
    named = re.findall(r"`([A-Z]+ )?(\S+)`", "\n".join(line.split("|")[1] for line in table.splitlines()[2:]))
    whole = [
        (method.strip() or "POST", re.sub(r"^P/", "/api/p/PROJECT/", path).replace("…", "/api/presets"))
        for method, path in named
    ]
    assert len(whole) > 30
    assert [one for one in whole if one not in routes] == []


def test_the_requests_of_the_guide_are_answered(digits: Path, tmp_path: Path) -> None:
    asked = [shlex.split(line)[1:] for line in _joined(LINES) if line.startswith("curl ")]
    (web := tmp_path / "web").mkdir()
    for name in ("main.js", "styles.css"):
        (web / name).touch()
    (web / "manifest.json").write_text('{"main": "main.js", "styles": "styles.css"}')
    app = chartkit_application(Workspace(digits / ".chartkit"), web=web)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        projects = client.get(asked[0][0].removeprefix("http://localhost:8642"))
        path, _, head, _, body = asked[1]
        content_type = dict([head.split(": ")])
        runs = client.post(path.removeprefix("http://localhost:8642"), content=body, headers=content_type)
    assert [one["name"] for one in projects.json()] == ["digits"]
    assert (runs.status_code, runs.json()["total"], runs.json()["matched"]) == (200, 1, 1)


def _joined(lines: list[str]) -> list[str]:
    """Lines of a shell, those that end with a backslash with the next."""
    return re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()


def test_every_picture_is_there_and_small() -> None:
    pictures = [ROOT / "docs" / name for name in re.findall(r"\]\((images/[^)]+)\)", GUIDE)]
    assert len(pictures) >= 3
    for picture in pictures:
        assert picture.stat().st_size < 150_000
