"""How soon each tracker's page shows curves over the same runs, and what its server then holds of memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from math import inf, isinf
from pathlib import Path
from statistics import median
from typing import NamedTuple

import screen
import trackers
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as NoAnswer

LIMITS_S = {"first chart": 1.0, "interactive": 1.5}
MOST_MEMORY_MB = 500


class Opening(NamedTuple):
    """One tracker's figures: seconds of the first opening after its server began, medians of those after it."""

    tracker: str
    first_s: float | None
    again_s: float | None
    interactive_s: float | None
    memory_mb: float


def openings(browser: Browser, stores: Path, python: str, n_times: int, limit_s: float) -> list[Opening]:
    """The figures of chartkit (with and without its cache), trackio and TensorBoard."""

    def without_cache() -> AbstractContextManager[trackers.Server]:
        for kept in (stores / ".chartkit").glob("cache*"):
            kept.unlink() if kept.is_file() else shutil.rmtree(kept)
        return trackers.chartkit(stores)

    def with_cache() -> AbstractContextManager[trackers.Server]:
        read = "import sys, chartkit; len(chartkit.Api(sys.argv[1]).runs('sweep'))"
        subprocess.run([sys.executable, "-c", read, str(stores)], check=True)
        return trackers.chartkit(stores)

    return [
        _opening("chartkit, never read before", without_cache, browser, n_times, limit_s),
        _opening("chartkit", with_cache, browser, n_times, limit_s),
        _opening("trackio", lambda: trackers.trackio(stores, python), browser, n_times, limit_s),
        _opening("TensorBoard", lambda: trackers.tensorboard(stores, python), browser, n_times, limit_s),
    ]


def _opening(
    name: str,
    serve: Callable[[], AbstractContextManager[trackers.Server]],
    browser: Browser,
    n_times: int,
    limit_s: float,
) -> Opening:
    with serve() as server:
        seen = [_opened(browser, server.address, limit_s) for _ in range(2)]
        if any(seen):  # what shows nothing twice is not asked again
            seen += [_opened(browser, server.address, limit_s) for _ in range(n_times - 1)]
        memory_mb = server.memory_mb()
    print(name, seen, f"{memory_mb:.0f} MB", file=sys.stderr)
    first, again = seen[0], seen[1:]
    return Opening(
        name,
        first.first_chart_s if first else None,
        _middle([one and one.first_chart_s for one in again]),
        _middle([one and one.interactive_s for one in again]),
        memory_mb,
    )


def _opened(browser: Browser, address: str, limit_s: float) -> screen.Opened | None:
    """None: no curve was shown within the limit."""
    try:
        return screen.opened(browser, address, limit_s)
    except (TimeoutError, NoAnswer):
        return None


def _middle(seconds: Sequence[float | None]) -> float | None:
    """Their median, where an opening that showed nothing is the longest; None where that is the median."""
    found = median(inf if one is None else one for one in seconds)
    return None if isinf(found) else found
