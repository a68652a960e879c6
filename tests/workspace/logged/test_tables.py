"""Logged tables by API: pieces, orders, filters, versions, media in cells, files to keep."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from starlette.testclient import TestClient

import chartkit
from chartkit.workspace.application import application
from chartkit.workspace.workspace import Workspace

Ask = Callable[..., dict[str, Any]]
N_ROWS = 120_000


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A run with a large table, one of every kind of value, and one that was logged twice at a step."""
    folder = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("CHARTKIT_SILENT", "1")
        with chartkit.init(project="p", id="a") as run:
            x = np.random.default_rng(0).permutation(N_ROWS).astype(float)
            x[:2] = np.nan
            frame = pl.DataFrame({"x": x, "label": [f"l{n % 7}" for n in range(N_ROWS)], "n": range(N_ROWS)})
            chart = chartkit.plot_table("wandb/line/v0", {"x": [0, 1], "y": [1, 2]}, {"x": "x", "y": "y"})
            odd = [[1, "b", None, {"k": [1]}], [2.5, "", b"ab", chart], [float("nan"), "a", 2**70, [3]]]
            run.log({"large": chartkit.Table(dataframe=frame)}, step=1)
            run.log({"odd": chartkit.Table(["n", "text", "any", "nested"], odd, allow_mixed_types=True)}, step=1)
            for step in range(2):
                run.log({"steps": chartkit.Table(["step"], [[step]])}, step=10 + step)
            grown = chartkit.Table(["n"], [[0]], log_mode="INCREMENTAL")
            run.log({"grown": grown})
            grown.add_data(1)
            run.log({"grown": grown})
    with TestClient(application(Workspace(folder / ".chartkit")), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def table(tables: TestClient) -> Ask:
    """`table(key, **query)` is what the server says of a table."""

    def ask(key: str, **query: Any) -> dict[str, Any]:
        answer = tables.get(f"/api/p/p/runs/a/tables/{key}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


def test_a_piece_of_a_large_table_is_its_rows(table: Ask) -> None:
    found = table("large", offset=N_ROWS - 2, limit=10)
    assert (found["n_rows"], found["n_matched"], found["places"]) == (N_ROWS, N_ROWS, [N_ROWS - 2, N_ROWS - 1])
    assert [row[1:] for row in found["rows"]] == [[f"l{n % 7}", n] for n in (N_ROWS - 2, N_ROWS - 1)]
    assert found["columns"] == [
        {"name": "x", "kind": "quantitative"},
        {"name": "label", "kind": "nominal"},
        {"name": "n", "kind": "quantitative"},
    ]


@pytest.mark.parametrize("sort", ["x", "-x"])
def test_rows_are_sorted_with_empty_cells_last(table: Ask, sort: str) -> None:
    x = [row[0] for row in table("large", sort=sort, limit=5)["rows"]]
    assert x == sorted(x, reverse=sort == "-x")
    ends = [row[0] for row in table("large", sort=sort, offset=N_ROWS - 2)["rows"]]
    assert ends == [{"$": "number", "text": "NaN"}] * 2


def test_rows_that_are_equal_stay_in_their_order(table: Ask) -> None:
    for sort in ("label", "-label"):
        numbers = [row[2] for row in table("large", sort=sort, limit=50)["rows"]]
        assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("operator", "value", "n"),
    [("=", "10", 1), (">=", "119990", 10), ("<", 5, 5), ("!=", "0", N_ROWS - 1), ("contains", "11999", 12)],
)
def test_filters_on_numbers(table: Ask, operator: str, value: Any, n: int) -> None:
    found = table("large", filter=f'[{{"column": "n", "operator": "{operator}", "value": "{value}"}}]')
    assert (found["n_matched"], found["n_rows"]) == (n, N_ROWS)


def test_filters_are_all_met_and_sorted(table: Ask) -> None:
    both = '[{"column": "label", "operator": "=", "value": "l3"}, {"column": "n", "operator": "<", "value": "30"}]'
    assert [row[2] for row in table("large", filter=both, sort="-n")["rows"]] == [24, 17, 10, 3]
    empty = '[{"column": "x", "operator": "empty"}]'
    assert table("large", filter=empty)["n_matched"] == 2
    there = '[{"column": "x", "operator": "not empty"}]'
    assert table("large", filter=there)["n_matched"] == N_ROWS - 2


def test_every_kind_of_cell_is_told(table: Ask, tables: TestClient) -> None:
    found = table("odd")
    chart = found["rows"][1].pop()
    assert found["rows"] == [
        [1, "b", None, {"$": "value", "text": '{"k":[1]}', "length": 9}],
        [2.5, "", {"$": "bytes", "text": "2 bytes"}],
        [
            {"$": "number", "text": "NaN"},
            "a",
            {"$": "number", "text": str(2**70)},
            {"$": "value", "text": "[3]", "length": 3},
        ],
    ]
    assert chart["$"] == "chart"
    spec = tables.get("/api/p/p/runs/a/tables/odd", params={"chart": chart["sha"]}).json()
    assert spec["usermeta"]["chartkit"]["preset"] == "wandb/line/v0"


def test_small_tables_are_sorted_and_filtered_alike(table: Ask) -> None:
    assert [row[0] for row in table("odd", sort="-n")["rows"]] == [2.5, 1, {"$": "number", "text": "NaN"}]
    assert [row[1] for row in table("odd", sort="text")["rows"]] == ["a", "b", ""]
    filter = '[{"column": "text", "operator": "not empty"}, {"column": "n", "operator": ">", "value": "0"}]'
    assert [row[1] for row in table("odd", filter=filter)["rows"]] == ["b"]


def test_steps_of_a_table(table: Ask) -> None:
    assert [table("steps", step=step)["rows"] for step in (10, 11, 99)] == [[[0]], [[1]], [[1]]]
    assert table("steps")["steps"] == [10, 11]


def test_a_table_that_grew_is_whole(table: Ask) -> None:
    found = table("grown")
    assert (found["rows"], found["n_rows"]) == ([[0], [1]], 2)


def test_media_in_cells_have_addresses(asked: TestClient) -> None:
    found = asked.get("/api/p/p/runs/r0/tables/rows").json()
    (item,) = found["rows"][0][0]["items"]
    assert (item["kind"], item["facts"]["caption"]) == ("image", "one")
    assert asked.get(item["url"]).headers["content-type"] == "image/png"


def test_downloads_hold_the_whole_table(tables: TestClient) -> None:
    path = "/api/p/p/runs/a/tables/large"
    csv, parquet = (tables.get(path, params={"format": format}) for format in ("csv", "parquet"))
    assert csv.headers["content-disposition"] == 'attachment; filename="a-large.csv"'
    assert pl.read_csv(io.BytesIO(csv.content)).shape == (N_ROWS, 3)
    assert pl.read_parquet(io.BytesIO(parquet.content))["n"].sum() == N_ROWS * (N_ROWS - 1) // 2
    odd = tables.get("/api/p/p/runs/a/tables/odd", params={"format": "csv"}).text.splitlines()
    assert odd[0] == "n,text,any,nested"
    assert len(odd) == 4


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ({"sort": "y"}, 400, "the table has no column 'y'."),
        ({"limit": "-1"}, 400, "limit is a whole number from 0; found '-1'."),
        ({"filter": "{"}, 400, "filter is no JSON: unexpected end of data."),
        ({"filter": "{}"}, 400, "filter is a list of conditions with column, operator and value."),
        ({"filter": '[{"column": "n", "operator": ">", "value": "many"}]'}, 400,
         "column 'n' holds numbers; a filter compares it with 'many'."),
        ({"format": "xlsx"}, 400, "a table is not given as 'xlsx'."),
    ],
)  # fmt: skip
def test_questions_that_mean_nothing_are_refused_in_words(
    tables: TestClient, query: dict[str, str], status: int, message: str
) -> None:
    answer = tables.get("/api/p/p/runs/a/tables/large", params=query)
    (fault,) = answer.json()["faults"]
    assert (answer.status_code, fault["message"]) == (status, message)


def test_a_damaged_table_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTKIT_SILENT", "1")
    with chartkit.init(project="p", id="a") as run:
        run.log({"t": chartkit.Table(["n"], [[1]])})
    (file,) = (tmp_path / ".chartkit" / "runs" / "p" / "a" / "tables").iterdir()
    file.write_text("{}")
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        answer = client.get("/api/p/p/runs/a/tables/t")
    (fault,) = answer.json()["faults"]
    assert answer.status_code == 400
    assert fault["message"] == (
        f"the table {file.name} cannot be read: its content is not what its name says, so it is damaged."
    )


def test_the_runs_that_have_a_table_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for id in ("first", "without", "last"):
        with chartkit.init(project="p", id=id) as run:
            run.log({"loss": 1.0} if id == "without" else {"eval/rows": chartkit.Table(columns=["a"], data=[[1]])})
    with TestClient(application(Workspace(tmp_path / ".chartkit")), base_url="http://127.0.0.1") as client:
        assert client.get("/api/p/p/tables/eval%2Frows").json() == ["last", "first"]
        assert client.get("/api/p/p/tables/nothing").json() == []
