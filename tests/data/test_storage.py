"""Tables through the files of a run: every value comes back, and the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
import decimal
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartkit.data import Column, Dataset, Table, decode_table, storage, to_dataset, write_table
from chartkit.diagnostics import DataError

NAN, INF = float("nan"), float("inf")
settings.register_profile("files", suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("files")


def through_file(dataset: Dataset, folder: Path) -> tuple[Dataset, str]:
    written = write_table(dataset, folder)
    assert write_table(dataset, folder) == write_table(dataset, None) == written
    assert written.n_rows == dataset.n_rows
    path = folder / written.file
    assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    return decode_table(path), path.suffix


def written(value: Any) -> tuple[type, str]:
    return type(value), repr(value).replace(", fold=1", "")


def exactly(dataset: Dataset) -> list[Any]:
    columns = [(column.name, column.kind, list(map(written, column.values))) for column in dataset.columns]
    return [dataset.timezone, dataset.n_rows, columns]


columns_of_one_type = st.sampled_from(
    [
        st.integers(),
        st.integers(-(2**63), 2**64),
        st.floats(),
        st.booleans(),
        st.text(st.characters()),
        st.text(),
        st.binary(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
        st.decimals(),
        st.lists(st.floats()),
        st.one_of(st.integers(), st.floats(), st.text()),
    ]
).flatmap(lambda values: st.lists(st.one_of(st.none(), values), min_size=3, max_size=3))


@pytest.mark.parametrize("largest_json_bytes", [storage.LARGEST_JSON_BYTES, 0])
@given(
    st.dictionaries(st.text(st.characters()), columns_of_one_type, max_size=4), st.sampled_from(["UTC", "Asia/Seoul"])
)
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory,
    largest_json_bytes: int,
    columns: dict[str, list[Any]],
    timezone: str,
) -> None:
    dataset = to_dataset(columns, timezone=timezone)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "LARGEST_JSON_BYTES", largest_json_bytes)
        found, _ = through_file(dataset, tmp_path_factory.getbasetemp())
    assert exactly(found) == exactly(dataset)
    assert [column.emitted() for column in found.columns] == [column.emitted() for column in dataset.columns]


FRAME: dict[str, list[Any]] = {
    "integer": [1, None],
    "float": [-0.0, NAN],
    "infinite": [INF, -INF],
    "text": ["a\0", None],
    "boolean": [True, None],
    "date": [dt.date(1, 1, 1), None],
    "time": [dt.datetime(2024, 1, 1, 1, 2, 3, 456789), None],
    "duration": [dt.timedelta(-1, 2, 3), None],
    "decimal": [decimal.Decimal("1.10"), None],
    "bytes": [b"\xff", None],
    "list": [[1.5, None], []],
    "struct": [{"a": 1}, {"a": None}],
    "nothing": [None, None],
    "": [1, 2],
    "a.b": [1, 2],
    "__proto__": [1, 2],
}


CATEGORIES = pl.DataFrame(
    {
        "category": pl.Series(["b", "a"], dtype=pl.Categorical),
        "enum": pl.Series(["b", "a"], dtype=pl.Enum(["b", "a"])),
        "zone": pl.Series([dt.datetime(2024, 1, 1)] * 2).dt.replace_time_zone("Asia/Seoul"),
        "small": pl.Series([0.1, 0.2], dtype=pl.Float32),
        "large": pl.Series([2**64 - 1, 0], dtype=pl.UInt64),
        "larger": pl.Series([2**70, 0], dtype=pl.Int128),
        "clock": pl.Series([dt.time(1, 2, 3, 4), None]),
        "name with \0": [1, 2],
    }
)
PANDAS = pd.DataFrame(
    {
        "float": [1.5, NAN],
        "text": ["a", None],
        "object": pd.Series(["a", NAN], dtype=object),
        "nullable": pd.array([1, None], dtype="Int64"),
        "category": pd.Categorical([2, 1]),
        "time": pd.to_datetime(["2024-01-01", None]),
        "period": pd.period_range("2024-01", periods=2, freq="M"),
        "interval": pd.interval_range(0, 2),
    }
)
FORMS: dict[str, tuple[str, Any]] = {
    "Polars": (".parquet", pl.DataFrame(FRAME)),
    "lazy Polars": (".parquet", pl.LazyFrame(FRAME)),
    "PyArrow": (".parquet", pa.table(FRAME)),
    "categories, zones and small numbers": (".parquet", CATEGORIES),
    "pandas": (".parquet", PANDAS),
    "pandas objects": (".json", pd.DataFrame({"x": pd.Series([1, "a"], dtype=object)})),
    "polars objects": (".json", pl.DataFrame({"x": pl.Series([1, "a"], dtype=pl.Object)})),
    "empty struct": (".json", pl.DataFrame({"x": [{}]})),
    "surrogate in a name": (".json", pd.DataFrame([[1]], columns=pd.Index(["\ud800"], dtype=object))),
    "no columns": (".json", {}),
    "no rows": (".json", {"x": []}),
    "two columns without rows": (".json", {"x": [], "y": []}),
    "nothing": (".json", []),
}


@pytest.mark.parametrize(("suffix", "form"), FORMS.values(), ids=FORMS)
def test_each_form_comes_back_from_the_file_that_holds_it(suffix: str, form: Any, tmp_path: Path) -> None:
    dataset = to_dataset(form)
    found, written_as = through_file(dataset, tmp_path)
    assert (written_as, exactly(found)) == (suffix, exactly(dataset))


def test_no_rows_in_a_frame(tmp_path: Path) -> None:
    dataset = to_dataset(pl.DataFrame({"x": []}, schema={"x": pl.Float64}))
    found, _ = through_file(dataset, tmp_path)
    assert exactly(found) == exactly(dataset)
    assert found.column("x").kind == "empty"


def test_large_rows_are_parquet(tmp_path: Path) -> None:
    rows = [[index, index / 3, "some text of some length"] for index in range(150_000)]
    dataset = Table(["step", "loss", "note"], rows).to_dataset()
    found, suffix = through_file(dataset, tmp_path)
    assert suffix == ".parquet"
    assert [column.values for column in found.columns] == [column.values for column in dataset.columns]


def test_large_mixed_columns_are_json(tmp_path: Path) -> None:
    dataset = Dataset([Column("x", None, ["a" * 3000, 1.5] * 1000)])
    written = tmp_path / write_table(dataset, tmp_path).file
    assert written.stat().st_size < storage.LARGEST_JSON_BYTES
    dataset = Dataset([Column("x", None, ["a" * 6000, 1, 2.5, NAN] * 1000)])
    found, suffix = through_file(dataset, tmp_path)
    assert suffix == ".json"
    assert exactly(found) == exactly(dataset)


def test_the_file_can_be_read_by_anyone(tmp_path: Path) -> None:
    file, n_rows = write_table(Table(["step", "loss"], [[0, 0.5], [1, NAN]]).to_dataset(), tmp_path)
    assert (file[64:], n_rows) == (".json", 2)
    assert orjson.loads((tmp_path / file).read_bytes()) == {
        "columns": ["step", "loss"],
        "kinds": ["quantitative", "quantitative"],
        "timezone": "UTC",
        "n_rows": 2,
        "data": [[0, 1], [0.5, {"$": "nan"}]],
    }


def test_what_cannot_be_kept() -> None:
    dataset = Table(["x"], [[None], [[1, {2}]]]).to_dataset()
    with pytest.raises(DataError) as caught:
        write_table(dataset, None)
    assert str(caught.value) == (
        "CK407 row 1 (counted from 0) of column 'x' holds an object of type set, which cannot be kept with a run.\n"
        "help: keep numbers, text, booleans, times, bytes, and lists and dicts of these"
    )


NOT_A_TABLE = "it is JSON, but not a table of chartkit"
UNFIT = "its columns do not fit together"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("t.csv", b"", "its name must end in .json or .parquet, not '.csv'"),
        ("t.parquet", b"", "it is not a Parquet table of chartkit"),
        ("t.parquet", b"PAR1" * 9, "it is not a Parquet table of chartkit"),
        ("t.json", b"[1]", NOT_A_TABLE),
        ("t.json", b"{}", NOT_A_TABLE),
        ("t.json", b'{"columns":"a","kinds":[],"timezone":"UTC","data":[]}', NOT_A_TABLE),
        ("t.json", b'{"columns":[1],"kinds":["empty"],"timezone":"UTC","data":[[]]}', NOT_A_TABLE),
        ("t.json", b'{"columns":["a"],"kinds":["empty"],"timezone":"UTC","data":[1]}', NOT_A_TABLE),
        ("t.json", b'{"columns":["a"],"kinds":["empty"],"timezone":1,"data":[[]]}', NOT_A_TABLE),
        ("t.json", b'{"columns":["a"],"kinds":[],"timezone":"UTC","data":[[]]}', UNFIT),
        ("t.json", b'{"columns":["a","a"],"kinds":["empty","empty"],"timezone":"UTC","data":[[],[]]}', UNFIT),
        ("t.json", b'{"columns":["a","b"],"kinds":["empty","empty"],"timezone":"UTC","data":[[],[1]]}', UNFIT),
        (
            "t.json",
            b'{"columns":["a"],"kinds":["empty"],"timezone":"UTC","data":[[{"$":"int"}]]}',
            "a value tagged 'int' is damaged",
        ),
        (f"{'0' * 64}.json", b"{}", "its content is not what its name says, so it is damaged"),
    ],
)
def test_damaged_files(name: str, content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        decode_table(path)
    assert str(caught.value) == f"CK408 the table {name} cannot be read: {reason}.\nhelp: look at {path}"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        decode_table(tmp_path / "t.json")
    assert str(caught.value) == (
        f"CK408 the table t.json cannot be read: No such file or directory.\nhelp: look at {tmp_path / 't.json'}"
    )


def test_arrays_keep_their_values(tmp_path: Path) -> None:
    array = np.array([(1, 0.1, "2024-01-01", "a")], dtype=[("i", "i2"), ("f", "f4"), ("t", "M8[ns]"), ("s", "U3")])
    dataset = to_dataset(array)
    found, suffix = through_file(dataset, tmp_path)
    assert suffix == ".parquet"
    assert exactly(found) == exactly(dataset)
    assert found.rows() == [[1, float(np.float32(0.1)), dt.datetime(2024, 1, 1), "a"]]
