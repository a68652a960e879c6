"""Tables from files: every format read whole, every fault said with its file and line."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import polars as pl
import pytest

from chartkit.data import to_dataset
from chartkit.data.engines import Source, SourceFile
from chartkit.data.files import read_file
from chartkit.diagnostics import DataError


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(name: str, content: str | bytes) -> Path:
    path = Path(name)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def fault_of(path: str | Path) -> str:
    with pytest.raises(DataError) as caught:
        read_file(path)
    return str(caught.value)


def test_csv_finds_types_from_the_whole_file() -> None:
    lines = [f"{step},{step},2024-01-{step % 28 + 1:02d},a" for step in range(5000)]
    path = written("a.csv", "step,late,day,name\n" + "\n".join(lines) + "\n5000,0.5,,\n")
    dataset = read_file(path)
    assert dataset.n_rows == 5001
    assert [column.kind for column in dataset.columns] == ["quantitative", "quantitative", "temporal", "nominal"]
    assert dataset.column("late").values[-1] == 0.5
    assert dataset.column("day").values[0] == datetime.date(2024, 1, 1)
    assert dataset.column("day").values[-1] is None


@pytest.mark.parametrize("ending", [".csv", ".CSV", ".tsv"])
def test_quotes_separators_and_byte_order_marks(ending: str) -> None:
    mark = "\t" if ending == ".tsv" else ","
    path = written(f"a{ending}", f'\ufeffname{mark}n\r\n"two\nlines{mark}"{mark}1\r\n')
    assert read_file(path).rows() == [[f"two\nlines{mark}", 1]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '[{"x": 1, "y": "a"}, {"x": 2, "y": null}]'),
        ("a.json", '{"x": [1, 2], "y": ["a", null]}'),
        ("a.json", '\ufeff{"columns": ["x", "y"], "data": [[1, "a"], [2, null]]}'),
        ("a.jsonl", '{"x": 1, "y": "a"}\n\n{"x": 2, "y": null}\n'),
        ("a.ndjson", '{"x": 1, "y": "a"}\r\n{"x": 2, "y": null}'),
        ("a.csv", "x,y\n1,a\n2,\n"),
    ],
)
def test_the_same_table_in_every_text_format(name: str, content: str) -> None:
    dataset = read_file(written(name, content))
    assert dataset.names == ("x", "y")
    assert dataset.rows() == [[1, "a"], [2, None]]


def test_parquet_keeps_its_types() -> None:
    when = datetime.datetime(2024, 5, 6, 7, 8, tzinfo=datetime.UTC)
    pl.DataFrame({"when": [when], "n": [2**40]}).write_parquet("a.parquet")
    assert read_file("a.parquet").rows() == [[when, 2**40]]


def test_json_takes_what_python_writes_for_numbers_that_are_none() -> None:
    values = read_file(written("a.json", '[{"x": NaN}, {"x": Infinity}]')).column("x").values
    assert str(values) == "[nan, inf]"


def test_csv_takes_what_python_writes_for_numbers_that_are_none() -> None:
    dataset = read_file(written("a.csv", "x,y,z\n1.5,nan,nan\nnan,-inf,none\n,,\n"))
    assert [column.kind for column in dataset.columns] == ["quantitative", "quantitative", "nominal"]
    assert str(dataset.rows()) == "[[1.5, nan, 'nan'], [nan, -inf, 'none'], [None, None, None]]"


MALFORMED = {
    "a.csv ragged": (
        "a,b\n1,2\n3,4,5\n",
        "a.csv:3:1: CK422 this line has 3 values; the header names 2 columns.",
    ),
    "a.csv short": (
        "a,b\n1,2\n3\n",
        "a.csv:3:1: CK422 this line has 1 value; the header names 2 columns.",
    ),
    "a.csv open quote": ('a,b\n1,2\n"x,1\n', "a.csv:3:1: CK422 this row is not CSV: unexpected end of data."),
    "a.csv latin": (
        b"a,b\n1,x\n2,caf\xe9\n",
        "a.csv:3:1: CK422 a table's text is UTF-8; a byte of this line is not.",
    ),
    "a.csv twice": (
        "a,b,a\n1,2,3\n",
        "a.csv:1:1: CK403 column names must be unique; found more than once: 'a'.\nhelp: rename or drop one of each",
    ),
    "a.csv empty": ("", "a.csv: CK422 this file is empty; a table is needed."),
    "a.json broken": ('[{"x": 1},\n {"x": }]', "a.json:2:8: CK422 this is not JSON: expecting value."),
    "a.json scalar": (
        "3",
        "a.json: CK401 a table is needed; found a number.\nhelp: pass a chartkit.Table, a list of rows or of dicts, a"
        " dict of columns, a 2-D or structured NumPy array, or a data frame (pandas, Polars, PyArrow, or any that"
        " narwhals or Arrow knows)",
    ),
    "a.json deep": ("[" * 100_000, "a.json: CK422 this JSON is nested too deeply for a table."),
    "a.jsonl broken": ('{"x": 1}\n{"x" 2}\n', "a.jsonl:2:6: CK422 this is not JSON: expecting ':' delimiter."),
    "a.jsonl list": (
        '{"x": 1}\n[2]\n',
        'a.jsonl:2:1: CK422 each line holds one record, as in {"step": 1}; found a list.',
    ),
    "a.parquet text": ("x,y", "a.parquet: CK422 this is not Parquet, or it is damaged."),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_malformed_files(case: str) -> None:
    content, message = MALFORMED[case]
    assert fault_of(written(case.split()[0], content)) == message


def test_a_missing_file_names_a_near_one() -> None:
    written("losses.csv", "a\n1\n")
    assert fault_of("loses.csv") == (
        "loses.csv: CK420 this table cannot be read: no such file or directory.\nhelp: did you mean 'losses.csv'?"
    )
    assert fault_of("no/such.csv") == "no/such.csv: CK420 this table cannot be read: no such file or directory."


def test_a_name_that_no_file_can_have() -> None:
    assert fault_of("a\0.csv") == "a\\x00.csv: CK420 no file can have this name."


def test_an_ending_that_is_not_known() -> None:
    endings = "endings: '.csv', '.tsv', '.json', '.jsonl', '.ndjson' and '.parquet'"
    assert fault_of(written("a.cvs", "a\n1\n")) == (
        "a.cvs: CK421 how this table is written is not known from the ending '.cvs'.\n"
        f"help: did you mean '.csv'? {endings}"
    )
    assert fault_of(written("table", "a\n1\n")) == (
        f"table: CK421 how this table is written is not known from a name without an ending.\nhelp: {endings}"
    )


def test_folders_and_pipes_are_not_read() -> None:
    Path("folder.csv").mkdir()
    os.mkfifo("pipe.csv")
    assert fault_of("folder.csv") == "folder.csv: CK420 a file with a table is needed; this is a folder."
    assert fault_of("pipe.csv") == "pipe.csv: CK420 a file with a table is needed; this is no regular file."


def two_files(first: pl.DataFrame, second: pl.DataFrame) -> None:
    Path("losses").mkdir()
    first.write_parquet("losses/a.parquet")
    second.write_parquet("losses/b.parquet")


def test_parquet_stays_on_disk_and_tells_its_names_kinds_and_rows() -> None:
    pl.DataFrame({"x": [1, 2], "y": ["a", None]}).write_parquet("a.parquet")
    dataset = to_dataset("a.parquet")
    status = Path("a.parquet").stat()
    assert repr(dataset) == "Dataset(rows in polars × 2 columns)"
    assert (dataset.is_lazy, dataset.engine, dataset.native) == (True, "polars", "a.parquet")
    assert dataset.source == Source(
        "files", "a.parquet", (SourceFile("a.parquet", status.st_size, status.st_mtime_ns),)
    )
    assert [column.kind for column in dataset.columns] == ["quantitative", "nominal"]
    assert dataset.n_rows == 2
    assert dataset.rows() == [[1, "a"], [2, None]]


@pytest.mark.parametrize("ending", ["parquet", "csv", "tsv", "jsonl", "ndjson"])
def test_a_glob_is_one_table_of_all_its_files(ending: str) -> None:
    Path("losses").mkdir()
    for name, values in {"b": [3.5], "a": [1.0, 2.0]}.items():
        frame = pl.DataFrame({"x": values, "run": [name] * len(values)})
        match ending:
            case "parquet":
                frame.write_parquet(f"losses/{name}.parquet")
            case "csv" | "tsv":
                frame.write_csv(f"losses/{name}.{ending}", separator="," if ending == "csv" else "\t")
            case _:
                frame.write_ndjson(f"losses/{name}.{ending}")
    for pattern in (f"losses/*.{ending}", f"**/[ab].{ending}", Path(f"losses/?.{ending}")):
        dataset = to_dataset(pattern)
        assert dataset.source is not None
        assert [file.path for file in dataset.source.files] == [f"losses/a.{ending}", f"losses/b.{ending}"]
        assert dataset.is_lazy
        assert dataset.rows() == [[1.0, "a"], [2.0, "a"], [3.5, "b"]]


@pytest.mark.parametrize("most", [1, 10**9], ids=["lazy", "whole"])
def test_a_file_with_brackets_in_its_name_is_itself(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("chartkit.data.files.MAX_WHOLE_BYTES", most)
    pl.DataFrame({"x": [1]}).write_parquet("a[1].parquet")
    written("a[1].csv", "x\n1\n")
    written("a[1].jsonl", '{"x": 1}\n')
    assert [read_file(f"a[1].{ending}").rows() for ending in ("csv", "jsonl", "parquet")] == [[[1]]] * 3


def test_text_of_many_bytes_stays_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartkit.data.files.MAX_WHOLE_BYTES", 10)
    lines = "".join(f"{step},{'nan' if step % 2 else step},2024-01-01,a{step}\n" for step in range(3000))
    dataset = read_file(written("a.csv", f"step,loss,day,name\n{lines}3000.5,,,\n"))
    assert dataset.is_lazy
    assert [column.kind for column in dataset.columns] == ["quantitative", "quantitative", "temporal", "nominal"]
    assert dataset.n_rows == 3001
    assert dataset.column("loss").values[2] == 2.0
    assert str(dataset.column("loss").values[1]) == "nan"
    assert dataset.column("step").values[-1] == 3000.5


def test_times_in_json_lines_on_disk_are_read_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartkit.data.files.MAX_WHOLE_BYTES", 10)
    monkeypatch.setattr("chartkit.data.engines.lazy_column._LOOKED_AT", 2)
    dataset = read_file(written("a.jsonl", '{"t": "2024-05-06"}\n{"t": null}\n{"t": "2024-05-06T07:08:09Z"}\n'))
    column = dataset.column("t")
    times = column.as_temporal()
    assert (dataset.is_lazy, column.kind, times is not None and times.kind) == (True, "nominal", "temporal")
    assert times is not None
    assert times.emitted("Asia/Seoul")[0] == ["2024-05-06T00:00:00.000Z", None, "2024-05-06T16:08:09.000Z"]
    late = read_file(written("b.jsonl", '{"t": "2024-05-06"}\n{"t": null}\n{"t": "soon"}\n')).column("t").as_temporal()
    assert late is not None
    with pytest.raises(DataError) as caught:
        _ = late.values
    assert str(caught.value) == (
        "CK414 column 't' is drawn as times, but not all of its texts are ISO 8601 times.\n"
        "help: write them as in '2024-05-01' or '2024-05-01T12:00:00'"
    )
    assert read_file(written("c.jsonl", '{"t": "soon"}\n{"t": "later"}\n')).column("t").as_temporal() is None


def test_a_glob_of_nothing_names_what_is_near() -> None:
    two_files(pl.DataFrame({"x": [1]}), pl.DataFrame({"x": [2]}))
    assert fault_of("loses/*.parquet") == (
        "loses/*.parquet: CK420 no file matches this pattern.\nhelp: did you mean 'losses'?"
    )
    assert fault_of("losses/*.csv") == (
        "losses/*.csv: CK420 no file matches this pattern.\nhelp: in that folder are 'a.parquet' and 'b.parquet'"
    )


SAME = "help: make the files one table: the same columns of the same types in each"


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ({"x": [1.5]}, "column 'x' is Float64 in this file, and Int64 in losses/a.parquet."),
        ({"y": [1]}, "this file has no column 'x', which losses/a.parquet has."),
        ({"x": [1], "y": [1]}, "this file has a column 'y', which losses/a.parquet has not."),
    ],
)
def test_files_of_one_table_have_the_same_columns(second: dict[str, list[float]], message: str) -> None:
    two_files(pl.DataFrame({"x": [1]}), pl.DataFrame(second))
    assert fault_of("losses/*.parquet") == f"losses/b.parquet: CK422 {message}\n{SAME}"


def test_files_of_csv_have_the_same_header() -> None:
    written("a.csv", "x,y\n1,2\n")
    written("b.csv", "y,x\n1,2\n")
    assert fault_of("*.csv") == f"b.csv: CK422 this file has the columns of a.csv in another order.\n{SAME}"


def test_globs_of_several_endings_or_of_json() -> None:
    written("a.csv", "x\n1\n")
    written("a.json", "[]")
    assert fault_of("a.*") == (
        "a.*: CK421 the files of one table are written in one way; this pattern finds the endings '.csv' and '.json'.\n"
        "help: put the ending into the pattern"
    )
    assert fault_of("*.json") == (
        "*.json: CK421 a table of several files is Parquet, CSV, TSV or JSON lines; this pattern finds '.json'.\n"
        "help: write one record a line, as '.jsonl'"
    )


def test_a_damaged_file_among_many_is_named() -> None:
    two_files(pl.DataFrame({"x": [1]}), pl.DataFrame({"x": [2]}))
    written("losses/c.parquet", "x")
    assert fault_of("losses/*.parquet") == "losses/c.parquet: CK422 this is not Parquet, or it is damaged."
