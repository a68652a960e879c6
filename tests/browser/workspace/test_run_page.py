"""The page of one run, driven as a person would: overview, charts, tables, media, files, system, code, diagnostics."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any, Literal

import pytest
from chromium import becomes, wait_until
from playwright.sync_api import Page, expect

import chartkit

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PARTS = ("overview", "metrics", "charts", "tables", "media", "files", "system", "code", "diagnostics")
SCRIPT = """
from pathlib import Path
import numpy as np
import polars as pl
import chartkit
from chartkit.media import Audio, Molecule, Object3D, Video

random = np.random.default_rng(0)
config = {"lr": 0.001, "model": {"depth": 3, "layers": [64, 32]}}
says = {"name": "the run", "tags": ["paper"], "notes": "first"}
with chartkit.init(project="p", id="one", config=config, save_code=True, **says) as run:
    for step in range(3):
        rows = {"x": [0, 1, 2], "y": [0, step, 1]}
        pixels = random.integers(0, 255, (3, 16, 16, 3), dtype=np.uint8)
        images = [chartkit.Image(one, caption=f"image {step}.{n}") for n, one in enumerate(pixels)]
        line = chartkit.plot_table("wandb/line/v0", rows, {"x": "x", "y": "y"})
        run.log({"loss": 1 / (step + 1), "line": line, "images": images})
    box = {"position": {"minX": 0.2, "maxX": 0.6, "minY": 0.1, "maxY": 0.9}, "class_id": 1, "scores": {"p": 0.9}}
    mask = np.zeros((16, 16), dtype=np.uint8)
    mask[4:8] = 1
    boxed = chartkit.Image(
        random.integers(0, 255, (16, 16, 3), dtype=np.uint8),
        boxes={"found": {"box_data": [box], "class_labels": {1: "owl"}}},
        masks={"sky": {"mask_data": mask, "class_labels": {1: "sky"}}},
    )
    Path("water.xyz").write_text("3\\nwater\\nO 0 0 0.12\\nH 0 0.76 -0.47\\nH 0 -0.76 -0.47\\n")
    sound = Audio(np.zeros(8000), sample_rate=8000)
    run.log({"boxed": boxed, "sound": sound, "counts": chartkit.Histogram([1, 2, 2, 3])})
    run.log({"water": Molecule("water.xyz"), "points": Object3D(random.normal(size=(50, 3)))})
    run.log({"clip": Video(random.integers(0, 255, (3, 3, 8, 8), dtype=np.uint8), fps=2)})
    frame = pl.DataFrame({"n": range(100_000), "label": [f"l{n % 5}" for n in range(100_000)]})
    run.log({"large": chartkit.Table(dataframe=frame)})
    cells = [[images[0], "cat", 0.5], [images[1], "dog", 0.7], [images[2], None, float("nan")]]
    run.log({"cells": chartkit.Table(["image", "name", "score"], cells)})
    Path("weights.bin").write_bytes(b"w" * 1500)
    run.save("weights.bin")
    artifact = chartkit.Artifact("weights", "model")
    artifact.add_file("weights.bin")
    run.log_artifact(artifact)
    run.log({"values": chartkit.plot_table("wandb/line/v0", {"x": [1], "y": [float("inf")]}, {"x": "x", "y": "y"})})
with chartkit.init(project="p", id="two", name="another") as run:
    run.log({"loss": 1.0, "other": 2.0})
