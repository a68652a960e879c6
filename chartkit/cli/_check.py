"""`chartkit check`: proves presets. Exit 0 when clean, 1 with findings, 2 when it could not run."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from chartkit.check import check_preset, find_presets
from chartkit.cli.output import fault, report, say
from chartkit.diagnostics import Diagnostic, counted
from chartkit.presets import default_library


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Write each preset's golden, the chart of its example, anew.")
@click.option(
    "--presets",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Look for extended presets in this folder first.",
)
def command(paths: tuple[Path, ...], update: bool, folders: tuple[Path, ...]) -> None:
    """Prove presets: files, or folders to walk; presets/ without any.

    Each is bound to its example, with every optional slot filled and with each one empty, and validated.
    """
    if not checked(paths or _own_presets(), update, folders):
        sys.exit(1)


def checked(paths: Iterable[Path], update: bool = False, folders: tuple[Path, ...] = ()) -> bool:
    """Whether the presets at `paths` are clean; says everything found, and one line at the end."""
    found = find_presets(paths)
    library = default_library(folders)
    findings = [finding for path in found.presets for finding in check_preset(path, library, update)]
    findings = list(dict.fromkeys(findings))
    if findings:
        report(findings, sys.stdout)
        say()
    say(summary(len(found.presets), found.n_others, findings), _kind(findings))
    return not findings


def summary(n_presets: int, n_others: int, findings: list[Diagnostic]) -> str:
    """As `3 presets checked, 1 error`."""
    parts = [f"{counted(n_presets, 'preset')} checked"]
    for severity in ("error", "warning", "info"):
        if number := sum(finding.severity == severity for finding in findings):
            parts.append(counted(number, "note" if severity == "info" else severity))
    if not findings:
        parts.append("no findings")
    others = f" ({counted(n_others, 'other file')} passed over)" if n_others else ""
    return ", ".join(parts) + others


def _kind(findings: list[Diagnostic]) -> str:
    return findings[0].severity if findings else "good"


def _own_presets() -> tuple[Path, ...]:
    folder = Path("presets")
    if not folder.is_dir():
        message = "there is no folder presets/ here."
        raise fault(message, "name files or folders, or start a preset with 'chartkit presets new NAME'")
    return (folder,)
