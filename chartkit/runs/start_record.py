"""`run.json` read back: what a run was when it began.

Takes a run's folder; gives the fields that are right and, when the file is missing or any of it is wrong, a finding. A
damaged file costs its own fields alone: the journals beside it are read all the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import orjson

from chartkit.data.values import decode_value
from chartkit.diagnostics import Diagnostic, listed, reason_of
from chartkit.files import read_own
from chartkit.runs.faults import typed
from chartkit.version import VERSION

NEWER = "CK619"
FORMAT = 1
"""Of `run.json` and the journals: readers ignore what they do not know, and say so of a higher number."""
_TEXT = (str, type(None))
_FIELDS: dict[str, tuple[tuple[type, ...], str]] = {
    "name": ((str,), "text"),
    "notes": (_TEXT, "text"),
    "entity": (_TEXT, "text"),
    "group": (_TEXT, "text"),
    "job_type": (_TEXT, "text"),
    "color": (_TEXT, "text"),
    "created_at": ((str,), "text"),
    "timestamp": ((float,), "a number of seconds"),
    "tags": ((list,), "a list of texts"),
    "config": ((dict,), "an object"),
    "writer": ((dict,), "an object"),
}


def read_start(folder: Path) -> tuple[dict[str, Any], Diagnostic | None]:
    """The fields of the run's `run.json` that can be used, and what is wrong with the others."""
    path = folder / "run.json"
    try:
        found: Any = decode_value(orjson.loads(read_own(path)))
    except OSError as error:
        return {}, damaged(path, reason_of(error))
    except RecursionError:
        return {}, damaged(path, "it is nested too deeply")
    except ValueError as error:
        return {}, damaged(path, str(error))
    if not isinstance(found, dict):
        return {}, damaged(path, "it holds no object")
    fields = cast(dict[Any, Any], found)
    wrong = [name for name in _FIELDS if not _is_right(name, fields)]
    right = {name: fields.get(name) for name in _FIELDS if name not in wrong}
    if type(fields.get("format")) is int and fields["format"] > FORMAT:
        return right, _newer(path, fields, wrong)
    if not wrong:
        return right, None
    name = wrong[0]
    value = typed(fields[name]) if name in fields else "nothing"
    return right, damaged(path, f"{name} is {_FIELDS[name][1]}; found {value}")


def damaged(path: Path, reason: str) -> Diagnostic:
    """The finding that a file of a run cannot be read."""
    return Diagnostic("CK614", f"{path} cannot be read: {reason}.")


def is_damage(finding: Diagnostic | None) -> bool:
    """True for what `read_start` found wrong, but for a run that is whole and newer than this chartkit."""
    return finding is not None and finding.code != NEWER


def _newer(path: Path, fields: dict[Any, Any], wrong: list[str]) -> Diagnostic:
    """The finding that a run is of a newer format, with the fields that have changed since."""
    by = fields.get("chartkit")
    version = by if isinstance(by, str) else None
    written = f", written by chartkit {version}" if version else ""
    message = f"{path} has format {fields['format']}{written}; this chartkit {VERSION} reads format {FORMAT}."
    rest = f"all but {listed(wrong, most=len(wrong))} is read" if wrong else "what this version knows is read"
    help = f"{rest}; for the whole run use {f'chartkit {version}' if version else 'a newer chartkit'}"
    return Diagnostic(NEWER, message, "warning", help=f"{help}{' or later' if version else ''}.")


def is_tags(value: object) -> bool:
    """True for a list of texts."""
    return isinstance(value, list) and all(isinstance(tag, str) for tag in cast(list[object], value))


def _is_right(name: str, fields: dict[Any, Any]) -> bool:
    value = fields.get(name)
    if name in ("config", "writer"):
        return isinstance(value, dict) and all(isinstance(key, str) for key in cast(dict[object, Any], value))
    return is_tags(value) if name == "tags" else isinstance(value, _FIELDS[name][0])
