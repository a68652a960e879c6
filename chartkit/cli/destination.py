"""Where a command writes: takes the path after its `-o`, refuses one that would cost the user a file of his own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chartkit.check.files.walking import SCRIPT_SUFFIXES
from chartkit.diagnostics import ChartkitError

_SOURCES = (".yaml", ".yml", *SCRIPT_SUFFIXES)


def check_destination(output: Path, read: Iterable[Path] = (), option: str = "-o", name: str = "report.json") -> None:
    """Raises `ChartkitError` for a folder, a preset or script, and a file that the command itself has `read`.

    `name` is what a file of this kind may be called.
    """
    if output.is_dir():
        message = f"{option} names the file to write; {str(output)!r} is a folder."
        raise ChartkitError.of("CK701", message, f"write {option} {output / name}")
    if not output.is_file():
        return
    if output.suffix in _SOURCES:
        what = "script" if output.suffix in SCRIPT_SUFFIXES else "preset"
        message = f"{option} would write over {str(output)!r}, which looks like a {what}."
    elif any(path.is_file() and output.samefile(path) for path in read):
        message = f"{option} would write over {str(output)!r}, which this command reads."
    else:
        return
    raise ChartkitError.of("CK701", message, f"name another file, as {option} {name}")
