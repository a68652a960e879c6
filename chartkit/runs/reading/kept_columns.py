"""What the cache keeps of one journal: columns in one or several parts, decoded when they are asked for.

Takes rows of the cache's table and the file with their bytes; gives the columns of the journal, or None where anything
is damaged or missing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple, cast

import orjson

from chartkit.runs.reading.blobs import Blob, packed_blob, values_of
from chartkit.runs.reading.column_file import WORD_BYTES, ColumnFile, checksum_of
from chartkit.runs.reading.columns import Columns, Values
from chartkit.runs.reading.regular import Regular
from chartkit.runs.reading.run_files import Journal

ROW_NAMES = ("steps", "times", "runtimes")
_OF_ROWS = {"_step": "steps", "_timestamp": "times", "_runtime": "runtimes"}


class Part(NamedTuple):
    """What is to be kept of a journal: its columns from a line on."""

    journal: Journal
    end: int
    tail: bytes
    regular: Regular | None
    before: int = 0
    """How many of the journal's bytes are kept already."""
    whole: Columns | None = None
    """The rows of a run that needs the exact reading, in place of the columns of its journals."""
    beside: tuple[str, ...] = ()
    """The run's journals by name; of others nothing is kept any longer."""


class KeptPart(NamedTuple):
    """A part as the cache has it."""

    journal: Journal
    """The file when the part was kept."""
    before: int
    """How many of the journal's bytes are in the parts before."""
    end: int
    """How many are in those and this."""
    tail: bytes
    """The bytes before `end`."""
    said_s: float
    columns: str
    """Of each column: name, kind, how many rows, first byte within the part, how many bytes, and their sum."""
    place: int
    """Of the part's bytes in the file."""


class KeptJournal:
    """What is kept of a journal."""

    def __init__(self, parts: Sequence[KeptPart], file: ColumnFile, keys: Collection[str] | None) -> None:
        self.parts = parts
        self.journal, _, self.end, self.tail, *_ = parts[-1]
        self._file = file
        self._keys = keys

    def all_columns(self) -> KeptJournal:
        """The same with every column."""
        return self if self._keys is None else KeptJournal(self.parts, self._file, None)

    @cached_property
    def regular(self) -> Regular | None:
        """The columns that were asked for."""
        found: list[Regular] = []
        end = 0
        for part in self.parts:
            one = self._regular(part) if part.before == end else None
            if one is None:
                return None
            found.append(one)
            end = part.end
        return joined(found)

    @cached_property
    def columns(self) -> Columns | None:
        """The same of a run that needs the exact reading."""
        keys = None if self._keys is None else {f"k{key}" for key in ("_step", *self._keys)}
        found = self._values(self.parts[0], keys)
        steps = None if found is None else found.get("k_step")
        if found is None or steps is None:
            return None
        return Columns(len(steps.data), {name[1:]: one for name, one in found.items()})

    def _regular(self, part: KeptPart) -> Regular | None:
        keys = None if self._keys is None else {"steps", *(_OF_ROWS.get(key) or f"k{key}" for key in self._keys)}
        found = self._values(part, keys)
        if found is None or "steps" not in found:
            return None
        steps = found["steps"].data
        times, runtimes = (found[name].data if name in found else steps for name in ROW_NAMES[1:])
        brief = found.get("brief")
        values = {name[1:]: one for name, one in found.items() if name[0] == "k"}
        return Regular(steps, times, runtimes, values, None if brief is None else brief.data[0], part.said_s)

    def _values(self, part: KeptPart, names: Collection[str] | None) -> dict[str, Values] | None:
        """The columns of these names, or all; None where one is damaged."""
        found: dict[str, Values] = {}
        for name, kind, n_rows, first, n_bytes, checksum in cast(list[Any], orjson.loads(part.columns)):
            if names is not None and name not in names:
                continue
            try:
                data = self._file.read(part.place + first, n_bytes, checksum)
            except OSError:
                return None
            if data is None:
                return None
            found[name] = values_of(Blob(kind, n_rows, data))
        return found


def packed_part(part: Part) -> tuple[str, bytes]:
    """The index and the bytes of a part. Raises `TypeError`, `ValueError` or `RecursionError` for lists that JSON does
    not take.
    """
    index: list[tuple[str, str, int, int, int, int]] = []
    whole: list[bytes] = []
    place = 0
    for name, values in _named(part):
        kind, n_rows, data = packed_blob(values)
        index.append((name, kind, n_rows, place, len(data), checksum_of(data)))
        whole.append(bytes(data).ljust(-(-len(data) // WORD_BYTES) * WORD_BYTES, b"\0"))  # numbers begin at whole words
        place += len(whole[-1])
    return json.dumps(index), b"".join(whole)


def _named(part: Part) -> list[tuple[str, Values]]:
    if part.whole is not None:
        return [(f"k{key}", values) for key, values in part.whole.values.items()]
    if part.regular is None:
        return []
    rows = [(name, Values(getattr(part.regular, name))) for name in ROW_NAMES]
    brief = [] if part.regular.brief is None else [("brief", Values([part.regular.brief]))]
    return [*rows, *brief, *((f"k{key}", values) for key, values in part.regular.values.items())]


def joined(parts: list[Regular]) -> Regular | None:
    """The lines of several parts of one journal; None where a key's integers became floats, or steps or times fell."""
    import numpy as np

    if len(parts) == 1:
        return parts[0]
    kinds = {(name, one.data.dtype.kind) for part in parts for name, one in part.values.items()}
    names = dict.fromkeys(name for part in parts for name in part.values)
    if len(kinds) > len(names):
        return None
    values = {name: _joined_values([(part.n_lines, part.values.get(name)) for part in parts]) for name in names}
    steps = np.concatenate([part.steps for part in parts])
    times = np.concatenate([part.times for part in parts])
    runtimes = np.concatenate([part.runtimes for part in parts])
    if bool((steps[1:] < steps[:-1]).any()) or bool((times[1:] < times[:-1]).any()):
        return None
    briefs = [part.brief for part in parts if part.brief is not None]
    brief = b"".join(briefs) if len(briefs) == len(parts) else None
    return Regular(steps, times, runtimes, values, brief, parts[-1].said_s)


def _joined_values(parts: list[tuple[int, Values | None]]) -> Values:
    import numpy as np

    dtype = next(one.data.dtype for _, one in parts if one is not None)
    data = np.concatenate([np.zeros(n, dtype=dtype) if one is None else one.data for n, one in parts])
    there = [
        np.zeros(n, dtype=bool) if one is None else np.ones(n, dtype=bool) if one.is_there is None else one.is_there
        for n, one in parts
    ]
    is_there = np.concatenate(there)
    return Values(data, None if bool(is_there.all()) else is_there)
