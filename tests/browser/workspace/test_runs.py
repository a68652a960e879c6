"""The table of runs as a person uses it: search, filter, group, sort, columns, by pointer and by keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes, hold
from key_chooser import choose
from playwright.sync_api import Locator, Page, Route, expect

import chartkit

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[3]
SHOWN_MS = 10_000
"""How long a notice of what was done stays."""
NEWEST_FIRST = ["adam 0.00215443", "sgd 0.00464159", "adam 0.01", "sgd 0.0215443", "adam 0.0464159", "sgd 0.1"]


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The demo's project, to be changed by these tests."""
    folder = tmp_path_factory.mktemp("runs") / "own"
    shutil.copytree(demo_store, folder, symlinks=True)
    return workspace(folder)


@pytest.fixture
def runs(served: Any, page: Page) -> Iterator[Page]:
    """The page of the demo's table, with no layout kept; what a test does to the layout is forgotten."""
    shutil.rmtree(served.folder / "workspaces", ignore_errors=True)
    page.goto(f"{served.url}p/demo/runs")
    expect(page.get_by_role("link", name="sgd 0.1", exact=True)).to_be_visible()
    yield page


def expect_names(page: Page, wanted: list[str]) -> None:
    expect(page.locator(".run-row .cell-name a")).to_have_text(wanted)


def grid(page: Page) -> Locator:
    return page.locator(".run-grid")


def expect_kept(page: Page, served: Any, holds: Callable[[Any], bool]) -> None:
    """Wait until the layout's part of the table, as the server has it, holds what it should."""
    becomes(page, lambda: holds(page.request.get(f"{served.url}api/p/demo/layout").json().get("runs", {})))


def test_the_newest_run_stands_first_and_columns_tell_config_and_results(runs: Page) -> None:
    expect_names(runs, NEWEST_FIRST)
    heads = runs.get_by_role("columnheader")
    wanted = [
        "Name",
        "State",
        "Created",
        "Runtime",
        "config lr",
        "config optimizer",
        "config model.depth",
        "summary train/loss",
        "summary eval/acc",
        "summary eval/calls",
    ]
    becomes(runs, lambda: [re.sub(r"\s+", " ", one).strip() for one in heads.all_inner_texts()][3:] == wanted)
    expect(grid(runs)).to_have_attribute("aria-rowcount", "7")
    first = runs.get_by_role("row").nth(1)
    expect(first.get_by_role("gridcell").nth(4)).to_have_text("finished")
    expect(first.get_by_role("gridcell").nth(7)).to_have_text("0.002154")


def test_search_finds_as_one_types(runs: Page) -> None:
    box = runs.get_by_role("searchbox", name="Search runs by name, id, tag or notes")
    box.fill("SGD")
    expect_names(runs, ["sgd 0.00464159", "sgd 0.0215443", "sgd 0.1"])
    expect(runs.get_by_text("3 of 6 runs")).to_be_visible()
    box.fill("^adam .*6$")
    expect(runs.get_by_text("None of the 6 runs matches.")).to_be_visible()
    runs.get_by_role("button", name="Search by regular expression").click()
    expect(runs.get_by_text("0 of 6 runs")).to_be_visible()
    box.fill("^adam .*3$")
    expect_names(runs, ["adam 0.00215443"])
    runs.get_by_role("button", name="Clear filters").first.click()
    expect_names(runs, NEWEST_FIRST)


def test_a_query_is_completed_by_keyboard_and_filters(runs: Page) -> None:
    box = runs.get_by_role("combobox", name="Filter")
    box.press_sequentially("config.opt")
    options = runs.get_by_role("listbox", name="What may come next").get_by_role("option")
    expect(options).to_have_count(1)  # what a shorter beginning offers goes, and what was chosen of it too
    expect(options).to_contain_text("config.optimizer")
    box.press("ArrowDown")
    box.press("Tab")
    expect(box).to_have_value("config.optimizer ")
    box.press_sequentially("=")
    box.press_sequentially(" ")
    expect(runs.get_by_role("option", name="adam")).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("config.optimizer = adam ")
    box.press_sequentially("and lr < 0.02")
    box.press("Enter")
    expect_names(runs, ["adam 0.00215443", "adam 0.01"])


