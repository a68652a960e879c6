"""The browser of the tests of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import PATIENCE_S, launched
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=1000 * PATIENCE_S)
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
WEIGHTS = ("minor", "moderate", "serious", "critical")
RUN_AXE = """async () => {
  const options = { resultTypes: ["violations"], iframes: false, preload: location.protocol !== "file:" };
  return (await axe.run(document, options)).violations;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium. Not for the session: while Playwright is open, its thread can run no other event loop."""
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe_faults() -> Callable[..., list[str]]:
    """`axe_faults(page, least)`: what axe-core finds in a page as it is now, of at least this weight: "serious"."""

    def found(page: Page, least: str = "serious") -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text() + "; 0")
        violations = page.evaluate(RUN_AXE)
        return [
            f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for one in violations
            if WEIGHTS.index(one["impact"]) >= WEIGHTS.index(least)
            for node in one["nodes"][:3]
        ]

    return found
