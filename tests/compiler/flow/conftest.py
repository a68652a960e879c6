"""Real Vega-Lite specs to follow fields through; the tests that use them are skipped where the corpus is absent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parents[4] / "shared/corpus/vega-lite"
COLUMNS: dict[str, list[str]] = json.loads((Path(__file__).parent / "dataset_columns.json").read_text(encoding="utf-8"))
"""The columns of the data sets that the corpus draws."""

STRUCTURED = {"property", "feature", "mesh"}


@pytest.fixture(scope="session")
def corpus() -> Callable[[], Iterator[tuple[str, dict[str, Any]]]]:
    """A function that gives every spec by its name, its urls as named tables whose columns are known."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of Vega-Lite specs is not beside the checkout")

    def specs() -> Iterator[tuple[str, dict[str, Any]]]:
        for file in sorted(CORPUS.glob("*.vl.json")):
            yield file.name, named(json.loads(file.read_text(encoding="utf-8")))

    return specs


@pytest.fixture(scope="session")
def tables() -> dict[str, list[str]]:
    return COLUMNS


def named(value: Any) -> Any:
    """The spec with `{name: …}` in place of each url whose columns are known."""
    if isinstance(value, list):
        return [named(item) for item in value]
    if not isinstance(value, dict):
        return value
    name = str(value.get("url", "")).rpartition("/")[2]
    if name in COLUMNS and not STRUCTURED & set(value.get("format") or {}):
        return {"name": name}
    return {key: named(item) for key, item in value.items()}
