"""What `check` says, also for commands that write presets: takes a report, prints findings and one line at the end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.check.proofs import PROOFS
from chartkit.check.report import Report
from chartkit.check.run import Options, run_check
from chartkit.check.settings.settings import read_settings
from chartkit.cli.destination import check_destination
from chartkit.cli.output import report, say
from chartkit.diagnostics import ChartkitError, as_text, counted
from chartkit.files import write_whole

if TYPE_CHECKING:
    from chartkit.check.run import Advance
    from chartkit.check.working.watching import Asked

FORMATS = ("text", "json", "sarif", "github", "junit")
_BETWEEN_LOOKS_S = 0.25


def checked(paths: Iterable[Path]) -> bool:
    """Whether presets just written are clean but for notes; says everything found, and one line at the end.

    What they go without yet, a golden say, is not found missing.
    """
    settings = read_settings(Path.cwd()).with_options(ignore=PROOFS)
    found = run_check(paths, Options(settings, cache=False))
    say_report(found)
    return found.is_clean


def say_report(
    found: Report, form: str = "text", output: Path | None = None, texts: Mapping[str, str] | None = None
) -> None:
    """The findings on stdout or in the file `output`, and for people one line at the end.

    `texts` holds what files hold that code frames cannot read. Raises `OSError` where `output` cannot be written, and
    `ChartkitError` where that would write over what was checked.
    """
    if output is not None:
        check_destination(output, found.files)
    if form != "text":
        from chartkit.check.formats import FORMATS as WRITTEN

        content = WRITTEN[form](found)
        if output is None:
            click.echo(content.encode(), nl=False)  # as bytes: a text would lose what looks like a colour
            return
        write_whole(output, content.encode(errors="replace"))
    elif output is not None:
        findings = as_text(found.findings, texts=texts)
        write_whole(output, f"{findings}\n".encode(errors="replace") if findings else b"")
    elif found.findings:
        report(found.findings, sys.stdout, texts)
        say()
    say(summary(found), _kind(found))


def watch_reports(asked: Callable[[], Asked], form: str, output: Path | None, advance: Advance) -> None:
    """Say what is found now and after every change, until Ctrl-C."""
    from chartkit.check.working.watching import reports

    for found in reports(asked, lambda: time.sleep(_BETWEEN_LOOKS_S), advance):
        if isinstance(found, ChartkitError):
            report(found.diagnostics, sys.stderr)
        else:
            say_report(found, form, output)
        say("waiting for changes; Ctrl-C ends it", "quiet")


def summary(found: Report) -> str:
    """As `3 presets checked, 1 error`."""
    scripts = [counted(found.n_scripts, "script")] if found.n_scripts else []
    presets = [counted(found.n_presets, "preset")] if found.n_presets or not scripts else []
    parts = [f"{' and '.join(presets + scripts)} checked"]
    number = Counter(finding.severity for finding in found.findings)
    words = {"error": "error", "warning": "warning", "info": "note"}
    parts += [counted(number[severity], word) for severity, word in words.items() if number[severity]]
    if not found.findings:
        parts.append("no findings")
    if found.n_fixed:
        parts.append(f"{found.n_fixed:,} mended")
    others = f" ({counted(found.n_others, 'other file')} passed over)" if found.n_others else ""
    return ", ".join(parts) + others


def _kind(found: Report) -> str:
    severities = {finding.severity for finding in found.findings}
    return next((severity for severity in ("error", "warning", "info") if severity in severities), "good")
