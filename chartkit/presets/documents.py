"""A file or text becomes nodes: YAML by our reader, JSON the same way, for JSON is YAML."""

from __future__ import annotations

from pathlib import Path

from chartkit.diagnostics import Diagnostic, Location, PresetError
from chartkit.files import shown_path
from chartkit.presets.nodes import Node, from_plain
from chartkit.presets.reader import check_size, read_yaml


def read_file(path: Path) -> Node:
    """The document in a file. Raises `PresetError` when it cannot be read, is not UTF-8, or is not YAML or JSON."""
    shown = shown_path(path)
    try:
        check_size(path.stat().st_size, shown)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PresetError(Diagnostic("CK101", f"cannot read it: {reason}.", location=Location(shown))) from None
    except UnicodeDecodeError as error:
        message = f"a preset is UTF-8 text; byte {error.start} is not."
        raise PresetError(Diagnostic("CK101", message, location=Location(shown))) from None
    except ValueError:
        message = "cannot read it: no file can have this name."
        raise PresetError(Diagnostic("CK101", message, location=Location(ascii(shown)[1:-1]))) from None
    return read_document(text, shown)


def read_document(text: str, file: str) -> Node:
    """The document in `text`; `file` says by its ending whether it is JSON, and stands in every location."""
    if not file.endswith(".json"):
        return read_yaml(text, file)
    import orjson

    check_size(len(text), file)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        place = Location(file, error.lineno, error.colno)
        raise PresetError(Diagnostic("CK101", f"this is not JSON: {reason}.", location=place)) from None
    try:
        return read_yaml(text, file)
    except PresetError as error:
        # The few JSON texts that YAML reads otherwise (surrogate escapes) keep their values and lose their places.
        if error.diagnostics[0].code != "CK101":
            raise
        return from_plain(value)
