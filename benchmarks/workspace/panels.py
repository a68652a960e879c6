"""The page's own targets: a hundred charts of one preset, a scroll through two hundred panels, a live point.

Takes a browser and a folder; gives figures with their targets. Times are the page's own, from its first request or,
for the point, from the moment `run.log` returned in the script, to the frame that shows what was waited for. Chromium
is headless; on a machine without a GPU all of its painting is the processor's.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import trackers
from playwright.sync_api import Browser, Page
from store_panels import N_CHARTS, N_METRICS, lay_out

_STORE = Path(__file__).with_name("store_panels.py")
_USUAL_PX = 1440, 900
_WIDE_PX = 3840, 2400
"""A screen that shows a hundred charts at once, twelve in a row."""
_LIMIT_S = 60
_N_POINTS = 20
_PAUSE_S = 0.7
_DRAWN = "document.querySelectorAll('.panel [data-state=drawn]').length"
_WATCH_POINTS = """
window.points = [];
new MutationObserver(() => {
  const label = document.querySelector('.line-surface')?.getAttribute('aria-label') ?? '';
  const top = / to ([-\\d.,e+]+)[.,]/.exec(label)?.[1];
  const shown = () => window.points.push([top.replaceAll(',', ''), Date.now() / 1000]);
  if (top) requestAnimationFrame(() => requestAnimationFrame(shown));
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] });
"""
_LAST_DRAWN = f"""new Promise((resolve) => {{
  const look = () => {_DRAWN} >= {N_CHARTS} && (watch.disconnect(), resolve(performance.now()));
  const watch = new MutationObserver(look);
  watch.observe(document, {{ subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] }});
  look();
}})"""
_SECTION = "document.querySelector('[data-section] h2 button')"
_OPEN_SECTION = f"""(async () => {{
  const began = performance.now();
  const drawn = {_LAST_DRAWN};
  {_SECTION}.click();
  return (await drawn) - began;
}})()"""
_SCROLL = """() => new Promise((resolve) => {
  const gaps = [];
  let last = performance.now();
  const step = (now) => {
    gaps.push(now - last);
    last = now;
    const before = window.scrollY;
    window.scrollBy(0, 60);
    const atEnd = window.scrollY === before && before > 0;
    n = atEnd ? n + 1 : 0;
    n > 30 ? resolve(gaps.slice(1)) : requestAnimationFrame(step);
  };
  let n = 0;
  requestAnimationFrame(step);
})"""


class Figure(NamedTuple):
    """What was measured, and the most it may be."""

    label: str
    value: float
    unit: str
    most: float

    @property
    def is_reached(self) -> bool:
        """Whether it is no more than that."""
        return self.value <= self.most


def figures(browser: Browser, folder: Path, n_times: int) -> list[Figure]:
    """All of them, medians of `n_times`; of the scroll the longest frame of the median scroll, of points the median."""
    folder.mkdir(parents=True, exist_ok=True)
    for project in ("charts", "metrics"):
        subprocess.run([sys.executable, str(_STORE), str(folder), project], check=True, capture_output=True)
    lay_out(folder, is_open=True)
    first_s = [_first_charts_s(browser, folder) for _ in range(n_times)]
    with trackers.chartkit(folder) as server:
        ask = _asker(browser, server)
        ask("charts", _charts_s, _WIDE_PX)  # the server's first answers are another figure's
        opened_s = median(_opened_section_s(ask, folder) for _ in range(n_times))
        lay_out(folder, is_open=True)
        drawn_s = median(ask("charts", _charts_s, _WIDE_PX) for _ in range(n_times))
        frame_ms = median(ask("metrics", _longest_frame_ms, _USUAL_PX) for _ in range(n_times))
        points_ms = _points_ms(ask, folder)
    screen = "{} × {} pixels".format(*_WIDE_PX)
    return [
        Figure(f"{N_CHARTS} panels of one preset drawn once their section is opened, on {screen}", opened_s, "s", 1.0),
        Figure("the same with the page, which opens with them", drawn_s, "s", 1.0),
        Figure("and with a server just begun", median(first_s), "s", 1.0),
        Figure(f"longest frame of a scroll through {N_METRICS} panels", frame_ms, "ms", 100.0),
        Figure("a live point on the screen after run.log returned", median(points_ms), "ms", 500.0),
        Figure("the latest of 20 such points", max(points_ms), "ms", 500.0),
    ]


Ask = Callable[[str, Callable[[Page], Any], tuple[int, int]], Any]


def _first_charts_s(browser: Browser, folder: Path) -> float:
    """Of a server that has answered nothing yet."""
    with trackers.chartkit(folder) as server:
        return _asker(browser, server)("charts", _charts_s, _WIDE_PX)


def _opened_section_s(ask: Ask, folder: Path) -> float:
    """Of a page that has stood for a second with the section closed."""
    lay_out(folder, is_open=False)

    def measure(page: Page) -> float:
        _wait_for(page, f"{_SECTION} !== null")
        page.wait_for_timeout(1000)
        return page.evaluate(_OPEN_SECTION) / 1000

    return ask("charts", measure, _WIDE_PX)


def _asker(browser: Browser, server: trackers.Server) -> Ask:
    address = server.address.rpartition("/p/")[0]

    def ask(project: str, measure: Callable[[Page], Any], size_px: tuple[int, int]) -> Any:
        context = browser.new_context(viewport={"width": size_px[0], "height": size_px[1]})
        try:
            page = context.new_page()
            page.add_init_script(_WATCH_POINTS)
            page.goto(f"{address}/p/{project}")
            return measure(page)
        finally:
            context.close()

    return ask


def _wait_for(page: Page, expression: str) -> None:
    """Until it is true in the page, whose policy takes no `wait_for_function`. Raises `TimeoutError`."""
    until_s = time.monotonic() + _LIMIT_S
    while not page.evaluate(expression):
        if time.monotonic() > until_s:
            raise TimeoutError(f"{page.url}: {expression} was not true within {_LIMIT_S} s")
        page.wait_for_timeout(10)


def _charts_s(page: Page) -> float:
    """Seconds from the page's first question to its last chart: fetching and starting a browser's page are not ours.

    The page itself says when, so that asking it takes nothing of its time.
    """
    drawn = page.evaluate(_LAST_DRAWN)
    began = "performance.getEntriesByType('resource').find((one) => one.name.includes('/api/')).startTime"
    return (drawn - page.evaluate(began)) / 1000


def _longest_frame_ms(page: Page) -> float:
    _wait_for(page, f"{_DRAWN} >= 6")
    page.wait_for_timeout(1000)
    return max(page.evaluate(_SCROLL))


def _points_ms(ask: Ask, folder: Path) -> list[float]:
    """Of each point, milliseconds from the return of `run.log` to its frame."""
    command = [sys.executable, str(_STORE), str(folder), "live"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as script:
        assert script.stdin is not None and script.stdout is not None
        while not list(folder.glob(".chartkit/runs/live/*/journal-*")):
            time.sleep(0.05)
        writing, reading = script.stdin, script.stdout

        def measure(page: Page) -> list[float]:
            _wait_for(page, f"{_DRAWN} >= 1")
            logged: dict[int, float] = {}
            for _ in range(_N_POINTS):
                page.wait_for_timeout(1000 * _PAUSE_S)
                writing.write(b"\n")
                writing.flush()
                place, returned_s = reading.readline().split()
                logged[int(place)] = float(returned_s)
            _wait_for(page, f"window.points.some(([top]) => parseFloat(top) >= {2**_N_POINTS})")
            shown = page.evaluate("window.points")
            seen = [(float(top), shown_s) for top, shown_s in shown]
            return [1000 * (min(at for top, at in seen if top >= 2**place) - at_s) for place, at_s in logged.items()]

        found = ask("live", measure, _USUAL_PX)
        writing.close()
    return found
