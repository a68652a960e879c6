"""Chromium as tests and tools start it: takes Playwright, gives a browser; its place and arguments stand here alone.

The headless shell is Chromium without the windows, tabs and settings of a desktop: the same engine and the same
sandboxes of sites, for half of the processor time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Error, Frame, Page, Playwright

CHROMIUM = Path("/usr/bin/chromium-headless-shell")
ARGUMENTS = ("--no-sandbox", "--disable-gpu")
"""Tests run as root in containers, where Chromium's own sandbox cannot start; there is no graphics card either."""


PATIENCE_S = 120
"""How long is waited for what should come: a guard against waiting for ever alone, whatever else the machine does."""

_HOLD = """(() => {
  const [begin, end] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
  const held = new Map();
  let id = 0;
  window.setTimeout = (work, ms, ...given) => ms === WAIT_MS ? (held.set(--id, work), id) : begin(work, ms, ...given);
  window.clearTimeout = (id) => held.delete(id) || end(id);
  window.elapse = () => {
    for (const [id, work] of [...held]) if (held.delete(id)) work();
  };
})()"""


def launched(playwright: Playwright, *arguments: str) -> Browser:
    """A Chromium with its usual arguments and these. Raises FileNotFoundError when it is not installed."""
    if not CHROMIUM.exists():
        raise FileNotFoundError(f"there is no Chromium at {CHROMIUM}; install it by tools/system-packages.")
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*ARGUMENTS, *arguments])
    browser.on("context", lambda context: context.set_default_timeout(1000 * PATIENCE_S))
    return browser


def wait_until(place: Page | Frame, condition: str) -> None:
    """Wait until an expression is true in a page.

    Playwright's own `wait_for_function` looks again by `eval`, which the pages' policy forbids: it fails when what is
    waited for is not there at once. Raises TimeoutError after `PATIENCE_S`.
    """
    becomes(place, lambda: _is_true(place, condition), condition)


def becomes(place: Page | Frame, ask: Callable[[], bool], what: str = "what was asked") -> None:
    """Wait until the answer is yes: of what Playwright's `expect` cannot ask, such as pixels and sizes.

    Raises TimeoutError, which names `what`, after `PATIENCE_S`.
    """
    until_s = time.monotonic() + PATIENCE_S
    while not ask():
        if time.monotonic() > until_s:
            raise TimeoutError(f"{place.url}: not true within {PATIENCE_S} s: {what}")
        place.wait_for_timeout(20)


def hold(page: Page, wait_ms: int) -> None:
    """Keep what the page does after just this wait from being done, however slow the machine is, until `elapse`."""
    script = _HOLD.replace("WAIT_MS", str(wait_ms))
    page.add_init_script(script)
    page.evaluate(script)


def elapse(page: Page) -> None:
    """Do what waits for the time that `hold` named."""
    page.evaluate("window.elapse()")


def _is_true(place: Page | Frame, condition: str) -> bool:
    """False as well where the page is left while it is asked: a frame's address comes after the frame."""
    try:
        return bool(place.evaluate(condition))
    except Error as error:
        if "Execution context was destroyed" in error.message:
            return False
        raise
