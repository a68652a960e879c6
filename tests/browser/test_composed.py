"""Composed charts in a reader's browser: as wide as the page, their views no narrower than can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import wait_until
from playwright.sync_api import Browser, Page

import chartkit

pytestmark = pytest.mark.browser

MEASURE = """() => {
  const place = document.querySelector(".chart");
  const frames = [...place.querySelectorAll("svg .mark-group path.background")]
    .map((frame) => Math.round(frame.getBoundingClientRect().width));
  return {
    room: place.clientWidth,
    drawn: Math.round(place.querySelector("svg").getBoundingClientRect().width),
    least: Math.min(...frames.filter((width) => width >= 40)),
    page: document.documentElement.scrollWidth,
    state: document.querySelector("section").dataset.state,
  };
}"""
LINE: dict[str, Any] = {
    "mark": "line",
    "encoding": {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
        "color": {"field": "h"},
    },
}
BAR: dict[str, Any] = {"mark": "bar", "encoding": {"x": {"field": "g"}, "y": {"field": "y", "aggregate": "mean"}}}
DATA = {"data": {"name": "table"}, "title": "a title"}
CHARTS: dict[str, dict[str, Any]] = {
    "layer": {**DATA, "layer": [LINE, {**LINE, "mark": "point"}]},
    "hconcat": {**DATA, "hconcat": [LINE, BAR]},
    "vconcat": {**DATA, "vconcat": [LINE, {"hconcat": [BAR, LINE]}]},
    "concat": {**DATA, "concat": [LINE, BAR, LINE, BAR]},
    "facet": {**DATA, "facet": {"field": "g"}, "spec": {"layer": [LINE, {**LINE, "mark": "point"}]}},
    "channel": {**DATA, "mark": "point", "encoding": {**LINE["encoding"], "facet": {"field": "g"}}},
    "column": {**DATA, "mark": "point", "encoding": {**LINE["encoding"], "column": {"field": "h"}}},
    "binned": {
        **DATA,
        "mark": "point",
        "encoding": {**LINE["encoding"], "column": {"field": "y", "bin": {"maxbins": 4}}},
    },
    "repeat": {
        **DATA,
        "repeat": ["x", "y"],
        "spec": {
            "mark": "bar",
            "encoding": {"x": {"field": {"repeat": "repeat"}, "bin": True}, "y": {"aggregate": "count"}},
        },
    },
}
N = 120
COLUMNS = {
    "x": [row % 20 for row in range(N)],
    "y": [row * row % 97 * 100 for row in range(N)],
    "g": [f"{'abcdefgh'[row % 8]} group" for row in range(N)],
    "h": ["uvw"[row % 3] for row in range(N)],
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def measured(page: Page, file: Path, width: int) -> dict[str, Any]:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(file.as_uri())
    page.wait_for_selector("section:not([data-state])", state="detached")
    assert messages == []
    return page.evaluate(MEASURE)


@pytest.mark.parametrize("name", CHARTS)
def test_a_composed_chart_fills_the_page_and_is_not_squeezed(name: str, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "chart.html"
    file.write_text(chartkit.plot_table(CHARTS[name], COLUMNS, {}).to_html())
    for width in (300, 600, 1200):
        found = measured(page, file, width)
        assert found["state"] == "drawn"
        assert found["page"] == width
        assert found["least"] >= 80
        assert found["drawn"] <= found["room"] or found["least"] == 80, "wider only where views are at their least"
        if name != "binned":  # how many columns it has is known only once it is drawn
            assert found["drawn"] >= found["room"] * 0.97


def test_it_follows_the_page(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "chart.html"
    file.write_text(chartkit.plot_table(CHARTS["hconcat"], COLUMNS, {}).to_html())
    wide = measured(page, file, 1200)
    page.set_viewport_size({"width": 700, "height": 700})
    wait_until(page, "document.querySelector('.chart svg').getBoundingClientRect().width < 700")
    page.wait_for_selector("section:not([data-state])", state="detached")
    assert page.evaluate(MEASURE)["drawn"] < wide["drawn"]


def test_sizes_that_were_asked_for_stay(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "chart.html"
    file.write_text(chartkit.plot_table(CHARTS["hconcat"], COLUMNS, {}).to_html(width=420))
    assert measured(page, file, 1200)["least"] == 200
