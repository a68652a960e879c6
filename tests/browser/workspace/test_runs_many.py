"""Many runs and many columns: what is not in view is not in the page; hostile names are text; runs that go on move."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

import chartkit

pytestmark = pytest.mark.browser
N_RUNS = 1200
N_COLUMNS = 5000
HOSTILE = "<img src=x onerror=document.title='owned'> \u202e\u0000 'x' {{7*7}} مرحبا"
MAKE = """
import sys, chartkit
for place in range(int(sys.argv[1])):
    with chartkit.init(project="many", id=f"m{place:04d}", name=f"run {place}", config={"lr": 1 / (1 + place)}) as run:
        run.log({"acc": place % 7})
config = {f"group{n % 50}": {} for n in range(50)}
for n in range(int(sys.argv[2])):
    config[f"group{n % 50}"][f"key{n}"] = n
with chartkit.init(project="wide", id="w", name="broad", config=config): pass
"""
LIVE = """
import chartkit
run = chartkit.init(project="live", id="going", name="going on", config={"lr": 0.1})
for line in iter(input, "end"):
    run.log({"acc": float(line)})
    print("logged", flush=True)
run.finish()
print("ended", flush=True)
"""


def quiet() -> dict[str, str]:
    return {**os.environ, "CHARTKIT_SILENT": "1", "CHARTKIT_SYSTEM_S": "0"}


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A store with a project of many runs, and one whose run has thousands of columns."""
    folder = tmp_path_factory.mktemp("many")
    (folder / ".chartkit").mkdir()
    command = [sys.executable, "-c", MAKE, str(N_RUNS), str(N_COLUMNS)]
    subprocess.run(command, cwd=folder, check=True, timeout=240, capture_output=True, env=quiet())
    return workspace(folder)


def test_rows_out_of_view_are_not_in_the_page_and_all_can_be_reached(served: Any, page: Page) -> None:
    page.goto(f"{served.url}p/many/runs")
    grid = page.get_by_role("grid", name="Runs")
    expect(page.get_by_role("link", name=f"run {N_RUNS - 1}", exact=True)).to_be_visible()
    expect(grid).to_have_attribute("aria-rowcount", str(N_RUNS + 1))
    for part in (0.25, 0.5, 0.75):
        grid.evaluate(f"e => {{ e.scrollTop = e.scrollHeight * {part} }}")
        wanted = N_RUNS - 1 - round(N_RUNS * part) - 5
        expect(page.get_by_role("link", name=f"run {wanted}", exact=True)).to_be_visible()
        assert page.locator(".run-row").count() < 60
    grid.focus()
    page.keyboard.press("Control+End")
    expect(page.get_by_role("link", name="run 0", exact=True)).to_be_visible()
    page.keyboard.press("Shift+PageUp")
    chosen = page.get_by_role("toolbar", name="Selected runs")
    expect(chosen).to_contain_text("runs selected")
    page.keyboard.press("Control+a")
    expect(chosen).to_contain_text("1,200 runs selected")


def test_a_column_among_thousands_is_found_and_shown(served: Any, page: Page) -> None:
    page.goto(f"{served.url}p/wide/runs")
    expect(page.get_by_role("link", name="broad", exact=True)).to_be_visible()
    page.get_by_role("button", name="Columns").click()
    picker = page.get_by_role("dialog", name="Columns")
    expect(picker.get_by_role("heading", name="All 5,010 columns")).to_be_visible()
    assert picker.get_by_role("option").count() < 40
    chooser = picker.get_by_role("combobox", name="Show or hide a column")
    chooser.fill("group7 key4957")
    expect(picker.get_by_role("option")).to_have_count(1)
    chooser.press("Enter")
    picker.get_by_role("button", name="Close").click()
    expect(page.get_by_role("gridcell", name="4,957", exact=True)).to_be_visible()
    page.get_by_role("button", name="Columns").click()
    picker.get_by_role("button", name="Add config").click()
    picker.get_by_role("button", name="Close").click()
    assert page.get_by_role("gridcell").count() < 60
    page.get_by_role("grid").focus()
    page.keyboard.press("End")
    expect(page.locator(".is-active")).to_be_in_viewport()


