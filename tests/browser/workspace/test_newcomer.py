"""What meets somebody who opens a wrong address, asks for more panels, or whose newest runs logged less."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes
from playwright.sync_api import Page, expect

import chartkit

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]


@pytest.fixture(scope="module")
def url(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A run with a table and a chart, then one with numbers alone."""
    folder = tmp_path_factory.mktemp("newcomer")
    for id in ("older", "newer"):
        with chartkit.init(project="p", id=id, name=f"the {id}", dir=folder) as run:
            run.log({"loss": 1.0})
            if id == "older":
                line = chartkit.plot_table("wandb/line/v0", {"x": [0, 1], "y": [0, 1]}, {"x": "x", "y": "y"})
                run.log({"rows": chartkit.Table(columns=["word"], data=[["owl"]]), "curve": line})
    return str(workspace(folder).url)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("p/nope", "has no project 'nope'. It has: 'p'"),
        ("p/nope/insight", "has no project 'nope'. It has: 'p'"),
        ("xyz", "This address names no project, run or preset."),
    ],
)
def test_an_address_of_nothing_says_so_in_the_place_of_the_view(
    page: Page, seen: Any, url: str, path: str, why: str
) -> None:
    seen.expected.append("404 (Not Found)")
    page.goto(url + path)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    expect(page.get_by_role("main")).to_contain_text(why)
    expect(page.locator(".notice")).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="All projects").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Projects")


def test_panels_tell_of_hidden_runs_and_show_the_runs_that_have_something(page: Page, url: str) -> None:
    page.goto(url + "p/p")
    table = page.get_by_role("article", name="rows", exact=True)
    expect(table).to_contain_text("owl")
    page.get_by_label("Show the older in the panels").click()
    said = "The eye beside a run's name shows it here."
    expect(table).to_contain_text(f"No run shown here logged 'rows'. 1 other run did. {said}")
    curve = page.get_by_role("article", name="curve", exact=True)
    expect(curve).to_contain_text(f"No run shown here logged 'curve'; 1 other run did. {said}")


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_runs_and_panels_never_lie_over_each_other(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(url + "p/p")
    expect(page.get_by_role("article", name="loss", exact=True)).to_be_visible()
    if width <= 960:
        page.get_by_role("button", name="Runs (2)").click()
    expect(page.locator(".shown-note")).to_contain_text("2 runs")

    def are_apart() -> bool:
        runs, toolbar = page.locator(".shown-note").bounding_box(), page.locator(".panel-toolbar").bounding_box()
        assert runs is not None and toolbar is not None
        return runs["y"] + runs["height"] <= toolbar["y"] or runs["x"] + runs["width"] <= toolbar["x"]

    becomes(page, are_apart)


def test_who_asks_for_more_panels_goes_on_at_the_first_that_comes(
    workspace: Callable[..., Any], tmp_path: Path, page: Page
) -> None:
    with chartkit.init(project="many", dir=tmp_path) as run:
        run.log({f"a/{place:02}": float(place) for place in range(30)})
        run.log({f"a/{place:02}": float(place) for place in range(30)})
    page.set_viewport_size({"width": 700, "height": 400})
    page.goto(f"{workspace(tmp_path).url}p/many")
    expect(page.locator(".panel")).to_have_count(24)
    page.get_by_role("button", name="Show more (6)").evaluate("(more) => more.click()")
    expect(page.locator("[data-panel='line:a/24'] button").first).to_be_focused()
