"""The page of the preset editor, as its tests read and write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

DOTS = """\
description: Dots.
fields:
  a: {type: quantitative}
  b: {type: quantitative}
  color: {type: nominal, required: false}
strings:
  title: {default: ""}
example:
  values: [{u: 1, v: 2}, {u: 2, v: 3}, {u: 4, v: 5}]
  fields: {a: u, b: v}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  title: "${string:title}"
  mark: point
  encoding:
    x: {field: "${field:a}"}
    y: {field: "${field:b}"}
    color: {field: "${field:color}"}
"""
_SLOW = f"test(/^(([a-z])+.)+[A-Z]([a-z])+$/, '{'a' * 44}')"
ENDLESS = DOTS.replace("  mark:", f'  transform:\n    - {{calculate: "{_SLOW}", as: slow}}\n  mark:')


def opened(page: Page, served: Any, file: Path) -> Page:
    """The editor at a preset that is drawn."""
    page.goto(f"{served.url}presets/edit/me/{file.stem}")
    expect(picture(page)).to_have_attribute("data-state", "drawn")
    return page


def picture(page: Page) -> Locator:
    """The preset as it is drawn."""
    return page.locator(".preview .picture")


def code_of(page: Page) -> Locator:
    """Where its text is written."""
    return page.locator(".cm-content")


def text_of(page: Page) -> str:
    """Its text as it stands there."""
    return page.evaluate("[...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')")


def write(page: Page, text: str) -> None:
    """Put a whole text in, as pasting does."""
    code_of(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def go_behind(page: Page, text: str) -> None:
    """Put the cursor behind a text, by the editor's own search."""
    code_of(page).focus()
    page.keyboard.press("Control+f")
    page.locator(".cm-search input[name=search]").press_sequentially(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")


def state(page: Page) -> Locator:
    """What is said of saving."""
    return page.locator(".editor-bar .state")


def n_marks(page: Page) -> int:
    """How many marks are drawn."""
    return int(picture(page).get_attribute("data-marks") or 0)
