"""Two pages that undo, edit and are copied: neither takes away what the other one did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes
from playwright.sync_api import Page, Route, expect

import chartkit

pytestmark = pytest.mark.browser

PRESET = """\
description: Dots.
fields: {a: {type: quantitative}}
example: {values: [{u: 1}], fields: {a: u}}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding: {x: {field: "${field:a}"}}
"""


@pytest.fixture
def served(workspace: Callable[..., Any], tmp_path: Path) -> Any:
    for id in ("one", "two"):
        with chartkit.init(project="p", id=id, name=id, dir=tmp_path) as run:
            run.log({"loss": 1.0})
    (tmp_path / "presets" / "me").mkdir(parents=True)
    (tmp_path / "presets" / "me" / "dots.yaml").write_text(PRESET)
    return workspace(tmp_path)


def row(page: Page, run: str) -> Any:
    return page.get_by_role("grid").get_by_role("row").filter(has=page.get_by_role("link", name=run, exact=True))


def tags_of(served: Any, run: str) -> list[str]:
    return chartkit.Api(served.folder).run(f"p/{run}").tags


def test_undo_takes_back_its_own_tag_alone(served: Any, page: Page) -> None:
    page.goto(f"{served.url}p/p/runs")
    row(page, "one").get_by_role("checkbox").check()
    row(page, "two").get_by_role("checkbox").check()
    page.get_by_role("button", name="Tags", exact=True).click()
    page.get_by_label("A tag to add").fill("ours")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tagged 2 runs “ours”.")).to_be_visible()
    theirs = chartkit.Api(served.folder).run("p/one")
    theirs.tags = [*theirs.tags, "theirs"]
    page.get_by_role("button", name="Undo").click()
    becomes(page, lambda: [tags_of(served, id) for id in ("one", "two")] == [["theirs"], []], "their tag alone is left")


def test_undo_leaves_a_name_that_somebody_else_gave_since(served: Any, page: Page, seen: Any) -> None:
    seen.expected.append("status of 409")
    page.goto(f"{served.url}p/p/runs/one")
    page.get_by_role("button", name="Edit the name").click()
    page.get_by_label("Name", exact=True).fill("ours")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Changed the name of one.")).to_be_visible()
    chartkit.Api(served.folder).run("p/one").name = "theirs"
    expect(page.get_by_role("heading", level=1)).to_have_text("theirs")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("'name' of run 'one' was changed meanwhile and stayed so.")).to_be_visible()
    assert chartkit.Api(served.folder).run("p/one").name == "theirs"


def test_a_key_is_of_the_run_at_which_the_keyboard_was_though_others_come(served: Any, page: Page) -> None:
    page.goto(f"{served.url}p/p/runs")
    expect(row(page, "two")).to_be_visible()
    page.get_by_role("grid").focus()
    chartkit.init(project="p", id="three", name="three", dir=served.folder).finish()
    expect(row(page, "three")).to_have_attribute("aria-rowindex", "2")
    page.keyboard.press("Delete")
    expect(page.get_by_text("Deleted two.")).to_be_visible()


def test_undo_in_another_project_is_of_the_project_in_which_it_was_done(served: Any, page: Page) -> None:
    chartkit.init(project="q", id="one", dir=served.folder).finish()
    asked: list[Route] = []
    page.route("**/delete", lambda route: asked.append(route))
    page.goto(f"{served.url}p/p/runs")
    expect(row(page, "one")).to_be_visible()
    page.get_by_role("grid").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    page.evaluate("history.pushState(null, '', '/p/q/runs'); dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.get_by_role("grid").get_by_role("link")).to_have_count(1)
    becomes(page, lambda: len(asked) == 1)
    asked[0].continue_()
    expect(page.get_by_text("Deleted one.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Brought back 1 run.")).to_be_visible()
    assert {run.id for run in chartkit.Api(served.folder).runs("p")} == {"one", "two"}


def test_a_duplicated_tab_keeps_a_text_of_its_own(served: Any, page: Page) -> None:
    """A browser copies the storage of the tab that it duplicates."""
    other = page.context.new_page()
    page.goto(f"{served.url}presets/edit/me/dots")
    expect(page.locator(".cm-content")).to_contain_text("Dots.")
    copied = page.evaluate("JSON.stringify({...sessionStorage})")
    other.add_init_script(
        f"if (!sessionStorage.copied) Object.assign(sessionStorage, {copied}, {{copied: 'yes'}})",
    )
    other.goto(f"{served.url}presets/edit/me/dots")
    for one, text in ((page, "# first"), (other, "# second")):
        one.locator(".cm-content").focus()
        one.keyboard.press("Control+End")
        one.keyboard.type(text)
    kept = "['first', 'second'].every((word) => (localStorage['chartkit.drafts.me/dots'] ?? '').includes(`# ${word}`))"
    becomes(page, lambda: page.evaluate(kept), "both texts kept, before either tab goes")
    for one, text in ((page, "# first"), (other, "# second")):
        one.reload()
        expect(one.locator(".cm-content")).to_contain_text(text)
