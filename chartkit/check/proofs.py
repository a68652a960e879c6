"""Notes on what would prove a preset and is not there: said once nothing else is wrong with it.

Who looks for a misspelt word does not want to read that a description is missing, too.
"""

from __future__ import annotations

from chartkit.diagnostics import Diagnostic

PROOFS = ("CK803", "CK804", "CK805")
"""A missing description, example and golden."""


def proofs_last(findings: list[Diagnostic]) -> list[Diagnostic]:
    """`findings` of one preset, less the notes on missing proofs where there are errors or warnings."""
    if all(finding.severity == "info" for finding in findings):
        return findings
    return [finding for finding in findings if finding.code not in PROOFS]
