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


def launched(playwright: Playwright, *arguments: str) -> Browser:
    """A Chromium with its usual arguments and these. Raises FileNotFoundError when it is not installed."""
    if not CHROMIUM.exists():
        raise FileNotFoundError(f"there is no Chromium at {CHROMIUM}; install it by tools/system-packages.")
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*ARGUMENTS, *arguments])


def wait_until(place: Page | Frame, condition: str) -> None:
    """Wait until an expression is true in a page.

    Playwright's own `wait_for_function` looks again by `eval`, which the pages' policy forbids: it fails when what is
    waited for is not there at once. Raises TimeoutError after half a minute.
    """
    becomes(place, lambda: _is_true(place, condition), condition)


def becomes(place: Page | Frame, ask: Callable[[], bool], what: str = "what was asked") -> None:
    """Wait until the answer is yes: of what Playwright's `expect` cannot ask, such as pixels and sizes.

    Raises TimeoutError, which names `what`, after half a minute.
    """
    until_s = time.monotonic() + 30
    while not ask():
        if time.monotonic() > until_s:
            raise TimeoutError(f"{place.url}: not true within 30 s: {what}")
        place.wait_for_timeout(20)


def _is_true(place: Page | Frame, condition: str) -> bool:
    """False as well where the page is left while it is asked: a frame's address comes after the frame."""
    try:
        return bool(place.evaluate(condition))
    except Error as error:
        if "Execution context was destroyed" in error.message:
            return False
        raise
