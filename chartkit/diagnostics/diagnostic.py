"""The one noun every stage reports with."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from chartkit.diagnostics.fix import Fix
from chartkit.diagnostics.location import Location

Severity = Literal["error", "warning", "info"]


class Diagnostic(NamedTuple):
    """One finding: a code, one sentence on what was needed and what was found, and the way out.

    >>> print(Diagnostic("CK202", "preset 'me/loss' has no slot 'yy'.", help="did you mean 'y'?"))
    CK202 preset 'me/loss' has no slot 'yy'.
    help: did you mean 'y'?
    """

    code: str
    message: str
    severity: Severity = "error"
    location: Location | None = None
    help: str | None = None
    fix: Fix | None = None

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location and str(self.location) else ""
        lines = [f"{place}{self.code} {self.message}"]
        if self.help:
            lines.append(f"help: {self.help}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict: code, severity, message, and where known help, file, line, column, path, fix."""
        found: dict[str, Any] = {"code": self.code, "severity": self.severity, "message": self.message}
        if self.help:
            found["help"] = self.help
        if self.location:
            place = {"file": self.location.file, "line": self.location.line, "column": self.location.column}
            found |= {key: value for key, value in place.items() if value is not None}
            if self.location.path is not None:
                found["path"] = list(self.location.path)
        if self.fix:
            found["fix"] = self.fix.to_dict()
        return found

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> Diagnostic:
        """The diagnostic that `to_dict` wrote."""
        path = found.get("path")
        place = Location(
            found.get("file"),
            found.get("line"),
            found.get("column"),
            tuple(path) if path is not None else None,
        )
        return cls(
            found["code"],
            found["message"],
            found["severity"],
            place if place != Location() else None,
            found.get("help"),
            Fix.from_dict(found["fix"]) if "fix" in found else None,
        )
