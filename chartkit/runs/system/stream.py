"""The stream of system metrics on disk: `system-<host>-<pid>-<random>.jsonl`, beside the journals and apart from them.

Takes samples; gives one line each, and reads them back as a frame. A full disk costs the samples of that time, which
are counted, and nothing else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, time
from typing import TYPE_CHECKING, Any, cast

import orjson

from chartkit.diagnostics import Diagnostic, counted, reason_of
from chartkit.files import read_own
from chartkit.runs.checksums import with_crc
from chartkit.runs.journal import copy_lines, is_in_place
from chartkit.runs.writers import this_writer

if TYPE_CHECKING:
    import pandas as pd

FIRST_COLUMNS = ("_timestamp", "_runtime")
_CODE = "CK622"


class SystemStream:
    """The file of one process. It is made with the first sample."""

    def __init__(self, folder: Path, started_s: float) -> None:
        """`started_s` is when the run began, on the monotonic clock."""
        self._folder = folder
        self._started_s = started_s
        self._descriptor: int | None = None
        self._path: Path | None = None
        self._n_lost = 0
        self._why_lost = ""
        self._is_torn = False

    def write(self, sample: dict[str, float], faults: list[str]) -> None:
        """Keep one sample, and in words what could not be measured; on a full disk both are counted as lost."""
        said = [{"diagnostic": _fault(f"{fault}.").to_dict()} for fault in faults]
        if self._n_lost:
            were = "was" if self._n_lost == 1 else "were"
            message = f"{counted(self._n_lost, 'sample')} of the machine's figures {were} not stored: {self._why_lost}."
            said.append({"diagnostic": _fault(message).to_dict()})
        records: list[dict[str, Any]] = [*said, {"system": sample}]
        times = {"_timestamp": time(), "_runtime": monotonic() - self._started_s}
        lines = b"".join(with_crc(orjson.dumps(times | one, option=orjson.OPT_APPEND_NEWLINE)) for one in records)
        try:
            self._append(b"\n" + lines if self._is_torn else lines)
        except OSError as error:
            self._n_lost += 1
            self._why_lost = reason_of(error)
        else:
            self._n_lost, self._is_torn = 0, False

    def close(self) -> None:
        """Write nothing more."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _append(self, lines: bytes) -> None:
        if self._descriptor is None or not is_in_place(self._descriptor, self._path):
            self._open(self._descriptor)
        written = 0 if self._descriptor is None else os.write(self._descriptor, lines)
        if written != len(lines):
            self._is_torn = True
            raise OSError(28, os.strerror(28))

    def _open(self, old: int | None) -> None:
        """Make the file, with all that is in the `old` one, which somebody deleted or moved with its folder."""
        writer = this_writer()
        host = re.sub(r"[^A-Za-z0-9.]", "_", writer["host"])[:64]
        path = self._folder / f"system-{host}-{writer['pid']}-{os.urandom(4).hex()}.jsonl"
        new = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        try:
            if old is None:
                os.write(new, with_crc(orjson.dumps({"writer": writer}, option=orjson.OPT_APPEND_NEWLINE)))
            else:
                copy_lines(old, new)
        except OSError:
            os.close(new)
            raise
        self._descriptor, self._path = new, path
        if old is not None:
            os.close(old)


def read_system(folder: Path) -> tuple[list[dict[str, Any]], tuple[Diagnostic, ...]]:
    """The samples of all processes in the order of time, flat, and what could not be measured or read."""
    samples: list[dict[str, Any]] = []
    findings: dict[Diagnostic, None] = {}
    for path in sorted(folder.glob("system-*.jsonl")):
        n_bad = 0
        try:
            content = read_own(path)
        except OSError as error:
            findings[_fault(f"{path.name} cannot be read: {reason_of(error)}.")] = None
            continue
        for record in _records(content):
            if record is None:
                n_bad += 1
            elif "system" in record:
                samples.append({**{name: record[name] for name in FIRST_COLUMNS}, **record["system"]})
            elif "diagnostic" in record:
                findings[Diagnostic.from_dict(record["diagnostic"])] = None
        if n_bad:
            findings[_fault(f"{path.name}: {counted(n_bad, 'line')} cannot be read.")] = None
    samples.sort(key=lambda sample: sample["_timestamp"])
    return samples, tuple(findings)


def system_frame(folder: Path) -> pd.DataFrame:
    """One row a sample: `_timestamp`, `_runtime`, then the figures, missing where a process has none."""
    import pandas as pd

    samples, findings = read_system(folder)
    names = dict.fromkeys([*FIRST_COLUMNS, *(name for sample in samples for name in sample)])
    frame = pd.DataFrame({name: [sample.get(name) for sample in samples] for name in names}, dtype="float64")
    frame.attrs["diagnostics"] = findings
    return frame


def _records(content: bytes) -> Iterator[dict[str, Any] | None]:
    """The records of a file, None for a line that is none of ours."""
    for line in filter(None, content.split(b"\n")):
        try:
            record: Any = orjson.loads(line)
        except orjson.JSONDecodeError:
            yield None
            continue
        yield cast(dict[str, Any], record) if _is_ours(record) else None


def _is_ours(record: Any) -> bool:
    if not isinstance(record, dict):
        return False
    found = cast(dict[str, Any], record)
    if "system" in found:
        values = found["system"]
        is_numbers = isinstance(values, dict) and all(
            type(value) in (int, float) for value in cast(dict[str, Any], values).values()
        )
        return is_numbers and all(type(found.get(name)) is float for name in FIRST_COLUMNS)
    if "diagnostic" in found:
        words = found["diagnostic"]
        return isinstance(words, dict) and all(
            isinstance(cast(dict[str, Any], words).get(name), str) for name in ("code", "message")
        )
    return True  # the writer's own line, and records of a newer version


def _fault(message: str) -> Diagnostic:
    return Diagnostic(_CODE, message, "warning")
