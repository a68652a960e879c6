"""Plain CSV is read without Polars, to the same columns as Polars gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartkit.data import files
from chartkit.data.plain_csv import plain_columns

CELLS = st.one_of(
    st.integers(-(10**15), 10**15).map(str),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: f"{number:.4f}"),
    st.sampled_from(
        ["a", "b c", "v1.0", "x-y", "_", "true", "nan", "inf", "2024-01-02", "1e5", "007", "", "-0", "+1", "é"]
    ),
    st.text("abz019 ._-e+", max_size=4),
)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


def of_polars(file: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(files, "plain_columns", lambda file, separator: None)
    read = files.read_file(file)
    monkeypatch.undo()
    return [(column.name, column.kind, column.values, column.types) for column in read.columns]


@given(TABLES)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_the_columns_are_those_of_polars(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[list[str]]
) -> None:
    file = tmp_path / "rows.csv"
    names = ["x", "loss_2", "a b"][: len(rows[0])]
    file.write_text("\n".join(",".join(row) for row in [names, *rows]) + "\n")
    plain = plain_columns(file, ",")
    if plain is not None:
        found = [(column.name, column.kind, column.values, column.types) for column in plain]
        assert found == of_polars(file, monkeypatch)


PLAIN = "step,loss,split\n0,1.5,train\n1,0.25,valid one\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("train", '"train"'), PLAIN.replace("train", ""), PLAIN.replace("train", "true"),
        PLAIN.replace("train", "NaN"), PLAIN.replace("train", "3"), PLAIN.replace("0,1.5", "00,1.5"),
        PLAIN.replace("0,1.5", "2024-01-01,1.5"), PLAIN.replace("1.5", "1e5"), PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("train", "tr\xe4in"), PLAIN.replace("train", "train "), PLAIN + "\n", PLAIN + "2,1.0\n",
        PLAIN.replace("step,", "loss,"), PLAIN.replace("step,", ","), "step,loss\n", "", "\ufeff" + PLAIN,
        PLAIN.replace("0,1.5", f"{10**15},1.5"), PLAIN * 3000,
    ],
    ids=range(20),
)  # fmt: skip
def test_what_is_not_plain_is_left_to_polars(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(text, encoding="utf-8")
    assert plain_columns(file, ",") is None


def test_plain_rows_import_no_engine(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(PLAIN)
    code = (
        "import sys; from pathlib import Path; from chartkit.data.files import read_file;"
        "found = read_file('rows.csv'); print([*zip(*(column.values for column in found.columns))]);"
        "print({'polars', 'pandas', 'numpy'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[(0, 1.5, 'train'), (1, 0.25, 'valid one')]\nset()\n", "")
