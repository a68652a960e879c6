"""The format `github`: takes a `Report`, gives workflow commands that GitHub shows at the lines of a pull request.

Source: "Workflow commands for GitHub Actions", docs.github.com; the escapes are those that GitHub's runner
undoes.
"""

from __future__ import annotations

from pathlib import Path

from chartkit.check.formats.entry import Entry, clean, entries
from chartkit.check.formats.places import from_root, root_folder
from chartkit.check.report import Report
from chartkit.diagnostics import visible

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(report: Report) -> str:
    """One line a finding, its file named from `$GITHUB_WORKSPACE`; nothing at all without findings."""
    root = root_folder()
    return "".join(f"{_command(entry, root)}\n" for entry in entries(report))


def _command(entry: Entry, root: Path) -> str:
    properties: dict[str, str | int | None] = {
        "file": clean(from_root(entry.file, root) or entry.file) if entry.file else None,
        "line": entry.line,
        "col": entry.column,
        "endLine": entry.line if entry.end_column else None,
        "endColumn": entry.end_column,
        "title": f"chartkit {entry.code}",
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    return f"::{_COMMANDS[entry.severity]} {written}::{_data(entry.text)}"


def _data(text: str) -> str:
    """The text on one line, with nothing in it that would steer the terminal of who reads the log."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
