"""The format `junit`: takes a `Report`, gives XML in which each file is a test, for Jenkins, GitLab and their like.

A file with errors or warnings is a test that failed, its text all that was found there, code frames included. Valid by
the schema of Jenkins' xUnit plugin and by that of Ant's JUnit task, which allows one failure a test.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from chartkit.check.formats.entry import clean
from chartkit.check.report import Report
from chartkit.diagnostics import Diagnostic, as_text, counted, visible

_NO_FILE = "chartkit"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(report: Report) -> str:
    """The report as one test suite, a test for each file that was checked or in which something was found."""
    by_file: dict[str, list[Diagnostic]] = {str(file): [] for file in report.files}
    for finding in report.findings:
        file = finding.location.file if finding.location else None
        by_file.setdefault(file or _NO_FILE, []).append(finding)
    cases = [_case(name, findings) for name, findings in by_file.items()]
    n_failures = sum(any(_fails(finding) for finding in findings) for findings in by_file.values())
    notes = as_text(finding for finding in report.findings if not _fails(finding))
    when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<testsuites>",
        f'<testsuite id="0" package="chartkit" name="chartkit check" hostname="localhost" timestamp="{when}"'
        f' tests="{len(cases)}" failures="{n_failures}" errors="0" skipped="0" time="{report.elapsed_s:.3f}">',
        "<properties/>",
        *cases,
        f"<system-out>{_text(notes)}</system-out>",
        "<system-err/>",
        "</testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _case(name: str, findings: Iterable[Diagnostic]) -> str:
    case = f'<testcase classname="chartkit.check" name={_attribute(name)} time="0"'
    faults = [finding for finding in findings if _fails(finding)]
    if not faults:
        return f"{case}/>"
    gravest = min(faults, key=lambda fault: fault.severity != "error")
    others = f" (and {counted(len(faults) - 1, 'more finding')})" if len(faults) > 1 else ""
    message = f"{gravest.code} {gravest.message}{others}"
    failure = f"<failure type={_attribute(gravest.severity)} message={_attribute(message)}>"
    return f"{case}>{failure}{_text(as_text(faults))}</failure></testcase>"


def _fails(finding: Diagnostic) -> bool:
    return finding.severity != "info"


def _text(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(_visible(text), {"\r": "&#13;"})


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_visible(text))


def _visible(text: str) -> str:
    """The text with characters that XML cannot hold as pictures of them, or as a sign of replacement."""
    return _NOT_XML.sub(lambda found: visible(found[0]) if found[0] < " " else "\N{REPLACEMENT CHARACTER}", clean(text))
