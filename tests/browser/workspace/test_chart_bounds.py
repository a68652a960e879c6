"""Charts that would have the page show more than it can, or what it cannot: each is bounded, the page answers on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from chromium import becomes
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
SCRIPT = """
import chartkit

def square(signals=(), **look):
    place = {"x": {"value": 20}, "y": {"value": 10}, "width": {"value": 40}, "height": {"value": 60}}
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v6.json", "width": 200, "height": 120,
        "data": [{"name": "table"}], "signals": list(signals),
        "marks": [{"type": "rect", "from": {"data": "table"}, "encode": {"update": {**place, **look}}}],
    }
    return chartkit.plot_table(spec, rows, {})

def of_inputs(*binds):
    spec = {
        "data": {"name": "table"}, "mark": "point",
        "params": [{"name": f"p{place}", "value": value, "bind": bind} for place, (bind, value) in enumerate(binds)],
        "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}},
    }
    return chartkit.plot_table(spec, rows, {"x": "x"})

def signal(name, update):
    return {"name": name, "update": update}

A = {"field": "a"}
WORDS = 'a,"b ""c"" d",e\\n1,"x, y\\n z",\\r\\n2,,3\\n\\n'
many = [str(place) for place in range(100_000)]
odd = {"toString": 1, "valueOf": 1}
place = "<img src=x onerror=top.pwned=1>"
rows = {"x": [1, 2, 3]}
with chartkit.init(project="bounds", id="r") as run:
    run.log({
        "choices": of_inputs(({"input": "select", "options": many}, "7"), ({"input": "radio", "options": many}, "7")),
        "inputs": of_inputs(*[({"input": "range", "min": 0, "max": 9}, 3)] * 300),
        "odd": of_inputs(
            ({"input": "select", "options": [odd, place, 2], "labels": [place], "name": "html"}, 2),
            ({"input": "range", "name": "of text"}, odd),
            ({"input": "file", "name": "of a file"}, "x"),
            ({"input": "password", "name": "of a secret"}, "x"),
        ),
        "text": square(tooltip={"signal": "pad('x', 1000000, 'y ')"}),
        "rows": square([signal("all", "sequence(100000)")], tooltip={"signal": "all"}),
        "itself": square(tooltip={"signal": "{mark: item.mark}"}),
        "large": square([signal("width", "30000"), signal("height", "30000")]),
        "nowhere": square([signal("width", "0 / 0")]),
        "said": square(x={"signal": "warn('fail', pad('x', 100000, 'y'))"}),
        "texts": chartkit.plot_table({
            "datasets": {"words": WORDS, "numbers": [1, 2]},
            "layer": [
                {"data": {"name": "words", "format": {"type": "csv"}}, "mark": "point", "encoding": {"x": A}},
                {"data": {"name": "table"}, "mark": "line", "encoding": {"x": {"field": "${field:x}"}}},
            ],
        }, rows, {"x": "x"}),
    })
"""


OVERFLOW = "place => place.scrollHeight - place.clientHeight"


@pytest.fixture(scope="module")
def served(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("bounds")
    subprocess.run([sys.executable, "-c", SCRIPT], cwd=folder, check=True, timeout=120, capture_output=True)
    return workspace(folder)


@pytest.fixture
def opened(served: Any, page: Page) -> Page:
    page.set_viewport_size({"width": 1440, "height": 2400})
    page.goto(f"{served.url}p/bounds")
    return page


def picture(page: Page, key: str) -> Locator:
    return page.locator(f"[data-panel='chart:{key}'] .picture")


def hovered(page: Page, key: str) -> Locator:
    found = picture(page, key)
    expect(found).to_have_attribute("data-state", "drawn")
    found.hover(position={"x": 40, "y": 40})
    expect(found.locator(".live canvas")).to_be_visible()
    return found


def test_inputs_show_as_many_choices_as_can_be_chosen_and_count_the_others(opened: Page) -> None:
    chart = picture(opened, "choices")
    expect(chart.get_by_label("p0").locator("option")).to_have_count(500)
    expect(chart.get_by_label("p0")).to_have_value("7")
    expect(chart.get_by_role("radio")).to_have_count(500)
    expect(chart.get_by_text("and 99,500 choices that cannot be shown")).to_have_count(2)
    expect(picture(opened, "inputs").get_by_role("slider")).to_have_count(40)
    expect(picture(opened, "inputs").get_by_text("260 more inputs of this chart cannot be shown.")).to_be_visible()


def test_inputs_are_texts_whatever_the_chart_says_and_none_takes_a_file_or_a_password(opened: Page) -> None:
    chart = picture(opened, "odd")
    place = "<img src=x onerror=top.pwned=1>"
    expect(chart.get_by_label("html").locator("option")).to_have_text([place, place, "2"])
    expect(chart.get_by_label("html")).to_have_value("2")
    expect(chart.get_by_label("of text")).to_be_visible()
    for name in ("of a file", "of a secret"):
        expect(chart.get_by_label(name)).to_have_attribute("type", "text")


def test_a_chart_with_inputs_leaves_them_room_in_its_panel(opened: Page) -> None:
    for key in ("odd", "choices", "inputs"):
        chart = picture(opened, key)
        expect(chart.locator(".bound-inputs")).to_be_visible()
        place = opened.locator(f"[data-panel='chart:{key}'] .pictures")
        becomes(opened, lambda place=place: place.evaluate(OVERFLOW) <= 0)
        hovered(opened, key)
        becomes(opened, lambda place=place: place.evaluate(OVERFLOW) <= 0)


def test_tooltips_end_where_nobody_would_read_on(opened: Page) -> None:
    tooltip = opened.locator(".tooltip")
    hovered(opened, "text")
    expect(tooltip).to_have_text("x" + "y " * 499 + "y…")
    hovered(opened, "rows")
    expect(tooltip.locator("tr")).to_have_count(41)
    expect(tooltip.locator("tr").last).to_have_text("and 99,960 more")
    hovered(opened, "itself")
    expect(tooltip).to_have_text("mark[…]")


def test_sizes_that_no_picture_has_and_long_faults_are_said_in_a_sentence(opened: Page) -> None:
    whole = "This chart could not be drawn in full: "
    most = "a picture has at most 32,767 a side and 64 million in all"
    large = "it would be 30,000 × 30,000 pixels"
    expect(picture(opened, "large").get_by_role("alert")).to_have_text(f"{whole}{large}; {most}")
    expect(picture(opened, "nowhere").get_by_role("alert")).to_contain_text(f"{whole}it would be NaN × ")
    expect(picture(opened, "nowhere").get_by_role("alert")).to_contain_text(f" pixels; {most}")
    said = picture(opened, "said").get_by_role("alert")
    expect(said).to_contain_text(f"{whole}EXPRESSION fail xyyy")
    assert len(said.inner_text()) < 1100
    expect(said.locator("xpath=..").get_by_role("button")).to_have_count(0)


def test_datasets_that_are_texts_or_bare_numbers_are_drawn(opened: Page) -> None:
    expect(picture(opened, "texts")).to_have_attribute("data-state", "drawn")
    expect(picture(opened, "texts")).to_have_attribute(
        "data-marks", "6"
    )  # of two rows and an empty line; of three rows
