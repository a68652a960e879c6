"""A run as one file: its history as a table, its facts as JSON, or its whole folder as an archive.

Takes a run read back and a path; gives a file that appears whole or not at all.
"""

from __future__ import annotations

import gzip
import os
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.data.csv_text import LINE_END, CsvText
from chartkit.diagnostics import RunError, counted
from chartkit.files import write_whole
from chartkit.runs.upkeep.facts import facts
from chartkit.runs.upkeep.plain_json import json_text

if TYPE_CHECKING:
    from chartkit.runs.reader import RunReader

ENDINGS = (".json", ".csv", ".parquet", ".tar.gz")


def export(run: RunReader, output: Path, ending: str) -> str:
    """Write `output`; gives in words what it holds. Raises `OSError`, and `RunError` for rows of mixed types."""
    output.parent.mkdir(parents=True, exist_ok=True)
    if ending == ".tar.gz":
        return f"the folder with {counted(_write_archive(run, output), 'file')}"
    rows: list[dict[str, Any]] = run.history(pandas=False)
    if ending == ".json":
        write_whole(output, (json_text(facts(run) | {"history": rows}) + "\n").encode())
    elif ending == ".csv":
        text = CsvText()
        run.history().to_csv(text, index=False, lineterminator=LINE_END)
        write_whole(output, text.content())
    else:
        _write_parquet(run, output)
    return counted(len(rows), "row")


def _write_parquet(run: RunReader, output: Path) -> None:
    import io

    import polars as pl

    frame = run.history(format="polars")
    mixed = [name for name, kind in frame.schema.items() if kind == pl.Object]
    if mixed:
        message = f"{mixed[0]!r} of run {run.id!r} has values of several types, which no column of Parquet holds."
        raise RunError.of("CK637", message, "export it as .json or .csv.")
    content = io.BytesIO()
    frame.write_parquet(content)
    write_whole(output, content.getvalue())


def _write_archive(run: RunReader, output: Path) -> int:
    """The run's folder as `<project>/<run>/…`, each journal as long as it was when its turn came; the files' number.

    Of a run that is running every line is whole: a line is appended with one call, and lines are never changed.
    """
    folder = Path(run.dir)
    temporary = output.parent / f".{os.urandom(8).hex()}.tmp"
    n_files = 0
    try:
        with gzip.open(temporary, "xb", compresslevel=6) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
            # Journals first: what they refer to was written before their lines, and is in the folder by then.
            for path in sorted(folder.rglob("*"), key=lambda path: (path.parent != folder, path)):
                if path.name.endswith(".tmp") or path.is_symlink() or not path.is_file():
                    continue
                with path.open("rb") as file:
                    member = archive.gettarinfo(
                        arcname=f"{folder.parent.name}/{folder.name}/{path.relative_to(folder)}", fileobj=file
                    )
                    member.type = tarfile.REGTYPE
                    archive.addfile(member, file)
                n_files += 1
        temporary.replace(output)
    finally:
        temporary.unlink(missing_ok=True)
    return n_files