@pytest.mark.parametrize("is_answered", [True, False])
def test_what_is_chosen_stays_chosen_while_one_types_faster_than_options_come(runs: Page, is_answered: bool) -> None:
    held: list[Route] = []

    def last_waits(route: Route) -> None:
        held.append(route) if route.request.post_data_json["query"] == "config.opt" else route.continue_()

    runs.route("**/complete", last_waits)
    box = runs.get_by_role("combobox", name="Filter")
    option = runs.get_by_role("option", name="config.optimizer")
    box.press_sequentially("config.op")
    expect(option).to_be_visible()
    with runs.expect_request("**/complete"):
        box.press("t")
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    if is_answered:
        with runs.expect_response("**/complete"):
            held[0].continue_()
    box.press("Tab")
    expect(box).to_have_value("config.optimizer ")
    if not is_answered:
        held[0].continue_()


def test_a_mistake_in_the_query_is_marked_and_the_table_stays(runs: Page) -> None:
    box = runs.get_by_role("combobox", name="Filter")
    box.fill("config.optimiser = adam")
    box.press("Enter")
    fault = runs.get_by_role("alert")
    expect(fault).to_contain_text("no run has a column 'config.optimiser'. did you mean 'config.optimizer'?")
    expect(fault.locator("mark")).to_have_text("config.optimiser")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect_names(runs, NEWEST_FIRST)
    box.fill("config.optimizer = adam")
    expect(fault).to_have_count(0)


def test_facets_count_and_narrow(runs: Page, served: Any) -> None:
    runs.get_by_role("button", name="Filters").click()
    facet = runs.get_by_role("group", name="config.optimizer")
    expect(facet.get_by_role("checkbox")).to_have_count(2)
    expect(facet.locator(".tick-count")).to_have_text(["3", "3"])
    facet.get_by_role("checkbox", name="sgd").check()
    expect_names(runs, ["sgd 0.00464159", "sgd 0.0215443", "sgd 0.1"])
    expect(runs.get_by_role("group", name="config.lr").locator(".tick-count")).to_have_text(["1", "1", "1"])
    expect(facet.locator(".tick-count")).to_have_text(["3", "3"])
    runs.reload()
    expect_names(runs, ["sgd 0.00464159", "sgd 0.0215443", "sgd 0.1"])
    expect_kept(runs, served, lambda part: part.get("chosen") == {"config.optimizer": ["sgd"]})
    runs.get_by_role("button", name="Untick all of config.optimizer").click()
    expect_names(runs, NEWEST_FIRST)


def test_the_head_sorts_down_up_and_not_at_all(runs: Page) -> None:
    by_acc = runs.get_by_role("columnheader", name="eval/acc")
    by_acc.locator(".head-sort").click()
    expect(by_acc).to_have_attribute("aria-sort", "descending")
    expect(runs.locator(".run-row .cell-name a").first).to_have_text("sgd 0.0215443")
    down = runs.locator(".run-row .cell-name a").all_inner_texts()
    by_acc.locator(".head-sort").click()
    expect(by_acc).to_have_attribute("aria-sort", "ascending")
    expect_names(runs, down[::-1])
    by_acc.locator(".head-sort").click()
    expect(by_acc).to_have_attribute("aria-sort", "none")
    expect_names(runs, NEWEST_FIRST)


