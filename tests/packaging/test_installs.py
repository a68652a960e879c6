"""Wheel, sdist and editable install: each, alone in a new environment, draws a built-in preset from another folder."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

DRAW = """
import chartkit
table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0], [1, 0.5]])
chart = chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"})
chart.save("loss.svg")
print(open("loss.svg").read().count('aria-roledescription="point"'), chartkit.__file__)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist, built from this tree without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist, "editable": ROOT}


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_install_draws_from_another_folder(kind: str, built: dict[str, Path], tmp_path: Path) -> None:
    """The dependencies come from this environment, chartkit itself only from the install under test."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    target = ["--editable", str(built[kind])] if kind == "editable" else [str(built[kind])]
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--no-build-isolation", *target], check=True, capture_output=True, timeout=300, env=_env())
    found = subprocess.run(
        [python, "-c", DRAW], cwd=tmp_path, capture_output=True, text=True, timeout=120, env=_env(), check=True
    )
    marks, file = found.stdout.split()
    assert marks == "2"
    assert file.startswith(str(ROOT if kind == "editable" else home))


def _env() -> dict[str, str]:
    """The libraries of this environment, without its editable chartkit."""
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    return {**os.environ, "PYTHONPATH": packages}


def test_the_wheel_holds_presets_schemas_and_types_and_nothing_else(built: dict[str, Path]) -> None:
    import zipfile

    names = zipfile.ZipFile(built["wheel"]).namelist()
    top = {name.split("/")[0] for name in names}
    assert top == {"chartkit", "chartkit-0.1.0.dist-info"}
    assert {"chartkit/py.typed", "chartkit/_data/presets/wandb/line/v0.yaml"} <= set(names)
    assert any(name.startswith("chartkit/_data/schemas/vega-lite-v6") for name in names)
    pages = {"render/page.js", "render/page.css", "workspace/preview/page/preview.js"}
    assert {f"chartkit/{page}" for page in pages} <= set(names)
