"""Which files of a folder are presets: takes paths as a user names them, gives the presets and what was passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chartkit.diagnostics import ChartkitError, Diagnostic, Location, PresetError, listed
from chartkit.files import shown_path
from chartkit.presets import Library
from chartkit.presets.documents import read_file
from chartkit.presets.header import VIEW_KEYS
from chartkit.presets.library import NOT_PRESETS, SUFFIXES, default_library
from chartkit.presets.reader import MAX_SIZE_BYTES
from chartkit.schema import did_you_mean

_YAML_KEY = re.compile(
    rf"^(?:(?:spec|fields|strings|extends|{'|'.join(VIEW_KEYS)})\s*:|[\"']?\$schema[\"']?\s*:.*vega)", re.MULTILINE
)
_VEGA_SCHEMA = re.compile(r'"\$schema"\s*:\s*"[^"]*/vega')


@dataclass(frozen=True, slots=True)
class Found:
    """The files to check, in order, and the YAML and JSON files of walked folders that hold no preset."""

    presets: tuple[Path, ...]
    others: tuple[Path, ...] = ()


def find_presets(paths: Iterable[Path], library: Library | None = None) -> Found:
    """The presets at `paths`: a named file is always one; of a folder those that look like one, sorted.

    A path that is not there may be a preset's name. Goldens, schemas, hidden files and folders are passed over, as are
    YAML and JSON files that hold something else; JSON that cannot be read is a preset unless one names it as its data.
    Raises `ChartkitError` for a path that is neither, for a file of another ending, and where there is no preset.
    """
    library = library or default_library()
    presets: dict[Path, None] = {}
    others: dict[Path, None] = {}
    walked = list(paths)
    for path in walked:
        if path.is_dir():
            inside = [file for file in sorted(path.rglob("*")) if _may_be_one(file, path)]
            looking = [file for file in inside if _looks_like_one(file)]
            unread = [file for file in inside if file not in looking and _is_malformed_json(file)]
            data = _example_data(looking) if unread else set[Path]()
            of_presets = {*looking, *(file for file in unread if file.resolve() not in data)}
            presets.update(dict.fromkeys(file for file in inside if file in of_presets))
            others.update(dict.fromkeys(file for file in inside if file not in of_presets))
        else:
            presets[preset_file(path, library)] = None
    if not presets:
        raise ChartkitError(_nothing(walked, list(others)))
    return Found(tuple(presets), tuple(others))


def preset_file(path: Path, library: Library) -> Path:
    """The file that a path or a preset's name means. Raises `ChartkitError` for what is neither."""
    if not path.is_file():
        found = None if path.exists() or path.is_symlink() else _in_library(path, library)
        if found is None:
            raise ChartkitError(_missing(path, library))
        return found
    if path.suffix not in SUFFIXES:
        message = f"a preset's file ends in {listed(SUFFIXES, 'or')}."
        raise ChartkitError.of("CK701", message, "name the preset, or its folder", Location(shown_path(path)))
    return path


def _in_library(path: Path, library: Library) -> Path | None:
    try:
        return next(library.find(path.as_posix()), None)
    except PresetError:
        return None


def _nothing(walked: list[Path], others: list[Path]) -> Diagnostic:
    where = listed((f"{path}/" for path in walked), "or")
    passed_over = f"; passed over: {listed(map(shown_path, others))}" if others else ""
    help = "a preset is YAML or JSON with a spec; 'chartkit presets new NAME' starts one"
    return Diagnostic("CK701", f"there is no preset in {where}{passed_over}.", help=help)


def _example_data(presets: Iterable[Path]) -> set[Path]:
    """The files that presets name as the data of their examples, resolved."""
    data: set[Path] = set()
    for preset in presets:
        with suppress(PresetError):
            example = read_file(preset).get("example")
            name = example.get("data") if example else None
            if name and isinstance(name.value, str) and "\0" not in name.value:
                data.add((preset.parent / name.value).resolve())
    return data


def _may_be_one(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix in SUFFIXES and not file.name.endswith(NOT_PRESETS) and file.is_file()


def _looks_like_one(file: Path) -> bool:
    """Whether a key of a preset stands in it: by its text, so that a malformed preset is still one."""
    text = _text_of(file)
    if text is None:
        return True
    if file.suffix == ".json":
        return _is_json_preset(text)
    return bool(_YAML_KEY.search(text) or _VEGA_SCHEMA.search(text))


def _is_malformed_json(file: Path) -> bool:
    """Whether it is JSON, of a size that a preset has, that cannot be read; longer files are data."""
    import orjson

    text = _text_of(file) if file.suffix == ".json" and file.stat().st_size <= MAX_SIZE_BYTES else None
    if text is None:
        return False
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return True
    return False


def _text_of(file: Path) -> str | None:
    """As much of a file as a preset may hold, None for one that cannot be read."""
    try:
        with file.open("rb") as content:
            return content.read(MAX_SIZE_BYTES).decode("utf-8", "replace")
    except OSError:
        return None


def _is_json_preset(text: str) -> bool:
    import orjson

    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return bool(_VEGA_SCHEMA.search(text))
    if not isinstance(value, dict):
        return False
    keys = {str(key) for key in value}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    is_bare = "data" in keys and not keys.isdisjoint(VIEW_KEYS)
    return is_bare or bool(keys & {"spec", "extends"}) or bool(_VEGA_SCHEMA.search(text))


def _missing(path: Path, library: Library) -> Diagnostic:
    near = None
    if path.is_symlink():
        reason = "a link that leads to nothing"
    elif path.exists():
        reason = "neither a file nor a folder"
    else:
        reason = "no such file, folder or preset"
        near = did_you_mean(path.name, _names_in(path.parent)) or did_you_mean(path.as_posix(), library.names())
    return Diagnostic("CK701", f"{reason}.", location=Location(str(path)), help=near)


def _names_in(folder: Path) -> list[str]:
    return sorted(other.name for other in folder.iterdir()) if folder.is_dir() else []