def test_runs_are_grouped_with_mean_least_and_greatest(runs: Page) -> None:
    runs.get_by_role("toolbar", name="Table").get_by_role("button", name="Group").click()
    chooser = runs.get_by_role("combobox", name="Group by a column")
    choose(chooser, "optim")
    chooser.press("Escape")
    groups = runs.locator(".group-row")
    expect(groups).to_have_count(2)
    expect(groups.first).to_contain_text("optimizer adam")
    expect(groups.first.locator(".count")).to_have_text("3")
    lr = groups.first.get_by_role("gridcell").filter(has=runs.locator(".figures")).first
    expect(lr.locator(".figures > span").first).to_have_text("0.01952")
    expect(lr.locator(".span")).to_have_text("0.002154…0.04642")
    grid(runs).focus()
    runs.keyboard.press("ArrowRight")
    expect_names(runs, ["adam 0.00215443", "adam 0.01", "adam 0.0464159"])
    expect(groups.first).to_have_attribute("aria-expanded", "true")
    runs.keyboard.press("Space")
    expect(runs.get_by_role("toolbar", name="Selected runs")).to_contain_text("3 runs selected")
    runs.keyboard.press("ArrowLeft")
    expect(runs.locator(".run-row .cell-name a")).to_have_count(0)


def test_keys_move_select_hide_and_pin_and_a_restart_forgets_nothing(
    runs: Page, served: Any, workspace: Callable[..., Any]
) -> None:
    grid(runs).focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "Shift+ArrowDown"):
        runs.keyboard.press(key)
    bar = runs.get_by_role("toolbar", name="Selected runs")
    expect(bar).to_contain_text("3 runs selected")
    expect(runs.locator(".run-row[aria-selected='true'] .cell-name a")).to_have_text(
        ["adam 0.00215443", "adam 0.01", "sgd 0.0215443"]
    )
    runs.keyboard.press("Control+a")
    expect(bar).to_contain_text("6 runs selected")
    runs.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    runs.keyboard.press("h")
    expect(runs.get_by_role("button", name="Show sgd 0.0215443 in the panels")).to_have_attribute(
        "aria-pressed", "false"
    )
    runs.keyboard.press("Control+End")
    active = grid(runs).get_attribute("aria-activedescendant")
    assert active is not None
    expect(runs.locator(f"#{active}")).to_contain_text("sgd 0.1")
    runs.keyboard.press("p")
    pinned = ["sgd 0.1", *NEWEST_FIRST[:-1]]
    expect_names(runs, pinned)
    expect(runs.locator(".run-row.is-pinned .cell-name")).to_contain_text("pinned")
    expect_kept(runs, served, lambda part: part.get("pinned") == {"run0": 1})
    again = workspace(served.folder)
    runs.goto(f"{again.url}p/demo/runs")
    expect_names(runs, pinned)
    expect(runs.get_by_role("button", name="Show sgd 0.0215443 in the panels")).to_have_attribute(
        "aria-pressed", "false"
    )
    text = (served.folder / "workspaces" / "demo.yaml").read_text()
    assert "run0: 1" in text, text


def test_all_runs_are_hidden_and_shown_by_one_eye(runs: Page) -> None:
    eye = runs.get_by_role("button", name="Show runs in the panels")
    eye.click()
    expect(runs.locator(".run-row .eye[aria-pressed='true']")).to_have_count(0)
    runs.get_by_role("button", name="Show adam 0.01 in the panels").click()
    expect(runs.locator(".run-row .eye[aria-pressed='true']")).to_have_count(1)
    eye.click()
    expect(runs.locator(".run-row .eye[aria-pressed='true']")).to_have_count(6)


