"""Which files of a folder are presets: takes paths as a user names them, gives the presets and how many were not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chartkit.diagnostics import ChartkitError, Diagnostic, Location
from chartkit.presets.library import NOT_PRESETS, SUFFIXES
from chartkit.presets.reader import MAX_SIZE_BYTES

_SPEC_KEYS = ("mark", "marks", "layer", "facet", "repeat", "concat", "hconcat", "vconcat")
_YAML_KEY = re.compile(
    rf"^(?:(?:spec|fields|strings|extends|{'|'.join(_SPEC_KEYS)})\s*:|[\"']?\$schema[\"']?\s*:.*vega)", re.MULTILINE
)
_VEGA_SCHEMA = re.compile(r'"\$schema"\s*:\s*"[^"]*/vega')


@dataclass(frozen=True, slots=True)
class Found:
    """The files to check, in order, and how many files of walked folders hold no preset."""

    presets: tuple[Path, ...]
    n_others: int = 0


def find_presets(paths: Iterable[Path]) -> Found:
    """The presets at `paths`: a named file is always one; of a folder those that look like one, sorted.

    Goldens, schemas, hidden files and folders are passed over, as are YAML and JSON files that hold something else.
    Raises `ChartkitError` for a path that is not there.
    """
    presets: dict[Path, None] = {}
    n_others = 0
    for path in paths:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if _may_be_one(file, path)]
            looking = [file for file in inside if _looks_like_one(file)]
            presets.update(dict.fromkeys(looking))
            n_others += len(inside) - len(looking)
        elif path.is_file():
            presets[path] = None
        else:
            raise ChartkitError(_missing(path))
    return Found(tuple(presets), n_others)


def _may_be_one(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix in SUFFIXES and not file.name.endswith(NOT_PRESETS) and file.is_file()


def _looks_like_one(file: Path) -> bool:
    """Whether a key of a preset stands in it: by its text, so that a malformed preset is still one."""
    try:
        with file.open("rb") as content:
            text = content.read(MAX_SIZE_BYTES).decode("utf-8", "replace")
    except OSError:
        return True
    if file.suffix == ".json":
        return _is_json_preset(text)
    return bool(_YAML_KEY.search(text) or _VEGA_SCHEMA.search(text))


def _is_json_preset(text: str) -> bool:
    import orjson

    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return bool(_VEGA_SCHEMA.search(text))
    if not isinstance(value, dict):
        return False
    keys = {str(key) for key in value}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    is_bare = "data" in keys and not keys.isdisjoint(_SPEC_KEYS)
    return is_bare or bool(keys & {"spec", "extends"}) or bool(_VEGA_SCHEMA.search(text))


def _missing(path: Path) -> Diagnostic:
    from chartkit.schema import did_you_mean

    near = None
    if path.is_symlink():
        reason = "a link that leads to nothing"
    elif path.exists():
        reason = "neither a file nor a folder"
    else:
        reason = "no such file or folder"
        near = did_you_mean(path.name, _names_in(path.parent))
    return Diagnostic("CK701", f"{reason}.", location=Location(str(path)), help=near)


def _names_in(folder: Path) -> list[str]:
    return sorted(other.name for other in folder.iterdir()) if folder.is_dir() else []
