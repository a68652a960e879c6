"""Colours of runs as a person chooses and reads them: the drawer, the legend, highlights; the same as the API's."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes
from key_chooser import choose
from playwright.sync_api import Page, expect

from chartkit.runs import Api, colors

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shared(workspace: Callable[..., Any], demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The workspace of a copy of the demo's six runs."""
    folder = tmp_path_factory.mktemp("colors") / "own"
    shutil.copytree(demo_store, folder, symlinks=True)
    return workspace(folder)


@pytest.fixture
def served(shared: Any) -> Any:
    """The same without what an earlier test chose."""
    shutil.rmtree(shared.folder / "workspaces", ignore_errors=True)
    return shared


def open_settings(page: Page) -> None:
    page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_label("Key-based colors").check()


def choose_key(page: Page, key: str) -> None:
    page.get_by_role("button", name=re.compile("^Key ")).click()
    chooser = page.get_by_role("combobox", name="Key")
    choose(chooser, key)
    expect(page.get_by_role("button", name=f"Key {key}")).to_be_visible()


def legend(page: Page) -> Any:
    """The legend of the page itself, not the drawer's."""
    return page.get_by_label("Colours of runs", exact=True)


def asked(served: Any) -> dict[str, Any]:
    with urllib.request.urlopen(f"{served.url.rstrip('/')}/api/p/demo/colors") as answer:
        return json.load(answer)


