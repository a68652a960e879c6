"""A project of many presets, as a team would have it: takes a folder, a number and a seed, writes them and their data.

Eight kinds of charts take turns, each with its own names, titles and colors. Half have their example's rows in a CSV
file, half in the preset; each tenth extends another. All are clean by the schema.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from chart_texts import KINDS

_METRICS = ("loss", "accuracy", "f1", "perplexity", "grad_norm", "lr", "recall", "auc", "reward", "latency_ms")
_AXES = ("step", "epoch", "samples", "tokens", "wall_time_s")
_GROUPS = ("split", "model", "optimizer", "layer", "dataset", "run")
_NAMES = ("train", "valid", "test", "small", "base", "large", "adamw", "sgd", "lion", "wiki", "code", "web")
_COLORS = ("#3b5bdb", "#c92a2a", "#2b8a3e", "#862e9c", "#0b7285", "#a61e4d")
_N_ROWS = 24


def write_project(folder: Path, n_presets: int, seed: int = 4) -> list[Path]:
    """`n_presets` presets in `folder`/presets/team, with their data; gives their files."""
    draw = random.Random(seed)
    team = folder / "presets" / "team"
    team.mkdir(parents=True)
    files: list[Path] = []
    for index in range(n_presets):
        file = team / f"chart{index:04}.yaml"
        base = f"team/chart{index - 1:04}" if index % 10 == 9 else None
        rows = [*_rows(draw, *_columns(draw))]
        file.write_text(_extending(base, draw) if base else _preset(draw, index, file, rows), encoding="utf-8")
        files.append(file)
    return files


def _columns(draw: random.Random) -> tuple[str, str, str]:
    return draw.choice(_AXES), draw.choice(_METRICS), draw.choice(_GROUPS)


def _rows(draw: random.Random, x: str, y: str, group: str) -> Iterator[dict[str, object]]:
    names = draw.sample(_NAMES, 3)
    for row in range(_N_ROWS):
        yield {x: row // 3, y: round(draw.uniform(0.1, 2.5), 4), group: names[row % 3]}


def _preset(draw: random.Random, index: int, file: Path, rows: list[dict[str, object]]) -> str:
    x, y, group = rows[0]
    body = KINDS[index % len(KINDS)].format(color=draw.choice(_COLORS), metric=y)
    used = {slot for slot in ("x", "y", "group") if f"${{field:{slot}}}" in body}
    slots = {"x": ("quantitative", x), "y": ("quantitative", y), "group": ("nominal", group)}
    fields = [
        f"  {slot}: {{type: {type_}, description: {column} of the run}}"
        for slot, (type_, column) in slots.items()
        if slot in used
    ]
    filled = ", ".join(f"{slot}: {column}" for slot, (_, column) in slots.items() if slot in used)
    return "\n".join(
        (
            f"description: {y} over {x} by {group}.",
            "fields:",
            *fields,
            "strings:",
            f'  title: {{default: "{y} by {group}", description: heading of the chart}}',
            "example:",
            _example(index, file, rows),
            f"  fields: {{{filled}}}",
            "spec:",
            "  $schema: https://vega.github.io/schema/vega-lite/v6.json",
            "  data: {name: table}",
            '  title: "${string:title}"',
            body,
        )
    )


def _example(index: int, file: Path, rows: list[dict[str, object]]) -> str:
    if index % 2:
        return "  values:\n" + "\n".join(f"    - {json.dumps(row)}" for row in rows)
    data = file.with_suffix(".csv")
    lines = [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]
    data.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return f"  data: {data.name}"


def _extending(base: str, draw: random.Random) -> str:
    config = f"{{view: {{continuousWidth: {draw.randint(200, 500)}}}}}"
    return f"description: {base} at another width.\nextends: {base}\nspec:\n  config: {config}\n"
