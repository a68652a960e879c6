"""Logged figures: charts where that is exact, pictures that say why not, and figures left as they were."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

import chartkit
from chartkit.diagnostics import ChartkitWarning, DataError
from chartkit.media.matplotlib import Picture, as_logged, convert, is_figure

mpl.use("Agg")
KEPT = "CK650 the matplotlib figure is kept as a picture, not as an interactive chart: it has {}, which has no exact "
KEPT += "counterpart in a chart.\nhelp: where a picture is what you want, log chartkit.Image(fig): then nothing is said"
WAY_OUT = "help: keep the figure as fig = plt.figure(), draw on it and log fig; log before plt.show() and plt.close()"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    monkeypatch.delenv("CHARTKIT_DIR", raising=False)
    plt.close("all")  # other tests' figures
    yield
    chartkit.finish()
    plt.close("all")


def figure_with(draw: Any, **how: Any) -> Figure:
    figure = Figure()
    draw(figure.subplots(**how))
    return figure


def test_module_figure_and_axes_are_the_same_chart() -> None:
    figure, axes = plt.subplots()
    axes.plot([1, 2, 3, 4])
    plt.ylabel("some interesting numbers")
    run = chartkit.init()
    run.log({"module": plt, "figure": figure, "axes": axes, "loss": 0.5})
    chartkit.finish()
    read = chartkit.Api().run(run.id)
    charts = read.charts()
    assert sorted(charts) == ["axes", "figure", "module"]
    assert len({chart.to_json() for chart in charts.values()}) == 1
    assert charts["module"].diagnostics == ()
    assert charts["module"].spec["datasets"] == {"lines": [{"x": x, "y": x + 1} for x in range(4)]}
    assert charts["module"].spec["encoding"]["y"]["axis"]["title"] == "some interesting numbers"
    assert plt.get_fignums() == [1]
    assert plt.gcf() is figure


@pytest.mark.parametrize(
    ("draw", "reason"),
    [
        (lambda ax: ax.imshow(np.eye(3)), "an image (imshow)"),
        (lambda ax: ax.quiver([1], [1], [1], [1]), "arrows (quiver)"),
        (lambda ax: ax.bar([1], [2], hatch="/"), "hatches of a Rectangle"),
        (lambda ax: ax.contourf(np.eye(5)), "contours (contour, contourf)"),
        (lambda ax: ax.inset_axes([0.5, 0.5, 0.4, 0.4]).plot([1, 2]), "an inset"),
        (lambda ax: (ax.plot([1, 2]), ax.secondary_xaxis("top")), "a secondary axis"),
        (lambda ax: ax.annotate("a", (0.5, 0.5), (0.1, 0.1), arrowprops={}), "an annotation with an arrow"),
        (
            lambda ax: ax.set_title(r"$\sqrt{x}$") and ax.plot([1]),
            r"the mathtext $\sqrt{x}$, which plain text cannot say",
        ),
        (lambda ax: (ax.plot([1, 2]), ax.figure.text(0.5, 0.5, "a")), "a text of the figure (fig.text, supxlabel)"),
    ],
)
def test_what_no_chart_has_is_named_and_the_picture_kept(draw: Any, reason: str) -> None:
    kept = convert(figure_with(draw))
    assert isinstance(kept, Picture)
    content = kept.__chartkit_media__()
    assert content.facts == {"format": "png", "width": 640, "height": 480}
    assert isinstance(content.content, bytes)
    assert content.content.startswith(b"\x89PNG")
    assert [str(found) for found in content.diagnostics] == [KEPT.format(reason)]


@pytest.mark.parametrize("kind", ["polar", "3d"])
def test_axes_of_other_kinds_are_pictures(kind: str) -> None:
    figure = Figure()
    figure.add_subplot(projection=kind).plot([1, 2], [1, 2])
    kept = convert(figure)
    assert [str(found) for found in kept.diagnostics] == [KEPT.format(f"axes of the kind {kind!r}")]


def test_a_picture_is_logged_with_its_reason() -> None:
    run = chartkit.init()
    with pytest.warns(ChartkitWarning, match="^CK650 .* it has an image"):
        run.log({"image": figure_with(lambda ax: ax.imshow(np.eye(3))), "loss": 1})
    chartkit.finish()
    read = chartkit.Api().run(run.id)
    assert read.media("image").path.read_bytes().startswith(b"\x89PNG")
    assert list(read.history()["loss"]) == [1]


def test_empty_plots_are_refused_where_wandb_says_it() -> None:
    cases = {
        "matplotlib.pyplot has no open figure": plt,
        "the figure has no axes": Figure(),
        "the figure has axes in which nothing is drawn": figure_with(lambda ax: None),
        "the figure has 4 empty axes": figure_with(lambda ax: None, nrows=2, ncols=2),
    }
    for reason, value in cases.items():
        with pytest.raises(DataError) as refused:
            as_logged(value)
        assert str(refused.value) == f"CK651 You attempted to log an empty plot: {reason}.\n{WAY_OUT}"
    plt.figure()
    with pytest.raises(DataError, match=r"the current figure of matplotlib.pyplot has no axes"):
        as_logged(plt)
    assert plt.get_fignums() == [1]


def test_a_figure_that_matplotlib_cannot_draw_says_what_matplotlib_says() -> None:
    with pytest.raises(DataError) as refused:
        convert(figure_with(lambda ax: ax.plot([1]) and ax.set_title("$x^$")))
    first, _, help = str(refused.value).partition("\n")
    assert first.startswith("CK652 matplotlib cannot draw this figure: ValueError: ")
    assert help == "help: draw it with fig.savefig('figure.png') to see matplotlib's whole message"


def test_what_is_no_figure_stays_what_it_is() -> None:
    line = figure_with(lambda ax: ax.plot([1, 2])).axes[0].lines[0]
    assert as_logged(line) is line
    assert not is_figure(np)
    assert not is_figure("plt")


def test_the_figure_is_not_changed_and_not_kept_alive() -> None:
    figure = figure_with(lambda ax: ax.scatter([1, 2], [3, 4], c=[5, 6]))
    before = picture(figure)
    figure.axes[0].set_xlabel("x")
    assert figure.stale
    chart = convert(figure)
    assert figure.stale
    figure.axes[0].set_xlabel("")
    assert picture(figure) == before
    alive = weakref.ref(figure)
    del figure
    gc.collect()
    assert alive() is None
    assert chart.to_json()


def picture(figure: Figure) -> bytes:
    content = Picture(figure).__chartkit_media__().content
    assert isinstance(content, bytes)
    return content


def test_figures_of_threads_are_converted_at_once() -> None:
    found: list[Any] = []
    figures = [figure_with(lambda ax, at=at: ax.plot([at, at + 1])) for at in range(4)]
    threads = [threading.Thread(target=lambda one=one: found.append(convert(one))) for one in figures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(chart.spec["datasets"]["lines"][0]["y"] for chart in found) == [0, 1, 2, 3]


def test_a_million_points_are_reduced_not_inlined() -> None:
    y = np.random.default_rng(0).normal(size=1_000_000).cumsum()
    chart = convert(figure_with(lambda ax: ax.plot(y)))
    assert isinstance(chart, chartkit.Chart)
    assert chart.dataset.n_rows == 1_000_000
    drawn = chart.spec["datasets"]["lines"]
    assert len(drawn) < 5_000
    assert (max(row["y"] for row in drawn), min(row["y"] for row in drawn)) == (y.max(), y.min())


def test_subplots_are_a_grid_with_the_figures_gaps() -> None:
    figure = Figure()
    grid = figure.subplots(2, 2, sharex=True)
    for number, axes in enumerate(grid.flat):
        axes.plot([0, number])
        axes.set_title(f"plot {number}")
    figure.suptitle("all")
    chart = convert(figure)
    spec = chart.spec
    assert (spec["title"]["text"], spec["columns"], spec["bounds"]) == ("all", 2, "flush")
    assert [view["title"]["text"] for view in spec["concat"]] == [f"plot {number}" for number in range(4)]
    boxes = [axes.bbox for axes in grid.flat]
    assert spec["spacing"]["column"] == pytest.approx(boxes[1].x0 - boxes[0].x1, abs=0.01)
    assert spec["spacing"]["row"] == pytest.approx(boxes[0].y0 - boxes[2].y1, abs=0.01)
    assert [view["encoding"]["x"]["axis"]["labels"] for view in spec["concat"]] == [False, False, True, True]


def test_twins_have_scales_of_their_own() -> None:
    def draw(axes: Any) -> None:
        axes.plot([1, 2])
        axes.twinx().plot([100, 200], "r")

    spec = convert(figure_with(draw)).spec
    orients = [part["encoding"]["y"]["axis"]["orient"] for part in spec["layer"]]
    domains = [part["encoding"]["y"]["scale"]["domain"] for part in spec["layer"]]
    assert (orients, domains) == (["left", "right"], [[0.95, 2.05], [95, 205]])
    assert spec["resolve"]["scale"]["y"] == "independent"


def test_a_legend_has_the_figures_entries_order_and_title() -> None:
    def draw(axes: Any) -> None:
        axes.plot([1, 2], "r--", label="second")
        axes.bar([0], [1], color="g", label="first")
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], labels[::-1], title="kinds")

    (layer,) = (layer for layer in convert(figure_with(draw)).spec["layer"] if layer["data"]["name"] == "legend")
    stroke, fill = layer["encoding"]["stroke"], layer["encoding"]["fill"]
    assert (stroke["legend"]["title"], stroke["scale"]["domain"]) == ("kinds", ["first", "second"])
    assert (stroke["scale"]["range"], fill["scale"]["range"]) == (
        ["transparent", "#ff0000"],
        ["#008000", "transparent"],
    )


def test_bars_say_their_names_and_values() -> None:
    chart = convert(figure_with(lambda ax: ax.bar(["cat", "dog"], [3, 5], bottom=1, label="seen")))
    (layer,) = chart.spec["layer"]
    assert [channel["field"] for channel in layer["encoding"]["tooltip"]] == ["series", "bar", "value"]
    assert [(row["bar"], row["value"], row["y2"]) for row in chart.spec["datasets"]["bars"]] == [
        ("cat", 3, 4),
        ("dog", 5, 6),
    ]
