"""A project opens by one question, and by the questions of its parts when there is news of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

import chartkit

pytestmark = pytest.mark.browser


PARTS = {"layout", "metrics", "charts", "colors", "ids", "runs"}


def _asked(seen: Any) -> list[str]:
    """What was asked of the project's API, in order."""
    return [urlsplit(url).path.removeprefix("/api/p/demo/") for url in seen.asked if "/api/p/" in url]


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], demo_store: Path) -> Any:
    return workspace(demo_store)


def test_one_question_opens_a_project(served: Any, page: Page, seen: Any) -> None:
    page.goto(f"{served.url}p/demo")
    expect(page.locator(".line-surface[data-lines]").first).to_be_visible()
    expect(page.locator(".run-row").first).to_contain_text("adam 0.00215443")
    expect(page.locator(".legend-item").first).to_be_visible()
    asked = _asked(seen)
    assert (asked[0], asked.count("opening"), "lines" in asked, PARTS & set(asked)) == ("opening", 1, True, set())


def test_a_project_that_is_left_and_opened_again_is_asked_anew(served: Any, page: Page, seen: Any) -> None:
    page.goto(served.url)
    page.get_by_role("link", name="demo").click()
    expect(page.locator(".line-surface[data-lines]").first).to_be_visible()
    page.get_by_role("link", name="chartkit").click()
    page.get_by_role("link", name="demo").click()
    expect(page.locator(".line-surface[data-lines]").first).to_be_visible()
    asked = _asked(seen)
    assert (asked.count("opening"), PARTS & set(asked)) == (2, set())


def test_an_opening_that_does_not_come_is_made_up_for_by_the_questions_of_the_parts(
    served: Any, page: Page, seen: Any
) -> None:
    seen.expected += ["net::ERR_FAILED", "preload"]
    page.route("**/opening", lambda route: route.abort())
    page.goto(f"{served.url}p/demo")
    expect(page.locator(".line-surface[data-lines]").first).to_be_visible()
    expect(page.locator(".run-row").first).to_contain_text("adam 0.00215443")
    assert set(_asked(seen)) >= PARTS
    expect(page.locator(".notice")).to_have_count(0)


def test_news_is_asked_for_by_the_questions_of_the_parts(
    workspace: Callable[..., Any], own_store: Path, page: Page, seen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = workspace(own_store)
    page.goto(f"{own.url}p/demo")
    expect(page.locator(".line-surface[data-lines]").first).to_be_visible()
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    run = chartkit.init(project="demo", dir=own_store, name="the newest")
    run.log({"brand/new": 1.0})
    run.log({"brand/new": 2.0})
    run.finish()
    expect(page.get_by_role("article", name="brand/new")).to_be_visible()
    expect(page.locator(".run-row", has_text="the newest")).to_be_visible()
    assert _asked(seen).count("opening") == 1
    assert PARTS - {"layout"} <= set(_asked(seen))
