"""The memory that a Parquet file's columns take is known before they are decoded."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from chartkit.data import parquet_columns, to_dataset
from chartkit.data.parquet_footer import decoded_bytes
from chartkit.data.storage import decode_table, write_table
from chartkit.diagnostics import DataError

N_ROWS = 6_000_000


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A table of twice six million rows in a few kilobytes."""
    frame = pl.DataFrame(
        {"a": pl.repeat(1.5, N_ROWS, eager=True), "b": pl.repeat(7, N_ROWS, dtype=pl.Int32, eager=True)}
    )
    return tmp_path / write_table(to_dataset(frame), tmp_path).file


def test_a_small_file_of_large_columns_is_decoded_by_column(small: Path) -> None:
    assert small.stat().st_size < 100_000
    sizes = decoded_bytes(small)
    assert {name: round(size / (8 * N_ROWS), 1) for name, size in sizes.items()} == {"a": 1.0, "b": 0.5}
    dataset = decode_table(small)
    assert [type(column.buffer).__name__ for column in dataset.columns] == ["ParquetBuffer", "ParquetBuffer"]
    assert dataset.column("b").first_values(2) == [7, 7]


def test_a_column_larger_than_the_memory_is_refused(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = decode_table(small)
    monkeypatch.setattr(parquet_columns, "free_memory_bytes", lambda: 15_000_000)
    with pytest.raises(DataError) as caught:
        dataset.column("b").values  # noqa: B018
    assert str(caught.value) == (
        f"CK408 column 2 of the table {small.name} has 6,000,000 rows, which take 24 MB of memory; 15 MB are free."
        f"\nhelp: read a part of it: polars.scan_parquet({str(small)!r})"
    )


def test_one_long_value_counts_with_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    frame = pl.DataFrame({"long": ["\0" * 3_000_000], "list": [[1.0] * 1000], "deep": [{"x": {"y": 1}}]})
    frame.write_parquet(path)
    sizes = decoded_bytes(path)
    assert sizes["long"] > 3_000_000
    assert 8_000 <= sizes["list"] < 20_000
    assert 0 < sizes["deep"] < 1_000


def test_a_damaged_footer_is_said_whatever_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"a": [1, 2], "b": ["x", "y"]}).write_parquet(path)
    content, chance = path.read_bytes(), random.Random(4)
    for _ in range(500):
        changed = bytearray(content)
        for _ in range(3):
            changed[chance.randrange(len(content) - 200, len(content) - 8)] = chance.randrange(256)
        path.write_bytes(changed)
        try:
            assert all(type(size) is int for size in decoded_bytes(path).values())
        except ValueError as error:
            assert str(error) == "its footer is damaged" or isinstance(error, UnicodeDecodeError)
    for cut in (b"", content[:-1], content[:-4] + b"PARE", b"PAR1" * 2):
        path.write_bytes(cut)
        with pytest.raises(ValueError, match=r"^it has no footer$|^its footer is damaged$"):
            decoded_bytes(path)
