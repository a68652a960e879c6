"""The worker that draws: a chart drawn after others of its shape has the pixels of one drawn alone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

import chartkit

pytestmark = pytest.mark.browser

Spec = dict[str, Any]
DRAW = """async ([charts, isOneWorker]) => {
  const address = document.getElementById("app").dataset.worker;
  const started = () => new Worker(address, { type: "module" });
  const draw = (worker, [spec, isDark], id) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.fault) reject(new Error(data.fault));
      else if (!data.isReady) resolve(data);
    };
    worker.postMessage({ id, spec, widthPx: 360, heightPx: 240, isDark, scale: 1 });
  });
  const pictures = [];
  let worker = started();
  for (const [id, chart] of charts.entries()) {
    const { bitmap, nMarks, scales, warnings } = await draw(worker, chart, id);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    const { data } = canvas.getContext("2d").getImageData(0, 0, bitmap.width, bitmap.height);
    const digest = await crypto.subtle.digest("SHA-256", data);
    const pixels = Array.from(new Uint8Array(digest)).join();
    pictures.push({ pixels, nMarks, scales, warnings, size: [bitmap.width, bitmap.height] });
    if (!isOneWorker) { worker.terminate(); worker = started(); }
  }
  worker.terminate();
  return pictures;
}"""


def lines(rows: list[tuple[float, float, str]], title: str) -> Spec:
    table = chartkit.Table(["x", "y", "kind"], [list(row) for row in rows])
    fields = {"x": "x", "y": "y", "stroke": "kind"}
    return chartkit.plot_table("wandb/line/v0", table, fields, {"title": title}).spec


def bars(values: dict[str, float], title: str) -> Spec:
    table = chartkit.Table(["label", "value"], [list(row) for row in values.items()])
    return chartkit.plot_table("wandb/bar/v0", table, {"label": "label", "value": "value"}, {"title": title}).spec


def histogram(values: list[float], title: str) -> Spec:
    table = chartkit.Table(["value"], [[value] for value in values])
    return chartkit.plot_table("wandb/histogram/v0", table, {"value": "value"}, {"title": title}).spec


def facets(values: dict[str, float], title: str) -> Spec:
    rows = [{"k": name, "x": x, "y": value * x} for name, value in values.items() for x in range(4)]
    x, y = {"field": "x", "type": "quantitative"}, {"field": "y", "type": "quantitative"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json", "title": title, "data": {"name": "t"},
        "facet": {"field": "k", "type": "nominal", "sort": None}, "columns": 2,
        "spec": {"width": 90, "height": 60, "mark": "line", "encoding": {"x": x, "y": y, "color": {"field": "k"}}},
        "datasets": {"t": rows},
    }  # fmt: skip


SHAPES: dict[str, list[Spec]] = {
    "lines": [
        lines([(0, 1, "a"), (1, 2, "a"), (0, 2, "b"), (1, 1, "b")], "small"),
        lines([(0, 1e6, "z"), (9, -2e6, "z"), (3, 5, "a long name"), (4, 6, "a long name")], "large " * 8),
        lines([(0, 1, "b"), (1, 2, "b"), (0, 2, "a"), (1, 1, "a"), (0.5, 1, "c"), (1, 0, "c")], ""),
    ],
    "bars": [
        bars({"cat": 1, "dog": 2, "owl": 3}, "three"),
        bars({"owl": 300_000, "cat": -2}, "two, in another order"),
        bars({"a class with a long name": 1, "dog": 2, "cat": 7, "x": 1, "y": 9}, "five"),
    ],
    "histograms": [histogram([1, 2, 2, 3], "few"), histogram([x * 1e3 for x in range(50)], "many")],
    "facets": [
        facets({"p": 1, "q": 2}, "two"),
        facets({"q": 200, "p": 1, "r": 3, "s": 4, "t": 5}, "five, in another order"),
        facets({"t": 3}, "one"),
    ],
}  # fmt: skip


@pytest.fixture
def opened(workspace: Callable[..., Any], tmp_path: Path, page: Page) -> Page:
    page.goto(workspace(tmp_path).url)
    return page


def test_a_chart_drawn_after_others_of_its_shape_is_the_one_drawn_alone(opened: Page) -> None:
    """Shapes take turns; of the lines each is drawn again on a dark ground."""
    turns = [spec for turn in zip_longest(*SHAPES.values()) for spec in turn if spec]
    charts = [(in_place(spec), False) for spec in turns] + [(in_place(spec), True) for spec in SHAPES["lines"]]
    together = opened.evaluate(DRAW, [charts, True])
    alone = opened.evaluate(DRAW, [charts, False])
    assert together == alone
    assert len({one["pixels"] for one in together}) == len(charts)
    assert all(one["nMarks"] for one in together)


def in_place(spec: Spec) -> Spec:
    """As the page fits it into its panel, titles in lines."""
    lines = spec["title"].split(" in ") if "title" in spec else []
    made = {**spec, "title": lines} if len(lines) > 1 else spec
    return made if "facet" in spec else {**made, "width": "container", "height": "container"}


def test_texts_are_measured_not_guessed_by_their_letters(opened: Page) -> None:
    narrow, wide = opened.evaluate(DRAW, [[(_of_label(20 * letter), False) for letter in "iW"], True])
    assert wide["size"][0] - narrow["size"][0] > 100


def _of_label(label: str) -> Spec:
    y = {"field": "y", "type": "nominal", "axis": {"labelLimit": 400}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json", "width": 90, "height": 60, "mark": "point",
        "data": {"name": "t"}, "encoding": {"y": y}, "datasets": {"t": [{"y": label}]},
    }  # fmt: skip


def test_images_that_stand_in_their_addresses_are_drawn_and_others_are_told(opened: Page) -> None:
    held = "data:image/png;base64," + b64encode(_png()).decode()
    with_image, without = opened.evaluate(DRAW, [[(_of_image(url), False) for url in (held, "/elsewhere.png")], True])
    assert with_image["warnings"] == []
    assert without["warnings"] == ["a chart of this page reaches nothing outside it; it asked for /elsewhere.png"]
    assert with_image["pixels"] != without["pixels"]


def _png() -> bytes:
    written = BytesIO()
    Image.new("RGB", (4, 4), "#800080").save(written, "png")
    return written.getvalue()


def _of_image(url: str) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json", "width": 90, "height": 60,
        "mark": {"type": "image", "width": 40, "height": 40}, "data": {"name": "t"},
        "encoding": {"url": {"field": "u"}, "x": {"value": 30}, "y": {"value": 30}}, "datasets": {"t": [{"u": url}]},
    }  # fmt: skip
