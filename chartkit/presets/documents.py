"""A file or text becomes nodes: YAML by our reader, JSON the same way, for JSON is YAML."""

from __future__ import annotations

from pathlib import Path

from chartkit.diagnostics import Diagnostic, Location, PresetError, place_at
from chartkit.files import shown_path
from chartkit.presets.nodes import Node, from_plain
from chartkit.presets.reader import MAX_SIZE_BYTES, check_size, read_yaml

_NOT_JSON = {
    ("//", "/*", "#"): "JSON has no comments; YAML does, in a file that ends in .yaml",
    ("'",): 'JSON has its texts in double quotes, as in "mark"',
    ("None", "undefined", "NaN"): "JSON has null for it",
    ("True",): "write true",
    ("False",): "write false",
}
"""What other languages write where JSON has no value, and the way out."""


def read_file(path: Path) -> Node:
    """The document in a file. Raises `PresetError` when it cannot be read, is not UTF-8, or is not YAML or JSON."""
    shown = shown_path(path)
    try:
        with path.open("rb") as file:  # a device has no size to ask for
            content = file.read(MAX_SIZE_BYTES + 1)
        check_size(max(len(content), path.stat().st_size), shown)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PresetError(Diagnostic("CK101", f"cannot read it: {reason}.", location=Location(shown))) from None
    except ValueError:
        message = "cannot read it: no file can have this name."
        raise PresetError(Diagnostic("CK101", message, location=Location(ascii(shown)[1:-1]))) from None
    return read_document(decoded(content, shown), shown)


def decoded(content: bytes, file: str) -> str:
    """The text of a file without its byte order mark. Raises `PresetError` when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"a preset is UTF-8 text; byte {error.start} is not."
        raise PresetError(Diagnostic("CK101", message, location=Location(file))) from None


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
        place = Location(file, *place_at(text, error.pos))
        help = next((way_out for begin, way_out in _NOT_JSON.items() if text.startswith(begin, error.pos)), None)
        raise PresetError(Diagnostic("CK101", f"this is not JSON: {reason}.", location=place, help=help)) from None
    try:
        return read_yaml(text, file, is_json=True)
    except PresetError as error:
        # The few JSON texts that YAML reads otherwise keep their values and lose their places.
        if error.diagnostics[0].code != "CK101":
            raise
        return from_plain(value)
