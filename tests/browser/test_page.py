"""Pages as a reader's browser shows them: drawn, silent, closed, legible."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from chartkit.render import PageChart, html_page

pytestmark = pytest.mark.browser

HOSTILE = "</script><script>window.broken = 1</script><!-- \u2028\u2029 \ud800 & \" '"
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"
VEGA = "https://vega.github.io/schema/vega/v6.json"
DARK = "rgb(28, 31, 36)"
GROUND = "(svg) => getComputedStyle(svg).backgroundColor"
WATCH_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def bar(**parts: Any) -> dict[str, Any]:
    return {
        "$schema": VEGA_LITE,
        "width": "container",
        "data": {"values": [{"a": "A", "b": 2}, {"a": "B", "b": 5}, {"a": "C", "b": 3}]},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": "a", "type": "nominal"},
            "y": {"field": "b", "type": "quantitative"},
        },
    } | parts


def rects(**parts: Any) -> dict[str, Any]:
    place = {"x": {"value": 1}, "width": {"value": 4}, "y": {"field": "b"}, "height": {"value": 9}}
    return {
        "$schema": VEGA,
        "width": 100,
        "height": 100,
        "data": [{"name": "table", "values": [{"b": 2}, {"b": 5}]}],
        "marks": [{"type": "rect", "from": {"data": "table"}, "encode": {"enter": place}}],
    } | parts


@dataclass
class Shown:
    """A page that is drawn, with what the browser said and asked for meanwhile."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def sections(self) -> list[dict[str, Any]]:
        return self.page.evaluate(
            """[...document.querySelectorAll("section")].map((section) => ({
                 marks: Number(section.dataset.marks),
                 fault: section.querySelector("[role=alert]")?.textContent ?? null,
               }))"""
        )

    def violations(self) -> list[str]:
        return self.page.evaluate("window.violations")