def test_name_notes_and_tags_are_edited_in_place_and_undone(runs: Page, served: Any) -> None:
    grid(runs).focus()
    runs.keyboard.press("F2")
    box = runs.get_by_role("textbox", name="name of adam 0.00215443")
    box.fill("the best <b>")
    box.press("Enter")
    expect(runs.get_by_role("link", name="the best <b>")).to_be_visible()
    expect(grid(runs)).to_be_focused()
    api = chartkit.Api(served.folder)
    expect(runs.get_by_text("Changed the name of adam 0.00215443.")).to_be_visible()
    assert api.run("demo/run5").name == "the best <b>"
    runs.get_by_role("button", name="Undo").click()
    expect(runs.get_by_role("link", name="adam 0.00215443")).to_be_visible()
    runs.get_by_role("button", name="Columns").click()
    chooser = runs.get_by_role("combobox", name="Show or hide a column")
    for wanted in ("tags", "notes"):
        choose(chooser, wanted)
    runs.get_by_role("button", name="Close").click()
    grid(runs).focus()
    runs.keyboard.press("End")
    runs.keyboard.press("F2")
    notes = runs.get_by_role("textbox", name="notes of adam 0.00215443")
    notes.fill("to be shown")
    notes.press("Enter")
    runs.keyboard.press("ArrowLeft")
    runs.keyboard.press("F2")
    tags = runs.get_by_role("textbox", name="tags, with commas between them of adam 0.00215443")
    tags.fill("a, b,, a")
    tags.press("Enter")
    expect(runs.get_by_text("Changed the tags of adam 0.00215443.")).to_be_visible()
    run = api.run("demo/run5")
    assert (run.notes, list(run.tags)) == ("to be shown", ["a", "b"])


def test_many_runs_are_tagged_coloured_and_deleted_with_a_way_back(runs: Page, served: Any) -> None:
    for name in ("sgd 0.1", "adam 0.01"):
        runs.get_by_role("checkbox", name=f"Select {name}", exact=True).click()
    bar = runs.get_by_role("toolbar", name="Selected runs")
    bar.get_by_role("button", name="Tags").click()
    box = runs.get_by_role("textbox", name="A tag to add")
    box.fill("keep")
    box.press("Enter")
    expect(runs.get_by_text("Tagged 2 runs “keep”.")).to_be_visible()
    bar.get_by_role("button", name="Colour").click()
    runs.get_by_role("dialog", name="Colour of 2 runs").get_by_role("button", name="#228833").click()
    expect(runs.get_by_text("Changed the colour of 2 runs.")).to_be_visible()
    api = chartkit.Api(served.folder)
    assert {run.id: run.color for run in api.runs("demo", {"tags": "keep"})} == {"run0": "#228833", "run3": "#228833"}
    swatch = runs.get_by_role("button", name="Colour of adam 0.01").locator(".swatch")
    expect(swatch).to_have_css("background-color", "rgb(34, 136, 51)")
    bar.get_by_role("button", name="Delete").click()
    expect_names(runs, [name for name in NEWEST_FIRST if name not in ("sgd 0.1", "adam 0.01")])
    assert len(api.runs("demo")) == 4
    runs.locator(".notice", has_text="Deleted 2 runs.").get_by_role("button", name="Undo").click()
    expect_names(runs, NEWEST_FIRST)
    assert len(api.runs("demo")) == 6
    assert api.run("demo/run0").summary["eval/acc"] > 0.9


def renamed_and_deleted(runs: Page) -> Locator:
    """Rename the newest run and delete it, by keyboard; gives the notice."""
    grid(runs).focus()
    runs.keyboard.press("F2")
    box = runs.get_by_role("textbox", name="name of adam 0.00215443")
    box.fill("renamed")
    box.press("Enter")
    expect(runs.get_by_text("Changed the name of adam 0.00215443.")).to_be_visible()
    runs.keyboard.press("Delete")
    deleted = runs.locator(".notice", has_text="Deleted renamed.")
    expect(deleted).to_be_visible()
    return deleted


