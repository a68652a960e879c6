"""Many pages of one browser: they share the news, none waits for a connection, and who rests is told what it missed."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes, elapse, hold
from playwright.sync_api import Page, Route, expect

import chartkit

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
N_PAGES = 8
SILENT_MS = 40_000
"""After so long without a word, of which the server has one each 15 s, a connection is dead."""


@pytest.fixture
def served(workspace: Workspace, tmp_path: Path) -> Any:
    for project in range(6):
        with chartkit.init(project=f"p{project}", id="one", name="first", dir=tmp_path) as run:
            run.log({"loss": 1.0})
    return workspace(tmp_path)


def write_layout(served: Any, project: str, title: str) -> None:
    """Give the panel of the loss a title, as somebody does who writes the file."""
    file = served.folder / "workspaces" / f"{project}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"version: 1\npanels: {{'line:loss': {{title: {title}}}}}\n")


def opened(page: Page, url: str, project: str) -> Page:
    page.goto(f"{url}p/{project}/runs/one")
    expect(page.get_by_role("heading", level=1)).to_have_text("first")
    return page


def test_more_pages_than_a_browser_has_connections_are_all_live(served: Any, page: Page) -> None:
    pages = [opened(page.context.new_page(), served.url, "p0") for _ in range(N_PAGES)]
    chartkit.Api(served.folder).run("p0/one").name = "second"
    for one in pages:
        expect(one.get_by_role("heading", level=1)).to_have_text("second")


def test_a_browser_without_shared_workers_has_a_stream_of_its_own(served: Any, page: Page) -> None:
    page.add_init_script("delete globalThis.SharedWorker")
    opened(page, served.url, "p0")
    chartkit.Api(served.folder).run("p0/one").name = "second"
    expect(page.get_by_role("heading", level=1)).to_have_text("second")


def test_a_stream_that_is_answered_by_an_error_is_asked_for_again(served: Any, page: Page, seen: Any) -> None:
    """As by a proxy, while the server behind it starts: a browser itself would give it up."""
    seen.expected.append("status of 502")
    page.add_init_script("delete globalThis.SharedWorker")
    page.route("**/api/events*", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    opened(page, served.url, "p0")
    away = page.get_by_text("The server does not answer; trying again. Nothing is lost.")
    expect(away).to_be_visible()
    page.unroute("**/api/events*")
    expect(away).to_be_hidden()
    chartkit.Api(served.folder).run("p0/one").name = "second"
    expect(page.get_by_role("heading", level=1)).to_have_text("second")


def test_a_connection_that_dies_without_a_word_is_given_up_for_another(served: Any, page: Page) -> None:
    """As that of a laptop that slept: no end of it ever comes."""
    page.add_init_script("delete globalThis.SharedWorker")
    hold(page, SILENT_MS)
    opened(page, served.url, "p0")
    away = page.get_by_text("The server does not answer; trying again. Nothing is lost.")
    served.process.send_signal(signal.SIGSTOP)
    elapse(page)
    expect(away).to_be_visible()
    chartkit.Api(served.folder).run("p0/one").name = "second"
    served.process.send_signal(signal.SIGCONT)
    expect(away).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("second")


def test_what_changes_before_the_first_connection_is_told(served: Any, page: Page) -> None:
    page.add_init_script("delete globalThis.SharedWorker")
    held: list[Route] = []
    page.route("**/api/events*", lambda route: held.append(route))
    page.goto(f"{served.url}p/p1")
    panel = page.locator("[data-panel='line:loss']")
    expect(panel.get_by_role("heading")).to_have_text("loss")
    becomes(page, lambda: len(held) == 1, "the question for the project's news")
    write_layout(served, "p1", "Loss of all")
    held.pop().continue_()
    expect(panel.get_by_role("heading")).to_have_text("Loss of all")
    page.get_by_role("link", name="Presets").click()
    expect(page.locator(".cards > li").first).to_be_visible()
    mine = served.folder / "presets" / "mine.yaml"
    mine.parent.mkdir()
    becomes(page, lambda: len(held) == 1, "the question for the presets' news")
    mine.write_text("description: Nothing yet.\n")
    held.pop().continue_()
    expect(page.locator(".cards > li", has_text="mine")).to_be_visible()


def test_a_page_is_told_what_others_were_told_since_it_asked(served: Any, page: Page) -> None:
    first, second = page, page.context.new_page()
    first.goto(f"{served.url}p/p2")
    title = "[data-panel='line:loss'] h3"
    expect(first.locator(title)).to_have_text("loss")

    def late(route: Route) -> None:
        before = route.fetch()
        write_layout(served, "p2", "Loss of all")
        expect(first.locator(title)).to_have_text("Loss of all")
        route.fulfill(response=before)

    second.route("**/opening", late)
    second.goto(f"{served.url}p/p2")
    expect(second.locator(title)).to_have_text("Loss of all")


def test_a_page_that_rests_while_others_are_seen_says_so_and_catches_up(served: Any, page: Page) -> None:
    pages = [opened(page.context.new_page(), served.url, f"p{project}") for project in range(6)]
    first, second, third = pages[:3]
    rests = "Not live while four other projects are seen: click here to go on."
    expect(first.get_by_text(rests)).to_be_visible()
    expect(second.get_by_text(rests)).to_be_visible()
    chartkit.Api(served.folder).run("p0/one").name = "second"
    chartkit.Api(served.folder).run("p5/one").name = "live"
    expect(pages[5].get_by_role("heading", level=1)).to_have_text("live")
    expect(first.get_by_role("heading", level=1)).to_have_text("first")
    first.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(first.get_by_role("heading", level=1)).to_have_text("second")
    expect(first.get_by_text(rests)).to_be_hidden()
    expect(third.get_by_text(rests)).to_be_visible()


def test_a_page_that_is_closed_gives_its_stream_to_one_that_rests(served: Any, page: Page) -> None:
    pages = [opened(page.context.new_page(), served.url, f"p{project}") for project in range(5)]
    expect(pages[0].get_by_text("Not live while")).to_be_visible()
    chartkit.Api(served.folder).run("p0/one").name = "second"
    pages[4].close(run_before_unload=True)
    expect(pages[0].get_by_role("heading", level=1)).to_have_text("second")
    expect(pages[0].get_by_text("Not live while")).to_be_hidden()


def test_two_pages_that_edit_one_run_lose_nothing_of_each_other(served: Any, page: Page) -> None:
    other = opened(page.context.new_page(), served.url, "p0")
    opened(page, served.url, "p0")
    page.get_by_role("button", name="Edit the name").click()
    other.get_by_role("button", name="Edit the name").click()
    other.get_by_label("Name", exact=True).fill("second")
    other.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("second")
    page.get_by_role("button", name="Save").click()  # nothing was written there
    for one in (page, other):
        one.get_by_role("button", name="Edit the tags").click()
    for one, tag in ((page, "ours"), (other, "theirs")):
        one.get_by_label("Tags, with commas between them").fill(tag)
        one.keyboard.press("Enter")
    for one in (page, other):
        expect(one.locator("main")).to_contain_text("ours")
        expect(one.locator("main")).to_contain_text("theirs")
    expect(page.get_by_role("heading", level=1)).to_have_text("second")
    run = chartkit.Api(served.folder).run("p0/one")
    assert (run.name, sorted(run.tags)) == ("second", ["ours", "theirs"])