class Reader:
    """Writes a page to a file and opens it. Whatever is not that file is recorded and not fetched."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._file = folder / "page.html"

    def open(self, *specs: dict[str, Any], title: str = "page", width: int = 900, **context: Any) -> Shown:
        charts = [PageChart(f"chart {index}", json.dumps(spec, ensure_ascii=False)) for index, spec in enumerate(specs)]
        return self.open_text(html_page(charts, title), width, **context)

    def open_text(self, text: str, width: int = 900, **context: Any) -> Shown:
        self._file.write_text(text, encoding="utf-8")
        opened = self._browser.new_context(viewport={"width": width, "height": 700}, **context)
        shown = Shown(opened.new_page())
        shown.page.add_init_script(WATCH_VIOLATIONS)
        shown.page.on("console", lambda message: shown.messages.append(f"{message.type}: {message.text}"))
        shown.page.on("pageerror", lambda error: shown.messages.append(f"uncaught: {error}"))
        shown.page.route("**/*", lambda route: self._answer(shown, route))
        shown.page.goto(self._file.as_uri())
        shown.page.wait_for_selector("section:not([data-state])", state="detached")
        return shown

    def _answer(self, shown: Shown, route: Route) -> None:
        if route.request.url == self._file.as_uri() or route.request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            shown.requests.append(route.request.url)
            route.abort()


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    yield Reader(browser, tmp_path)
    for context in browser.contexts:
        context.close()


def test_charts_with_hostile_text_draw_in_silence(reader: Reader) -> None:
    rows = [{"a": HOSTILE, "b": 1}, {"a": "B", "b": 2}]
    hostile = bar(title=HOSTILE, data={"values": rows})
    text = html_page([PageChart(HOSTILE, json.dumps(hostile, ensure_ascii=False), HOSTILE)], HOSTILE)
    shown = reader.open_text(text)
    assert shown.sections() == [{"marks": 2, "fault": None}]
    assert shown.page.locator("[aria-roledescription=bar]").count() == 2
    seen = HOSTILE.replace("\ud800", "\ufffd")
    assert shown.page.locator("h1").text_content() == seen
    assert shown.page.title().startswith("</script><script>window.broken")
    assert shown.page.locator("figcaption").text_content() == seen
    assert shown.page.evaluate("window.broken") is None
    assert (shown.messages, shown.requests, shown.violations()) == ([], [], [])


def test_vega_and_vega_lite_draw_on_one_page(reader: Reader) -> None:
    shown = reader.open(bar(), rects(), bar(transform=[{"calculate": "datum.b * 2", "as": "c"}]))
    assert [section["marks"] for section in shown.sections()] == [3, 2, 3]
    assert (shown.messages, shown.requests, shown.violations()) == ([], [], [])


def test_a_tooltip_shows_the_row(reader: Reader) -> None:
    shown = reader.open(bar())
    shown.page.locator("[aria-roledescription=bar]").nth(1).hover()
    assert shown.page.locator("#vg-tooltip-element.visible").inner_text().split() == ["a", "B", "b", "5"]
    assert (shown.messages, shown.requests, shown.violations()) == ([], [], [])


def test_what_cannot_be_drawn_is_said_in_its_place(reader: Reader) -> None:
    could_not = "This chart could not be drawn in full: "
    shown = reader.open(
        bar(transform=[{"calculate": "datum.no.such", "as": "c"}]),
        bar(transform=[{"filter": "datum.b > 100"}]),
        bar(mark="barr"),
        rects(marks=[{"type": "rect", "from": {"data": "nowhere"}}]),
        bar(),
    )
    assert [section["fault"] for section in shown.sections()] == [
        could_not + "Cannot read properties of undefined (reading 'such')",
        "This chart shows no marks although it holds 3 rows.",
        could_not + "Cannot read properties of undefined (reading 'filled')",
        could_not + 'Undefined data set name: "nowhere"',
        None,
    ]
    assert shown.sections()[-1]["marks"] == 3


def test_a_spec_that_is_no_json_leaves_its_neighbours_alone(reader: Reader) -> None:
    shown = reader.open_text(html_page([PageChart("a", b"{"), PageChart("b", json.dumps(bar()))], "page"))
    faults = [section["fault"] for section in shown.sections()]
    assert faults[0].startswith("This chart could not be drawn in full: Expected property name")
    assert faults[1] is None


def test_addresses_are_refused_and_said(reader: Reader) -> None:
    image = {"type": "image", "url": "https://example.com/a.png", "width": 9, "height": 9}
    shown = reader.open(bar(data={"url": "https://example.com/a.csv"}), bar(mark=image))
    asked = "this page reaches nothing outside itself; it was asked for https://example.com/a."
    assert [section["fault"] for section in shown.sections()] == [
        f"This chart could not be drawn in full: {asked}csv",
        f"This chart could not be drawn in full: {asked}png",
    ]
    assert (shown.requests, shown.violations()) == ([], [])


def test_a_link_leads_nowhere(reader: Reader) -> None:
    shown = reader.open(bar(mark={"type": "bar", "href": "https://example.com/"}))
    place = shown.page.url
    shown.page.locator("[aria-roledescription=bar]").first.click()
    assert shown.page.url == place
    assert shown.requests == []


def test_a_spec_cannot_choose_how_it_is_embedded(reader: Reader) -> None:
    options = {"actions": True, "ast": False, "renderer": "canvas", "patch": "https://example.com/patch.json"}
    shown = reader.open(bar(usermeta={"embedOptions": options}))
    assert shown.sections() == [{"marks": 3, "fault": None}]
    assert shown.page.locator("canvas, .vega-actions, details").count() == 0
    assert (shown.messages, shown.requests, shown.violations()) == ([], [], [])


def test_a_container_chart_follows_the_width_of_the_window(reader: Reader) -> None:
    shown = reader.open(bar(), width=1000)
    picture = shown.page.locator(".chart svg")
    wide = picture.bounding_box()
    shown.page.set_viewport_size({"width": 320, "height": 700})
    expect(picture).to_have_attribute("width", re.compile(r"[12]\d\d"))
    assert wide is not None
    assert wide["width"] > 800


def test_at_320_pixels_only_a_chart_of_fixed_width_scrolls(reader: Reader) -> None:
    shown = reader.open(bar(), bar(width=600), title="A" * 200, width=320)
    assert shown.page.evaluate("document.documentElement.scrollWidth") == 320
    assert shown.page.locator(".chart[tabindex='0']").count() == 1
    scrollable = shown.page.locator(".chart").nth(1)
    assert scrollable.get_attribute("tabindex") == "0"
    assert scrollable.get_attribute("aria-label") == "chart, scrolls sideways"


def test_a_dark_page_has_charts_that_can_be_read(reader: Reader) -> None:
    dark_text = {"type": "text", "color": "black"}
    specs = (bar(), bar(mark=dark_text), bar(background="#fff8e0"), rects())
    shown = reader.open(*specs, color_scheme="dark")
    assert shown.page.evaluate(f"[...document.querySelectorAll('.chart svg')].map({GROUND})") == [
        DARK,
        "rgb(255, 255, 255)",
        "rgb(255, 248, 224)",
        DARK,
    ]
    assert shown.page.locator(".chart.light").count() == 1
    assert (shown.messages, shown.violations()) == ([], [])


def test_the_page_follows_a_change_to_dark(reader: Reader) -> None:
    shown = reader.open(bar(), color_scheme="light")
    shown.page.emulate_media(color_scheme="dark")
    expect(shown.page.locator(".chart svg")).to_have_css("background-color", DARK)
    expect(shown.page.locator("[aria-roledescription=bar]")).to_have_count(3)


@pytest.mark.parametrize(("name", "start"), [("SVG", b"<svg"), ("PNG", b"\x89PNG")])
def test_a_chart_can_be_saved_without_network(reader: Reader, name: str, start: bytes) -> None:
    shown = reader.open(bar())
    with shown.page.expect_download() as download:
        shown.page.get_by_role("button", name=f"Save {name}").press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(start)
    assert shown.requests == []
    assert (shown.messages, shown.violations()) == ([], [])


def test_many_rows_are_drawn_on_a_canvas(reader: Reader) -> None:
    rows = [{"a": number % 100, "b": number} for number in range(6000)]
    encoding = {axis: {"field": name, "type": "quantitative"} for axis, name in (("x", "a"), ("y", "b"))}
    shown = reader.open(bar(data={"values": rows}, mark="point", encoding=encoding))
    assert shown.sections() == [{"marks": 6000, "fault": None}]
    assert shown.page.locator(".chart canvas").count() == 1


def test_a_binding_cannot_name_a_place_outside_its_chart(reader: Reader) -> None:
    inputs = {"input": "range", "min": 1, "max": 9, "element": "body", "container": "h1"}
    vega = rects(signals=[{"name": "s", "value": 2, "bind": inputs}, {"name": "t", "bind": {"element": "main"}}])
    lite = bar(params=[{"name": "p", "value": 2, "bind": inputs}])
    shown = reader.open(vega, lite)
    assert [section["marks"] for section in shown.sections()] == [2, 3]
    assert shown.page.locator("h1").text_content() == "page"
    assert shown.page.locator(".chart input[type=range]").count() == 2
    assert (shown.requests, shown.violations()) == ([], [])


def test_a_chart_alone_shows_its_title_once(reader: Reader) -> None:
    alone = reader.open_text(html_page([PageChart("Loss", json.dumps(bar(title={"text": "Loss"})))], "Loss"))
    heading = alone.page.get_by_role("heading", name="Loss")
    assert (heading.count(), heading.evaluate("(h1) => h1.getBoundingClientRect().width")) == (1, 1)
    named = reader.open_text(html_page([PageChart("me/loss", json.dumps(bar()))], "me/loss"))
    assert named.page.locator("h1").evaluate("(h1) => h1.getBoundingClientRect().width") > 100


def test_a_theme_that_was_asked_for_is_drawn(reader: Reader) -> None:
    shown = reader.open(bar(usermeta={"embedOptions": {"theme": "dark"}}), bar())
    assert shown.page.evaluate(f"[...document.querySelectorAll('.chart svg')].map({GROUND})") == [
        "rgb(51, 51, 51)",
        "rgb(255, 255, 255)",
    ]
    assert (shown.messages, shown.violations()) == ([], [])


def test_a_view_as_high_as_its_steps_is_drawn_in_silence(reader: Reader) -> None:
    stepped = {"width": "container", "height": {"step": 20}, "encoding": {"y": {"field": "a"}, "x": {"field": "b"}}}
    shown = reader.open(
        bar(**stepped), {**bar(), "usermeta": {"embedOptions": {"theme": "light"}}}, color_scheme="dark"
    )
    assert [section["marks"] for section in shown.sections()] == [3, 3]
    assert shown.page.locator(".chart.light").count() == 1
    assert (shown.messages, shown.requests, shown.violations()) == ([], [], [])
