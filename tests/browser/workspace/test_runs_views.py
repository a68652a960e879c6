"""The list of projects, the runs beside the panels, and the table by axe-core: light and dark, wide and narrow."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
AXE = Path(__file__).parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The demo's project, to be looked at."""
    folder = tmp_path_factory.mktemp("views") / "own"
    shutil.copytree(demo_store, folder, symlinks=True)
    return workspace(folder)


def found_by_axe(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    page.evaluate(AXE.read_text() + "; 0")
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def test_projects_lead_to_their_views(served: Any, page: Page) -> None:
    page.goto(served.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Projects")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="demo"))
    expect(card).to_contain_text("6 runs · latest")
    assert found_by_axe(page) == []
    card.get_by_role("link", name="Table").click()
    expect(page).to_have_url(f"{served.url}p/demo/runs")
    expect(page.get_by_role("link", name="sgd 0.1", exact=True)).to_be_visible()


def test_an_empty_store_says_how_to_begin(workspace: Callable[..., Any], tmp_path: Path, page: Page) -> None:
    (tmp_path / ".chartkit").mkdir()
    page.goto(workspace(tmp_path).url)
    expect(page.get_by_role("heading", name="No runs yet")).to_be_visible()
    expect(page.get_by_text("chartkit.init(project=")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_every_state_of_the_table_is_accessible(browser: Browser, served: Any, scheme: Any, width: int) -> None:
    shutil.rmtree(served.folder / "workspaces", ignore_errors=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{served.url}p/demo/runs")
    expect(page.get_by_role("link", name="sgd 0.1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("group", name="config.optimizer")).to_be_visible()
    page.locator(".run-grid").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("h")
    assert found_by_axe(page) == []
    tools = page.get_by_role("toolbar", name="Table")
    tools.get_by_role("button", name="Group").click()
    page.get_by_role("combobox", name="Group by a column").fill("config.optimizer")
    page.keyboard.press("Enter")
    expect(page.locator(".group-row")).to_have_count(2)
    assert found_by_axe(page) == []
    page.keyboard.press("Escape")
    box = page.get_by_role("combobox", name="Filter")
    box.fill("lr < x")
    box.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Columns").click()
    assert found_by_axe(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert wide, "the page scrolls sideways"
    context.close()


def test_runs_beside_the_panels_say_how_many_are_shown(served: Any, page: Page) -> None:
    shutil.rmtree(served.folder / "workspaces", ignore_errors=True)
    page.goto(f"{served.url}p/demo")
    side = page.get_by_role("region", name="Runs")
    expect(side.get_by_text("The panels show all 6 runs.")).to_be_visible()
    side.get_by_role("button", name="Show sgd 0.1 in the panels").click()
    expect(side.get_by_text("The panels show 5 of 6 runs.")).to_be_visible()
    side.get_by_role("link", name="Table").click()
    expect(page.get_by_role("button", name="Show sgd 0.1 in the panels")).to_have_attribute("aria-pressed", "false")
