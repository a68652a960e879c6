"""Where the rows of a preview come from: takes what the page asks for, gives a table.

The preset's own example, a table that a run logged, a file of the working folder, or a file that was uploaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from chartkit.data import Dataset, to_dataset
from chartkit.data.files import READERS, read_file
from chartkit.diagnostics import ChartkitError, counted, listed, shown
from chartkit.files import shown_path
from chartkit.runs.api import Api

Kind = Literal["example", "run", "file", "upload"]
KINDS: tuple[Kind, ...] = ("example", "run", "file", "upload")
MOST_FILES = 500
_LOOKED_AT = 20_000
_NOT_OURS = frozenset(["node_modules", "__pycache__", "build", "dist", "site-packages"])


class Source(NamedTuple):
    """What a table is asked for by. `path` is a file below the working folder, or the name of an upload."""

    kind: Kind = "example"
    project: str = ""
    run: str = ""
    key: str = ""
    step: int | None = None
    path: str = ""

    @classmethod
    def of(cls, given: Any) -> Source:
        """The source that a request names. Raises `ChartkitError` for what is none."""
        asked = cast("dict[str, Any]", given) if isinstance(given, dict) else {"kind": given}
        kind = asked.get("kind") or "example"
        if kind not in KINDS:
            raise ChartkitError.of("CK902", f"a table comes from {listed(KINDS, 'or')}; found {shown(kind)}.")
        texts = {name: asked.get(name, "") for name in ("project", "run", "key", "path")}
        step = asked.get("step")
        if not all(isinstance(text, str) for text in texts.values()) or not isinstance(step, (int, type(None))):
            raise ChartkitError.of("CK902", "project, run, key and path of a table are texts, its step a whole number.")
        return cls(kind, step=step, **texts)


class Places(NamedTuple):
    """Where tables are looked for: the store, the working folder, and the folder of uploads."""

    store: Path
    folder: Path
    uploads: Path


def table_of(source: Source, places: Places) -> Dataset | None:
    """The table; None for the preset's own example.

    Raises `ChartkitError` for one that is not there, cannot be read, or lies outside of its folder.
    """
    if source.kind == "example":
        return None
    if source.kind == "run":
        run = Api(places.store).run(f"{source.project}/{source.run}")
        return to_dataset(run.table(source.key, source.step))
    folder = places.uploads if source.kind == "upload" else places.folder
    return read_file(_inside(folder, source.path))


def logged_tables(project: str, run: str, store: Path) -> list[dict[str, Any]]:
    """The tables of a run, those of its charts as well: key, kind and steps. Raises `RunError`."""
    found = Api(store).run(f"{project}/{run}")
    tables = [(key, "table", found.table_steps(key)) for key in found.table_keys()]
    charts = [(key, "chart", found.chart_steps(key)) for key in found.charts() if key not in found.table_keys()]
    return [{"key": key, "kind": kind, "steps": steps} for key, kind, steps in (*tables, *charts)]


def table_files(folder: Path) -> list[str]:
    """The tables in files below `folder`, by path from there; hidden folders and those of other tools are left out.

    At most 500, of the first 20,000 files looked at.
    """
    found: list[str] = []
    stack, n_seen = [folder], 0
    while stack and n_seen < _LOOKED_AT and len(found) < MOST_FILES:
        here = stack.pop()
        try:
            inside = sorted(here.iterdir())
        except OSError:
            continue  # a folder that is gone or may not be read has no files to offer
        for path in inside:
            n_seen += 1
            if path.name.startswith(".") or path.name in _NOT_OURS or path.is_symlink():
                continue
            if path.is_dir():
                stack.append(path)
            elif path.suffix.lower() in READERS and ".expected." not in path.name and ".schema." not in path.name:
                found.append(path.relative_to(folder).as_posix())
    return sorted(found)[:MOST_FILES]


def columns_of(table: Dataset) -> list[dict[str, Any]]:
    """The columns of a table with what each holds."""
    return [{"name": column.name, "kind": column.kind} for column in table.columns]


def table_facts(table: Dataset) -> dict[str, Any]:
    """The rows and columns of a table, and both in words."""
    columns = columns_of(table)
    words = f"{counted(table.n_rows, 'row')} × {counted(len(columns), 'column')}"
    return {"rows": table.n_rows, "columns": columns, "words": words}


def _inside(folder: Path, path: str) -> Path:
    """The file `path` of `folder`. Raises `ChartkitError` for one that leads out of it, by a link as well."""
    given = Path(path)
    if not path or "\0" in path or given.is_absolute() or ".." in given.parts:
        raise _outside(folder, path)
    file = folder / given
    if not file.resolve().is_relative_to(folder.resolve()):
        raise _outside(folder, path)
    return file


def _outside(folder: Path, path: str) -> ChartkitError:
    message = f"a table's file lies below {shown_path(folder)}; found {shown(path)}."
    return ChartkitError.of("CK108", message, "upload a file from elsewhere")
