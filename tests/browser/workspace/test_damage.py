"""What a person sees of files that are damaged, of a server that goes and comes back, and of charts of many rows."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes
from PIL import Image
from playwright.sync_api import Page, expect

import chartkit

pytestmark = pytest.mark.browser

SCRIPT = """
import chartkit
import numpy as np

rows = {"step": np.arange(20_000), "loss": np.linspace(1, 0, 20_000)}
title = " ".join(["A title that is far wider than any panel in a row of three"] * 6)
with chartkit.init(project="p", id="long") as run:
    run.log({"line": chartkit.plot_table("wandb/line/v0", rows, {"x": "step", "y": "loss"}, {"title": title})})
for id in ("media", "start"):
    with chartkit.init(project="d", id=id, config={"lr": 0.1}) as run:
        run.log({"image": chartkit.Image(np.eye(8)), "page": chartkit.Html("<p>logged")})
"""


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("damage")
    subprocess.run([sys.executable, "-W", "error", "-c", SCRIPT], cwd=folder, check=True, capture_output=True)
    runs = folder / ".chartkit" / "runs" / "d"
    for file in (runs / "media" / "media").iterdir():
        file.write_bytes(b"<p>damaged")
    (runs / "start" / "run.json").write_text("{")
    return workspace(folder)


def test_a_line_of_many_rows_under_a_long_title_fills_its_panel(served: Any, page: Page) -> None:
    page.goto(f"{served.url}p/p")
    picture = page.locator(".picture[data-state='drawn']")
    expect(picture).to_have_count(1)
    expect(page.locator(".fault")).to_have_count(0)
    panel, canvas = page.get_by_role("article", name="line"), picture.locator("canvas:not([hidden])")

    def is_whole() -> bool:
        outer, inner = panel.bounding_box(), canvas.bounding_box()
        return outer is not None and inner is not None and inner["y"] + inner["height"] <= outer["y"] + outer["height"]

    becomes(page, is_whole, "a chart that is drawn again until it fits its place")
    shot = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")
    is_of_line = [abs(r - g) + abs(g - b) > 90 for r, g, b in shot.get_flattened_data()]
    columns = {place % shot.width for place, found in enumerate(is_of_line) if found}
    assert len(columns) > 0.7 * shot.width, "the line goes over the panel's width"


def test_damaged_media_are_said_in_their_places(served: Any, page: Page, seen: Any) -> None:
    seen.expected.append("status of 400")
    page.goto(f"{served.url}p/d/runs/media#media")
    said = "This image cannot be shown: its file is damaged, gone, or of a type that this browser does not know."
    expect(page.get_by_text(said)).to_be_visible()
    framed = page.frame_locator("iframe[title='page']").locator("p")
    expect(framed).to_contain_text(".html cannot be read: its bytes are not those that were written.")


def test_a_run_whose_start_is_damaged_is_not_said_to_have_no_config(served: Any, page: Page) -> None:
    page.goto(f"{served.url}p/d/runs/start")
    said = "None could be read: files of this run are damaged. Diagnostics says which."
    expect(page.get_by_label("Config").get_by_text(said)).to_be_visible()


def test_a_server_that_is_away_is_said_until_it_answers_again(
    workspace: Callable[..., Any], served: Any, page: Page, seen: Any, port: int
) -> None:
    seen.expect_no_answers()
    first = workspace(served.folder, "--port", str(port))
    page.goto(f"{first.url}p/d/runs")
    page.get_by_role("grid").get_by_role("link").first.focus()
    first.stop()
    expect(page.get_by_text("The server does not answer; trying again. Nothing is lost.")).to_be_visible()
    page.keyboard.press("h")
    away = page.get_by_text("The server does not answer. Start `chartkit ui` again; nothing is lost.", exact=True)
    expect(away).to_be_visible()
    workspace(served.folder, "--port", str(port))
    expect(page.get_by_text("The server does not answer")).to_have_count(0)


def test_a_server_that_came_back_with_another_token_says_so(
    workspace: Callable[..., Any], own_store: Path, page: Page, seen: Any, port: int
) -> None:
    seen.expected.append("401")
    seen.expect_no_answers()
    first = workspace(own_store, "--port", str(port), "--token")
    page.goto(first.url)
    expect(page.get_by_role("link", name="demo")).to_be_visible()
    first.process.kill()
    first.process.wait()
    header = page.get_by_role("banner")
    expect(header).to_contain_text("The server does not answer")
    second = workspace(own_store, "--port", str(port), "--token")
    expect(header).to_contain_text("This workspace needs the token that 'chartkit ui' printed with its address.")
    expect(header).to_contain_text("each start makes a new token")
    page.goto(second.url)
    expect(page.get_by_role("link", name="demo")).to_be_visible()
    expect(header).not_to_contain_text("token")


def _ask_more_of_gallery(page: Page) -> None:
    page.locator(".preset-card").last.scroll_into_view_if_needed()


def _ask_more_of_editor(page: Page) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n# more")


def _ask_more_of_insight(page: Page) -> None:
    page.get_by_label("Y value").last.select_option("max")


IN_VAIN = {
    "gallery": ("presets", ".preset-card .picture[data-state='drawn']", _ask_more_of_gallery),
    "editor": ("presets/edit/chartkit/box/v0", ".preview .picture[data-state='drawn']", _ask_more_of_editor),
    "insight": ("p/demo/insight", ".insight-body .picture[data-state='drawn']", _ask_more_of_insight),
}


@pytest.mark.parametrize(("path", "shown", "ask_more"), IN_VAIN.values(), ids=list(IN_VAIN))
def test_what_was_asked_in_vain_is_asked_again_when_the_server_is_back(
    workspace: Callable[..., Any],
    own_store: Path,
    page: Page,
    seen: Any,
    port: int,
    path: str,
    shown: str,
    ask_more: Callable[[Page], None],
) -> None:
    seen.expect_no_answers()
    first = workspace(own_store, "--port", str(port))
    page.goto(f"{first.url}{path}")
    expect(page.locator(shown).first).to_be_visible()
    first.process.kill()
    first.process.wait()
    ask_more(page)
    away = page.locator(".fault", has_text="The server does not answer.")
    expect(away.first).to_be_visible()
    workspace(own_store, "--port", str(port))
    expect(page.get_by_text("The server does not answer")).to_have_count(0)
    expect(page.locator(shown).last).to_be_visible()
    expect(page.locator(".fault")).to_have_count(0)


def test_what_was_written_of_a_run_while_the_server_was_away_can_be_kept_later(
    workspace: Callable[..., Any], tmp_path: Path, page: Page, seen: Any, port: int
) -> None:
    seen.expect_no_answers()
    script = "import chartkit; chartkit.init(project='p', id='one', name='first').log({'loss': 1})"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True)
    first = workspace(tmp_path, "--port", str(port))
    page.goto(f"{first.url}p/p/runs/one")
    page.get_by_role("button", name="Edit the notes").click()
    page.get_by_label("Notes", exact=True).fill("a page of notes")
    first.process.kill()
    first.process.wait()
    page.get_by_role("button", name="Save").click()
    said = "Not kept: the notes of first. The server does not answer. Start `chartkit ui` again; nothing is lost."
    expect(page.get_by_text(said, exact=True)).to_be_visible()
    workspace(tmp_path, "--port", str(port))
    expect(page.get_by_text("The server does not answer; trying again.")).to_have_count(0)
    page.get_by_role("link", name="chartkit", exact=True).click()  # a page of no project
    expect(page.get_by_role("heading", name="Projects")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Changed the notes of first.", exact=True)).to_be_visible()
    assert chartkit.Api(tmp_path).run("p/one").notes == "a page of notes"


def test_tags_and_deletions_of_many_runs_while_the_server_was_away_can_be_done_later(
    workspace: Callable[..., Any], own_store: Path, page: Page, seen: Any, port: int
) -> None:
    seen.expect_no_answers()
    first = workspace(own_store, "--port", str(port))
    page.goto(f"{first.url}p/demo/runs")
    for name in ("sgd 0.1", "adam 0.01"):
        page.get_by_role("checkbox", name=f"Select {name}", exact=True).click()
    first.process.kill()
    first.process.wait()
    bar = page.get_by_role("toolbar", name="Selected runs")
    for tag in ("keep", "best"):
        bar.get_by_role("button", name="Tags").click()
        page.get_by_role("textbox", name="A tag to add").fill(tag)
        page.keyboard.press("Enter")
        said = (
            f"Not done: tagging 2 runs “{tag}”. The server does not answer. Start `chartkit ui` again; nothing is lost."
        )
        expect(page.get_by_text(said, exact=True)).to_be_visible()
    bar.get_by_role("button", name="Delete").click()
    expect(page.locator(".notice", has_text="Not done: deleting 2 runs.")).to_be_visible()
    workspace(own_store, "--port", str(port))
    expect(page.get_by_text("The server does not answer; trying again.")).to_have_count(0)
    api = chartkit.Api(own_store)
    for tag in ("keep", "best"):
        page.locator(".notice", has_text=f"Not done: tagging 2 runs “{tag}”").get_by_role("button").first.click()
        expect(page.get_by_text(f"Tagged 2 runs “{tag}”.", exact=True)).to_be_visible()
        assert {run.id for run in api.runs("demo", {"tags": tag})} == {"run0", "run3"}
    page.locator(".notice", has_text="Not done: deleting").get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Deleted 2 runs.", exact=True)).to_be_visible()
    expect(page.locator(".notice", has_text="Not done")).to_have_count(0)
    assert len(api.runs("demo")) == 4


def test_what_is_refused_for_many_runs_is_one_notice_and_takes_no_other_one_away(
    workspace: Callable[..., Any], own_store: Path, page: Page, seen: Any
) -> None:
    seen.expected += ["status of 409", "status of 503"]
    served = workspace(own_store)
    page.goto(f"{served.url}p/demo/runs")
    page.route(
        "**/runs/run5", lambda route: route.fulfill(status=503, json={"faults": [{"message": "The disk is full."}]})
    )
    page.get_by_role("grid").get_by_role("link", name="adam 0.00215443").focus()
    page.keyboard.press("F2")
    page.get_by_role("textbox", name="name of adam 0.00215443").fill("mine")
    page.keyboard.press("Enter")
    unkept = page.locator(".notice", has_text="Not kept: the name of adam 0.00215443.")
    expect(unkept).to_be_visible()
    faults = [{"message": f"run {place} was not changed.", "help": "Allow writing."} for place in range(6)]
    page.route("**/demo/edit", lambda route: route.fulfill(status=409, json={"faults": faults}))
    page.get_by_role("grid").get_by_role("link", name="adam 0.00215443").focus()
    page.keyboard.press("Control+a")
    bar = page.get_by_role("toolbar", name="Selected runs")
    for tag in "abcde":
        bar.get_by_role("button", name="Tags").click()
        page.get_by_role("textbox", name="A tag to add").fill(tag)
        page.keyboard.press("Enter")
        expect(page.locator(".notice p").first).to_have_text(
            f"Tagging 6 runs “{tag}”: not done for 6.\nRun 0 was not changed. Allow writing.\n"
            "Run 1 was not changed. Allow writing.\nRun 2 was not changed. Allow writing.\nSo it is for 3 more."
        )
    expect(page.locator(".notice")).to_have_count(6)
    page.unroute("**/runs/run5")
    unkept.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="mine")).to_be_visible()


def test_a_project_whose_last_run_is_deleted_says_so_and_comes_back(
    workspace: Callable[..., Any], tmp_path: Path, page: Page, seen: Any
) -> None:
    seen.expected.append("status of 404")
    script = "import chartkit; chartkit.init(project='p', id='only', name='only').log({'loss': 1})"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True)
    page.goto(f"{workspace(tmp_path).url}p/p/runs")
    page.get_by_role("grid").get_by_role("link", name="only").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    expect(page.locator(".notice")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("grid").get_by_role("link", name="only")).to_be_visible()
    expect(page.get_by_text("has no project")).to_have_count(0)
