"""Cells that spreadsheets take for formulas, and line ends in cells: CSV files hold them as they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.runs.upkeep.export import export

CELLS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=2", "a\r=3", "a\n=4", "a\r\n=5", '=HYPERLINK("x","y")', "a,b", " x",
    "-1.5é",
]  # fmt: skip
NUMBERS = [-1.5, 0.0, -1e-300, 3.0, 1e22, 0.1, -7.0, 2.5, 1.0, 4.0, 5.0, 6.0, -0.25]


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Callable[..., TestClient]) -> Callable[[str], bytes]:
    """The bytes of a file of each kind, of a run whose history, table, chart and names are such cells."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    rows = [[cell, number] for cell, number in zip(CELLS, NUMBERS, strict=True)]
    for place, name in enumerate(CELLS):
        with chartkit.init(project="p", id=f"r{place:02}", name=name) as run:
            run.log({"loss": NUMBERS[place]})
    with chartkit.init(project="p", id="whole") as run:
        for cell, number in rows:
            run.log({"text": cell, "number": number})
        table = chartkit.Table(["text", "number"], rows)
        run.log({"table": table})
        run.log({"chart": chartkit.plot_table("wandb/bar/v0", table, {"label": "text", "value": "number"})})
    http = client(tmp_path)

    def file(kind: str) -> bytes:
        if kind == "history":
            export(chartkit.Api().run("whole"), tmp_path / "whole.csv", ".csv")
            return (tmp_path / "whole.csv").read_bytes()
        if kind == "table":
            return http.get("/api/p/p/runs/whole/tables/table", params={"format": "csv"}).content
        body: dict[str, Any] = (
            {"chart": {"key": "chart", "runs": ["whole"]}}
            if kind == "chart"
            else {"panel": {"keys": ["loss"]}, "runs": [f"r{place:02}" for place in range(len(CELLS))]}
        )
        return http.post("/api/p/p/export", json={**body, "format": "csv"}).content

    return file


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        ("history", "text", "number"),
        ("table", "text", "number"),
        ("chart", "text", "number"),
        ("points", "name", "value"),
    ],
)
def test_every_reader_finds_the_cells_as_they_were(
    saved: Callable[[str], bytes], kind: str, text: str, number: str
) -> None:
    content = saved(kind)
    n_rows = len(CELLS)
    read = [*csv.DictReader(io.StringIO(content.decode(), newline=""))][:n_rows]
    assert [row[text] for row in read] == CELLS
    assert [float(row[number]) for row in read] == NUMBERS
    frame = pd.read_csv(io.BytesIO(content))[:n_rows]
    assert [str(one) for one in frame[text]] == CELLS
    assert frame[number].tolist() == pytest.approx(NUMBERS, rel=1e-15)
    polars = pl.read_csv(content, schema_overrides={text: pl.String, number: pl.Float64})[:n_rows]
    assert polars[text].to_list() == CELLS
    assert polars[number].to_list() == NUMBERS
