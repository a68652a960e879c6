"""A piece of a logged table as JSON for the page: takes a run's contents and what is asked, gives columns and rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import RunError
from chartkit.runs.contents.kept_file import kept_path
from chartkit.runs.faults import not_found
from chartkit.workspace.bounded_cache import BoundedCache
from chartkit.workspace.logged.contents import Contents
from chartkit.workspace.logged.versions import slider_steps, step_at
from chartkit.workspace.media.items import media_items
from chartkit.workspace.tables.cells import cell
from chartkit.workspace.tables.opened import Opened, opened, values_at
from chartkit.workspace.tables.order import Filter, Sort, places

if TYPE_CHECKING:
    import numpy as np

MOST_ROWS = 500


class CellReference(NamedTuple):
    """What stands in a cell for a medium or a chart."""

    reference: dict[str, Any]

    @property
    def caption(self) -> str:
        """What the cell is found and sorted by."""
        return str(self.reference.get("caption") or self.reference.get("kind") or "chart")


class TableVersion(NamedTuple):
    """One table as it was logged: its key's steps, the step it is of, and which of the versions of that step."""

    steps: list[int]
    step: int
    version: int
    n_versions: int
    table: Opened
    file: str


class Asked(NamedTuple):
    """Which rows of a table."""

    offset: int = 0
    limit: int = 100
    filters: tuple[Filter, ...] = ()
    sort: Sort | None = None


def table_version(
    contents: Contents, key: str, step: int | None, version: int | None, cache: BoundedCache
) -> TableVersion:
    """The table logged last under `key` up to `step`; for a chart's key the chart's table. `version` counts from 0.

    Raises `RunError` for a key without tables, and `DataError` for a damaged one.
    """
    kinds = contents.kinds()
    by_step = kinds["table"].get(key) or kinds["chart"].get(key)
    if not by_step:
        known = dict.fromkeys((*kinds["table"], *kinds["chart"]))
        raise RunError(not_found("table", key, known, f"run {contents.id!r}"))
    steps = sorted(by_step)
    at = step_at(steps, step)
    at = steps[0] if at is None else at
    versions = by_step[at]
    number = len(versions) - 1 if version is None else min(max(version, 0), len(versions) - 1)
    reference = versions[number]
    file = reference.get("table" if reference.get("$") == "chart" else "file")
    if file is None:
        raise RunError.of(
            "CK460",
            f"the table of {key!r} stayed where it was.",
            "pass keep_table=True to plot_table to keep all of it",
        )
    table = opened(kept_path(contents.folder, "tables", file), CellReference, cache)
    return TableVersion(steps, at, number, len(versions), table, str(file))


def table_answer(contents: Contents, found: TableVersion, asked: Asked, cache: BoundedCache) -> dict[str, Any]:
    """Columns, how many rows there are and match, and the rows asked for."""
    order = _order(found, asked, contents, cache)
    n_matched = found.table.n_rows if order is None else len(order)
    wanted = range(asked.offset, min(asked.offset + min(asked.limit, MOST_ROWS), n_matched))
    at = list(wanted) if order is None else [int(order[place]) for place in wanted]
    columns = values_at(found.table, at)

    def of_media(value: Any) -> dict[str, Any] | None:
        return media_cell(contents, value)

    rows = [[cell(value, of_media) for value in row] for row in zip(*columns, strict=True)]
    return {
        "steps": slider_steps(found.steps),
        "step": found.step,
        "version": found.version,
        "n_versions": found.n_versions,
        "n_rows": found.table.n_rows,
        "n_matched": n_matched,
        "columns": [
            {"name": name, "kind": kind} for name, kind in zip(found.table.names, found.table.kinds, strict=True)
        ],
        "offset": asked.offset,
        "places": at,
        "rows": rows,
    }


def media_cell(contents: Contents, value: Any) -> dict[str, Any] | None:
    """The JSON of a medium or chart in a cell; None for any other value."""
    if not isinstance(value, CellReference):
        return None
    if value.reference.get("$") == "chart":
        return {"$": "chart", "sha": value.reference.get("sha")}
    return {"$": "media", "items": media_items(contents, value.reference)}


def chart_in_cell(contents: Contents, found: Opened, sha: str) -> Mapping[str, Any] | None:
    """The reference of the chart with this sha256 in one of the table's cells; None where there is none."""
    if found.held is None:
        return None
    cells = (value for column in found.held.columns for value in column.values if isinstance(value, CellReference))
    return next((one.reference for one in cells if one.reference.get("sha") == sha), None)


def _order(found: TableVersion, asked: Asked, contents: Contents, cache: BoundedCache) -> np.ndarray[Any, Any] | None:
    if not asked.filters and asked.sort is None:
        return None
    key = ("table order", str(contents.folder), found.file, repr(asked.filters), asked.sort)
    known = cache.get(key)
    if known is None:
        known = places(found.table, asked.filters, asked.sort)
        cache.keep(key, known, 0 if known is None else known.nbytes)
    return known
