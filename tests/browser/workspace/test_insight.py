"""Parallel coordinates and importances as a person works with them: brushes, axes, menus, keys, other panels."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes, wait_until
from key_chooser import choose
from playwright.sync_api import Locator, Page, expect

import chartkit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shared(workspace: Callable[..., Any], demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The workspace of a copy of the demo's six runs."""
    folder = tmp_path_factory.mktemp("insight") / "own"
    shutil.copytree(demo_store, folder, symlinks=True)
    return workspace(folder)


@pytest.fixture
def opened(shared: Any, page: Page) -> Page:
    """The view of insight without what an earlier test chose."""
    shutil.rmtree(shared.folder / "workspaces", ignore_errors=True)
    page.goto(f"{shared.url.rstrip('/')}/p/demo/insight")
    expect(page.locator(".parallel-plot")).to_have_attribute("data-stands", "all")
    expect(page.get_by_label("Colours of runs", exact=True).get_by_role("listitem")).to_have_count(6)  # above the plot
    return page


def names(page: Page) -> Locator:
    return page.locator(".axis-name")


def menu_of(page: Page, name: str) -> Locator:
    page.get_by_role("button", name=f"Axis {name}").click()
    return page.get_by_role("dialog", name=re.compile("^Axis"))


def brush(page: Page, axis: str, low: float, high: float) -> None:
    """Drag along an axis from one share of its height to another, 0 at the foot."""
    box = page.get_by_role("group", name=axis, exact=True).locator(".axis-brush").bounding_box()
    assert box is not None
    x = box["x"] + box["width"] / 2
    page.mouse.move(x, box["y"] + box["height"] * (1 - low))
    page.mouse.down()
    page.mouse.move(x, box["y"] + box["height"] * (1 - high), steps=4)
    page.mouse.up()


def test_it_begins_with_the_settings_that_differ_and_a_result(opened: Page) -> None:
    expect(names(opened)).to_have_text(["lr (log)", "model.depth", "optimizer", "eval/acc"])
    picture = opened.get_by_role("img", name=re.compile("^Parallel coordinates of 6 runs over 4 axes"))
    expect(picture).to_be_visible()
    drawn = opened.locator(".parallel-plot .picture")
    becomes(opened, lambda: int(drawn.get_attribute("data-marks") or 0) >= 6, "a line for each run")
    expect(opened.get_by_role("group", name="config.optimizer").locator(".axis-labels li")).to_have_text(
        ["sgd", "adam"]
    )


def test_a_brush_selects_runs_in_every_panel(opened: Page) -> None:
    plot = opened.locator(".parallel-plot")
    brush(opened, "config.optimizer", 0.6, 0.95)
    expect(opened.locator(".parallel-said")).to_contain_text("3 of 6 runs selected.")
    expect(plot).to_have_attribute("data-stands", "3")
    expect(plot).to_have_class(re.compile("is-dim"))
    dimmed = opened.get_by_label("Colours of runs", exact=True).locator("li.is-dim")
    expect(dimmed).to_have_count(3)
    brush(opened, "config.model.depth", 0.03, 0.3)
    expect(opened.locator(".parallel-said")).to_contain_text("1 of 6 runs selected.")
    opened.get_by_role("button", name="Clear all").click()
    opened.mouse.move(2, 2)
    expect(plot).to_have_attribute("data-stands", "all")


def test_a_brush_can_be_moved_and_a_click_takes_it_back(opened: Page) -> None:
    brush(opened, "config.optimizer", 0.6, 0.95)
    expect(opened.locator(".parallel-said")).to_contain_text("3 of 6 runs selected.")
    brush(opened, "config.optimizer", 0.75, 0.25)
    brushed = opened.get_by_role("group", name="config.optimizer").locator(".brush")
    expect(brushed).to_have_count(1)
    expect(opened.locator(".parallel-said")).to_contain_text("3 of 6 runs selected.")
    box = brushed.bounding_box()
    assert box is not None
    opened.mouse.click(box["x"] + 6, box["y"] + box["height"] / 2)
    expect(brushed).to_have_count(0)


def test_a_line_under_the_pointer_names_its_run(opened: Page) -> None:
    label = opened.get_by_role("group", name="config.model.depth").locator(".axis-brush").bounding_box()
    assert label is not None
    opened.mouse.move(label["x"] + label["width"] / 2, label["y"] + 1)
    tip = opened.locator(".parallel-tip")
    expect(tip).to_contain_text("adam 0.00215")
    expect(tip.get_by_role("row")).to_have_count(0)  # for the eye alone: the table of runs says it to others
    expect(opened.locator(".parallel-plot")).to_have_attribute("data-stands", "1")


def test_an_axis_is_dragged_to_another_place_and_stays_there(opened: Page, shared: Any) -> None:
    first = names(opened).first.bounding_box()
    last = names(opened).last.bounding_box()
    assert first is not None
    assert last is not None
    opened.mouse.move(first["x"] + 10, first["y"] + 10)
    opened.mouse.down()
    opened.mouse.move(last["x"] + 10, last["y"] + 10, steps=5)
    with opened.expect_response(lambda answer: answer.request.method == "PATCH"):
        opened.mouse.up()
    order = ["model.depth", "optimizer", "eval/acc", "lr (log)"]
    expect(names(opened)).to_have_text(order)
    assert "config.lr" in Path(shared.folder, "workspaces", "demo.yaml").read_text()
    opened.reload()
    expect(names(opened)).to_have_text(order)


