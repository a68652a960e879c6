"""Runs grouped by several keys: groups in groups with their figures, opened and closed as a tree, by keyboard too."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from key_chooser import choose
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
N_RUNS = 480
MAKE = """
import sys, chartkit
for n in range(int(sys.argv[1])):
    config = {"opt": "adam" if n % 2 else "sgd", "fold": n // 2 % 2, "half": n % 2}
    with chartkit.init(project="many", id=f"m{n:03d}", name=f"run {n}", config=config) as run:
        run.log({"acc": n})
"""
GROUPED = {"group": ["config.opt", "config.fold"], "columns": ["summary.acc"]}


@pytest.fixture(scope="module")
def served(workspace: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """480 runs, 120 with each of two optimizers and two folds."""
    folder = tmp_path_factory.mktemp("nested")
    (folder / ".chartkit").mkdir()
    quiet = {**os.environ, "CHARTKIT_SILENT": "1", "CHARTKIT_SYSTEM_S": "0"}
    command = [sys.executable, "-c", MAKE, str(N_RUNS)]
    subprocess.run(command, cwd=folder, check=True, timeout=120, capture_output=True, env=quiet)
    return workspace(folder)


def opened(served: Any, page: Page, **runs: Any) -> Locator:
    """The table, grouped by both keys; its rows but the head."""
    kept: Path = served.folder / "workspaces"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    (kept / "many.yaml").write_text(yaml.safe_dump({"version": 1, "runs": {**GROUPED, **runs}}))
    page.goto(f"{served.url}p/many/runs")
    rows = page.locator(".run-rows > [role=row]")
    expect(rows).to_have_count(2)
    page.get_by_role("treegrid", name="Runs").focus()
    return rows


def looks(rows: Locator) -> list[tuple[str, str]]:
    """Level and name of each row."""
    return [(one.get_attribute("aria-level") or "", one.locator(".cell-name").inner_text()) for one in rows.all()]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_group_opens_to_groups_and_those_to_runs(served: Any, page: Page) -> None:
    rows = opened(served, page)
    expect(rows.locator(".cell-name")).to_have_text(["opt adam240", "opt sgd240"])
    expect(rows.locator(".figures")).to_have_text(["2401…479", "2390…478"])
    rows.first.locator(".cell-name").click()
    expect(rows.locator(".cell-name")).to_have_text(["opt adam240", "fold 0120", "fold 1120", "opt sgd240"])
    expect(rows.locator(".figures")).to_have_text(["2401…479", "2391…477", "2413…479", "2390…478"])
    rows.nth(2).locator(".cell-name").click()
    expect(rows.nth(3)).to_contain_text("run 479")
    assert [level for level, _ in looks(rows)[:5]] == ["1", "2", "2", "3", "3"]
    assert [rows.nth(place).get_attribute("aria-expanded") for place in range(4)] == ["true", "false", "true", None]
    rows.first.locator(".cell-name").click()
    expect(rows).to_have_count(2)
    rows.first.locator(".cell-name").click()
    expect(rows.nth(3)).to_contain_text("run 479")  # what was open in it is open again


def test_groups_of_another_key_are_not_opened_by_the_same_value(served: Any, page: Page) -> None:
    rows = opened(served, page, group=["config.fold"])
    press(page, "ArrowRight")
    expect(rows.nth(1)).to_contain_text("run 477")
    page.get_by_role("toolbar", name="Table").get_by_role("button", name="Group").click()
    chooser = page.get_by_role("combobox", name="Group by a column")
    choose(chooser, "half")
    page.get_by_role("button", name="Group by config.fold no more").click()
    expect(rows.locator(".cell-name")).to_have_text(["half 0240", "half 1240"])


def test_the_open_tree_is_accessible(served: Any, page: Page, axe_faults: Callable[..., list[str]]) -> None:
    rows = opened(served, page)
    press(page, "ArrowRight", "ArrowDown", "ArrowRight")
    expect(rows.nth(2)).to_contain_text("run 477")
    assert axe_faults(page) == []


def test_the_tree_by_keyboard(served: Any, page: Page) -> None:
    rows = opened(served, page)
    active = page.locator(".run-row:has(.is-active)")
    press(page, "ArrowDown", "Enter", "ArrowDown", "ArrowRight", "ArrowDown")
    expect(active).to_contain_text("run 476")
    expect(active).to_have_attribute("aria-level", "3")
    press(page, "ArrowLeft")
    expect(active.locator(".cell-name")).to_have_text("fold 0120")
    expect(active).to_have_attribute("aria-expanded", "true")
    press(page, "ArrowLeft")
    expect(active).to_have_attribute("aria-expanded", "false")
    press(page, "ArrowLeft")
    expect(active.locator(".cell-name")).to_have_text("opt sgd240")
    press(page, "ArrowLeft")
    expect(rows).to_have_count(2)
    press(page, "ArrowRight", "ArrowRight")
    expect(page.locator(".is-active")).to_have_class("cell number is-active")  # an open group: on to its cells


def test_the_runs_of_a_group_are_asked_for_as_they_come_into_view(served: Any, page: Page) -> None:
    asked: list[dict[str, Any]] = []

    def remember(request: Any) -> None:
        if request.url.endswith(("/many/runs", "/many/groups")) and request.method == "POST":
            asked.append({"of": request.url.rsplit("/", 1)[1], **json.loads(request.post_data)})

    page.on("request", remember)
    rows = opened(served, page)
    press(page, "ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowRight")
    expect(rows.nth(4)).to_contain_text("run 478")
    press(page, "Control+End")
    expect(page.get_by_role("link", name="run 2", exact=True)).to_be_visible()
    pieces = {(one["of"], one.get("level", 0), one["offset"]) for one in asked}
    assert pieces == {("groups", 0, 0), ("groups", 1, 0), ("runs", 0, 0), ("runs", 0, 300), ("runs", 0, 400)}


def test_selecting_hiding_and_sorting_are_of_the_whole_subtree(served: Any, page: Page) -> None:
    rows = opened(served, page)
    press(page, "Space", "ArrowRight", "ArrowDown", "Space")
    expect(page.get_by_role("toolbar", name="Selected runs")).to_contain_text("120 runs selected")
    box = page.get_by_role("checkbox", name="Select the group opt: adam", exact=True)
    expect(box).to_have_attribute("aria-checked", "mixed")
    inner = page.get_by_role("checkbox", name="Select the group opt: adam, fold: 1", exact=True)
    expect(inner).to_have_attribute("aria-checked", "true")
    press(page, "Escape", "ArrowLeft", "h")
    expect(page.get_by_role("button", name="Show the group opt: adam in the panels")).to_have_attribute(
        "aria-pressed", "false"
    )
    page.get_by_role("columnheader", name="acc").locator(".head-sort").click()
    names = rows.locator(".cell-name")
    expect(names).to_have_text(["opt adam240", "fold 1120", "fold 0120", "opt sgd240"])
    page.get_by_role("columnheader", name="acc").locator(".head-sort").click()
    expect(names).to_have_text(["opt sgd240", "opt adam240", "fold 0120", "fold 1120"])


def test_the_order_of_the_keys_is_changed_and_panels_keep_the_combinations(served: Any, page: Page) -> None:
    rows = opened(served, page, shown="all")
    page.get_by_role("toolbar", name="Table").get_by_role("button", name="Group").click()
    with page.expect_response("**/layout"):
        page.get_by_role("button", name="Group by config.fold before config.opt").click()
    expect(rows.locator(".cell-name")).to_have_text(["fold 0240", "fold 1240"])
    page.goto(f"{served.url}p/many")
    legend = page.get_by_role("list", name="Groups")
    combinations = [f"fold: {fold}, opt: {opt}120runs, 120 shown" for fold in (0, 1) for opt in ("adam", "sgd")]
    expect(legend.get_by_role("button")).to_have_text(combinations)
    expect(page.locator("[data-panel='line:acc'] .line-surface")).to_have_attribute("data-lines", "4")