def test_ctrl_z_undoes_one_thing_after_the_other_but_not_while_a_text_is_written(runs: Page, axe_faults: Any) -> None:
    hold(runs, SHOWN_MS)
    deleted = renamed_and_deleted(runs)
    expect(deleted.get_by_role("button", name="Undo")).to_have_attribute("aria-keyshortcuts", "Control+Z")
    expect(runs.locator("[aria-keyshortcuts='Control+Z']")).to_have_count(1)
    assert axe_faults(runs) == []
    runs.get_by_role("searchbox").first.focus()
    runs.keyboard.press("Control+z")
    runs.get_by_role("combobox", name="Light or dark").focus()
    expect(deleted).to_be_visible()
    runs.keyboard.press("Control+z")
    expect(runs.get_by_text("Brought back 1 run.")).to_be_visible()
    expect(runs.get_by_role("link", name="renamed")).to_be_visible()
    runs.keyboard.press("Control+z")
    expect(runs.get_by_role("link", name="adam 0.00215443")).to_be_visible()


def test_the_keyboard_undoes_what_was_done_last_and_goes_on_where_it_was(runs: Page, served: Any) -> None:
    runs.clock.install()
    runs.reload()
    expect_names(runs, NEWEST_FIRST)
    deleted = renamed_and_deleted(runs)
    runs.keyboard.press("Tab")
    expect(deleted.get_by_role("button", name="Undo")).to_be_focused()
    runs.clock.fast_forward(15_000)
    expect(runs.locator(".notice")).to_have_count(1)
    runs.keyboard.press("Enter")
    expect(runs.get_by_text("Brought back 1 run.")).to_be_visible()
    expect(grid(runs)).to_be_focused()
    expect_names(runs, ["renamed", *NEWEST_FIRST[1:]])
    runs.keyboard.press("Control+Home")
    runs.keyboard.press("c")
    expect(runs.get_by_role("button", name="#4477aa")).to_be_focused()
    runs.keyboard.press("Escape")
    expect(grid(runs)).to_be_focused()
    runs.keyboard.press("F2")
    box = runs.get_by_role("textbox", name="name of renamed")
    box.fill("adam 0.00215443")
    box.press("Enter")
    expect(runs.get_by_text("Changed the name of renamed.")).to_be_visible()
    expect_names(runs, NEWEST_FIRST)


def test_columns_are_chosen_moved_and_made_wider(runs: Page, served: Any) -> None:
    runs.get_by_role("button", name="Columns").click()
    picker = runs.get_by_role("dialog", name="Columns")
    picker.get_by_role("button", name="None").click()
    chooser = runs.get_by_role("combobox", name="Show or hide a column")
    for wanted in ("state", "created", "runtime", "config.lr", "exit"):
        choose(chooser, wanted)
    picker.get_by_role("button", name="Move exit_code up").click()
    picker.get_by_role("button", name="Close").click()
    heads = runs.locator(".head-cell .head-label")
    expect(heads).to_have_text(["Name", "State", "Created", "Runtime", "Exit code", "lr"])
    grid(runs).focus()
    runs.keyboard.press("ArrowUp")
    runs.keyboard.press("ArrowRight")
    for _ in range(2):
        runs.keyboard.press("Alt+ArrowRight")
    expect(heads).to_have_text(["Name", "Created", "Runtime", "State", "Exit code", "lr"])
    head = runs.get_by_role("columnheader", name="State")
    before = head.bounding_box()
    runs.keyboard.press("Alt+Shift+ArrowRight")
    after = head.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == before["width"] + 16
    runs.keyboard.press("Delete")
    expect(runs.get_by_role("columnheader", name="State")).to_have_count(0)
    created, lr = (runs.get_by_role("columnheader", name=name) for name in ("Created", "lr"))
    created.drag_to(lr, target_position={"x": 80, "y": 20}, source_position={"x": 30, "y": 20})
    expect(heads).to_have_text(["Name", "Runtime", "Exit code", "lr", "Created"])
    grip = runs.get_by_role("columnheader", name="Runtime").locator(".grip")
    box = grip.bounding_box()
    assert box is not None
    runs.mouse.move(box["x"] + 3, box["y"] + 5)
    runs.mouse.down()
    runs.mouse.move(box["x"] + 63, box["y"] + 5)
    runs.mouse.up()
    expect_kept(runs, served, lambda part: part.get("widths", {}).get("runtime_s", 0) > 140)
