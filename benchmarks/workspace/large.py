"""Projects that are large in one way: ten thousand runs, and five thousand metrics a run; how soon each is open.

Takes a browser and a folder; gives figures with their targets, once all runs are read.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit

import screen
import trackers
from opening import LIMITS_S
from panels import Figure
from playwright.sync_api import Browser

_STORE = Path(__file__).with_name("store_chartkit.py")
_READ_WITHIN_S = 600


class _Project(NamedTuple):
    label: str
    counts: tuple[int, int, int]
    """Runs, steps, metrics."""


_PROJECTS = (_Project("10,000 runs", (10_000, 10, 10)), _Project("5,000 metrics in each of 3 runs", (3, 200, 5000)))


def figures(browser: Browser, folder: Path, n_times: int) -> list[Figure]:
    """Medians of `n_times` openings of each project."""
    return [figure for one in _PROJECTS for figure in _figures(browser, folder / one.label, one, n_times)]


def _figures(browser: Browser, folder: Path, project: _Project, n_times: int) -> list[Figure]:
    command = [sys.executable, str(_STORE), str(folder), *map(str, project.counts)]
    subprocess.run(command, check=True, capture_output=True)
    with trackers.chartkit(folder) as server:
        _wait_until_read(server.address)
        screen.opened(browser, server.address)
        seen = [screen.opened(browser, server.address) for _ in range(n_times)]
    first_chart_s, interactive_s = (median(times) for times in zip(*seen, strict=True))
    return [
        Figure(f"{project.label}: first chart", first_chart_s, "s", LIMITS_S["first chart"]),
        Figure(f"{project.label}: interactive", interactive_s, "s", LIMITS_S["interactive"]),
    ]


def _wait_until_read(address: str) -> None:
    """Until the server has read all runs, which its pages need not wait for. Raises `TimeoutError`."""
    place = urlsplit(address)
    connection = HTTPConnection(place.netloc, timeout=_READ_WITHIN_S)
    until_s = time.monotonic() + _READ_WITHIN_S
    while time.monotonic() < until_s:
        connection.request("GET", f"/api{place.path}/reading")
        if json.loads(connection.getresponse().read())["n_unread"] == 0:
            return
        time.sleep(0.2)
    raise TimeoutError(f"{address}: the runs were not read within {_READ_WITHIN_S} s")
