"""The format `sarif`: takes a `Report`, gives SARIF 2.1.0 for GitHub's code scanning and for editors.

Files are named from the repository's root, with no folder of this machine: the same report gives the same bytes
everywhere. Each code that was found is a rule with its page.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0 plus Errata 01, 28 August 2023.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from chartkit.check.formats.entry import Entry, clean, entries
from chartkit.check.formats.places import file_uri, from_root, relative_uri, root_folder
from chartkit.check.report import Report
from chartkit.diagnostics import CODES, Edit, Fix, json_path

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/chartkit/chartkit"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_LINK = re.compile(r"\[([^\[\]]*)\](?=\()")


def as_sarif(report: Report) -> str:
    """The report as one run of the tool chartkit, as JSON text."""
    import orjson

    from chartkit import __version__

    found = entries(report)
    codes = sorted({entry.code for entry in found})
    root = root_folder()
    driver = {
        "name": "chartkit",
        "version": __version__,
        "informationUri": HOME,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "results": [_result(entry, codes.index(entry.code), root) for entry in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return orjson.dumps(log, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _rule(code: str) -> dict[str, Any]:
    """A code with its page: what it finds, why, and a preset that fails and one that passes.

    What is no finding in a preset (a folder without any, say) has no page, and its line of the list of codes.
    """
    from chartkit.check.page import pages

    page = pages().get(code)
    if page is None:
        return {"id": code, "shortDescription": {"text": f"{CODES[code]}."}}
    return {
        "id": code,
        "name": page.name,
        "shortDescription": {"text": page.summary},
        "help": {"text": page.text, "markdown": page.text},
        "helpUri": f"{HOME}/blob/main/docs/rules/{code}.md",
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _result(entry: Entry, index: int, root: Path) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": entry.code,
        "ruleIndex": index,
        "level": _LEVELS[entry.severity],
        "message": {"text": _message(entry.text)},
    }
    if place := _place(entry, root):
        found["locations"] = [place]
    if entry.fix:
        found["fixes"] = [_fix(entry.fix, root)]
    return found


def _message(text: str) -> str:
    """The text with what SARIF would read as a link, `[words](address)`, escaped."""
    return _LINK.sub(r"\\[\1\\]", text)


def _place(entry: Entry, root: Path) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if entry.file:
        region = {"region": _region(entry)} if entry.line is not None else {}
        place["physicalLocation"] = {"artifactLocation": _artifact(entry.file, root), **region}
    if entry.path:
        place["logicalLocations"] = [{"fullyQualifiedName": json_path(entry.path)}]
    return place


def _artifact(file: str, root: Path) -> dict[str, str]:
    path = from_root(file, root)
    if path is None:
        return {"uri": file_uri(file)}
    return {"uri": relative_uri(path), "uriBaseId": "%SRCROOT%"}


def _region(entry: Entry) -> dict[str, int | None]:
    region = {"startLine": entry.line, "startColumn": entry.column, "endColumn": entry.end_column}
    return {name: value for name, value in region.items() if value is not None}


def _fix(fix: Fix, root: Path) -> dict[str, Any]:
    by_file: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_file.setdefault(edit.file, []).append(edit)
    changes = [
        {"artifactLocation": _artifact(file, root), "replacements": [_replacement(edit) for edit in edits]}
        for file, edits in by_file.items()
    ]
    return {"description": {"text": _message(clean(fix.words))}, "artifactChanges": changes}


def _replacement(edit: Edit) -> dict[str, Any]:
    region = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.end_line,
        "endColumn": edit.end_column,
    }
    return {"deletedRegion": region, "insertedContent": {"text": clean(edit.text)}}
