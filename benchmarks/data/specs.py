"""The specs that planning is timed on: the built-in presets, as their goldens fill them, and ten typical ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

PRESETS = Path(__file__).resolve().parents[2] / "presets/wandb"
_COLUMNS = {"loss": "number", "accuracy": "number", "step": "number", "split": "text", "run": "text", "time": "time"}


class Named(NamedTuple):
    """A spec, and the kinds of its tables' columns."""

    name: str
    spec: dict[str, Any]
    kinds: dict[str, dict[str, str]]


def named_specs() -> list[Named]:
    """All of them."""
    return [*_presets(), *(Named(name, _spec(body), {"table": _COLUMNS}) for name, body in TYPICAL.items())]


def _presets() -> Iterator[Named]:
    for file in sorted(PRESETS.rglob("*.expected.vl.json")):
        spec = json.loads(file.read_text(encoding="utf-8"))
        kinds = {name: _kinds(rows) for name, rows in spec.pop("datasets").items()}
        yield Named(f"wandb/{file.relative_to(PRESETS)}".removesuffix(".expected.vl.json"), spec, kinds)


def _kinds(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {name: "text" if isinstance(value, str) else "number" for name, value in rows[0].items()}


def _spec(body: Mapping[str, Any]) -> dict[str, Any]:
    return {"data": {"name": "table"}, **body}


def _number(field: str, **words: Any) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", **words}


def _word(field: str) -> dict[str, Any]:
    return {"field": field, "type": "nominal"}


_COUNT = {"aggregate": "count"}
_BINS = {"field": "loss", "bin": {"maxbins": 20}}
_MEAN = _number("loss", aggregate="mean")
_LINE = {"x": _number("step"), "y": _MEAN, "color": _word("split")}

TYPICAL: dict[str, dict[str, Any]] = {
    "histogram": {"mark": "bar", "encoding": {"x": _BINS, "y": _COUNT}},
    "stacked histogram": {"mark": "bar", "encoding": {"x": _BINS, "y": _COUNT, "color": _word("split")}},
    "sorted bars of means": {"mark": "bar", "encoding": {"x": {**_word("run"), "sort": "-y"}, "y": _MEAN}},
    "line of means": {"mark": "line", "encoding": _LINE},
    "line of means with its band": {
        "encoding": {"x": _number("step")},
        "layer": [
            {"mark": {"type": "errorband", "extent": "stdev"}, "encoding": {"y": _number("loss")}},
            {"mark": "line", "encoding": {"y": _MEAN}},
        ],
    },
    "counts by day": {
        "mark": "area",
        "encoding": {"x": {"field": "time", "type": "temporal", "timeUnit": "utcyearmonthdate"}, "y": _COUNT},
    },
    "box plots": {"mark": "boxplot", "encoding": {"x": _word("run"), "y": _number("loss")}},
    "heat map": {
        "mark": "rect",
        "encoding": {"x": _BINS, "y": {"field": "accuracy", "bin": True}, "color": _COUNT},
    },
    "facets of histograms": {"mark": "bar", "encoding": {"x": _BINS, "y": _COUNT, "row": _word("split")}},
    "filter, calculation and two layers": {
        "transform": [{"filter": "datum.loss < 5"}, {"calculate": "datum.loss * 100", "as": "percent"}],
        "layer": [
            {
                "mark": "bar",
                "encoding": {"x": {"field": "percent", "bin": {"maxbins": 20}}, "y": _COUNT, "color": _word("split")},
            },
            {"mark": "rule", "encoding": {"x": _number("percent", aggregate="mean")}},
        ],
    },
}
