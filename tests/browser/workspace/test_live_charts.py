"""Charts under the pointer, each in a worker of its own: what they do, and those that never come to an end."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from chromium import becomes, elapse, hold
from PIL import Image
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
HALF_OF_LIMIT_MS = 1_500
"""Half of the time in which a chart has to answer."""

SILENT = "This chart did not answer within 3 s and was stopped: it stays a picture, without tooltips and selections."
SCRIPT = """
import chartkit

ENDLESS = "test(regexp('^(a+)+$'), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab') ? 1 : 0"

def square(events, update):
    width = {"signal": "40 + s"}
    place = {"x": {"value": 20}, "y": {"value": 10}, "width": width, "height": {"value": 60}}
    look = {"fill": {"value": "#008080"}, "cursor": {"value": "pointer"}, "tooltip": {"signal": "'value ' + datum.x"}}
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json", "width": 200, "height": 120,
        "data": [{"name": "table"}],
        "signals": [{"name": "s", "value": 0, "on": [{"events": events, "update": update}]}],
        "marks": [{"type": "rect", "from": {"data": "table"}, "encode": {"update": {**place, **look}}}],
    }

x = {"field": "${field:x}", "type": "quantitative", "scale": {"domain": [0, 4]}}
bound = {
    "data": {"name": "table"}, "mark": {"type": "point", "filled": True, "size": 800, "opacity": 1},
    "params": [
        {"name": "shade", "value": "#008080", "bind": {"input": "select", "options": ["#008080", "#800080"]}},
        {"name": "size", "value": 800, "bind": {"input": "range", "min": 0, "max": 800, "name": "Size"}},
        {"name": "pick", "select": "interval"},
    ],
    "encoding": {
        "x": x, "y": {**x, "axis": {"title": "up"}}, "size": {"value": {"expr": "size"}},
        "color": {"condition": {"param": "pick", "value": {"expr": "shade"}}, "value": "#c0c0c0"},
    },
}
legend = {
    "data": {"name": "table"}, "mark": {"type": "point", "filled": True, "size": 800},
    "params": [{"name": "pick", "select": {"type": "point", "fields": ["${field:k}"]}, "bind": "legend"}],
    "encoding": {
        "x": x,
        "color": {"field": "${field:k}", "type": "nominal", "scale": {"range": ["#008080", "#800080"]}},
        "opacity": {"condition": {"param": "pick", "value": 1}, "value": 0},
    },
}
rows = {"x": [1, 2, 3], "k": ["p", "q", "p"]}
with chartkit.init(project="live", id="r") as run:
    run.log({
        "grows": chartkit.plot_table(square("click", "s + 30"), rows, {}),
        "keys": chartkit.plot_table(square("window:keydown", "s + 30"), rows, {}),
        "bound": chartkit.plot_table(bound, rows, {"x": "x"}),
        "legend": chartkit.plot_table(legend, rows, {"x": "x", "k": "k"}),
        "moved": chartkit.plot_table(square("pointermove", "length(sequence(1e9))"), rows, {}),
        "pressed": chartkit.plot_table(square("pointerdown", ENDLESS), rows, {}),
        "ticking": chartkit.plot_table(square("timer{50}", "event ? " + ENDLESS + " : 0"), rows, {}),
    })