def test_hostile_names_tags_and_keys_are_text(served: Any, page: Page) -> None:
    api = chartkit.Api(served.folder)
    name = HOSTILE.replace("\u0000", "")
    config = {HOSTILE: HOSTILE, "__proto__": {"x": 1}}
    subprocess.run(
        [
            sys.executable,
            "-c",
            "import chartkit, sys, json; n, c = json.loads(sys.argv[1]);"
            "chartkit.init(project='bad', name=n, notes=n, tags=[n], group=n, config=c).finish()",
            json.dumps([name, config]).replace("\\u0000", "\\u0001"),
        ],
        cwd=served.folder,
        check=True,
        env=quiet(),
    )
    assert api.runs("bad")[0].name == name
    page.goto(f"{served.url}p/bad/runs")
    expect(page.get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("button", name="Add config").click()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("button", name="Add a column")).to_be_visible()
    page.get_by_role("grid").focus()
    page.keyboard.press("h")
    page.keyboard.press("p")
    expect(page.locator(".is-pinned")).to_have_count(1)
    assert page.locator("img").count() == 0
    expect(page).to_have_title("Runs of bad · chartkit")


def test_a_run_that_goes_on_moves_in_the_table(served: Any, page: Page, seen: Any) -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-u", "-c", LIVE]
    process = subprocess.Popen(command, cwd=served.folder, stdin=pipe, stdout=pipe, text=True, env=quiet())
    assert process.stdin is not None
    assert process.stdout is not None

    def log(text: str) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(text + "\n")
        process.stdin.flush()
        process.stdout.readline()

    try:
        log("0.5")
        page.goto(f"{served.url}p/live/runs")
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name="going on"))
        expect(row.get_by_role("gridcell", name="0.5", exact=True)).to_be_visible()
        expect(row.get_by_role("gridcell", name="running", exact=True)).to_be_visible()
        log("0.75")
        expect(row.get_by_role("gridcell", name="0.75", exact=True)).to_be_visible()
        chartkit.Api(served.folder).run("live/going").name = "renamed outside"
        expect(page.get_by_role("link", name="renamed outside")).to_be_visible()
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name="renamed outside"))
        page.get_by_role("checkbox", name="Select renamed outside").click()
        seen.expected.append("409 (Conflict)")
        page.get_by_role("button", name="Delete").click()
        expect(page.get_by_text("run live/going is running; it is not removed.")).to_be_visible()
        log("end")
        expect(row.get_by_role("gridcell", name="finished", exact=True)).to_be_visible()
    finally:
        process.kill()
        process.communicate()


def test_a_deletion_of_many_says_how_far_it_is_and_stops(served: Any, page: Page) -> None:
    """Runs go in pieces of 200; what was done by then can be undone."""
    held: list[Route] = []
    asked: list[str] = []

    def second_waits(route: Route) -> None:
        asked.append(route.request.url)
        held.append(route) if len(asked) == 2 else route.continue_()

    page.route("**/api/p/many/delete", second_waits)
    grid = select_all(page, served)
    page.get_by_role("button", name="Delete").click()
    notice = page.locator(".notice", has_text=f"Deleting {N_RUNS:,} runs")
    expect(notice.get_by_role("progressbar")).to_have_js_property("value", 200 / N_RUNS)
    expect(grid).to_have_attribute("aria-rowcount", str(N_RUNS - 200 + 1))
    notice.get_by_role("button", name="Stop").click()
    held[0].continue_()
    page.locator(".notice", has_text="Deleted 400 runs.").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Brought back 400 runs.")).to_be_visible()
    expect(grid).to_have_attribute("aria-rowcount", str(N_RUNS + 1))
    assert len(asked) == 2


def test_a_piece_that_fails_leaves_the_rest_as_it_was_done(served: Any, page: Page, seen: Any) -> None:
    seen.expected.append("Failed to load resource")
    asked: list[str] = []

    def second_fails(route: Route) -> None:
        asked.append(route.request.url)
        route.abort() if len(asked) == 2 else route.continue_()

    page.route("**/api/p/many/delete", second_fails)
    grid = select_all(page, served)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The server does not answer. Start `chartkit ui` again; nothing is lost.")).to_be_visible()
    page.locator(".notice", has_text="Deleted 200 runs.").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Brought back 200 runs.")).to_be_visible()
    expect(grid).to_have_attribute("aria-rowcount", str(N_RUNS + 1))


def select_all(page: Page, served: Any) -> Any:
    page.goto(f"{served.url}p/many/runs")
    grid = page.get_by_role("grid", name="Runs")
    expect(grid).to_have_attribute("aria-rowcount", str(N_RUNS + 1))
    grid.focus()
    page.keyboard.press("Control+a")
    expect(page.get_by_role("toolbar", name="Selected runs")).to_contain_text(f"{N_RUNS:,} runs selected")
    return grid
