"""The page opens, under the strict policy, with nothing said and nobody else asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_list_of_projects_opens(workspace: Callable[..., Any], demo_store: Path, page: Page) -> None:
    served = workspace(demo_store)
    page.goto(served.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Projects")


def test_a_section_has_no_more_columns_than_its_panels_fill(
    workspace: Callable[..., Any], demo_store: Path, page: Page
) -> None:
    page.goto(f"{workspace(demo_store).url}p/demo")

    def columns(section: str) -> int:
        grid = page.locator(f"[data-section='{section}'] .panel-grid")
        return len(grid.evaluate("(place) => getComputedStyle(place).gridTemplateColumns").split())

    becomes(page, lambda: columns("train") == 2, "one panel takes half")
    becomes(page, lambda: columns("eval") == 3)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (500, 700), (720, 450)])
def test_a_narrow_window_shows_charts_at_once_and_its_list_of_runs_opens_when_asked(
    workspace: Callable[..., Any], demo_store: Path, page: Page, axe_faults: Callable[..., Any], width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{workspace(demo_store).url}p/demo")
    turner = page.get_by_role("button", name="Runs (6)")
    expect(turner).to_have_attribute("aria-expanded", "false")
    runs = page.get_by_role("grid", name="Runs")
    expect(runs).to_be_hidden()
    expect(page.locator("[data-panel='line:train/loss'] .line-surface")).to_have_attribute("data-lines", "6")
    expect(page.locator(".legend .legend-item")).to_have_count(6)  # it stands above the panels
    box = page.locator("[data-panel='line:train/loss']").bounding_box()
    assert box
    assert box["y"] + 140 < height  # of a panel of 248 px
    turner.focus()
    page.keyboard.press("Enter")
    expect(turner).to_have_attribute("aria-expanded", "true")
    expect(runs.get_by_role("row")).to_have_count(7)
    assert axe_faults(page) == []
    page.keyboard.press("Enter")
    expect(runs).to_be_hidden()


def test_the_list_of_runs_stands_beside_the_panels_of_a_wide_window(
    workspace: Callable[..., Any], demo_store: Path, page: Page
) -> None:
    page.goto(f"{workspace(demo_store).url}p/demo")
    expect(page.get_by_role("grid", name="Runs")).to_be_visible()
    expect(page.get_by_role("heading", name="Runs", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Runs (6)")).to_be_hidden()


def test_the_bar_of_selected_runs_is_one_row_on_a_phone_and_its_menu_has_the_rest(
    workspace: Callable[..., Any], demo_store: Path, page: Page
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{workspace(demo_store).url}p/demo")
    page.get_by_role("button", name="Runs (6)").click()
    page.get_by_role("checkbox", name="Select adam 0.01").click()
    bar = page.get_by_role("toolbar", name="Selected runs")
    expect(bar).to_contain_text("1 selected")
    box = bar.bounding_box()
    assert box
    assert box["height"] < 60
    assert box["x"] + box["width"] <= 360
    bar.get_by_role("button", name="More for the selected runs").click()
    menu = page.get_by_role("dialog", name="The selected runs", exact=True)
    expect(menu.get_by_role("button")).to_have_text(["Show only these", "Pin to the top", "Tags", "Colour", "Delete"])
    menu.get_by_role("button", name="Tags").click()
    expect(page.get_by_role("dialog", name="Tags of the selected runs")).to_be_visible()
    expect(menu).to_have_count(0)


def test_a_view_that_fails_says_so_and_the_page_goes_on(
    workspace: Callable[..., Any], demo_store: Path, page: Page, seen: Any
) -> None:
    seen.expected.append("ResizeObserver is not defined")
    page.add_init_script("delete globalThis.ResizeObserver")
    page.goto(f"{workspace(demo_store).url}p/demo/runs")
    said = (
        "This view cannot be shown: ResizeObserver is not defined. "
        "This is a fault of chartkit's own; nothing of your runs is lost."
    )
    expect(page.get_by_role("main").get_by_role("alert")).to_have_text(said)
    page.evaluate("() => { globalThis.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} } }")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("grid")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("alert")).to_have_count(0)