"""


@pytest.fixture(scope="module")
def served(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("live")
    subprocess.run([sys.executable, "-c", SCRIPT], cwd=folder, check=True, timeout=120, capture_output=True)
    return workspace(folder)


@pytest.fixture
def opened(served: Any, page: Page) -> Page:
    page.set_viewport_size({"width": 1440, "height": 1800})
    hold(page, HALF_OF_LIMIT_MS)
    page.goto(f"{served.url}p/live")
    return page


def is_stopped(place: Locator) -> bool:
    """Whether a chart is stopped, half of its time later."""
    elapse(place.page)
    return place.get_by_role("alert").count() > 0


def picture(page: Page, key: str) -> Locator:
    found = page.locator(f"[data-panel='chart:{key}'] .picture")
    expect(found).to_have_attribute("data-state", "drawn")
    return found


def brought_to_life(page: Page, key: str, x: int = 40, y: int = 40) -> Locator:
    """The chart under the pointer, which stands at these pixels of it."""
    found = picture(page, key)
    found.hover(position={"x": x, "y": y})
    expect(found.locator(".live canvas")).to_be_visible()
    return found


def n_painted(place: Locator, color: str) -> int:
    shown = Image.open(io.BytesIO(place.screenshot())).convert("RGB")
    return sum(n for n, rgb in shown.getcolors(1 << 20) or [] if "#{:02x}{:02x}{:02x}".format(*rgb) == color)


def n_drawn(chart: Locator, color: str) -> int:
    """The pixels of a mark in this colour, once it is seen."""
    becomes(chart.page, lambda: n_painted(chart, color) > 300, f"a mark in {color}")
    return n_painted(chart, color)


def test_a_chart_tells_its_values_shows_its_cursor_and_takes_clicks(opened: Page) -> None:
    chart = brought_to_life(opened, "grows")
    expect(opened.locator(".tooltip")).to_have_text("value 3")
    expect(chart.locator(".live canvas")).to_have_css("cursor", "pointer")
    expect(chart.get_by_role("img", name="grows")).to_have_count(1)
    before = n_drawn(chart, "#008080")
    opened.mouse.down()
    opened.mouse.up()
    becomes(opened, lambda: n_painted(chart, "#008080") > 1.4 * before)
    opened.mouse.move(0, 0)
    expect(opened.locator(".tooltip")).to_have_count(0)
    chart.evaluate("(place) => place.blur()")
    expect(chart.locator(".live")).to_have_count(0)


def test_keys_reach_the_chart_that_has_the_focus_and_no_other(opened: Page) -> None:
    chart = picture(opened, "keys")
    chart.focus()
    expect(chart.locator(".live canvas")).to_be_visible()
    before = n_drawn(chart, "#008080")
    chart.press("a")
    becomes(opened, lambda: n_painted(chart, "#008080") > 1.4 * before)
    chart.evaluate("(place) => place.blur()")
    expect(chart.locator(".live")).to_have_count(0)
    before = n_drawn(chart, "#008080")
    brought_to_life(opened, "keys")
    expect(opened.locator(".tooltip")).to_have_text("value 3")
    opened.evaluate("document.body.append(Object.assign(document.createElement('input'), { id: 'elsewhere' }))")
    opened.locator("#elsewhere").press("a")
    opened.mouse.move(2, 2)
    expect(opened.locator(".tooltip")).to_have_count(0)  # what the chart was told before came first
    assert n_painted(chart, "#008080") == before


def test_a_brush_may_end_outside_the_chart(opened: Page) -> None:
    chart = brought_to_life(opened, "bound", 150, 150)
    becomes(opened, lambda: n_painted(chart, "#008080") > 1000)
    box = chart.bounding_box() or {}
    opened.mouse.move(box["x"] + 60, box["y"] + 30)
    opened.mouse.down()
    opened.mouse.move(box["x"] + 170, box["y"] + 200, steps=3)
    opened.mouse.move(box["x"] + 170, box["y"] + box["height"] + 30, steps=3)
    opened.mouse.up()
    becomes(opened, lambda: n_painted(chart, "#c0c0c0") > 300 and n_painted(chart, "#008080") > 300)


def test_inputs_that_a_chart_binds_change_it_by_keyboard(opened: Page) -> None:
    chart = picture(opened, "bound")
    chart.focus()
    chart.get_by_label("shade").select_option("#800080")
    becomes(opened, lambda: n_painted(chart, "#800080") > 1000 and n_painted(chart, "#008080") == 0)
    slider = chart.get_by_role("slider", name="Size")
    expect(chart.locator("output")).to_have_text("800")
    slider.press("Home")
    expect(chart.locator("output")).to_have_text("0")
    expect(chart.get_by_label("shade")).to_have_value("1")  # the chart goes on when the focus goes to its next input
    becomes(opened, lambda: n_painted(chart, "#800080") == 0)


def test_a_click_on_the_legend_picks_its_marks(opened: Page) -> None:
    chart = brought_to_life(opened, "legend")
    before = n_drawn(chart, "#800080")
    box = chart.bounding_box() or {}
    shown = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
    in_legend = range(int(0.85 * shown.width), shown.width)
    places = ((x, y) for y in range(shown.height) for x in in_legend if shown.getpixel((x, y)) == (0, 128, 128))
    x, y = next(places)
    opened.mouse.click(box["x"] + x + 2, box["y"] + y + 3)
    becomes(opened, lambda: n_painted(chart, "#800080") < 0.2 * before)


def test_charts_that_never_answer_are_stopped_and_the_page_answers_meanwhile(opened: Page) -> None:
    ticking, moved = picture(opened, "ticking"), picture(opened, "moved")
    ticking.focus()
    expect(ticking.locator(".live")).to_be_attached()
    moved.hover(position={"x": 40, "y": 40})
    expect(moved.locator(".live")).to_be_attached()
    opened.mouse.move(*(sum(pair) for pair in zip(_corner(moved), (45, 45), strict=True)))
    search = opened.get_by_role("searchbox").first
    search.evaluate("(place) => { place.value = 'alive' }")
    expect(search).to_have_value("alive")
    assert moved.get_by_role("alert").count() == 0
    for stopped in (moved, ticking):
        becomes(opened, lambda stopped=stopped: is_stopped(stopped), "a chart that never answers is stopped")
        expect(stopped.get_by_role("alert")).to_have_text(SILENT)
        expect(stopped.locator(".live")).to_have_count(0)
        becomes(opened, lambda stopped=stopped: n_painted(stopped, "#008080") > 1000, "its picture stays")
    brought_to_life(opened, "grows")
    expect(opened.locator(".tooltip")).to_have_text("value 3")


def test_a_chart_that_hangs_at_a_click_is_stopped_and_stays_a_picture_until_it_is_drawn_again(opened: Page) -> None:
    chart = brought_to_life(opened, "pressed")
    opened.mouse.down()
    becomes(opened, lambda: is_stopped(chart), "a chart that hangs is stopped")
    expect(chart.get_by_role("alert")).to_have_text(SILENT)
    opened.mouse.up()
    opened.mouse.move(0, 0)
    chart.hover(position={"x": 60, "y": 60})
    expect(chart.locator(".live")).to_have_count(0)
    chart.focus()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(chart.get_by_role("alert")).to_have_count(0)
    expect(chart.locator(".live canvas")).to_be_visible()
    expect(chart).to_be_focused()
    expect(chart.get_by_role("button")).to_have_count(0)


def _corner(place: Locator) -> tuple[float, float]:
    box = place.bounding_box() or {}
    return box["x"], box["y"]
