"""Panels of logged charts, driven as a person would: steps, runs, classes, groups, live, one that never finishes."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import becomes, elapse, hold
from PIL import Image
from playwright.sync_api import Locator, Page, Response, expect

import chartkit

pytestmark = pytest.mark.browser

Workspace = Callable[..., Any]
SCRIPT = """
import sys
import chartkit

def line(place, step):
    rows = {"x": list(range(20)), "y": [place * 10 + step + x for x in range(20)]}
    return chartkit.plot_table("wandb/line/v0", rows, {"x": "x", "y": "y"})

def bars(place, step):
    rows = [[name, 1.0 + index + step + place] for index, name in enumerate(["cat", "dog", "owl"])]
    table = chartkit.Table(["class", "score"], rows)
    return chartkit.plot_table("wandb/bar/v0", table, {"label": "class", "value": "score"})

for place in range(3):
    with chartkit.init(project="p", id=f"r{place}", name=f"run {place}", config={"kind": "ab"[place % 2]}) as run:
        for step in range(4):
            run.log({"line": line(place, step), "bars": bars(place, step)}, step=10 * step)
endless = {
    "data": {"name": "table"}, "mark": "bar",
    "transform": [{"calculate": "test(regexp('^(a+)+$'), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", "as": "z"}],
    "encoding": {"x": {"field": "z", "type": "nominal"}, "y": {"aggregate": "count"}},
}
with chartkit.init(project="stuck", id="s") as run:
    run.log({"endless": chartkit.plot_table(endless, {"x": [1]}, {})})
    run.log({"fine": line(0, 0)})
for place in range(12):
    with chartkit.init(project="many", id=f"m{place:02}") as run:
        classes = ["cat", "dog", "owl"]
        run.log({"matrix": chartkit.plot.confusion_matrix(y_true=[0, 1, 2], preds=[0, 1, 1], class_names=classes)})
small = {
    "data": {"name": "table"}, "facet": {"field": "kind", "type": "nominal"}, "columns": 4,
    "spec": {
        "width": 60, "height": 40, "mark": "line",
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
    },
}
rows = [{"kind": f"class {kind:02}", "x": x, "y": x * kind} for kind in range(12) for x in range(5)]
with chartkit.init(project="facets", id="f") as run:
    run.log({"small": chartkit.plot_table(small, rows, {})})
for place in range(5):
    with chartkit.init(project="several", id=f"s{place}") as run:
        run.log({"small": chartkit.plot_table(small, [{**row, "y": row["y"] + place} for row in rows], {})})
"""
SIZES = """(place) => {
  const { clientWidth, clientHeight, scrollWidth, scrollHeight } = place;
  const { width, height } = place.querySelector("canvas:not([hidden])").getBoundingClientRect();
  return { picture: [width, height], place: [clientWidth, clientHeight], scrolled: [scrollWidth, scrollHeight] };
}"""
LIVE = """
import sys
import chartkit
run = chartkit.init(project="p", id="live", name="live")
for value in sys.stdin:
    rows = {"x": [0, 1], "y": [0, int(value)]}
    run.log({"growing": chartkit.plot_table("wandb/line/v0", rows, {"x": "x", "y": "y"})})
