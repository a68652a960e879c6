"""Objects logged as artifacts: by their own method, joblib or pickle; what refuses is one sentence."""

from __future__ import annotations

import pickle
import sys
import threading
from pathlib import Path
from typing import Any

import joblib
import pytest
from sklearn.linear_model import LogisticRegression

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Artifact, init


class Plain:
    value = 3


class Model:
    """Like a model of a library that writes a folder; `name` is the method it has."""

    def save_pretrained(self, path: str) -> None:
        Path(path, "tokens").mkdir(parents=True)
        Path(path, "config.json").write_text("{}")
        Path(path, "tokens", "vocab.txt").write_text("a")


class Writer:
    def save(self, path: str) -> None:
        Path(path).write_bytes(b"weights")


class Silent:
    def save(self, path: str) -> None:
        """Writes nothing."""


class Unwilling:
    def __reduce__(self) -> Any:
        raise ValueError("not today,\n  said the object")


def files(artifact: Artifact) -> list[str]:
    return sorted(artifact.entries)


def test_a_model_of_scikit_learn_reads_back_by_joblib() -> None:
    model = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    with init(project="p", id="r") as run:
        artifact = run.log_artifact(model, name="clf", type="model")
        assert files(artifact) == ["LogisticRegression.joblib"]
        back = joblib.load(run.use_artifact("clf").file())
    assert back.predict([[0.0], [1.0]]).tolist() == [0, 1]
    assert artifact.serializer is not None
    about = dict(artifact.serializer)
    assert (about["name"], about["version"], about["object"]) == (
        "joblib",
        joblib.__version__,
        "sklearn.linear_model._logistic.LogisticRegression",
    )
    assert about["sklearn"] == sys.modules["sklearn"].__version__


def test_without_joblib_an_object_is_pickled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "joblib", None)
    with init(project="p", id="r") as run:
        artifact = run.log_artifact({"a": (1, 2.5)}, name="d")
        assert (artifact.type, files(artifact)) == ("object", ["dict.pkl"])
        assert pickle.loads(Path(artifact.file()).read_bytes()) == {"a": (1, 2.5)}


def test_own_methods_write_files_and_folders() -> None:
    with init(project="p", id="r") as run:
        model = run.log_artifact(Model())
        assert (model.type, files(model)) == ("model", ["config.json", "tokens/vocab.txt"])
        writer = run.log_artifact(Writer())
        assert Path(writer.file()).read_bytes() == b"weights"
        with pytest.warns(ChartkitWarning) as warned:
            silent = run.log_artifact(Silent())
    assert [str(one.message) for one in warned] == [
        "CK627 Silent.save(path) did not save the object: it wrote nothing there; it is saved another way."
    ]
    assert files(silent) == ["Silent.joblib"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (threading.Lock(), "TypeError: cannot pickle '_thread.lock' object"),
        (Unwilling(), "ValueError: not today, said the object"),
        ((one for one in "ab"), "TypeError: cannot pickle 'generator' object"),
    ],
    ids=["lock", "unwilling", "generator"],
)
def test_what_cannot_be_pickled_is_one_sentence(value: object, reason: str) -> None:
    with init(project="p", id="r") as run:
        with pytest.raises(RunError) as caught:
            run.log_artifact(value, name="x")
        first, help = str(caught.value).splitlines()
        assert first.startswith("CK627 ")
        assert first.endswith(f"({type(value).__name__}) cannot be saved as a file by joblib: {reason}.")
        assert help == "help: give it a method save(path), or write the file yourself and log its path."
        assert run.log_artifact(Plain(), name="x").version == "v0"
    assert not list(Path(".chartkit/artifacts").glob(".staging-*"))
