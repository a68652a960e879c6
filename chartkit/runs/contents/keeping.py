"""The files a run keeps beside its journals: chart specs, tables and media, each named by the sha256 of its bytes.

Takes charts, tables and media; gives the small references that stand for them in the journal. A file appears whole or
not at all (written under a temporary name, then renamed), and the same content is one file however often it is logged.
"""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from chartkit.data import Dataset, Table
from chartkit.data.media_content import MediaLike, is_media
from chartkit.diagnostics import Diagnostic, warn
from chartkit.files import write_whole
from chartkit.media.foreign import adopted
from chartkit.runs.contents.tables import KeptTables
from chartkit.runs.faults import attribute_of

CHART_SUFFIXES = {"vega-lite": ".vl.json", "vega": ".vg.json"}


class ChartLike(Protocol):
    """What a run needs of a chart; `chartkit.compiler.Chart` has it."""

    dialect: str
    diagnostics: tuple[Diagnostic, ...]

    @property
    def dataset(self) -> Dataset:
        """The user's whole table."""
        ...

    @property
    def kept_tables(self) -> Mapping[str, Dataset]:
        """The tables that the chart is made from again, by name."""
        ...

    def spec_bytes(self) -> bytes:
        """The chart without its rows, the same bytes for the same chart."""
        ...


def is_chart(value: object) -> bool:
    """True for what can be kept as a chart."""
    return attribute_of(value, "spec_bytes") is not None and attribute_of(value, "dataset") is not None


class Contents:
    """The charts, tables and media of one run's folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._names: set[str] = set()
        tables = None if folder is None else folder / "tables"
        self._tables = KeptTables(tables, self.keep_cell, self._names.add)
        self._kept: dict[int, tuple[weakref.ref[Any], dict[str, Any]]] = {}

    def keep_chart(self, chart: ChartLike) -> dict[str, Any]:
        """The reference to `chart`, whose spec and table are files by then. Raises `OSError`.

        A chart never changes, so the second time costs nothing.
        """
        known = self._kept.get(id(chart))
        if known is not None and known[0]() is chart:
            return known[1]
        suffix = CHART_SUFFIXES[chart.dialect]
        tables = {name: self.keep_table(table)["file"] for name, table in chart.kept_tables.items()}
        reference = {
            "$": "chart",
            "sha": self._keep("charts", chart.spec_bytes(), suffix),
            "suffix": suffix,
            "table": tables.pop("", None),
            **({"tables": tables} if tables else {}),
            "diagnostics": [diagnostic.to_dict() for diagnostic in chart.diagnostics],
        }
        with contextlib.suppress(TypeError):  # a chart class without weak references is encoded each time
            self._kept[id(chart)] = weakref.ref(chart), reference
        return reference

    def keep_table(self, table: Dataset | Table) -> dict[str, Any]:
        """The reference to a table, a file by then, as are the charts and media in its cells. Raises `OSError`."""
        return self._tables.keep(table)

    def keep_cell(self, value: object) -> dict[str, Any] | None:
        """The reference to a chart or medium in a cell; None for any other object. Raises as `keep_media`."""
        value = adopted(value)
        if is_chart(value):
            return self.keep_chart(cast(ChartLike, value))
        return self.keep_media(value) if is_media(value) else None

    def keep_media(self, media: MediaLike) -> dict[str, Any]:
        """The reference to a medium, a file by then; what its class found is said here, once.

        Raises `OSError`, `DataError` where the medium cannot be had, and `UnkeptValueError` for a fact of it.
        """
        from chartkit.runs.contents.media import media_reference  # a run of numbers starts and ends without it

        content = media.__chartkit_media__()
        for diagnostic in content.diagnostics:
            warn(diagnostic)
        folder = None if self._folder is None else self._folder / "media"
        return media_reference(content, folder, self._names.add)

    def keep_media_list(self, media: Sequence[MediaLike]) -> dict[str, Any]:
        """The reference to several media logged as one value. Raises as `keep_media`."""
        return {"$": "media", "kind": "list", "items": list(map(self.keep_media, media))}

    def forget(self) -> int:
        """How many files were kept until now, which somebody has deleted: what is logged again is written again."""
        n_files = len(self._names)
        self._names.clear()
        self._kept.clear()
        self._tables.forget()
        return n_files

    def forked(self) -> None:
        """In a forked child: what threads of the parent were at is nobody's."""
        self._tables.forked()

    def _keep(self, kind: str, content: bytes, suffix: str) -> str:
        import hashlib

        sha = hashlib.sha256(content).hexdigest()
        if self._folder is not None:
            path = self._folder / kind / f"{sha}{suffix}"
            if not path.exists():
                path.parent.mkdir(exist_ok=True)
                write_whole(path, content)
            self._names.add(path.name)
        return sha
