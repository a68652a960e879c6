"""The code blocks of W&B's user guides run with nothing changed but the import line, and draw or log what they say.

The guides are read from `../shared/seeds/` beside the repository; where that folder is absent the tests are skipped.
Blocks for what this version does not have yet are listed in `NOT_YET`, each with the name it waits for.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

import chartkit

GUIDES = Path(__file__).parents[3] / "shared" / "seeds"
NOT_YET = {
    "wandb.plot.pr_curve": "pr_curve",
    "wandb.plot.roc_curve": "roc_curve",
    "wandb.plot.confusion_matrix": "confusion_matrix",
    "wandb.sklearn.": "sklearn",
    "wandb.Html": "Html",
    "plt": "matplotlib figures",
    "log_artifact": "log_artifact",
}

pytestmark = pytest.mark.skipif(not GUIDES.is_dir(), reason=f"the guides are not beside the repository ({GUIDES})")


def blocks() -> list[Any]:
    """Every Python block of the guides, its file and number as the test's name."""
    found: list[Any] = []
    for path in sorted(GUIDES.glob("*.txt")):
        for number, code in enumerate(re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)):
            if "wandb" in code:
                found.append(pytest.param(code, id=f"{path.stem[:3]}-{number}"))
    return found or [pytest.param("", id="none")]


def waits_for(code: str) -> str | None:
    return next((name for mark, name in NOT_YET.items() if mark in code), None)


class Model:
    def training_step(self) -> tuple[float, float]:
        return 0.5, 0.9


def supplied() -> dict[str, Any]:
    """The data that the guides leave to their reader."""
    iris = load_iris(return_X_y=True)
    points = [float(value) for value in range(20)]
    return {
        "wandb": chartkit,
        "x_values": points,
        "y_values": [value**2 for value in points],
        "class_x_scores": points,
        "class_y_scores": points[::-1],
        "labels": ["cat", "dog", "bird"],
        "values": [0.3, 0.9, 0.5],
        "scores": [value % 7 / 7 for value in points],
        "data": [[step, 1.5 + step % 5] for step in range(30)],
        "clf": LogisticRegression(max_iter=200).fit(*iris),
        "X_test": iris[0],
        "y_true": iris[1],
        "sklearn": __import__("sklearn.metrics"),
        "get_model": Model,
        "get_data": lambda: range(3),
    }


PRESET = """
fields:
  x: {type: quantitative, required: false}
  value: {type: quantitative}
strings:
  title: {default: ""}
spec:
  data: {name: table}
  title: "${string:title}"
  mark: bar
  encoding:
    x: {field: "${field:value}", bin: true}
    y: {aggregate: count}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with the preset that the guides call `carey/new_chart`, and no run active."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.delenv("CHARTKIT_DIR", raising=False)
    (tmp_path / "presets" / "carey").mkdir(parents=True)
    (tmp_path / "presets" / "carey" / "new_chart.yaml").write_text(PRESET)
    return tmp_path


@pytest.mark.parametrize("code", blocks())
def test_a_block_runs(code: str, home: Path) -> None:
    if name := waits_for(code):
        pytest.skip(f"this version has no {name} yet")
    unindented = code.replace("import wandb", "import chartkit as wandb")
    scope = supplied()
    if "wandb.init" not in code and "wandb.log(" in code:
        chartkit.init()
        chartkit.config = {"epochs": 2}
    exec(compile(unindented, "guide", "exec"), scope)
    chartkit.finish()
    runs = chartkit.Api().runs() if "init" in code or "log" in code else []
    if "wandb.plot" in code or "plot_table" in code:
        charts = [chart for run in runs for chart in run.charts().values()]
        if runs:
            assert charts
            assert not any(chart.diagnostics for chart in charts)
        else:
            assert isinstance(scope["my_custom_chart"], chartkit.Chart)
    elif "log(" in code:
        assert sum(len(run.history()) for run in runs) > 0


def test_most_blocks_of_this_version_are_run() -> None:
    """The list of what is left out cannot grow unseen."""
    codes = [block.values[0] for block in blocks()]
    assert sum(waits_for(code) is None for code in codes) >= 17


def test_the_guides_wandb_config_assignment(home: Path) -> None:
    chartkit.init(project="cat-classification", notes="", tags=["baseline", "paper1"])
    chartkit.config = {"epochs": 100, "learning_rate": 0.001}
    assert chartkit.config.epochs == 100
    chartkit.summary["accuracy"] = 0.9
    chartkit.finish()
    (run,) = chartkit.Api().runs("cat-classification")
    assert (run.config, run.summary["accuracy"], run.tags) == (
        {"epochs": 100, "learning_rate": 0.001},
        0.9,
        ("baseline", "paper1"),
    )
