"""The list of projects, the runs beside the panels, and the table by axe-core: light and dark, wide and narrow."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from chromium import wait_until
from key_chooser import choose
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The demo's project, to be looked at."""
    folder = tmp_path_factory.mktemp("views") / "own"
    shutil.copytree(demo_store, folder, symlinks=True)
    return workspace(folder)


def test_projects_lead_to_their_views(served: Any, page: Page, axe_faults: Callable[..., list[str]]) -> None:
    page.goto(served.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Projects")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="demo"))
    expect(card).to_contain_text("6 runs · latest")
    assert axe_faults(page) == []
    card.get_by_role("link", name="Table").click()
    expect(page).to_have_url(f"{served.url}p/demo/runs")
    expect(page.get_by_role("link", name="sgd 0.1", exact=True)).to_be_visible()


def test_an_empty_store_says_how_to_begin(workspace: Callable[..., Any], tmp_path: Path, page: Page) -> None:
    (tmp_path / ".chartkit").mkdir()
    page.goto(workspace(tmp_path).url)
    expect(page.get_by_role("heading", name="No runs yet")).to_be_visible()
    expect(page.get_by_text("chartkit.init(project=")).to_be_visible()


def test_every_state_of_the_table_is_accessible(served: Any, page: Page, axe_faults: Callable[..., list[str]]) -> None:
    shutil.rmtree(served.folder / "workspaces", ignore_errors=True)

    def check(state: str) -> None:
        for width in (320, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            wait_until(page, "document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                expect(page.locator("html")).to_have_attribute("data-theme", scheme)
                assert axe_faults(page) == [], (state, width, scheme)

    page.goto(f"{served.url}p/demo/runs")
    expect(page.get_by_role("link", name="sgd 0.1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("group", name="config.optimizer")).to_be_visible()
    page.locator(".run-grid").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("h")
    check("filters")
    tools = page.get_by_role("toolbar", name="Table")
    tools.get_by_role("button", name="Group").click()
    chooser = page.get_by_role("combobox", name="Group by a column")
    choose(chooser, "config.optimizer")
    expect(page.locator(".group-row")).to_have_count(2)
    check("groups")
    page.keyboard.press("Escape")
    box = page.get_by_role("combobox", name="Filter")
    box.fill("lr < x")
    box.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    check("a mistake")
    page.get_by_role("button", name="Columns").click()
    check("columns")


def test_runs_beside_the_panels_say_how_many_are_shown(served: Any, page: Page) -> None:
    shutil.rmtree(served.folder / "workspaces", ignore_errors=True)
    page.goto(f"{served.url}p/demo")
    side = page.get_by_role("region", name="Runs")
    expect(side.get_by_text("The panels show all 6 runs.")).to_be_visible()
    side.get_by_role("button", name="Show sgd 0.1 in the panels").click()
    expect(side.get_by_text("The panels show 5 of 6 runs.")).to_be_visible()
    side.get_by_role("link", name="Table").click()
    expect(page.get_by_role("button", name="Show sgd 0.1 in the panels")).to_have_attribute("aria-pressed", "false")
