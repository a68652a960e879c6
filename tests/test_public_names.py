"""The public module: every name twice, for a lazily loaded function must not turn into a module; what is absent."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import chartkit
from chartkit.diagnostics import CODES

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "module",
    [
        "chartkit",
        "chartkit.plot",
        "chartkit.sklearn",
        "chartkit.runs",
        "chartkit.data",
        "chartkit.compiler",
        "chartkit.expressions",
    ],
)
def test_every_public_name_is_the_same_thing_twice(module: str) -> None:
    loaded = importlib.import_module(module)
    names = [name for name in loaded.__all__ if name not in ("config", "run", "summary")]
    assert sorted(loaded.__all__) == list(loaded.__all__)
    first = {name: getattr(loaded, name) for name in names}
    for name in names:
        importlib.import_module(module)
        assert getattr(loaded, name) is first[name]
        assert name in ("plot", "sklearn") or not isinstance(first[name], type(sys))


@pytest.mark.parametrize("name", ["watch", "sweep", "Graph"])
def test_names_of_wandb_that_do_not_exist_yet_say_so(name: str) -> None:
    assert not hasattr(chartkit, name)
    with pytest.raises(AttributeError) as caught:
        getattr(chartkit, name)
    assert str(caught.value).startswith(f"chartkit 0.1.0 has no {name!r}; ")


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, chartkit; print(*(name for name in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"numpy", "pandas", "polars", "yaml", "jsonschema_rs", "vl_convert", "click", "starlette", "asyncio"}
    assert not heavy & set(loaded)


UNNEEDED = (
    "chartkit.compiler.flow",
    "chartkit.compiler.overflow",
    "chartkit.compiler.planning",
    "chartkit.compiler.reductions",
    "chartkit.compiler.thinning",
    "chartkit.data.engines",
    "chartkit.data.frame",
    "chartkit.expressions",
)
"""What only tables of many rows and specs with expressions need."""


def test_charts_of_python_rows_load_no_frame_library_and_no_planner() -> None:
    code = (
        "import sys, chartkit\n"
        "table = chartkit.Table(columns=['x', 'y'], data=[[1, 2.0], [2, 3.0]])\n"
        "chartkit.plot_table('wandb/line/v0', table, {'x': 'x', 'y': 'y'}).to_json()\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"numpy", "pandas", "polars", "narwhals", "pyarrow", "duckdb", "vl_convert", "altair"}
    assert not heavy & set(loaded)
    ours = {name for name in loaded if name.startswith(UNNEEDED)}
    assert ours == {"chartkit.expressions", "chartkit.expressions.tokens"}


def test_every_code_used_is_listed_and_every_listed_code_is_used() -> None:
    used = {
        code
        for path in (ROOT / "chartkit").rglob("*.py")
        if path.name != "codes.py"
        for code in re.findall(r"\bCK\d{3}\b", path.read_text(encoding="utf-8"))
    }
    assert used == set(CODES)


def test_no_module_has_the_name_of_a_public_name_of_its_package() -> None:
    for init in (ROOT / "chartkit").rglob("__init__.py"):
        tree = ast.parse(init.read_text(encoding="utf-8"))
        names = {
            element.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
            for element in getattr(node.value, "elts", [])
            if isinstance(element, ast.Constant)
        }
        modules = {path.stem for path in init.parent.glob("*.py")} | {
            path.name for path in init.parent.iterdir() if path.is_dir()
        }
        assert names & modules <= {"plot", "sklearn"}, init
