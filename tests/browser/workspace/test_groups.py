"""Runs in groups: the legend says which colour is which, counts their runs, and lets one stand out everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from chromium import becomes
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
PAINTED = """(canvas, colors) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return colors.filter((color) => {
    const parts = color.match(/\\d+/g).map(Number);
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3] > 200 && parts.every((part, c) => Math.abs(part - data[at + c]) < 16)) return true;
    return false;
  });
}"""


def opened(workspace: Workspace, folder: Path, page: Page, runs: dict[str, Any], **layout: Any) -> Locator:
    (folder / "workspaces").mkdir()
    (folder / "workspaces" / "demo.yaml").write_text(yaml.safe_dump({"version": 1, "runs": runs, **layout}))
    page.goto(f"{workspace(folder).url}p/demo")
    return page.get_by_role("list", name="Groups")


@pytest.mark.parametrize("sort", [[], ["-config.optimizer"]])
def test_the_legend_has_groups_with_counts_in_the_colours_of_every_panel(
    workspace: Workspace, own_store: Path, page: Page, seen: Any, sort: list[str]
) -> None:
    seen.expected.append("willReadFrequently")  # of the test's own reading
    hidden = {"run0": True}
    legend = opened(workspace, own_store, page, {"group": ["config.optimizer"], "hidden": hidden, "sort": sort})
    entries = legend.get_by_role("button")
    expect(entries).to_have_text(["optimizer: adam3runs, 3 shown", "optimizer: sgd3runs, 2 shown"])
    colors = ["rgb(0, 114, 178)", "rgb(213, 94, 0)"]
    for entry, its_color in zip(entries.all(), colors, strict=True):
        expect(entry.locator(".swatch")).to_have_css("background-color", its_color)
    for key in ("train/loss", "eval/acc"):
        surface = page.locator(f"[data-panel='line:{key}'] .line-surface")
        expect(surface).to_have_attribute("data-lines", "2")
        canvas = surface.locator(".line-painted")
        becomes(page, lambda canvas=canvas: canvas.evaluate(PAINTED, colors) == colors, f"both colours in {key}")
    entries.first.hover()
    for key in ("train/loss", "eval/acc"):
        canvas = page.locator(f"[data-panel='line:{key}'] .line-painted")
        becomes(page, lambda canvas=canvas: canvas.evaluate(PAINTED, colors) == colors[:1], "the other steps back")
    expect(page.locator(".legend-title").first).to_contain_text("5 runs in 2 groups")


def test_groups_stand_beside_colours_by_a_key(workspace: Workspace, own_store: Path, page: Page) -> None:
    by_key = {"mode": "key", "key": "config.lr"}
    legend = opened(workspace, own_store, page, {"group": ["config.optimizer"]}, colors=by_key)
    expect(legend.get_by_role("button")).to_have_count(2)
    expect(page.locator(".legend-title").first).to_contain_text("config.lr")
    expect(page.locator(".legend ul").first.get_by_role("button").first).to_contain_text("Min – ")
