"""Whether a file of a walked folder is one to check: takes its path, looks at its text, gives yes or no.

By text, so that a preset that cannot be parsed is still one.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from chartkit.diagnostics import PresetError
from chartkit.files import read_regular
from chartkit.presets.documents import read_file
from chartkit.presets.header import VIEW_KEYS
from chartkit.presets.reader import MAX_SIZE_BYTES

_YAML_KEY = re.compile(
    rf"^(?:(?:spec|fields|strings|extends|{'|'.join(VIEW_KEYS)})\s*:|[\"']?\$schema[\"']?\s*:.*vega)", re.MULTILINE
)
_VEGA_SCHEMA = re.compile(r'"\$schema"\s*:\s*"[^"]*/vega')


def presets_among(documents: Iterable[Path]) -> set[Path]:
    """Those of the YAML and JSON files of a folder that hold a preset, or JSON that nobody can read.

    A file that cannot be opened counts as one, so that it is said; a malformed one that a preset names as the data of
    its example does not.
    """
    inside = list(documents)
    looking = {file for file in inside if _looks_like_one(file)}
    unread = [file for file in inside if file not in looking and _is_malformed_json(file)]
    data = _example_data(looking) if unread else set[Path]()
    return {*looking, *(file for file in unread if file.resolve() not in data)}


def is_charting(script: Path) -> bool:
    """Whether a script mentions charts of chartkit's or W&B's at all; true for one that cannot be opened."""
    text = _text_of(script)
    return text is None or (("chartkit" in text or "wandb" in text) and "plot" in text)


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


def _looks_like_one(file: Path) -> bool:
    """Whether a key of a preset stands in it."""
    text = _text_of(file)
    if text is None:
        return True
    if file.suffix == ".json":
        return _is_json_preset(text)
    return bool(_YAML_KEY.search(text) or _VEGA_SCHEMA.search(text))


def _is_malformed_json(file: Path) -> bool:
    """Whether it is JSON, of a size that a preset has, that cannot be read; longer files are data."""
    import orjson

    text = _text_of(file) if file.suffix == ".json" else None
    if text is None or len(text) >= MAX_SIZE_BYTES:
        return False
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return True
    return False


def _text_of(file: Path) -> str | None:
    """As much of a file as a preset may hold, None for one that cannot be read."""
    try:
        content, _ = read_regular(file, MAX_SIZE_BYTES)
    except OSError:
        return None
    is_utf_16 = content.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    )  # no preset, but meant for one: so it is said
    text = content.decode("utf-16" if is_utf_16 else "utf-8-sig", "replace")
    return text.replace("\r", "\n") if "\r" in text else text


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
