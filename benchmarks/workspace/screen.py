"""What a reader sees and when: takes a page's address, gives the seconds until its first curves and until it answers.

The same measure for every tracker: frames of the screen as Chromium shows them, of which one has curves as soon as its
chart area holds enough saturated pixels; and the page's long tasks, by the browser's own count.
"""

from __future__ import annotations

import io
import time
from base64 import b64decode
from typing import Any, NamedTuple

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page

WIDTH_PX, HEIGHT_PX = 1440, 900
_CHARTS = (slice(140, 860), slice(400, 1140))
"""Rows and columns of the screen where each tracker has charts and no control has a colour of its own."""
_SATURATION = 60
_LEAST_PIXELS = 600
_QUIET_S = 1.0
_STILL_S = 0.1
"""After so long without a new frame the screen is drawn again: a screencast drops frames while it sends one, and the
last one that was dropped would never come."""
_DRAW_AGAIN = "document.documentElement.style.opacity = document.documentElement.style.opacity ? '' : 0.999"
_LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) window.longTasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });
"""


class Opened(NamedTuple):
    """Seconds from the request of the page; `interactive_s` is the end of the last long task before a quiet second."""

    first_chart_s: float
    interactive_s: float


def opened(browser: Browser, address: str, limit_s: float = 120) -> Opened:
    """Open the page in a new context (no cache) and wait for its first curves. Raises `TimeoutError`."""
    context = browser.new_context(viewport={"width": WIDTH_PX, "height": HEIGHT_PX})
    page = context.new_page()
    page.add_init_script(_LONG_TASKS)
    frames = _Frames(context.new_cdp_session(page))
    began_s = time.time()
    try:
        page.goto(address, wait_until="commit", timeout=1000 * limit_s)
        first_chart_s = _first_chart_s(page, frames, began_s, limit_s)
        return Opened(first_chart_s, max(first_chart_s, _quiet_since_s(page, began_s)))
    finally:
        context.close()


class _Frames:
    """The frames that the screen showed since they were last taken, with the time of each."""

    def __init__(self, session: CDPSession) -> None:
        self._new: list[dict[str, Any]] = []
        self._session = session
        session.on("Page.screencastFrame", lambda event: self._new.append(event))
        session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})

    def take(self) -> list[tuple[float, bytes]]:
        """Time and picture of each; the next ones come once these are taken."""
        taken = self._new[:]
        self._new.clear()
        for event in taken:
            self._session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})
        return [(event["metadata"]["timestamp"], b64decode(event["data"])) for event in taken]

    def draw_again(self) -> None:
        """Have a frame made of what is there now, by a change that nobody sees."""
        self._session.send("Runtime.evaluate", {"expression": _DRAW_AGAIN})

    def end(self) -> None:
        """Show no more."""
        self._session.send("Page.stopScreencast")


def _first_chart_s(page: Page, frames: _Frames, began_s: float, limit_s: float) -> float:
    taken_s = time.time()
    while time.time() - began_s < limit_s:
        page.wait_for_timeout(20)
        taken = frames.take()
        if taken:
            taken_s = time.time()
        elif time.time() - taken_s > _STILL_S:
            frames.draw_again()
            taken_s = time.time()
        for shown_s, picture in taken:
            if has_curves(picture):
                frames.end()
                return shown_s - began_s
    raise TimeoutError(f"{page.url} showed no curve within {limit_s:.0f} s")


def has_curves(picture: bytes) -> bool:
    """Whether the area of the charts holds curves in colour."""
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=np.int16)[_CHARTS]
    saturation = pixels.max(axis=2) - pixels.min(axis=2)
    return int((saturation > _SATURATION).sum()) >= _LEAST_PIXELS


def _quiet_since_s(page: Page, began_s: float) -> float:
    """The end of the last long task that is followed by a quiet second, after `began_s`."""
    origin_s = page.evaluate("performance.timeOrigin") / 1000
    while True:
        tasks = page.evaluate("window.longTasks")
        end_s = max((origin_s + (start + duration) / 1000 for start, duration in tasks), default=began_s)
        if time.time() - end_s > _QUIET_S:
            return end_s - began_s
        page.wait_for_timeout(100)