def test_the_menu_of_an_axis_by_keyboard(opened: Page) -> None:
    name = opened.get_by_role("button", name="Axis config.model.depth")
    name.focus()
    opened.keyboard.press("Alt+ArrowLeft")
    expect(names(opened)).to_have_text(["model.depth", "lr (log)", "optimizer", "eval/acc"])
    opened.get_by_role("button", name="Axis config.model.depth").focus()
    opened.keyboard.press("Enter")
    menu = opened.get_by_role("dialog", name="Axis config.model.depth")
    menu.get_by_role("button", name="Invert").press("Enter")
    labels = opened.get_by_role("group", name="config.model.depth").locator(".axis-labels li")
    expect(labels.first).to_have_text("7")
    menu.get_by_role("button", name="Log scale").press("Space")
    expect(names(opened).first).to_contain_text("model.depth (log)")
    menu = opened.get_by_role("dialog", name=re.compile("^Axis"))
    if menu.count() == 0:
        menu = menu_of(opened, "config.model.depth (log)")
    upper = menu.get_by_label("To")
    upper.fill("0.3")
    expect(opened.locator(".parallel-said")).to_contain_text("of 6 runs selected.")
    menu.get_by_role("button", name="Clear the selection").click()
    menu.get_by_role("button", name="Remove").click()
    expect(names(opened)).to_have_text(["lr (log)", "optimizer", "eval/acc"])


def test_axes_are_added_and_a_metric_shows_its_least(opened: Page) -> None:
    opened.get_by_role("button", name="Add an axis Choose a key").click()
    chooser = opened.get_by_role("combobox", name="Add an axis")
    choose(chooser, "train/loss")
    expect(names(opened).last).to_have_text("train/loss")
    menu_of(opened, "train/loss").get_by_label("Y value").select_option("Min")
    expect(names(opened).last).to_have_text("train/loss (min)")


def test_importances_with_their_runs_and_a_warning_of_few(opened: Page) -> None:
    card = opened.get_by_role("region", name="Importance of settings")
    expect(card.get_by_text("Only 6 runs: read these figures as hints; from 20 on they tell more.")).to_be_visible()
    expect(card.locator(".insight-facts")).to_contain_text("6 runs; the settings explain")
    card.get_by_text("Figures", exact=True).click()
    rows = card.get_by_role("row")
    expect(rows).to_have_count(4)
    expect(card.get_by_role("columnheader")).to_have_text(["Setting", "Importance", "± over shuffles", "Correlation"])
    expect(card.get_by_role("img", name="Importance of 3 settings for eval/acc")).to_be_visible()
    card.get_by_role("button", name="Metric eval/acc").click()
    chooser = opened.get_by_role("combobox", name="Metric")
    choose(chooser, "train/loss")
    expect(card.get_by_role("img", name="Importance of 3 settings for train/loss")).to_be_visible()


def test_of_many_settings_others_are_listed_and_found_by_name(
    workspace: Callable[..., Any], page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    for place in range(6):
        config = {f"k{number:03}": (place * number) % 7 for number in range(1, 301) if number % 7}
        with chartkit.init(project="demo", dir=tmp_path, id=f"r{place}", config=config) as run:
            run.log({"acc": place / 10})
    page.goto(f"{workspace(tmp_path).url.rstrip('/')}/p/demo/insight")
    card = page.get_by_role("region", name="Importance of settings")
    expect(card.get_by_role("img", name="Importance of 40 settings for acc")).to_be_visible()
    expect(card.locator(".insight-search")).to_contain_text("258 settings; the first 40 are drawn.")
    card.get_by_text("Figures", exact=True).click()
    more = card.locator(".insight-more")
    expect(more).to_contain_text("40 of 258 settings listed.")
    more.get_by_role("button", name="Show more").click()
    expect(more).to_contain_text("240 of 258 settings listed.")
    expect(card.get_by_role("row")).to_have_count(241)
    more.get_by_role("button", name="Show more").click()
    expect(more).to_have_count(0)
    card.get_by_role("searchbox", name="Find a setting").fill("K01")
    expect(card.locator(".insight-search")).to_contain_text("9 of 258 settings with “K01” in the name.")
    expect(card.get_by_role("rowheader")).to_have_count(9)
    expect(card.get_by_role("img", name="Importance of 9 settings for acc")).to_be_visible()
    card.get_by_role("searchbox", name="Find a setting").fill("depth")
    expect(card.locator(".insight-search")).to_contain_text("0 of 258 settings with “depth” in the name.")
    expect(card.get_by_role("img", name=re.compile("^Importance"))).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 320)])
def test_accessible_and_no_wider_than_the_page(
    opened: Page, axe_faults: Callable[..., list[str]], scheme: Any, width: int
) -> None:
    opened.set_viewport_size({"width": width, "height": 800})
    opened.emulate_media(color_scheme=scheme)
    menu_of(opened, "config.optimizer")
    wide = """[...document.querySelectorAll("main *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".parallel-scroll"))
        .map((one) => one.className)"""
    wait_until(opened, f"({wide}).length === 0")  # once all pictures are fitted
    assert axe_faults(opened) == []
