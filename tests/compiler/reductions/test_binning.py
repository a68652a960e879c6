from __future__ import annotations

import math
import random
from typing import Any

import pytest

from chartkit.compiler.reductions.binning import Bins, bin_options, bin_params
from chartkit.compiler.reductions.powers import power
from chartkit.compiler.reductions.reduction import NotReducible


def _values(draw: random.Random) -> list[float]:
    centre = draw.choice([0, 0, 1, -5, 1e3, 1e-3, -1e6])
    width = 10 ** draw.uniform(-6, 6)
    values = [centre + width * draw.uniform(-1, 1) for _ in range(draw.randint(1, 6))]
    if draw.random() < 0.4:
        tick = draw.choice([0.1, 0.5, 1, 5, 0.01, 100])
        values = [round(value / width * 20) * tick for value in values]
    return [*values, *draw.choice([[], [0.0], [values[0]], [-0.0, 1.0]])]


def _options(draw: random.Random) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for word, choices in {
        "maxbins": [2, 3, 5, 10, 20, 33, 100],
        "minstep": [0.5, 1, 10],
        "nice": [True, False],
        "divide": [[5, 2], [2, 5], [3], [4, 2]],
        "base": [2, 10, 4],
        "anchor": [0, 0.3, -7, 1000],
        "steps": [[1, 2, 5], [0.1, 1, 10, 100], [7]],
    }.items():
        if draw.random() < 0.25:
            options[word] = draw.choice(choices)
    if draw.random() < 0.1:
        options["step"] = draw.choice([0.1, 0.25, 1, 3, 12.5])
    return options


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(1, 8))])
def test_bins_are_vegas_to_the_last_bit(vega_rows: Any, seed: int) -> None:
    draw = random.Random(seed)
    cases: list[tuple[list[float], dict[str, Any]]] = []
    while len(cases) < 120:
        values, options = _values(draw), _options(draw)
        extent = [min(values), max(values)]
        if draw.random() < 0.2:
            options["extent"] = extent = sorted([values[0], values[0] + (extent[1] - extent[0]) * draw.random()])
        if (bins := bin_params(extent, **bin_options(options))).is_exact():
            values += [bins.midpoint(0), bins.midpoint(bins.n_bins - 1), bins.lower(1), bins.upper(1)]
            cases.append(
                (values if "extent" in options else [v for v in values if extent[0] <= v <= extent[1]], options)
            )
    found = vega_rows(
        [
            ([{"v": v} for v in values], [{"bin": options or True, "field": "v", "as": ["a", "b"]}], ["a", "b"])
            for values, options in cases
        ]
    )
    for (values, options), rows in zip(cases, found, strict=True):
        extent = options.get("extent") or [min(values), max(values)]
        bins = bin_params(extent, **bin_options(options))
        indices = [bins.index_of(value) for value in values]
        ours = [(bins.lower(i), bins.upper(i)) for i in indices]
        assert [tuple(float(edge) for edge in row) for row in rows] == ours, (values, options)
        assert [bins.index_of(bins.midpoint(i)) for i in indices] == indices


def test_powers_are_the_browsers(vega_rows: Any) -> None:
    exponents = range(-323, 309)
    rows = [{"k": k} for k in exponents]
    [found] = vega_rows([(rows, [{"calculate": "pow(10, datum.k)", "as": "p"}], ["p"])])
    assert [float(row[0]) for row in found] == [power(10, k) for k in exponents]


def test_default_maxbins_depends_on_the_channel() -> None:
    assert [bin_options(True, channel)["maxbins"] for channel in (None, "x", "color", "strokeDash")] == [10, 10, 6, 4]
    assert bin_options({"step": 2}) == {"step": 2}
    assert bin_options({"maxbins": 7}, "color") == {"maxbins": 7}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"extent": {"param": "brush"}}, "the selection 'brush' sets the extent of the bins"),
        ({"base": 60}, "browsers round the powers of base 60 differently"),
        ({"step": -1}, "bins need steps above 0"),
        ({"divide": [5, 0]}, "bins need steps above 0"),
    ],
)
def test_refused_words(options: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotReducible) as raised:
        bin_options(options)
    assert raised.value.reason == reason


def test_bins_that_doubles_cannot_tell_apart_are_not_exact() -> None:
    assert not bin_params([1e17, 1e17 + 16], step=1).is_exact()
    assert not Bins(0.0, math.inf, 1.0).is_exact()
    assert bin_params([0, 1]).is_exact()


@pytest.mark.parametrize(
    ("extent", "options", "reason"),
    [
        ([5, 1], {}, "the extent of the bins ends at 1, before it begins at 5"),
        ([5, 1], {"step": 1}, "the extent of the bins ends at 1, before it begins at 5"),
        ([0.0, 1e-323], {}, "doubles are too coarse for bins from 0 to 9.88131e-324"),
        ([5e-324, 5e-324], {}, "doubles are too coarse for bins from 4.94066e-324 to 4.94066e-324"),
        ([-1.7e308, 1.7e308], {}, "doubles are too coarse for bins from -1.7e+308 to 1.7e+308"),
        ([1, 7], {"step": 5e-324}, "doubles are too coarse for bins from 1 to 7"),
    ],
)
def test_extents_without_bins(extent: list[float], options: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotReducible) as raised:
        bin_params(extent, **options)
    assert raised.value.reason == reason
