"""`chartkit runs verify`: every byte of runs against what was written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.json_output import json_help, say_json
from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.diagnostics import ChartkitError, Diagnostic, counted

if TYPE_CHECKING:
    from chartkit.runs.upkeep.verifying import Verified


@click.command("verify")
@click.argument("runs", nargs=-1, metavar="[RUN]...")
@click.option("--json", "is_json", is_flag=True, help=json_help)
@store_option
def command(runs: tuple[str, ...], is_json: bool, folder: Path | None) -> None:
    """Read every byte of the runs, or of all runs and artifacts of the store; name what is damaged and what is lost.

    Ends with 1 when anything is. Lines of a journal that a full disk cut off are named as well.
    """
    from chartkit.runs import Api
    from chartkit.runs.upkeep.verified_artifacts import shared_findings
    from chartkit.runs.upkeep.verifying import verify_run

    api = Api(folder)
    chosen = [api.run(run) for run in runs] or list(api.runs())
    if not chosen:
        raise ChartkitError.of(
            "CK701", f"there is no run in {api.store}.", "--dir names the folder that holds .chartkit"
        )
    found = {f"{run.project}/{run.id}": verify_run(Path(run.dir)) for run in chosen}
    shared, n_files, n_bytes = ([], 0, 0) if runs else shared_findings(api.store)
    findings = [*(one for run in found.values() for one in run.findings), *shared]
    n_files += sum(run.n_files for run in found.values())
    n_bytes += sum(run.n_bytes for run in found.values())
    if is_json:
        said = {name: _facts(run) for name, run in found.items()}
        say_json({"runs": said, "artifacts": [one.to_dict() for one in shared]})
    else:
        n_unchecked = sum(run.n_unchecked for run in found.values())
        _say(findings, f"{counted(len(found), 'run')}, {counted(n_files, 'file')}, {n_bytes:,} bytes", n_unchecked)
    if findings:
        sys.exit(1)


def _facts(run: Verified) -> dict[str, object]:
    diagnostics = [one.to_dict() for one in run.findings]
    return {"n_files": run.n_files, "n_bytes": run.n_bytes, "n_unchecked": run.n_unchecked, "diagnostics": diagnostics}


def _say(findings: list[Diagnostic], looked_at: str, n_unchecked: int) -> None:
    for one in findings:
        say(str(one))
    if n_unchecked:
        say(f"without a checksum, of an older version: {counted(n_unchecked, 'line')} or files", "quiet")
    say(f"{looked_at}: {counted(len(findings), 'finding') if findings else 'every byte is what was written'}")