def rgb(color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def swatches(page: Page) -> list[str]:
    found = legend(page).locator(".swatch")
    return found.evaluate_all("all => all.map((one) => getComputedStyle(one).backgroundColor)")


def test_each_run_has_its_own_colour_in_the_legend_and_by_the_api(served: Any, page: Page) -> None:
    page.goto(f"{served.url.rstrip('/')}/p/demo/insight")
    expect(legend(page).get_by_role("listitem")).to_have_count(6)
    color = asked(served)["color"]
    by_name = {run.name: color[run.id] for run in Api(served.folder).runs("demo")}
    entries = legend(page).get_by_role("button")
    becomes(page, lambda: {*entries.all_inner_texts()} == {*by_name}, "runs by their names, which come after their ids")
    names = entries.all_inner_texts()
    expect(legend(page).locator(".swatch").first).not_to_have_css("background-color", "rgb(134, 143, 155)")
    assert swatches(page) == [rgb(by_name[name]) for name in names]
    assert len(set(color.values())) == 6


def test_the_guide_s_steps(served: Any, page: Page) -> None:
    """Settings → Runs → Key-based colors → Key, Y value, buckets; what is seen is what Python says."""
    page.goto(f"{served.url.rstrip('/')}/p/demo")
    open_settings(page)
    expect(page.get_by_role("tab", name="Runs")).to_have_attribute("aria-selected", "true")
    choose_key(page, "eval/acc")
    page.get_by_label("Y value").select_option("Max")
    slider = page.get_by_label("Buckets")
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == ("2", "8")
    slider.fill("4")
    page.get_by_label(re.compile("^blues")).check()
    expected = colors(Api(served.folder).runs("demo"), "eval/acc", "max", 4, "blues")
    entries = legend(page).get_by_role("listitem")
    expect(entries).to_have_count(4)
    expect(entries.last.locator(".swatch")).to_have_css("background-color", rgb("#064f99"))
    assert legend(page).locator(".legend-label").all_inner_texts() == list(expected.labels)
    assert legend(page).locator(".legend-count").all_inner_texts() == [str(n) for n in expected.counts]
    assert swatches(page) == [rgb(entry.color) for entry in expected.legend]
    assert asked(served)["color"] == expected.color
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Settings")).to_have_count(0)
    page.reload()
    expect(legend(page).get_by_role("listitem")).to_have_count(4)
    assert swatches(page) == [rgb(entry.color) for entry in expected.legend]


def test_every_default_key_is_offered(served: Any, page: Page) -> None:
    page.goto(f"{served.url.rstrip('/')}/p/demo/insight")
    open_settings(page)
    page.get_by_role("button", name=re.compile("^Key ")).click()
    for key in ("Step", "Relative Time (Process)", "Relative Time (Wall)", "Wall Time", "train/loss", "eval/acc"):
        expect(page.get_by_role("option").filter(has_text=key).first).to_be_visible()


def test_a_key_of_the_config_is_coloured_by_value(served: Any, page: Page) -> None:
    page.goto(f"{served.url.rstrip('/')}/p/demo/insight")
    open_settings(page)
    choose_key(page, "config.optimizer")
    expect(legend(page).locator(".legend-label")).to_have_text(["adam", "sgd"])
    drawer = page.get_by_role("dialog", name="Settings")
    expect(drawer.get_by_label("Buckets")).to_be_disabled()
    expect(drawer.get_by_label("Y value")).to_be_disabled()


def test_pointing_at_a_bucket_highlights_its_runs_everywhere(served: Any, page: Page) -> None:
    page.goto(f"{served.url.rstrip('/')}/p/demo/insight")
    open_settings(page)
    choose_key(page, "config.optimizer")
    page.keyboard.press("Escape")
    plot = page.locator(".parallel-plot")
    expect(plot).to_have_attribute("data-stands", "all")
    adam = legend(page).get_by_role("button", name=re.compile("^adam 3 runs, 3 shown$"))
    adam.hover()
    expect(plot).to_have_attribute("data-stands", "3")
    expect(plot).to_have_class(re.compile("is-dim"))
    page.mouse.move(5, 5)
    expect(plot).to_have_attribute("data-stands", "all")


def test_by_keyboard_focus_highlights_and_enter_pins(served: Any, page: Page) -> None:
    page.goto(f"{served.url.rstrip('/')}/p/demo/insight")
    plot = page.locator(".parallel-plot")
    expect(plot).to_have_attribute("data-stands", "all")
    first = legend(page).get_by_role("listitem").first.get_by_role("button")
    expect(legend(page).get_by_role("listitem")).to_have_count(6)
    page.get_by_role("button", name="Settings", exact=True).focus()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    expect(plot).to_have_attribute("data-stands", "1")
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(plot).to_have_attribute("data-stands", "1")
    page.get_by_role("button", name="Show all alike").click()
    page.mouse.move(5, 5)
    expect(plot).to_have_attribute("data-stands", "all")


def test_a_live_run_joins_and_moves_between_buckets(served: Any, page: Page) -> None:
    page.goto(f"{served.url.rstrip('/')}/p/demo/insight")
    open_settings(page)
    choose_key(page, "train/loss")
    page.get_by_label("Buckets").fill("2")
    page.keyboard.press("Escape")
    expect(legend(page).get_by_role("listitem")).to_have_count(2)
    script = """
import sys, chartkit
run = chartkit.init(project="demo", dir=sys.argv[1], id="live")
for line in sys.stdin:
    run.log({"train/loss": float(line)})
run.finish()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(served.folder)], stdin=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        for loss, last in (("100", "1"), ("-100", "6")):
            process.stdin.write(f"{loss}\n")
            process.stdin.flush()
            expect(legend(page).locator(".legend-count").last).to_have_text(last)
        process.stdin.close()
    page.goto("about:blank")  # it would ask for what is gone
    shutil.rmtree(served.folder / ".chartkit" / "runs" / "demo" / "live")


def test_a_key_that_is_gone_is_said(served: Any, page: Page) -> None:
    (served.folder / "workspaces").mkdir(exist_ok=True)
    (served.folder / "workspaces" / "demo.yaml").write_text("version: 1\ncolors: {mode: key, key: eval/ac}\n")
    page.goto(f"{served.url.rstrip('/')}/p/demo/insight")
    alert = legend(page).get_by_role("alert")
    expect(alert).to_contain_text(
        "Runs have their own colours: project 'demo' has no key 'eval/ac'. did you mean 'eval/acc'?"
    )
    expect(legend(page).get_by_role("listitem")).to_have_count(6)


def test_no_serious_fault_of_accessibility(served: Any, page: Page, axe_faults: Callable[..., list[str]]) -> None:
    page.goto(f"{served.url.rstrip('/')}/p/demo/insight")
    open_settings(page)
    choose_key(page, "eval/acc")
    expect(legend(page).get_by_role("listitem")).to_have_count(6)
    assert axe_faults(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert axe_faults(page) == []


def test_a_bucket_highlights_its_runs_in_table_lines_and_parallel_coordinates(served: Any, page: Page) -> None:
    (served.folder / "workspaces").mkdir(exist_ok=True)
    (served.folder / "workspaces" / "demo.yaml").write_text(
        "version: 1\n"
        "colors: {mode: key, key: config.optimizer}\n"
        "panels:\n"
        '  "parallel:a": {kind: parallel, section: train, key: p, title: Parallel, wide: 2, high: 2, order: 9}\n'
    )
    page.goto(f"{served.url.rstrip('/')}/p/demo")
    plot = page.locator(".parallel-plot")
    expect(plot).to_have_attribute("data-stands", "all")
    legend(page).get_by_role("button", name=re.compile("^adam 3 runs, 3 shown$")).hover()
    expect(plot).to_have_attribute("data-stands", "3")
    expect(page.locator(".run-row.is-high")).to_have_count(3)
