"""The code blocks of W&B's user guides run with nothing changed but the import line, and draw or log what they say.
So do the calls of one line that the guide to scikit-learn has for each of its plots, outside of a block.

The guides are read from `../shared/seeds/` beside the repository; where that folder is absent the tests are skipped.
"""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.io import wavfile
from sklearn.cluster import KMeans
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.tree import DecisionTreeClassifier

import chartkit

GUIDES = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not GUIDES.is_dir(), reason=f"the guides are not beside the repository ({GUIDES})")


def blocks() -> list[Any]:
    """Every Python block of the guides, its file and number as the test's name."""
    found: list[Any] = []
    for path in sorted(GUIDES.glob("*.txt")):
        for number, code in enumerate(re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)):
            if "wandb" in code:
                found.append(pytest.param(code, id=f"{path.stem[:3]}-{number}"))
    return found or [pytest.param("", id="none")]


def calls() -> list[Any]:
    """Every call `wandb.sklearn.plot_…(…)` that a guide names in its text. One has lost a quote, which is put back."""
    found = [
        pytest.param(name, call.replace("'height, '", "'height', '"), id=name)
        for path in sorted(GUIDES.glob("*.txt"))
        for call, name in re.findall(
            r"^`(wandb\.sklearn\.(plot_\w+)\(.*\))`$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    return found or [pytest.param("", "", id="none")]


class Model:
    def training_step(self) -> tuple[float, float]:
        return 0.5, 0.9

    def to_onnx(self) -> None:
        Path("model.onnx").write_bytes(b"onnx")


def supplied() -> dict[str, Any]:
    """The data that the guides leave to their reader."""
    iris = load_iris(return_X_y=True)
    points = [float(value) for value in range(20)]
    return {
        "__name__": "guide",
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
        "ground_truth": [0, 1, 1, 0],
        "predictions": [0.1, 0.4, 0.35, 0.8],
        "sklearn": __import__("sklearn.metrics"),
        "get_model": Model,
        "model": Model(),
        "get_data": lambda: range(3),
    }


def of_a_classifier() -> dict[str, Any]:
    """What the guide to scikit-learn has at hand: a model of two classes, to which all plots apply, and its answers;
    the models of its other two calls.
    """
    X, y = load_breast_cancer(return_X_y=True)
    mixed = np.random.default_rng(0).permutation(len(y))
    X, y = (X[:, :4] / X[:, :4].max(0))[mixed], y[mixed]
    (X_train, y_train), (X_test, y_test) = (X[:150], y[:150]), (X[150:250], y[150:250])
    clf = LogisticRegression().fit(X_train, y_train)
    found = {"X": X_train, "y": y_train, "X_train": X_train, "y_train": y_train, "X_test": X_test, "y_test": y_test}
    kmeans = KMeans(3, n_init=1, random_state=0).fit(X_train)
    answers = {"y_true": y_test, "y_pred": clf.predict(X_test), "y_probas": clf.predict_proba(X_test)}
    return {
        **found,
        **answers,
        "clf": clf,
        "model": clf,
        "labels": ["malignant", "benign"],
        "reg": Ridge().fit(X_train, y_train),
        "kmeans": kmeans,
        "cluster_labels": kmeans.labels_,
    }


def of_the_call(name: str) -> dict[str, Any]:
    """The data that a call of one line takes: three classes for three names, two clusters for two, numbers to fit."""
    X, y = load_iris(return_X_y=True)
    if name == "plot_class_proportions":
        return {"y_train": y[::2], "y_test": y[1::2]}
    if name == "plot_feature_importances":
        return {"model": DecisionTreeClassifier(random_state=0).fit(X[:, :3], y)}
    if name in ("plot_silhouette", "plot_elbow_curve"):
        return {"model": KMeans(2, n_init=1, random_state=0).fit(X), "X_train": X}
    if name in ("plot_outlier_candidates", "plot_residuals"):
        X, y = load_diabetes(return_X_y=True)
        return {"model": Ridge().fit(X, y), "X": X, "y": y}
    return of_a_classifier()


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
    """A folder of its own with the preset that the guides call `carey/new_chart`; no run active, no config waiting."""
    monkeypatch.chdir(tmp_path)
    chartkit.config = {}  # one block gives a config to a run that another block starts
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.delenv("CHARTKIT_DIR", raising=False)
    (tmp_path / "presets" / "carey").mkdir(parents=True)
    (tmp_path / "presets" / "carey" / "new_chart.yaml").write_text(PRESET)
    beeps = (np.sin(np.arange(4000) * 0.3) * 20_000).astype(np.int16)
    wavfile.write(tmp_path / "hello.wav", 8000, beeps)
    return tmp_path


@pytest.mark.parametrize("code", blocks())
def test_a_block_runs(code: str, home: Path) -> None:
    unindented = code.replace("import wandb", "import chartkit as wandb")
    if "do all the plt.plot()" in code:
        unindented = unindented.replace("# ...", "plt.plot([1, 2, 3])")
    scope = supplied()
    if "wandb.sklearn" in code:
        scope |= of_a_classifier()
        chartkit.init()
    if "confusion_matrix(" in code:
        scope |= {"predictions": [0, 1, 1, 1], "class_names": ["cat", "dog"]}
    if "wandb.init" not in code and ("wandb.log(" in code or "wandb.log_artifact(" in code):
        chartkit.init()
        chartkit.config = {"epochs": 2}
    exec(compile(unindented, "guide", "exec"), scope)
    if "plt" in scope:
        scope["plt"].close("all")
    chartkit.finish()
    runs = chartkit.Api().runs() if "init" in code or "log" in code or "sklearn" in code else []
    if any(made in code for made in ("wandb.plot", "wandb.sklearn", "plot_table", "plt.")):
        charts = [chart for run in runs for chart in run.charts().values()]
        if runs:
            assert charts
            assert not any(chart.diagnostics for chart in charts)
        else:
            assert isinstance(scope["my_custom_chart"], chartkit.Chart)
    elif "wandb.log(" in code or "run.log(" in code:
        assert sum(len(run.history()) for run in runs) > 0


def test_the_guides_model_is_kept_as_an_artifact_and_a_file(home: Path) -> None:
    codes = [block.values[0] for block in blocks() if "log_artifact(" in block.values[0]]
    whole = max(codes, key=len)
    exec(compile(whole.replace("import wandb", "import chartkit as wandb"), "guide", "exec"), supplied())
    chartkit.finish()
    (run,) = chartkit.Api().runs()
    (model,) = run.logged_artifacts()
    assert (model.type, list(model.entries), model.serializer["name"]) == ("model", ["Model.joblib"], "joblib")
    assert [file.name for file in run.files()] == ["model.onnx"]


def assert_pages_are_kept(run: Any) -> None:
    """The pages in the run's one table load no file but those beside them."""
    (key,) = run.table_keys()
    for (page,) in run.table(key).data:
        assert page.kind == "html"
        assert page.diagnostics == ()
        addresses = re.findall(r'(?:src|"url":) ?"([^"]+)"', page.path.read_text(encoding="utf-8"))
        assert set(addresses) >= {script.name for script in page.companions if script.suffix == ".js"}
        assert not [address for address in addresses if address.startswith("http")]


@pytest.mark.parametrize(("name", "call"), calls())
def test_a_call_of_one_line_draws_and_logs_its_chart(name: str, call: str, home: Path) -> None:
    run = chartkit.init()
    chart = eval(call, {"__name__": "guide", "wandb": chartkit, **of_the_call(name)})
    chartkit.finish()
    assert isinstance(chart, chartkit.Chart)
    assert not chart.is_notice
    assert chart.diagnostics == ()
    (logged,) = chartkit.Api().run(run.id).charts().values()
    assert logged.to_json() == chart.to_json()


def test_every_block_and_call_is_found() -> None:
    codes = [block.values[0] for block in blocks()]
    assert len(codes) >= 29
    assert len(calls()) >= 12


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
        ["baseline", "paper1"],
    )
