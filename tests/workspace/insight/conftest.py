"""Runs in which one setting decides the metric, another helps and a third does nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

import chartkit

Log = Callable[..., None]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.delenv("CHARTKIT_DIR", raising=False)


@pytest.fixture
def log() -> Log:
    def log(id: str, acc: float | None, **config: Any) -> None:
        with chartkit.init(project="p", id=id, name=f"run {id}", config=config) as run:
            run.log({"loss": 1.0} if acc is None else {"loss": 1.0, "acc": acc})

    return log


@pytest.fixture
def log_many(log: Log) -> Callable[[int], None]:
    """`lr` decides most of `acc`, `optimizer` some of it, `seed` nothing; `dataset` is the same and `tag` unique."""

    def many(n: int) -> None:
        random = np.random.default_rng(0)
        for place in range(n):
            lr, optimizer = float(random.uniform(0, 1)), ("adam", "sgd", "lion")[place % 3]
            acc = 3 * lr + (optimizer == "sgd")
            seed = int(random.integers(0, 100))
            log(f"r{place:03}", acc, lr=lr, optimizer=optimizer, seed=seed, dataset="mnist", tag=f"t{place}")

    return many


@pytest.fixture
def ask(client: Callable[..., TestClient]) -> Ask:
    def ask(what: str, status: int = 200, **body: Any) -> dict[str, Any]:
        answer = client().post(f"/api/p/p/{what}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    return ask
