"""What a page changes in the layout while it cannot be kept is kept once it can be, each change in its own project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, Request, expect

import chartkit

pytestmark = pytest.mark.browser

KEPT = "What could not be kept of the layout is kept now."
AWAY = "The server does not answer. Start `chartkit ui` again; nothing is lost."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for project in ("one", "two"):
        for run in ("a", "b"):
            with chartkit.init(project=project, id=run, name=run, dir=tmp_path) as logged:
                logged.log({"loss": 1.0})
    return tmp_path


def layout_of(folder: Path, project: str) -> Any:
    file = folder / "workspaces" / f"{project}.yaml"
    return yaml.safe_load(file.read_text()) if file.exists() else None


def search_for(page: Page, text: str) -> None:
    page.get_by_label("Search runs").fill(text)


def eye(page: Page, run: str) -> Locator:
    return page.get_by_role("button", name=f"Show {run} in the panels", exact=True)


def shows(page: Page, *runs: str) -> None:
    expect(page.get_by_role("grid").locator("a")).to_have_text(list(runs))


def is_of_layout(request: Request) -> bool:
    return request.method == "PATCH"


def test_what_the_disk_did_not_take_is_kept_once_it_does(
    workspace: Callable[..., Any], folder: Path, page: Page, seen: Any
) -> None:
    seen.expected.append("status of 507")
    page.goto(f"{workspace(folder).url}p/one/runs")
    shows(page, "b", "a")
    (folder / ".chartkit" / "workspace.lock").mkdir()
    search_for(page, "a")
    said = "workspace.lock: cannot keep the layout: Is a directory. Allow writing there, or make room on that disk;"
    expect(page.get_by_text(said)).to_be_visible()
    shows(page, "a")
    page.get_by_role("link", name="Insight").click()
    page.go_back()
    shows(page, "a")
    (folder / ".chartkit" / "workspace.lock").rmdir()
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert layout_of(folder, "one") == {"version": 1, "runs": {"search": "a"}}


def test_what_is_changed_while_the_server_is_away_is_kept_when_it_is_back(
    workspace: Callable[..., Any], folder: Path, page: Page, seen: Any, port: int
) -> None:
    seen.expect_no_answers()
    first = workspace(folder, "--port", str(port))
    page.goto(f"{first.url}p/one/runs")
    shows(page, "b", "a")
    first.process.kill()
    first.process.wait()
    with page.expect_event("requestfailed", is_of_layout):
        search_for(page, "a")
    expect(page.get_by_text(AWAY)).to_be_visible()
    workspace(folder, "--port", str(port))
    expect(page.get_by_text(KEPT)).to_be_visible()
    shows(page, "a")
    assert layout_of(folder, "one") == {"version": 1, "runs": {"search": "a"}}


def test_a_change_whose_answer_is_cut_is_sent_again(workspace: Callable[..., Any], folder: Path, page: Page) -> None:
    page.add_init_script(
        """const whole = window.fetch.bind(window);
        const cut = () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError("cut")) }));
        let isCut = false;
        window.fetch = async (path, init) => {
          if (init?.method !== "PATCH" || isCut) return whole(path, init);
          isCut = true;
          return cut();
        };"""
    )
    page.goto(f"{workspace(folder).url}p/one/runs")
    shows(page, "b", "a")
    search_for(page, "a")
    expect(page.get_by_text(AWAY)).to_be_visible()
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert layout_of(folder, "one") == {"version": 1, "runs": {"search": "a"}}


def test_a_layout_that_was_broken_by_hand_takes_what_was_changed_meanwhile_once_it_is_mended(
    workspace: Callable[..., Any], folder: Path, page: Page, seen: Any
) -> None:
    seen.expected.append("status of 500")
    page.goto(f"{workspace(folder).url}p/one/runs")
    shows(page, "b", "a")
    file = folder / "workspaces" / "one.yaml"
    file.parent.mkdir()
    file.write_text("grid: [1\n")
    expect(page.get_by_text("one.yaml:1:7: the '[' that opens here is not closed before line 2.")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "PATCH") as refused:
        search_for(page, "a")
    assert refused.value.status == 500
    shows(page, "a")
    file.write_text("version: 1\ngrid: {columns: 4}\n")
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert layout_of(folder, "one") == {"version": 1, "grid": {"columns": 4}, "runs": {"search": "a"}}


def test_pages_that_change_it_while_the_server_is_killed_and_comes_back_lose_nothing_of_each_other(
    workspace: Callable[..., Any], folder: Path, page: Page, seen: Any, port: int
) -> None:
    seen.expect_no_answers()
    first = workspace(folder, "--port", str(port))
    other = page.context.new_page()
    for one in (page, other):
        one.goto(f"{first.url}p/one")
        expect(eye(one, "a")).to_have_attribute("aria-pressed", "true")
    eye(page, "a").click()
    first.process.kill()
    first.process.wait()
    with other.expect_event("requestfailed", is_of_layout):
        eye(other, "b").click()
    for one in (page, other):
        expect(one.get_by_text("The server does not answer; trying again.")).to_be_visible()
    workspace(folder, "--port", str(port))
    for one in (page, other):
        for run in ("a", "b"):
            expect(eye(one, run)).to_have_attribute("aria-pressed", "false")
    expect(other.get_by_text(KEPT)).to_be_visible()
    assert layout_of(folder, "one") == {"version": 1, "runs": {"hidden": {"a": True, "b": True}}}


def test_a_change_of_a_project_that_is_left_at_once_is_no_change_of_the_next(
    workspace: Callable[..., Any], folder: Path, page: Page
) -> None:
    page.goto(f"{workspace(folder).url}p/one/runs")
    shows(page, "b", "a")
    with page.expect_response(lambda answer: answer.request.method == "PATCH") as kept:
        page.evaluate(
            """() => {
              const box = document.querySelector('[aria-label^="Search runs by"]');
              box.value = "a";
              box.dispatchEvent(new Event("input", { bubbles: true }));
              document.querySelector('[aria-label="Search by regular expression"]').click();
              history.pushState(null, "", "/p/two/runs");
              dispatchEvent(new PopStateEvent("popstate"));
            }"""
        )
    assert kept.value.url.endswith("/api/p/one/layout")
    shows(page, "b", "a")
    assert layout_of(folder, "one") == {"version": 1, "runs": {"is_regex": True}}
    assert layout_of(folder, "two") is None
