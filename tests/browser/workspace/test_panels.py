"""Line panels and their grid, driven as a person would."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from chromium import becomes
from playwright.sync_api import Locator, Page, Request, Response, expect

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
DRAWN = re.compile("drawn")


def panel(page: Page, key: str) -> Locator:
    return page.locator(f"[data-panel='line:{key}']")


def surface(page: Page, key: str) -> Locator:
    found = panel(page, key).locator(".line-surface")
    expect(found).to_have_attribute("data-state", DRAWN)
    return found


def layout_of(folder: Path) -> dict[str, Any]:
    path = folder / "workspaces" / "demo.yaml"
    return yaml.safe_load(path.read_text()) if path.exists() else {}


def kept(page: Page) -> Any:
    """Waits for the layout to be on the server's side while the block does what changes it."""
    return page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.url.endswith("/layout"))


@pytest.fixture(scope="module")
def served(workspace: Workspace, demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The demo's project, to be changed by these tests."""
    folder = tmp_path_factory.mktemp("panels") / "own"
    shutil.copytree(demo_store, folder, symlinks=True)
    return workspace(folder)


@pytest.fixture
def opened(served: Any, page: Page) -> tuple[Page, Path]:
    """The page of the demo's panels, with no layout kept, and the folder of the store."""
    shutil.rmtree(served.folder / "workspaces", ignore_errors=True)
    page.goto(f"{served.url}p/demo")
    surface(page, "train/loss")
    expect(page.locator(".legend .legend-item")).to_have_count(6)  # it stands above the panels
    return page, served.folder


def colors_painted(place: Locator) -> set[str]:
    """The fully painted colours."""
    return set(
        place.locator(".line-painted").evaluate(
            """(canvas) => {
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              const counts = {};
              for (let at = 0; at < data.length; at += 4) {
                if (data[at + 3] < 255) continue;
                const color = '#' + [0, 1, 2].map((c) => data[at + c].toString(16).padStart(2, '0')).join('');
                counts[color] = (counts[color] ?? 0) + 1;
              }
              return Object.keys(counts).filter((color) => counts[color] > 8);
            }"""
        )
    )


def asks(panel: Callable[[dict[str, Any]], bool]) -> Callable[[Request | Response], bool]:
    """Tells the question of lines whose first panel is as asked, or its answer, from those of other panels."""

    def is_it(one: Request | Response) -> bool:
        request = one if isinstance(one, Request) else one.request
        return request.url.endswith("/lines") and panel(request.post_data_json["panels"][0])

    return is_it


def drag(page: Page, place: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Press at a share of the place's box, move, release."""
    box = place.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=6)
    page.mouse.up()


def height_px(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["height"]


def test_every_metric_has_a_panel_in_its_section_with_runs_in_their_colours(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    sections = page.locator(".panel-section")
    expect(sections.locator("h2").filter(has_text=re.compile("^(train|eval)"))).to_have_text(
        ["train 1", re.compile("eval .")]
    )
    place = surface(page, "train/loss")
    expect(place).to_have_attribute("data-lines", "6")
    color = page.evaluate("fetch('/api/p/demo/colors').then((answer) => answer.json())")["color"]
    becomes(page, lambda: set(color.values()) <= colors_painted(place), "each run in its colour")


def test_values_of_all_runs_stand_beside_the_crosshair_in_every_panel(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    place = surface(page, "train/loss")
    surface(page, "eval/acc")
    place.hover(position={"x": 290, "y": 60})
    values = panel(page, "train/loss").locator(".line-values")
    expect(values.locator("tr")).to_have_count(6)
    expect(values).to_contain_text("Step 2")
    expect(panel(page, "eval/acc").locator(".line-overlay")).to_have_attribute("data-blank", "false")
    page.mouse.move(5, 5)
    expect(values).to_have_count(0)
    expect(panel(page, "eval/acc").locator(".line-overlay")).to_have_attribute("data-blank", "true")


def test_a_brush_zooms_by_asking_the_server_and_a_button_shows_all(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    place = surface(page, "train/loss")
    with page.expect_request(asks(lambda panel: panel["range"] is not None)) as asked:
        drag(page, place, (0.4, 0.5), (0.6, 0.5))
    low, high = asked.value.post_data_json["panels"][0]["range"]
    assert 15 < low < 22 < high < 33
    reset = panel(page, "train/loss").get_by_role("button", name="Show all")
    expect(reset).to_be_visible()
    reset.click()
    expect(reset).to_have_count(0)


def test_keys_read_zoom_and_pan(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    place = surface(page, "train/loss")
    place.focus()
    page.keyboard.press("ArrowRight")
    expect(place.get_by_role("status")).to_contain_text("Step 0: ")
    with page.expect_request(asks(lambda panel: panel["range"] is not None)) as asked:
        page.keyboard.press("+")
    begin, end = asked.value.post_data_json["panels"][0]["range"]
    assert (round(begin), round(end)) == (0, 24)  # half of all steps; what is read stays where it is
    reset = panel(page, "train/loss").get_by_role("button", name="Show all")
    expect(reset).to_be_visible()
    with page.expect_request(lambda request: request.url.endswith("/lines")) as asked:
        page.keyboard.press("Shift+ArrowRight")
    assert asked.value.post_data_json["panels"][0]["range"][0] > 1
    place.focus()
    page.keyboard.press("Escape")
    expect(reset).to_have_count(0)


def test_panels_of_one_axis_zoom_together_when_asked_to(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    surface(page, "eval/acc")
    page.get_by_role("button", name="Line settings").click()
    page.get_by_label("Zoom panels with the same x axis together").check()
    page.keyboard.press("Escape")
    drag(page, surface(page, "train/loss"), (0.3, 0.5), (0.7, 0.5))
    expect(panel(page, "eval/acc").get_by_role("button", name="Show all")).to_be_visible()


def test_runs_that_stand_out_fade_the_others(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    place = surface(page, "train/loss")
    color = page.evaluate("fetch('/api/p/demo/colors').then((answer) => answer.json())")["color"]
    page.locator(".legend").get_by_text("sgd 0.1", exact=True).hover()
    becomes(page, lambda: colors_painted(place) & set(color.values()) == {color["run0"]}, "one run in its colour")


def test_smoothing_is_kept_in_the_layout_and_the_unsmoothed_line_stays(opened: tuple[Page, Path]) -> None:
    page, folder = opened
    with page.expect_response(asks(lambda panel: panel["smoothing"] == "ema")), kept(page):
        page.get_by_label("Smoothing").first.fill("0.6")
    assert layout_of(folder)["lines"] == {"smoothing": {"kind": "ema", "weight": 0.6}}
    page.reload()
    surface(page, "train/loss")
    expect(page.get_by_label("Smoothing").first).to_have_value("0.6")


def test_a_panel_is_moved_resized_and_both_are_kept(opened: tuple[Page, Path]) -> None:
    page, folder = opened
    moved = panel(page, "eval/acc")
    moved.hover()
    grip = moved.get_by_role("button", name="Move eval/acc")
    target = panel(page, "train/loss").bounding_box()
    assert target
    with kept(page):
        grip.hover()
        page.mouse.down()
        page.mouse.move(target["x"] + 30, target["y"] + 60, steps=8)
        page.mouse.up()
    expect(page.locator("[data-section='train'] .panel h3")).to_have_text(["eval/acc", "train/loss"])
    with kept(page):
        grip.focus()
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-section='train'] .panel h3")).to_have_text(["train/loss", "eval/acc"])
    with kept(page):
        panel(page, "train/loss").get_by_role("button", name="Size of train/loss").focus()
        page.keyboard.press("ArrowRight")
    with kept(page):
        page.keyboard.press("ArrowDown")
    said = layout_of(folder)["panels"]["line:train/loss"]
    assert (said["wide"], said["high"]) == (2, 2)
    before = height_px(panel(page, "train/loss"))
    with kept(page):
        drag(page, panel(page, "train/loss").locator(".panel-resizer"), (0.5, 0.5), (0.5, -15))
    assert height_px(panel(page, "train/loss")) < before
    page.reload()
    expect(page.locator("[data-section='train'] .panel h3")).to_have_text(["train/loss", "eval/acc"])


def test_the_grid_has_as_many_columns_and_as_high_panels_as_one_says(opened: tuple[Page, Path]) -> None:
    page, folder = opened
    before = panel(page, "train/loss").bounding_box()
    page.get_by_role("button", name="Grid", exact=True).click()
    grid = page.get_by_role("dialog", name="Grid of panels")
    with kept(page):
        grid.get_by_label("Panels in a row").select_option("12")
    with kept(page):
        grid.get_by_label("Height of panels").select_option("Middle")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Grid", exact=True)).to_be_focused()
    after = panel(page, "train/loss").bounding_box()
    assert before
    assert after
    assert after["width"] < before["width"]
    assert after["height"] > before["height"]
    assert layout_of(folder)["grid"] == {"columns": 12, "high": 2}
    page.get_by_role("button", name="Grid", exact=True).click()
    with kept(page):
        grid.get_by_label("Height of panels").select_option("As their kind")
    now = panel(page, "train/loss").bounding_box()
    assert now
    assert (now["width"], now["height"]) == (after["width"], before["height"])


def test_panels_are_added_copied_hidden_and_brought_back(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    panel(page, "train/loss").hover()
    page.get_by_role("button", name="Menu of train/loss").click()
    page.get_by_role("button", name="Duplicate").click()
    titles = page.locator("[data-section='train'] .panel h3")
    expect(titles).to_have_text(["train/loss", "train/loss (copy)"])
    page.locator("[data-section='train'] .panel").nth(1).hover()
    page.get_by_role("button", name="Menu of train/loss (copy)").click()
    page.get_by_role("button", name="Remove").click()
    expect(titles).to_have_text(["train/loss"])
    page.get_by_role("button", name="Undo").click()
    expect(titles).to_have_text(["train/loss", "train/loss (copy)"])
    panel(page, "train/loss").hover()
    page.get_by_role("button", name="Menu of train/loss", exact=True).click()
    page.get_by_role("button", name="Hide").click()
    expect(titles).to_have_text(["train/loss (copy)"])
    page.get_by_role("button", name="Show 1 hidden").click()
    expect(titles).to_have_text(["train/loss", "train/loss (copy)"])
    page.get_by_role("button", name="Add panel").click()
    page.get_by_label("Find what it shows").fill("calls")
    page.get_by_role("dialog").get_by_role("button", name="eval/calls").click()
    expect(titles.first).to_have_text("eval/calls")


def test_several_metrics_titles_and_log_axes_of_one_panel(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    panel(page, "train/loss").hover()
    page.get_by_role("button", name="Menu of train/loss").click()
    page.get_by_role("button", name="Edit …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Add a metric").fill("eval/acc")
    dialog.get_by_label("Title", exact=True).fill("Loss and accuracy")
    dialog.get_by_label("Title of the x axis").fill("optimizer steps")
    dialog.get_by_label("Log y axis").check()
    page.keyboard.press("Escape")
    shown = panel(page, "train/loss")
    expect(shown.get_by_role("heading")).to_have_text("Loss and accuracy")
    expect(shown.locator(".line-x-title")).to_have_text("optimizer steps")
    expect(shown.locator(".line-legend li")).to_have_text(["train/loss", "eval/acc"])
    expect(surface(page, "train/loss")).to_have_attribute("data-lines", "12")


def test_a_panel_fills_the_screen_and_escape_ends_it(opened: tuple[Page, Path]) -> None:
    page, _ = opened
    panel(page, "train/loss").hover()
    page.get_by_role("button", name="Full screen: train/loss").click()
    full = page.get_by_role("dialog", name="train/loss")
    expect(full.locator(".line-surface")).to_have_attribute("data-state", DRAWN)
    box = full.locator(".line-surface").bounding_box()
    assert box
    assert box["width"] > 1000
    page.keyboard.press("Escape")
    expect(full).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_full_screen_names_the_runs_beside_the_chart_or_below_it_in_a_narrow_window(
    opened: tuple[Page, Path], axe_faults: Callable[..., list[str]], scheme: Any
) -> None:
    page, _ = opened
    page.emulate_media(color_scheme=scheme)
    panel(page, "train/loss").hover()
    page.get_by_role("button", name="Full screen: train/loss").click()
    full = page.get_by_role("dialog", name="train/loss")
    surface = full.locator(".line-surface")
    legend = full.get_by_role("region", name="Colours of runs, full screen")
    expect(legend.get_by_role("button")).to_have_count(6)
    expect(surface).to_have_attribute("data-state", DRAWN)
    legend.get_by_role("button").first.focus()
    page.keyboard.press("Tab")
    expect(legend.get_by_role("button").nth(1)).to_be_focused()
    expect(legend.locator("li.is-dim")).to_have_count(5)
    for width, is_below in ((1440, False), (800, False), (320, True)):
        page.set_viewport_size({"width": width, "height": 700})

        def is_placed(is_below: bool = is_below) -> bool:
            chart, names = surface.bounding_box(), legend.bounding_box()
            assert chart
            assert names
            start, end = ("y", "height") if is_below else ("x", "width")
            return chart[start] + chart[end] <= names[start]

        becomes(page, is_placed, f"the legend {'below' if is_below else 'beside'} the chart, {width} px wide")
        room = full.evaluate(
            "(dialog) => [dialog.scrollHeight - dialog.clientHeight, dialog.scrollWidth - dialog.clientWidth]"
        )
        assert max(room) <= 0, "nothing is beyond the window"
        assert axe_faults(page) == []
    page.keyboard.press("Escape")


def test_search_and_sections_that_close(opened: tuple[Page, Path]) -> None:
    page, folder = opened
    page.get_by_label("Search panels").fill("ACC")
    expect(page.locator(".panel h3")).to_have_text(["eval/acc"])
    page.get_by_label("Search panels").fill("/^train.*s$/")
    expect(page.locator(".panel h3")).to_have_text(["train/loss"])
    page.get_by_label("Search panels").fill("nothing like it")
    expect(page.get_by_text("No panel by “nothing like it”.")).to_be_visible()
    page.get_by_label("Search panels").fill("")
    with kept(page):
        page.get_by_role("button", name="train 1").click()
    expect(panel(page, "train/loss")).to_have_count(0)
    assert layout_of(folder)["sections"]["train"]["isOpen"] is False


@pytest.mark.parametrize(
    ("entry", "file"), [("Export as PNG", "train_loss.png"), ("Export all points as CSV", "train_loss.csv")]
)
def test_a_panel_is_saved_as_a_file(opened: tuple[Page, Path], entry: str, file: str) -> None:
    page, _ = opened
    panel(page, "train/loss").hover()
    page.get_by_role("button", name="Menu of train/loss").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=entry).click()
    assert download.value.suggested_filename == file
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG") if file.endswith("png") else content.count(b"\n") == 6 * 50 + 1


def test_two_tabs_change_the_layout_and_nothing_is_lost(opened: tuple[Page, Path]) -> None:
    page, folder = opened
    other = page.context.new_page()
    other.goto(page.url)
    surface(other, "train/loss")
    with kept(page), kept(other):
        for tab, name in ((page, "train/loss"), (other, "eval/acc")):
            tab.bring_to_front()
            panel(tab, name).get_by_role("button", name=f"Size of {name}").focus()
            tab.keyboard.press("ArrowDown")
    found = layout_of(folder)["panels"]
    assert {name: said["high"] for name, said in found.items()} == {"line:train/loss": 2, "line:eval/acc": 2}
    expect(panel(page, "eval/acc").get_by_role("button", name="Size of eval/acc: 1 by 2")).to_be_attached()


LIVE = """
import chartkit, sys
run = chartkit.init(project="demo", dir=sys.argv[1], id="live", name="live", config={"lr": 1})
for line in sys.stdin:
    run.log({"train/loss": float(line)})
"""


def test_a_run_grows_while_the_page_is_open_and_only_new_points_travel(opened: tuple[Page, Path], seen: Any) -> None:
    seen.expected.append("404")  # the live run has no table to show yet
    page, folder = opened
    command = [sys.executable, "-c", LIVE, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as script:
        assert script.stdin

        def log(*values: float) -> None:
            assert script.stdin
            script.stdin.write("".join(f"{value}\n" for value in values))
            script.stdin.flush()

        known: list[int] = []

        def remember(request: Request) -> None:
            if request.url.endswith("/lines"):
                for one in request.post_data_json["panels"]:
                    known.append(one.get("known", {}).get("live train/loss", [0])[0])

        def is_asked_for_new_points() -> bool:
            log(0.75)
            return max(known, default=0) >= 20

        page.on("request", remember)
        log(*(0.5 for _ in range(20)))
        expect(surface(page, "train/loss")).to_have_attribute("data-lines", "7")
        becomes(page, is_asked_for_new_points, "the points that the page has are said")
        place = surface(page, "train/loss")
        place.focus()
        label = place.get_by_role("img")
        expect(label).to_have_attribute("aria-label", re.compile("7 lines"))
        script.stdin.close()
    shutil.rmtree(folder / ".chartkit" / "runs" / "demo" / "live")


def test_a_nan_is_marked_and_said(workspace: Workspace, tmp_path: Path, page: Page) -> None:
    code = (
        "import chartkit\nrun = chartkit.init(project='demo', id='r')\n"
        "for step in range(50): run.log({'loss': float('nan') if step == 25 else 1.0 + step / 50})"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    page.goto(f"{workspace(tmp_path).url}p/demo")
    label = surface(page, "loss").get_by_role("img")
    expect(label).to_have_attribute(
        "aria-label", re.compile(r"loss over Step: 1 line, .*, 1 mark of a value that is not finite\.")
    )


def test_five_thousand_metrics_do_not_hurt(workspace: Workspace, tmp_path: Path, page: Page) -> None:
    code = (
        "import chartkit\nrun = chartkit.init(project='demo', id='r')\n"
        "for step in range(3): run.log({f'layer{key // 50}/{key % 50}': step for key in range(5000)})"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    page.goto(f"{workspace(tmp_path).url}p/demo")
    surface(page, "layer0/0")
    expect(page.locator(".panel-section")).to_have_count(100)
    assert page.locator(".panel").count() <= 60
    page.get_by_label("Search panels").fill("layer77/3")
    expect(page.get_by_text("of 5,000 panels")).to_have_text("11 of 5,000 panels")
    surface(page, "layer77/3")
