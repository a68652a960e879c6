"""Zooming line panels along both axes, and the line that is pointed at: it stands out everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
ENDS = re.compile(r"y from (\S+) to ([^.]+\.\d+|\S+)[.,]")
RESTED = "() => new Promise((rested) => setTimeout(() => requestAnimationFrame(rested), 100))"
"""Once the page's own 60 ms at a line are over: its timers fire in their order, however slow the machine."""


@pytest.fixture
def surface(workspace: Workspace, demo_store: Path, page: Page) -> Locator:
    page.goto(f"{workspace(demo_store).url}p/demo")
    found = page.locator("[data-panel='line:train/loss'] .line-surface")
    expect(found).to_have_attribute("data-lines", "6")
    expect(page.locator(".legend .legend-item")).to_have_count(6)  # it stands above the panels
    found.scroll_into_view_if_needed()
    return found


def drag(surface: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    box = surface.bounding_box()
    assert box
    mouse = surface.page.mouse
    mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    mouse.down()
    mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=4)
    mouse.up()


def said(surface: Locator) -> str:
    return surface.get_by_role("img").get_attribute("aria-label") or ""


def y_ends(surface: Locator, *, other_than: str = "") -> tuple[float, float]:
    expect(surface.get_by_role("img")).not_to_have_attribute("aria-label", other_than)
    found = ENDS.search(said(surface))
    assert found, said(surface)
    return float(found[1]), float(found[2])


def test_a_drag_zooms_the_axes_along_which_it_went_and_a_double_click_shows_all(surface: Locator) -> None:
    page = surface.page
    whole = said(surface)
    reset = page.locator("[data-panel='line:train/loss']").get_by_role("button", name="Show all")
    before = y_ends(surface)
    drag(surface, (0.5, 0.3), (0.52, 0.7))
    low, high = y_ends(surface, other_than=whole)
    assert before[0] < low < high < before[1]
    expect(reset).to_be_visible()
    surface.dblclick(position={"x": 200, "y": 20})
    expect(reset).to_have_count(0)
    expect(surface.get_by_role("img")).to_have_attribute("aria-label", whole)
    with page.expect_request(lambda request: request.url.endswith("/lines")) as asked:
        drag(surface, (0.4, 0.3), (0.6, 0.6))
    first, last = asked.value.post_data_json["panels"][0]["range"]
    assert 15 < first < 22 < last < 33
    low, high = y_ends(surface, other_than=whole)
    assert before[0] < low < high < before[1]
    surface.dblclick(position={"x": 200, "y": 20})
    expect(surface.get_by_role("img")).to_have_attribute("aria-label", whole)
    with page.expect_request(lambda request: request.url.endswith("/lines")):
        drag(surface, (0.4, 0.5), (0.6, 0.55))
    expect(reset).to_be_visible()
    assert y_ends(surface, other_than=whole)[0] == before[0]  # of the values in that part, not of the rectangle
    reset.click()
    expect(reset).to_have_count(0)


def test_keys_zoom_y_and_choose_a_line_that_stands_out(surface: Locator) -> None:
    page = surface.page
    label, whole = said(surface), y_ends(surface)
    surface.focus()
    page.keyboard.press("y")
    low, high = y_ends(surface, other_than=label)
    assert high - low == pytest.approx((whole[1] - whole[0]) / 2, rel=1e-3)
    zoomed = said(surface)
    page.keyboard.press("Shift+ArrowUp")
    assert y_ends(surface, other_than=zoomed)[0] > low
    page.keyboard.press("Escape")
    expect(surface.get_by_role("img")).to_have_attribute("aria-label", label)
    standing = page.locator(".run-row.is-high .cell-name a")
    page.keyboard.press("ArrowUp")
    expect(standing).to_have_count(1)
    lowest = standing.inner_text()
    expect(surface.get_by_role("status")).to_contain_text(lowest)
    page.keyboard.press("ArrowUp")
    expect(standing).not_to_have_text(lowest)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    expect(standing).to_have_text(lowest)
    page.keyboard.press("Tab")
    expect(standing).to_have_count(0)


OBSERVE = """(surface) => {
  const place = surface.querySelector("[role=status]");
  const saw = () => said.push(place.textContent);
  globalThis.said = [];
  new MutationObserver(saw).observe(place, { characterData: true, childList: true, subtree: true });
}"""


def test_keys_that_zoom_and_move_say_the_new_range(surface: Locator) -> None:
    page, status = surface.page, surface.get_by_role("status")
    surface.focus()
    page.keyboard.press("+")
    expect(status).to_have_text("Step from 12 to 37")
    page.keyboard.press("Shift+ArrowRight")
    expect(status).to_have_text("Step from 17 to 42")
    page.keyboard.press("-")
    expect(status).to_have_text("Step from 5 to 54")
    page.keyboard.press("y")
    expect(status).to_have_text(re.compile(r"^y from \S+ to \S+$"))
    halved = status.inner_text()
    page.keyboard.press("Shift+ArrowUp")
    expect(status).to_have_text(re.compile(r"^y from \S+ to \S+$"))
    expect(status).not_to_have_text(halved)
    page.keyboard.press("Escape")
    expect(status).to_have_text("All of both axes")


def test_of_a_held_key_only_the_last_range_is_said(surface: Locator) -> None:
    page = surface.page
    surface.focus()
    surface.evaluate(OBSERVE)
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 60_000"))
    for _ in range(3):
        page.keyboard.press("+")
    assert page.evaluate("said") == []
    page.clock.run_for(1000)
    assert page.evaluate("said") == ["Step from 21 to 28"]


def test_the_line_under_the_pointer_stands_out_until_it_leaves(surface: Locator) -> None:
    page = surface.page
    standing = page.locator(".run-row.is-high .cell-name a")
    nearest = page.locator(".line-values .nearest .line-values-name")
    box = surface.bounding_box()
    assert box
    while not standing.count():  # from the foot upwards, until a line is met
        box["height"] -= 4
        assert box["height"] > 0
        page.mouse.move(box["x"] + box["width"] - 14, box["y"] + box["height"])
        page.evaluate(RESTED)
    expect(standing).to_have_text(nearest.inner_text())
    page.mouse.move(5, 5)
    expect(standing).to_have_count(0)
