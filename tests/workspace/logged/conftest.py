"""A project whose runs logged charts, tables and media, made once for these tests, and questions to its workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.media import Audio, Molecule
from chartkit.workspace.application import application
from chartkit.workspace.workspace import Workspace

CLASSES = ["cat", "dog", "owl"]
OWN = """
fields:
  x: {type: nominal}
  y: {type: quantitative}
spec:
  data: {name: table}
  mark: {type: bar, tooltip: true}
  encoding:
    x: {field: "${field:x}", type: nominal}
    y: {field: "${field:y}", type: quantitative}
"""


def train(place: int) -> None:
    random = np.random.default_rng(place)
    config = {"optimizer": ("sgd", "adam")[place % 2]}
    with chartkit.init(project="p", id=f"r{place}", name=f"run {place}", config=config) as run:
        for step in range(2 + place):
            truth = random.integers(0, 3, 30)
            line = {"x": [0.0, 1.0, 2.0], "y": [float(place), float(place + step), 1.0]}
            rows = [[name, float(index + step + place)] for index, name in enumerate(CLASSES)]
            scores = random.dirichlet([1.0, 1.0, 1.0], 30)
            run.log(
                {
                    "loss": 1 / (step + 1),
                    "matrix": chartkit.plot.confusion_matrix(
                        y_true=truth.tolist(), preds=random.permutation(truth).tolist(), class_names=CLASSES
                    ),
                    "eval/line": chartkit.plot_table("wandb/line/v0", line, {"x": "x", "y": "y"}),
                    "roc": chartkit.plot.roc_curve(truth.tolist(), scores, labels=CLASSES),
                    "bars": chartkit.plot_table(
                        "me/bars", chartkit.Table(["class", "score"], rows), {"x": "class", "y": "score"}
                    ),
                    "heat": chartkit.plot_table(
                        "chartkit/heatmap/v0",
                        {"a": ["u", "v"], "b": ["w", "w"], "c": [1.0, 2.0]},
                        {"x": "a", "y": "b", "value": "c"},
                    ),
                },
                step=10 * step,
            )
        image = chartkit.Image(np.eye(8), caption="one", boxes={"found": {"box_data": [], "class_labels": {}}})
        masked = chartkit.Image(np.eye(8), masks={"m": {"mask_data": np.eye(8, dtype=np.uint8)}})
        page = chartkit.Html("<p>é</p><script>document.title = eval('1 + 1')</script>")
        table = chartkit.Table(["image", "name", "n"], [[image, f"row {n}", n] for n in range(5)])
        molecule = Path("m.xyz")
        molecule.write_text("1\n\nH 0 0 0\n")
        run.log({"images": [image, masked], "page": page, "sound": Audio(np.zeros(80), sample_rate=80)}, step=100)
        run.log({"rows": table, "molecule": Molecule(molecule), "counts": chartkit.Histogram([1, 2, 2])}, step=100)
        saved = Path("weights.txt")
        saved.write_text("w")
        run.save("weights.txt")


@pytest.fixture(scope="session")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the store and the presets; not to be changed."""
    folder = tmp_path_factory.mktemp("logged")
    (folder / "presets" / "me").mkdir(parents=True)
    (folder / "presets" / "me" / "bars.yaml").write_text(OWN)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("CHARTKIT_SILENT", "1")
        for place in range(3):
            train(place)
    return folder


@pytest.fixture
def asked(logged: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The workspace of that folder."""
    monkeypatch.chdir(logged)
    with TestClient(application(Workspace(logged / ".chartkit")), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def chart(asked: TestClient) -> Callable[..., dict[str, Any]]:
    """`chart(key, **parts)` is what the server says of a key's charts, of all three runs unless told otherwise."""

    def ask(key: str, **parts: Any) -> dict[str, Any]:
        body = {"key": key, "runs": ["r0", "r1", "r2"], **parts}
        answer = asked.post("/api/p/p/chart", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask
