"""Sounds, videos, molecules, objects in space, histograms, and other libraries' figures: logged and read back."""

from __future__ import annotations

import json
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

import chartkit
from chartkit.diagnostics import ChartkitWarning, DataError, RunError

Kept = Callable[[Any], Any]


def test_samples_become_a_wav(kept: Kept) -> None:
    samples = np.array([[0.0, 1.0], [-1.0, 2.0], [0.5, np.nan]])
    found = kept(chartkit.Audio(samples, sample_rate=8000, caption="a"))
    with wave.open(str(found.path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (8000, 2, 2)
        frames = np.frombuffer(file.readframes(9), "<i2")
    assert frames.tolist() == [0, 32767, -32767, 32767, 16384, 0]
    assert found.facts == {"caption": "a", "sample_rate": 8000}


def test_files_by_their_type(kept: Kept) -> None:
    for name in ("a.MP3", "a.mp4", "a.pdb", "a.glb"):
        Path(name).write_bytes(name.encode())
    found = kept(
        [
            chartkit.Audio("a.MP3"),
            chartkit.Video("a.mp4", fps=4),
            chartkit.Molecule("a.pdb"),
            chartkit.Object3D("a.glb"),
        ]
    )
    assert [(one.kind, one.path.suffix, one.read_bytes()) for one in found] == [
        ("audio", ".mp3", b"a.MP3"),
        ("video", ".mp4", b"a.mp4"),
        ("molecule", ".pdb", b"a.pdb"),
        ("object3D", ".glb", b"a.glb"),
    ]


def test_frames_become_a_gif_and_points_json(kept: Kept) -> None:
    frames = np.zeros((3, 3, 4, 6), np.uint8)
    frames[1] = 255
    frames[2, 0] = 200
    video, points = kept([chartkit.Video(frames, fps=5), chartkit.Object3D([[0, 1, 2.5], [3, 4, 5]])])
    with PIL.Image.open(video.path) as gif:
        assert (getattr(gif, "n_frames", 1), gif.size, gif.info["duration"]) == (3, (6, 4), 200)
    assert json.loads(points.read_bytes()) == [[0, 1, 2.5], [3, 4, 5]]
    assert points.path.name.endswith(".pts.json")


def test_histograms_are_facts(kept: Kept) -> None:
    numbers = [0.0, 1.0, 1.5, 2.0, float("nan"), float("inf")]
    counted, given = kept(
        [chartkit.Histogram(numbers, num_bins=2), chartkit.Histogram(np_histogram=np.histogram([1, 2], 3))]
    )
    assert counted.facts == {"values": [1, 3], "bins": [0.0, 1.0, 2.0], "n_outside": 2}
    assert (given.facts["values"], len(given.facts["bins"]), given.path) == ([1, 0, 1], 4, None)
    with pytest.raises(RunError) as caught:
        given.read_bytes()
    assert str(caught.value) == "CK612 a histogram has no file; its facts say it all."


def test_figures_of_other_libraries_log_directly() -> None:
    import altair
    import plotly.graph_objects as go
    from bokeh.plotting import figure

    plot = figure(width=100, height=100)
    plot.line([1, 2], [3, 4])
    points = [{"a": number, "b": number % 7} for number in range(10)]
    chart = altair.Chart(altair.Data(values=points)).mark_point().encode(x="a:Q", y="b:Q")
    with chartkit.init(project="p") as run:
        run.log({"plotly": go.Figure(go.Bar(y=[1, 2])), "bokeh": plot, "altair": chart, "loss": 1.0})
        run.log({"deep": {"plotly": chartkit.Plotly({"data": [{"type": "bar", "y": [1]}]})}})
    read = chartkit.Api().run(run.id)
    assert (read.media_keys(), list(read.charts())) == (("plotly", "bokeh", "deep.plotly"), ["altair"])
    assert read.history()["loss"][0] == 1.0
    drawn, page = read.media("plotly"), read.media("bokeh")
    assert json.loads(drawn.read_bytes())["data"][0]["type"] == "bar"
    assert [script.suffix for script in drawn.companions] == [".js"]
    assert b'"https://' not in page.read_bytes()
    assert len(read.chart("altair").table) == 10


def test_a_figure_that_its_library_cannot_write_is_named() -> None:
    import plotly.graph_objects as go

    class Broken(go.Figure):
        def to_json(self, *args: Any, **kwargs: Any) -> str:
            raise RuntimeError("no engine")

    with chartkit.init(project="p", on_error="record") as run, pytest.warns(ChartkitWarning) as caught:
        run.log({"bad": Broken(), "loss": 1.0})
    assert [str(one.message) for one in caught] == ["CK644 Plotly cannot write its figure: no engine."]
    assert chartkit.Api().run(run.id).history()["loss"].tolist() == [1.0]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: chartkit.Audio([0.5]),
            "CK640 Audio needs the sample_rate of its samples, in Hz.\nhelp: Audio(samples, sample_rate=44_100)",
        ),
        (
            lambda: chartkit.Audio(np.zeros((1, 2, 3)), sample_rate=1),
            "CK640 Audio takes n samples, or n × channels; found 1 × 2 × 3.",
        ),
        (lambda: chartkit.Molecule("a.mp4"), "CK640 Molecule takes a file that ends in '.pdb', '.pqr', '.mmcif',"
         " '.mcif', '.cif', '.sdf', '.sd', '.gro', '.mol2', '.mmtf', '.mol' or '.xyz'; found 'a.mp4'."),
        (lambda: chartkit.Object3D([[1, 2]]), "CK640 Object3D takes points of n × 3, 4 or 6 numbers; found 1 × 2."),
        (
            lambda: chartkit.Video(np.zeros((3, 4, 5))),
            "CK640 Video takes frames of time × 1, 3 or 4 channels × height × width; found 3 × 4 × 5.",
        ),
        (
            lambda: chartkit.Histogram([1], num_bins=513),
            "CK640 a Histogram has 1 to 512 bins; found 513.\nhelp: give fewer num_bins.",
        ),
        (
            lambda: chartkit.Histogram(np_histogram=([1, 2], [0, 1])),
            "CK640 np_histogram has 2 counts and 2 edges.\n"
            "help: there is one edge more than counts, as numpy.histogram gives them.",
        ),
        (lambda: chartkit.Plotly(5), "CK640 Plotly takes a figure; found 5 (int)."),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused(make: Callable[[], Any], message: str) -> None:
    Path("a.mp4").write_bytes(b"a")
    with pytest.raises(DataError) as caught:
        make()
    assert str(caught.value) == message