"""


@pytest.fixture(scope="module")
def served(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("run")
    (folder / "train.py").write_text(SCRIPT)
    done = subprocess.run([sys.executable, "train.py"], cwd=folder, timeout=120, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return workspace(folder)


def opened(page: Page, served: Any, part: str) -> Page:
    page.goto(f"{served.url}p/p/runs/one#{part}")
    expect(page.get_by_role("heading", level=1)).to_have_text("the run")
    expect(page.get_by_role("tabpanel")).to_be_visible()
    return page


def test_the_overview_says_what_the_run_is_and_how_to_read_it(served: Any, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, served, "overview")
    facts = page.get_by_role("region", name="Facts").or_(page.locator("section[aria-label=Facts]"))
    for text in ("one", "paper", "first", "train.py", "process"):
        expect(facts).to_contain_text(text)
    expect(page.locator("section[aria-label=Config]")).to_contain_text("model.depth")
    expect(page.locator("section[aria-label=Summary]")).to_contain_text("loss")
    page.get_by_role("button", name="Copy the run's id").click()
    assert page.evaluate("navigator.clipboard.readText()") == "one"
    page.get_by_role("button", name="Copy the Python code").click()
    code = page.evaluate("navigator.clipboard.readText()")
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(run.name, len(run.history()))"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "the run 9\n", done.stderr


@pytest.mark.parametrize("width", [500, 1440])
def test_values_of_every_kind_begin_at_one_edge_beside_the_longest_name(served: Any, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    config = opened(page, served, "overview").locator("section[aria-label=Config]")
    values = config.locator("dd")
    expect(values).to_have_text(["0.001", "3", "[64, 32]"])
    page.evaluate("document.fonts.ready.then(() => null)")
    starts = values.evaluate_all("""(found) => found.map((one) => {
      const text = document.createRange();
      text.selectNodeContents(one);
      return text.getBoundingClientRect().left;
    })""")
    assert len(set(starts)) == 1
    name = config.get_by_text("model.layers").bounding_box()
    assert name
    assert starts[0] == pytest.approx(name["x"] + name["width"] + 14, abs=1)


def test_metrics_are_the_projects_line_panels_with_this_run_alone(served: Any, page: Page) -> None:
    opened(page, served, "metrics")
    loss = page.get_by_role("article", name="loss")
    expect(loss.locator(".line-surface")).to_have_attribute("data-lines", "1")
    expect(page.get_by_role("article", name="other")).to_have_count(0)
    loss.get_by_role("button", name="Full screen: loss").click()
    expect(page.get_by_role("dialog").locator(".line-surface")).to_have_attribute("data-lines", "1")
    page.keyboard.press("Escape")
    loss.get_by_role("button", name="Menu of loss").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export all points as CSV").click()
    runs = {line.split(",")[0] for line in download.value.path().read_text().splitlines()[1:]}
    assert runs == {"one"}


def test_name_tags_and_notes_are_edited_and_taken_back(served: Any, page: Page) -> None:
    page.goto(f"{served.url}p/p/runs/two")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("another")
    edit = page.get_by_role("button", name="Edit the name")
    edit.click()
    page.get_by_role("textbox", name="Name").fill("better")
    page.keyboard.press("Enter")
    expect(title).to_have_text("better")
    expect(edit).to_be_focused()
    page.get_by_role("button", name="Edit the tags").click()
    page.get_by_role("textbox", name="Tags, with commas between them").fill("a, b,a")
    page.get_by_role("button", name="Save").click()
    facts = page.locator("section[aria-label=Facts]")
    expect(facts.locator(".tag")).to_have_text(["a", "b"])
    page.get_by_role("button", name="Edit the notes").click()
    page.get_by_role("textbox", name="Notes").fill("first\nsecond")
    page.keyboard.press("Control+Enter")
    expect(facts.locator(".notes")).to_have_text("first\nsecond")
    page.get_by_role("button", name="Edit the notes").click()
    page.get_by_role("textbox", name="Notes").fill("unwanted")
    page.keyboard.press("Escape")
    expect(facts.locator(".notes")).to_have_text("first\nsecond")
    said = page.get_by_role("status").locator(".notice", has_text="Changed the name of another.")
    said.get_by_role("button", name="Undo").click()
    expect(title).to_have_text("another")
    page.reload()
    expect(title).to_have_text("another")
    run = chartkit.Api(served.folder).run("p/two")
    assert (run.name, run.tags, run.notes) == ("another", ["a", "b"], "first\nsecond")


def test_parts_are_reached_by_keyboard(served: Any, page: Page) -> None:
    opened(page, served, "overview")
    page.get_by_role("tab", name="Overview").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Metrics")).to_be_focused()
    expect(page.get_by_role("tab", name="Metrics")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Diagnostics")).to_be_focused()


def test_charts_are_as_they_were_logged_with_their_steps(served: Any, page: Page) -> None:
    opened(page, served, "charts")
    line = page.locator("section[aria-label=line]")
    expect(line.locator(".picture")).to_have_attribute("data-state", "drawn")
    line.get_by_role("slider").press("Home")
    expect(line.locator("output")).to_have_text("step 0")
    expect(line.locator(".picture")).to_have_attribute("data-state", "drawn")


def test_a_large_table_is_scrolled_sorted_and_filtered_by_the_server(served: Any, page: Page) -> None:
    opened(page, served, "tables")
    table = page.get_by_role("table", name="Rows of large")
    expect(table).to_have_attribute("aria-rowcount", "100001")
    expect(table.get_by_role("row").nth(1)).to_contain_text("0")
    table.evaluate("(one) => one.scrollTo(0, one.scrollHeight)")
    expect(table.get_by_role("row").last).to_contain_text("99,999")
    assert table.get_by_role("row").count() < 60
    head = table.get_by_role("columnheader", name="n", exact=True)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    table.evaluate("(one) => one.scrollTo(0, 0)")
    expect(table.get_by_role("row").nth(1)).to_contain_text("99,999")
    large = page.locator("section[aria-label=large]")
    large.get_by_role("button", name="Filter").click()
    large.get_by_label("Column").select_option("label")
    large.get_by_label("Comparison").select_option("=")
    large.get_by_label("Value").fill("l3")
    expect(large.get_by_role("status")).to_have_text("20,000 of 100,000 rows")
    with page.expect_download() as download:
        large.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "one-large.csv"
    assert len(download.value.path().read_text().splitlines()) == 100_001


def test_cells_show_images_large_and_say_what_is_missing(served: Any, page: Page) -> None:
    opened(page, served, "tables")
    table = page.get_by_role("table", name="Rows of cells")
    table.scroll_into_view_if_needed()
    expect(table.get_by_role("row").nth(3)).to_contain_text("NaN")
    table.get_by_role("button", name="Show image 2.1 large").click()
    dialog = page.get_by_role("dialog", name="image, row 1")
    expect(dialog.get_by_role("img", name="image 2.1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_media_of_every_kind_are_shown(served: Any, page: Page) -> None:
    opened(page, served, "media")
    images = page.locator("section.card[aria-label=images]")
    expect(images.locator("img")).to_have_count(3)
    expect(images.locator("img").first).to_have_attribute("alt", "image 2.0")
    images.get_by_role("slider").press("Home")
    expect(images.locator("img").first).to_have_attribute("alt", "image 0.0")
    wait_until(page, "() => [...document.querySelectorAll('.item.image img')].every((one) => one.naturalWidth > 0)")
    boxed = page.locator("section.card[aria-label=boxed]")
    boxed.scroll_into_view_if_needed()
    expect(boxed.get_by_role("img", name="owl, p 0.9")).to_be_visible()
    expect(boxed.get_by_role("img", name="Mask sky: sky")).to_be_visible()
    sound = page.locator("audio")
    sound.scroll_into_view_if_needed()
    wait_until(page, "() => document.querySelector('audio').duration === 1")
    counts = page.locator("section.card[aria-label=counts]")
    counts.scroll_into_view_if_needed()
    expect(counts.locator(".picture")).to_have_attribute("data-state", "drawn")
    for name, words in (("water", "water: 3 atoms"), ("points", "points: 50 points")):
        shape = page.locator(f"section.card[aria-label={name}] canvas")
        shape.scroll_into_view_if_needed()
        said = f"{words}, drag or use the arrow keys to turn"
        expect(shape).to_have_attribute("aria-label", said)
        before = shape.screenshot()
        shape.press("ArrowRight")
        becomes(page, lambda shape=shape, before=before: shape.screenshot() != before, f"{name} turned")
    expect(page.locator("section.card[aria-label=clip] img")).to_be_visible()


def test_files_artifacts_system_code_and_diagnostics(served: Any, page: Page) -> None:
    opened(page, served, "files")
    with page.expect_download() as download:
        page.get_by_role("link", name="weights.bin").click()
    assert download.value.path().read_bytes() == b"w" * 1500
    expect(page.locator("section[aria-label='Artifacts logged']")).to_contain_text("weights:v0")
    page.get_by_role("tab", name="Code").click()
    expect(page.locator("pre.source")).to_contain_text("import chartkit")
    page.get_by_role("searchbox", name="Find a package").fill("polars")
    expect(page.locator(".packages li").first).to_contain_text("polars")
    page.get_by_role("tab", name="System").click()
    expect(
        page.locator("section[aria-label='system.cpu'] .picture").or_(page.get_by_text("measured nothing"))
    ).to_be_visible()
    page.get_by_role("tab", name="Diagnostics").click()
    expect(page.locator(".findings")).to_contain_text("drawn as missing")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_accessible_and_fits_a_narrow_screen(
    served: Any, page: Page, axe_faults: Callable[..., list[str]], part: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    opened(page, served, part)
    expect(page.locator("main")).not_to_contain_text("Loading")
    wait_until(page, "document.documentElement.scrollWidth <= 320")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        assert axe_faults(page) == [], scheme
