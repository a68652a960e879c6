"""Every chart of the corpus that brings its own rows, brought in as a preset, draws the picture that it drew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import vl_convert
from pictures.comparison import compare_drawings
from pictures.geometry import Drawing, drawing_of

import chartkit
from chartkit.diagnostics import ChartkitError, ChartkitWarning
from chartkit.presets import load
from chartkit.presets.importing import imported, written

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "vega-lite"
KNOWN = {
    "rect_params": "its one row is empty",
}
"""Charts that draw another picture, by name, and why."""


def specs() -> dict[str, dict[str, Any]]:
    found = {path.name.removesuffix(".vl.json"): json.loads(path.read_bytes()) for path in CORPUS.glob("*.vl.json")}
    return {name: spec for name, spec in sorted(found.items()) if is_own(spec)}


def is_own(spec: dict[str, Any]) -> bool:
    """A chart with its rows in it and no address anywhere."""
    data = spec.get("data")
    return isinstance(data, dict) and isinstance(data.get("values"), list) and '"url":' not in json.dumps(spec)


def redrawn(name: str, spec: dict[str, Any], folder: Path) -> Drawing:
    found = imported(spec, name)
    text, files = written(found.document, found.rows, name)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    path = folder / f"{name}.yaml"
    path.write_text(text)
    example = load(path).example
    chart = chartkit.plot_table(str(path), found.rows, example.fields if example else {})
    return drawing_of(vl_convert.vegalite_to_svg(chart.spec))


def test_the_corpus_draws_the_same_after_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"the corpus is not beside the repository ({CORPUS})")
    monkeypatch.setenv("TZ", "UTC")
    others: dict[str, str] = {}
    n_equal = 0
    for name, spec in specs().items():
        source = drawing_of(vl_convert.vegalite_to_svg(spec))
        try:
            found = compare_drawings(source, redrawn(name, spec, tmp_path))
        except (ChartkitError, ChartkitWarning) as error:
            others[name] = str(error).partition("\n")[0]
            continue
        if found.kind == "equal":
            n_equal += 1
        else:
            others[name] = f"{found.kind}: {[*map(str, found.missing[:1])]} {[*map(str, found.extra[:1])]}"
    print(f"{n_equal} equal, {len(others)} other")
    assert others.keys() == KNOWN.keys(), others
    assert n_equal >= 89
