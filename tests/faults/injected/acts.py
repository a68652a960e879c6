"""What a training does, one act a call: each knows how to do the n-th call and whether it is in the run read back.

The content of the n-th call follows from n alone, so that who reads the run needs nothing from who wrote it. Its step
is 2n: a call that logs twice has the next one as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any, NamedTuple

import chartkit as c
from chartkit.runs import Api, Run
from chartkit.runs.reader import RunReader

Rows = dict[int, dict[str, Any]]
SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"name": "table"},
    "mark": "line",
    "encoding": {
        "x": {"field": "${field:x}", "type": "quantitative"},
        "y": {"field": "${field:y}", "type": "quantitative"},
    },
}
ODD: dict[str, Any] = {
    "nan": float("nan"),
    "big": -(2**200),
    "bytes": b"\x00\xff",
    "half": "\ud800",
    "$": {"deep": [1.5, None]},
}


class Act(NamedTuple):
    """One kind of call."""

    name: str
    do: Callable[[Run, int], bool]
    """Does the n-th call; False when it was said that nothing was stored."""
    is_there: Callable[[RunReader, Rows, int], bool]
    """True when the n-th call is read back; raises `ChartkitError` for damage."""


def _scalars(run: Run, n: int) -> bool:
    run.log({"n": n, "loss": 1 / (n + 1)}, step=2 * n, commit=True)
    return True


def _has_scalars(found: RunReader, rows: Rows, n: int) -> bool:
    row = rows.get(2 * n, {})
    return (row.get("n"), row.get("loss")) == (n, 1 / (n + 1))


def _odd(run: Run, n: int) -> bool:
    run.log({"n": n, "odd": ODD}, step=2 * n, commit=True)
    return True


def _has_odd(found: RunReader, rows: Rows, n: int) -> bool:
    row = rows.get(2 * n, {})
    same = all(row.get(f"odd.{name}") == ODD[name] for name in ("big", "bytes", "half"))
    nan, deep = row.get("odd.nan"), row.get("odd.$.deep")
    return row.get("n") == n and same and isinstance(nan, float) and isnan(nan) and deep == [1.5, None]


def _table(run: Run, n: int) -> bool:
    run.log({"n": n, "table": c.Table(columns=["n", "text"], data=[[n, "ä"], [-n, None]])}, step=2 * n, commit=True)
    return True


def _has_table(found: RunReader, rows: Rows, n: int) -> bool:
    return rows.get(2 * n, {}).get("n") == n and found.table("table", 2 * n).data == [[n, "ä"], [-n, None]]


@cache
def chart(n: int) -> c.Chart:
    """The chart of the n-th call."""
    return c.plot_table(SPEC, c.Table(columns=["x", "y"], data=[[0, n], [1, n + 1]]), {"x": "x", "y": "y"})


def _chart(run: Run, n: int) -> bool:
    run.log({"n": n, "chart": chart(n)}, step=2 * n, commit=True)
    return True


def _has_chart(found: RunReader, rows: Rows, n: int) -> bool:
    return rows.get(2 * n, {}).get("n") == n and found.chart("chart", 2 * n).to_json() == chart(n).to_json()


def _page(run: Run, n: int) -> bool:
    run.log({"n": n, "page": c.Html(f"<p>{n}</p>", inject=False)}, step=2 * n, commit=True)
    return True


def _has_page(found: RunReader, rows: Rows, n: int) -> bool:
    page = found.media("page", 2 * n)
    return rows.get(2 * n, {}).get("n") == n and not isinstance(page, list) and page.read_bytes() == b"<p>%d</p>" % n


def _artifact(run: Run, n: int) -> bool:
    artifact = c.Artifact(f"model{n}", type="model")
    with artifact.new_file("weights.bin", "wb") as file:
        file.write(b"%d" % n * 1000)
    return run.log_artifact(artifact).is_logged


def _has_artifact(found: RunReader, rows: Rows, n: int) -> bool:
    artifact = Api(Path(found.dir).parents[2]).artifact(f"{found.project}/model{n}:v0")
    return Path(artifact.verify().path("weights.bin")).read_bytes() == b"%d" % n * 1000


def _config(run: Run, n: int) -> bool:
    run.config[f"c{n}"] = {"n": n}
    return True


def _has_config(found: RunReader, rows: Rows, n: int) -> bool:
    return found.config.get(f"c{n}") == {"n": n}


def _summary(run: Run, n: int) -> bool:
    run.summary[f"s{n}"] = ODD["big"] + n
    return True


def _has_summary(found: RunReader, rows: Rows, n: int) -> bool:
    return found.summary.get(f"s{n}") == ODD["big"] + n


def _metric(run: Run, n: int) -> bool:
    run.define_metric(f"m{n}", summary="max")
    run.log({"n": n, f"m{n}": 3}, step=2 * n)
    run.log({f"m{n}": 2}, step=2 * n + 1, commit=True)
    return True


def _has_metric(found: RunReader, rows: Rows, n: int) -> bool:
    return rows.get(2 * n, {}).get("n") == n and found.summary.get(f"m{n}") == {"max": 3}


ACTS = (
    Act("scalars", _scalars, _has_scalars),
    Act("table", _table, _has_table),
    Act("chart", _chart, _has_chart),
    Act("config", _config, _has_config),
    Act("scalars", _scalars, _has_scalars),
    Act("page", _page, _has_page),
    Act("odd values", _odd, _has_odd),
    Act("artifact", _artifact, _has_artifact),
    Act("summary", _summary, _has_summary),
    Act("define_metric", _metric, _has_metric),
)


def act(n: int) -> Act:
    """The kind of the n-th call."""
    return ACTS[n % len(ACTS)]