run.finish()
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charts")
    subprocess.run([sys.executable, "-c", SCRIPT], cwd=folder, check=True, timeout=120, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def served(workspace: Workspace, store: Path) -> Any:
    return workspace(store)


@pytest.fixture
def opened(served: Any, store: Path, page: Page) -> Iterator[Page]:
    """The workspace of the project; what a test changes of the layout is gone after it."""
    page.goto(f"{served.url}p/p")
    yield page
    page.goto("about:blank")
    (store / "workspaces" / "p.yaml").unlink(missing_ok=True)


def panel(page: Page, key: str) -> Locator:
    found = page.locator(f"[data-panel='chart:{key}']")
    found.scroll_into_view_if_needed()
    expect(found.locator(".picture").first).to_have_attribute("data-state", "drawn")
    return found


def chart_of(key: str, response: Response) -> dict[str, Any] | None:
    """What a response says of the charts of this key; None for one that says nothing of it."""
    if response.request.method != "POST" or not response.url.endswith(("/chart", "/charts")):
        return None
    asked = json.loads(response.request.post_data or "{}")
    if response.url.endswith("/chart"):
        return response.json() if asked["key"] == key else None
    answers = zip(asked["charts"], response.json()["charts"], strict=True)
    return next((one["answer"] for question, one in answers if question["key"] == key), None)


def painted(place: Locator) -> set[str]:
    """The colours of at least ten pixels."""
    picture = Image.open(io.BytesIO(place.screenshot())).convert("RGB")
    return {"#{:02x}{:02x}{:02x}".format(*color) for count, color in picture.getcolors(1 << 20) or [] if count >= 10}


def middle_of(color: str, place: Locator) -> Any:
    """A place among all that is painted in this colour: half of it stands before."""
    picture = Image.open(io.BytesIO(place.screenshot())).convert("RGB")
    wanted = tuple(bytes.fromhex(color[1:]))
    found = [n for n, one in enumerate(picture.get_flattened_data()) if one == wanted]
    y, x = divmod(found[len(found) // 2], picture.width)
    return {"x": x, "y": y}


def test_runs_stand_in_one_picture_in_the_colours_that_the_api_tells(opened: Page, served: Any) -> None:
    place = panel(opened, "line")
    colors = opened.evaluate("fetch('/api/p/p/colors').then((answer) => answer.json())")["color"]
    expect(place.locator(".picture")).to_have_count(1)
    opened.mouse.move(0, 0)
    wanted = {colors[run] for run in ("r0", "r1", "r2")}
    becomes(opened, lambda: wanted <= painted(place.locator(".picture")), "each run in its colour")


def test_runs_that_ended_before_the_sliders_step_are_told_by_theirs(
    workspace: Workspace, tmp_path: Path, page: Page
) -> None:
    for name, n_logged in (("long", 3), ("short", 2)):
        with chartkit.init(project="p", name=name, dir=tmp_path) as run:
            for step in range(n_logged):
                run.log(
                    {"bars": chartkit.plot.bar({"class": ["cat"], "score": [step]}, "class", "score")}, step=10 * step
                )
    page.goto(f"{workspace(tmp_path).url}p/p")
    place = panel(page, "bars")
    slider, said = place.get_by_role("slider", name="Step of bars"), place.locator("output")
    expect(said).to_have_text("steps 10 to 20 · latest")
    expect(slider).to_have_attribute("aria-valuetext", "steps 10 to 20")
    slider.press("ArrowLeft")
    expect(said).to_have_text("step 10")
    place.get_by_label("Runs of bars").select_option("long")
    slider.press("End")
    expect(said).to_have_text("step 20 · latest")


def test_symbols_of_a_legend_of_shapes_are_seen_on_a_dark_ground(
    workspace: Workspace, tmp_path: Path, page: Page
) -> None:
    spec = {
        "data": {"name": "table"}, "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": None},
            "shape": {"field": "kind", "type": "nominal", "legend": {"title": None, "labelColor": "#ff0000"}},
        },
    }  # fmt: skip
    for _ in range(2):  # whose colours the points have
        with chartkit.init(project="p", dir=tmp_path) as run:
            run.log({"points": chartkit.plot_table(spec, {"x": [1, 2], "kind": ["a", "b"]}, {})})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{workspace(tmp_path).url}p/p")
    picture = panel(page, "points").locator(".picture")
    becomes(page, lambda: "#c4cad3" in painted(picture), "symbols as light as words")


def test_a_chart_is_asked_for_once_in_the_size_and_colours_that_it_is_drawn_in(served: Any, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{served.url}p/p")
    for key in ("line", "bars"):
        panel(page, key)
    assert (asked.count("charts"), asked.count("chart")) == (1, 0)


def test_charts_are_drawn_in_grey_where_colours_do_not_come(served: Any, page: Page, seen: Any) -> None:
    seen.expected += ["net::ERR_FAILED", "preload"]
    for part in ("opening", "colors"):
        page.route(f"**/{part}", lambda route: route.abort())
    page.goto(f"{served.url}p/p")
    picture = panel(page, "line").locator(".picture")
    becomes(page, lambda: "#868f9b" in painted(picture), "lines in grey")


def test_the_slider_is_there_by_itself_and_moves_by_keyboard_and_by_playing(opened: Page) -> None:
    place = panel(opened, "line")
    slider = place.get_by_role("slider", name="Step of line")
    expect(place.locator("output")).to_have_text("step 30 · latest")
    with opened.expect_response(lambda one: chart_of("line", one) is not None) as answer:
        slider.press("ArrowLeft")
    assert [one["step"] for one in (chart_of("line", answer.value) or {})["shown"]] == [20, 20, 20]
    expect(place.locator("output")).to_have_text("step 20")
    expect(slider).to_have_attribute("aria-valuetext", "step 20")
    slider.press("Home")
    expect(place.locator("output")).to_have_text("step 0")
    place.get_by_role("button", name="Play line over steps").click()
    expect(place.locator("output")).to_have_text("step 30 · latest")
    expect(place.get_by_role("button", name="Play line over steps")).to_be_visible()
    expect(place.locator(".picture")).to_have_attribute("data-state", "drawn")


def test_one_run_and_some_classes_are_chosen_and_kept(opened: Page, store: Path) -> None:
    place = panel(opened, "bars")
    expect(place.locator(".picture")).to_have_attribute("data-marks", "18")  # nine bars, each with its number
    place.get_by_label("Runs of bars").select_option("run 1")
    expect(place.locator(".picture")).to_have_attribute("data-marks", "6")
    place.locator("summary").click()
    place.get_by_role("button", name="Only dog").click()
    expect(place.locator(".picture")).to_have_attribute("data-marks", "2")
    with opened.expect_response(lambda one: one.request.method == "PATCH" and one.url.endswith("/layout")):
        place.get_by_role("checkbox", name="cat").check()
    expect(place.locator(".picture")).to_have_attribute("data-marks", "4")
    opened.keyboard.press("Escape")
    expect(place.locator(".choice .menu")).to_be_hidden()
    expect(place.locator("summary")).to_be_focused()
    opened.reload()
    expect(panel(opened, "bars").locator("summary")).to_have_text("class: 2 of 3")


def test_groups_are_drawn_as_their_mean_and_range(opened: Page) -> None:
    panel(opened, "line")
    with opened.expect_response(
        lambda one: (said := chart_of("line", one)) is not None and said["shown"][0]["group"] is not None
    ) as answer:
        opened.evaluate(
            "fetch('/api/p/p/layout', {method: 'PATCH', headers: {'Content-Type': 'application/json'}, "
            """body: JSON.stringify({runs: {group: ["config.kind"]}})})"""
        )
    (picture,) = (chart_of("line", answer.value) or {})["pictures"]
    groups = {row["_run_id"] for rows in picture["spec"]["datasets"].values() for row in rows}
    assert groups == {"kind: a", "kind: b"}
    groups_named = opened.get_by_role("region", name="Colours of runs").get_by_role("list", name="Groups")
    uppermost = groups_named.locator(".swatch").last.evaluate("(one) => one.style.background")
    red, green, blue = map(int, re.findall("[0-9]+", uppermost))
    color = f"#{red:02x}{green:02x}{blue:02x}"
    becomes(opened, lambda: color in painted(panel(opened, "line")), "a group in the colour that the legend names")
    marks = [layer.get("mark", layer.get("layer", [{}])[0].get("mark")) for layer in picture["spec"]["layer"]]
    assert "area" in {mark["type"] for mark in marks if isinstance(mark, dict)}
    expect(panel(opened, "line").locator(".picture")).to_have_attribute("data-state", "drawn")


def test_looking_at_a_bar_tells_its_run_and_value(opened: Page) -> None:
    picture = panel(opened, "bars").locator(".picture")
    color = opened.evaluate("fetch('/api/p/p/colors').then((answer) => answer.json())")["color"]["r1"]
    picture.hover(position={"x": 5, "y": 5})
    expect(picture.locator(".live canvas")).to_be_visible()
    becomes(opened, lambda: color in painted(picture), "a bar of a run")
    picture.hover(position=middle_of(color, picture))
    expect(opened.locator(".tooltip")).to_contain_text("run")
    expect(opened.locator(".tooltip")).to_contain_text("class")


def test_a_chart_grows_while_a_script_logs(opened: Page, store: Path) -> None:
    script = subprocess.Popen([sys.executable, "-c", LIVE], cwd=store, stdin=subprocess.PIPE, text=True)
    assert script.stdin is not None
    try:
        for step in range(3):
            script.stdin.write("5\n")
            script.stdin.flush()
            if step:
                expect(panel(opened, "growing").locator("output")).to_have_text(f"step {step} · latest")
            else:
                expect(opened.locator("[data-panel='chart:growing']")).to_be_attached()
    finally:
        script.stdin.close()
        script.wait(timeout=30)


def test_a_chart_that_never_finishes_is_ended_and_said_and_the_page_lives(served: Any, page: Page) -> None:
    hold(page, 10_000)
    page.goto(f"{served.url}p/stuck")
    stuck = page.locator("[data-panel='chart:endless']")
    stuck.scroll_into_view_if_needed()
    panel(page, "fine")
    assert stuck.get_by_role("alert").count() == 0, "the other chart need not wait for it"

    def is_ended() -> bool:
        elapse(page)
        return stuck.get_by_role("alert").count() > 0

    becomes(page, is_ended)
    expect(stuck.get_by_role("alert")).to_have_text(
        "This chart could not be drawn in full: this chart did not finish within 10 s and was stopped"
    )
    stuck.get_by_role("button", name="Draw again").click()
    expect(stuck.get_by_role("alert")).to_have_count(0)


def test_a_logged_chart_is_saved_from_its_menu(opened: Page) -> None:
    panel = opened.get_by_role("article", name="bars")
    panel.hover()
    for entry, name, begins in (
        ("Export as PNG", "bars.png", b"\x89PNG"),
        ("Export as SVG", "bars.svg", b"<svg"),
        ("Export its rows as CSV", "bars.csv", b"class,score,_run_id,"),
        ("Export as Vega-Lite JSON", "bars.vl.json", b"{"),
    ):
        panel.get_by_role("button", name="Menu of bars").click()
        with opened.expect_download() as saved:
            opened.get_by_role("button", name=entry).click()
        assert saved.value.suggested_filename == name
        assert Path(saved.value.path()).read_bytes().startswith(begins)
        hint = ", texts as they were logged: import it as text in a spreadsheet" if name.endswith(".csv") else ""
        expect(opened.get_by_text(f"{name} was saved{hint}.")).to_be_visible()


def test_views_of_many_runs_are_readable_and_scrolled_and_all_seen_on_the_full_screen(
    served: Any, page: Page, axe_faults: Callable[..., list[str]]
) -> None:
    page.goto(f"{served.url}p/many")
    place = panel(page, "matrix").locator(".pictures")
    readable_px = 140 / 1.06  # a picture is drawn again only where it grows by more than 6 %

    def is_scrolled() -> bool:
        in_panel = place.evaluate(SIZES)
        (width, height), (most, seen), scrolled = in_panel["picture"], in_panel["place"], in_panel["scrolled"]
        return width <= most and height > 12 * readable_px and seen < height <= scrolled[1]

    becomes(page, is_scrolled, "each run has a view that can be read, nothing is cut at the side, all of it is reached")
    scrolled = panel(page, "matrix").get_by_role("region", name="matrix, scrolled")
    edges = panel(page, "matrix").locator(".scrolled")
    expect(edges).to_have_attribute("data-more", "below")
    scrolled.focus()
    page.keyboard.press("End")
    expect(edges).to_have_attribute("data-more", "above")
    assert axe_faults(page) == []
    page.get_by_role("button", name="Full screen: matrix").click()
    whole = page.get_by_role("dialog").locator(".pictures")
    expect(whole.locator(".picture")).to_have_attribute("data-state", "drawn")

    def is_fitted() -> bool:
        return (on_screen := whole.evaluate(SIZES))["scrolled"] == on_screen["place"]

    becomes(page, is_fitted, "a composed chart, drawn again until it fits its place")
    # All is seen, and no colour is a run's.
    expect(page.get_by_role("dialog").get_by_role("region")).to_have_count(0)


def test_twelve_views_of_several_runs_are_all_seen_on_the_full_screen_beside_what_their_colours_mean(
    served: Any, page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{served.url}p/several")
    panel(page, "small")
    page.get_by_role("button", name="Full screen: small").click()
    full = page.get_by_role("dialog")
    expect(full.get_by_role("region", name="Colours of runs").get_by_role("button")).to_have_count(5)
    whole = full.locator(".pictures")
    expect(whole.locator(".picture")).to_have_attribute("data-state", "drawn")

    def is_fitted() -> bool:
        on_screen = whole.evaluate(SIZES)
        return on_screen["scrolled"] == on_screen["place"] and on_screen["picture"][0] > 0.9 * on_screen["place"][0]

    becomes(page, is_fitted, "twelve views that fill their place")


EDGES = """(place) => {
  const [outer, inner] = [place, place.querySelector("canvas:not([hidden])")].map((one) => one.getBoundingClientRect());
  const gaps = [inner.left - outer.left, outer.right - inner.right, outer.bottom - inner.bottom];
  return { gaps, size: [outer.width, outer.height] };
}"""


@pytest.mark.parametrize("is_full", [False, True])
def test_a_composed_chart_fills_its_place_in_one_direction_and_stands_in_the_middle_of_the_other(
    served: Any, page: Page, is_full: bool
) -> None:
    page.goto(f"{served.url}p/facets")
    place = panel(page, "small").locator(".pictures")
    if is_full:
        page.get_by_role("button", name="Full screen: small").click()
        place = page.get_by_role("dialog").locator(".pictures")

    def fills() -> bool:
        found = place.evaluate(EDGES)
        (left, right, below), (width, height) = found["gaps"], found["size"]
        is_inside = min(left, right, below) >= -1
        return is_inside and abs(left - right) <= 1 and (left + right < 0.07 * width or below < 0.07 * height)

    becomes(page, fills, "a chart of 12 small views, drawn again until it fills its place")
