"""The page of `chartkit diff` as a reader's browser shows it: whole, silent, legible, for keys and phones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from chartkit.check.diff import Comparison, as_page
from chartkit.check.diff.comparison import ChartChange
from chartkit.check.diff.sides import Side

pytestmark = pytest.mark.browser


def spec(mark: str, width: int) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "data": {"values": [{"a": "A", "b": 2}, {"a": "B", "b": 5}]},
        "mark": mark,
        "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
    }


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two changes, the second with a picture wider than a phone."""
    changes = [
        ChartChange(
            name,
            "changed",
            Side(name, None, spec("bar", width)),
            Side(name, None, spec("line", width)),
            ("mark bar → line",),
        )
        for name, width in (("me/small", 200), ("me/wide", 900))
    ]
    path = tmp_path_factory.mktemp("diff") / "page.html"
    path.write_text(as_page(Comparison("main", "0123456789abcdef", tuple(changes), 2)), encoding="utf-8")
    return path


def opened(browser: Browser, file: Path, width: int = 1200, scheme: Any = "light") -> tuple[Page, list[str]]:
    page = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on(
        "request", lambda request: said.append(request.url) if not request.url.startswith(("file:", "data:")) else None
    )
    page.goto(file.as_uri())
    return page, said


def boxes(page: Page) -> list[dict[str, float]]:
    return page.evaluate("[...document.images].map((image) => image.getBoundingClientRect().toJSON())")


def test_all_pictures_are_drawn_side_by_side_and_the_page_is_silent(browser: Browser, file: Path) -> None:
    page, said = opened(browser, file)
    assert said == []
    assert page.evaluate("[...document.images].map((image) => image.naturalWidth > 100)") == [True] * 4
    before, after, *_ = boxes(page)
    assert before["top"] == after["top"]
    assert before["right"] < after["left"]
    assert page.evaluate("[...document.images].map((image) => image.alt)")[:2] == [
        "me/small before, 2 marks",
        "me/small after, 1 marks",
    ]


def test_a_phone_shows_them_one_below_the_other_and_nothing_is_cut_off(browser: Browser, file: Path) -> None:
    page, _ = opened(browser, file, width=400)
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    before, after, *_ = boxes(page)
    assert before["bottom"] < after["top"]
    assert all(box["right"] <= 400 for box in boxes(page))


def test_keys_reach_every_change_and_its_spec(browser: Browser, file: Path) -> None:
    page, _ = opened(browser, file)
    reached: list[str] = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("`${document.activeElement.tagName} ${document.activeElement.className}`").strip())
    assert reached == ["A", "A", "SUMMARY", "DIV spec", "SUMMARY", "DIV spec"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("[...document.querySelectorAll('details')].map((each) => each.open)") == [True, False]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(browser: Browser, file: Path, scheme: str) -> None:
    page, _ = opened(browser, file, scheme=scheme)
    contrasts = page.evaluate("""() => {
      const parse = (color) => color.match(/[\\d.]+/g).map(Number);
      const light = (color) => parse(color).slice(0, 3).map((part) => {
        part /= 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      }).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
      const ground = (element) => {
        for (; element; element = element.parentElement) {
          const color = getComputedStyle(element).backgroundColor;
          if (parse(color)[3] !== 0) return color;
        }
        return "rgb(255, 255, 255)";
      };
      const texts = [...document.querySelectorAll("h1, h2, p, li, a, figcaption, summary, td, ins, del, span")];
      return texts.map((element) => {
        const pair = [light(getComputedStyle(element).color), light(ground(element))].sort((one, other) => other - one);
        return [(pair[0] + 0.05) / (pair[1] + 0.05), element.className || element.tagName];
      });
    }""")
    assert [each for each in contrasts if each[0] < 4.5] == []
