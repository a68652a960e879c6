"""The page of a run: what stands on it, what its policy allows for that, and what it says of damage."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import chartkit
from chartkit.media import Audio, Histogram, Video
from chartkit.runs.page import RunPage, run_page

CHARTS_ONLY = (
    "default-src 'none'; script-src HASH; style-src HASH; img-src data: blob:; base-uri 'none'; form-action 'none'"
)


def page_of(values: dict[str, Any], **more: Any) -> RunPage:
    with chartkit.init(project="p") as run:
        run.log(values)
        if more:
            run.log(more)
    page = run_page(chartkit.Api().run(run.id))
    assert page is not None
    return page


def policy(page: RunPage) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page.html)
    assert found is not None
    return re.sub("('sha256-[^']*' ?)+(?=;)", "HASH", found[1])


def test_the_policy_allows_what_the_media_need_and_no_more() -> None:
    image = page_of({"image": chartkit.Image(np.eye(3))})
    assert policy(image) == CHARTS_ONLY.replace("script-src HASH", "script-src 'none'")
    assert len(image.html) < 10_000
    assert policy(page_of({"numbers": Histogram([1, 2])})) == CHARTS_ONLY
    assert policy(page_of({"sound": Audio([0.0], sample_rate=8)})) == (
        CHARTS_ONLY.replace("script-src HASH", "script-src 'none'") + "; media-src data:"
    )
    assert policy(page_of({"page": chartkit.Html("<p>")})) == (
        "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; style-src 'unsafe-inline' data:; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; font-src data:; media-src data: blob:"
    )


def test_pages_share_their_script() -> None:
    figures = {name: chartkit.Plotly({"data": [{"type": "bar", "y": [1]}]}) for name in "abc"}
    page = page_of(figures)
    assert page.html.count('<script type="text/plain" data-name=') == 1
    assert page.html.count('sandbox="allow-scripts"') == 3


def test_names_and_texts_of_media_are_text() -> None:
    hostile = '<script>alert(1)</script>"'
    table = chartkit.Table(
        columns=[hostile, "n"], data=[[hostile, 1234567], [None, 0.123456789], [True, None]], allow_mixed_types=True
    )
    page = page_of({hostile: chartkit.Image(np.eye(3), caption=hostile), f"t{hostile}": table})
    assert "<script>alert" not in page.html
    assert '<td class="number">1,234,567</td>' in page.html
    assert '<td class="number">0.123457</td>' in page.html
    assert "<td></td>" in page.html
    assert str(page) == "1 media and 1 table"


def test_a_long_list_and_a_long_table_say_what_is_shown() -> None:
    rows = chartkit.Table(columns=[f"c{n}" for n in range(51)], data=[[0] * 51] * 101)
    page = page_of({"images": [chartkit.Image(np.eye(3))] * 201, "rows": rows})
    assert '<p class="note">the first 200 of 201</p>' in page.html
    assert '<p class="note">the first 100 of 101 rows · the first 50 of 51 columns</p>' in page.html
    assert (page.html.count("<img "), page.html.count("<tr>")) == (200, 101)


def test_small_images_grow_and_large_files_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartkit.runs.page.media._MOST_INLINE_BYTES", 1_000)
    frames = np.random.default_rng(0).integers(0, 256, (2, 3, 90, 90), dtype=np.uint8)
    page = page_of({"small": chartkit.Image(np.eye(20)), "movie": Video(frames)})
    assert 'class="small" width="180" height="180"' in page.html
    assert re.search(
        r"video of 0 MB, <code>media/[0-9a-f]{64}\.gif</code>: too large to be inside of this page", page.html
    )


def test_damage_is_said_in_its_place_and_the_rest_is_shown() -> None:
    with chartkit.init(project="p") as run:
        run.log({"gone": chartkit.Image(np.eye(3)), "here": chartkit.Image(np.eye(4))})
    read = chartkit.Api().run(run.id)
    gone = read.media("gone")
    assert not isinstance(gone, list)
    assert gone.path is not None
    gone.path.unlink()
    page = run_page(read)
    assert page is not None
    assert [fault.message for fault in page.diagnostics] == [f"{gone.path} cannot be read: the file is not there."]
    said = f"CK614 {gone.path.relative_to(Path(run.dir).parents[2])} cannot be read: the file is not there."
    assert f'<p class="fault" role="alert">{said}</p>' in page.html
    assert str(Path.cwd()) not in page.html
    assert page.html.count("<img ") == 1


def specs(page: RunPage) -> list[Any]:
    return [json.loads(text) for text in re.findall('<script type="application/json">(.*?)</script>', page.html)]


def test_numbers_are_lines_over_their_step_metric() -> None:
    with chartkit.init(project="p", config={"model": {"layers": 2}, "a<b": None}) as run:
        run.define_metric("val/*", step_metric="epoch")
        run.define_metric("secret", hidden=True)
        for epoch in range(3):
            run.log({"epoch": 10 * epoch, "val/acc": epoch / 2, "secret": 1, "text": "a", "flag": True})
        run.log({"loss": 1 / 3, "once": 7})
        run.log({"loss": None, "nested": {"norm": float("nan")}, "bad": float("inf")})
        run.log({"loss": 0.25, "nested": {"norm": 2**70}, "bad": float("nan")})
    page = run_page(chartkit.Api().run(run.id))
    assert page is not None
    assert str(page) == "4 metrics"
    drawn = specs(page)
    assert [(spec["encoding"]["x"]["title"], spec["description"]) for spec in drawn] == [
        ("epoch", "val/acc over epoch."),
        ("step", "loss over step."),
        ("step", "nested.norm over step."),
        ("step", "bad over step."),
    ]
    assert [row["y"] for row in drawn[1]["datasets"]["table"]] == [1 / 3, 0.25]
    assert "2 values, the last 0.25<" in page.html
    assert "2 values, the last 1.18059e21; 1 NaN or infinite<" in page.html
    assert "2 values, the last NaN; 2 NaN or infinite<" in page.html
    assert '<tr><th scope="row">once</th><td>7</td></tr>' in page.html
    assert '<tr><th scope="row">model.layers</th><td>2</td></tr>\n<tr><th scope="row">a&lt;b</th>' in page.html


def test_metrics_beyond_the_hundredth_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartkit.runs.page.metrics._MOST_METRICS", 1)
    with chartkit.init(project="p", id="wide") as run:
        for step in range(2):
            run.log({f"m{n}": step for n in range(3)})
    page = run_page(chartkit.Api().run("wide"))
    assert page is not None
    assert page.n_metrics == 1
    assert "<p>2 more metrics: <code>chartkit runs export wide -o run.csv</code> has all numbers.</p>" in page.html


def test_a_run_whose_beginning_is_damaged_has_a_page() -> None:
    with chartkit.init(project="p", config={"lr": 1}) as run:
        run.log({"loss": 1.0})
    (Path(run.dir) / "run.json").write_bytes(b"{")
    page = run_page(chartkit.Api().run(run.id))
    assert page is not None
    assert [one.code for one in page.diagnostics] == ["CK614"]
    assert '<tr><th scope="row">loss</th><td>1</td></tr>' in page.html


def test_a_run_that_logged_nothing_has_no_page() -> None:
    with chartkit.init(project="p") as run:
        pass
    assert run_page(chartkit.Api().run(run.id)) is None
