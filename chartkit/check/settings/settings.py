"""The project's settings of `check`: takes a folder, gives `[tool.chartkit]` of the nearest pyproject.toml.

```toml
[tool.chartkit]
select = ["schema", "slots"]            # only these; everything without it
ignore = ["CK705"]                      # never these
presets = ["charts", "more/charts"]     # what is checked without a path
allow = ["*.example.com"]               # hosts that a chart may reach
[tool.chartkit.per-file-ignores]
"presets/old/*" = ["charts"]
[tool.chartkit.severity]
CK703 = "error"
```
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from chartkit.check.settings.file_patterns import fits
from chartkit.check.settings.selectors import selects, selects_any
from chartkit.diagnostics import Diagnostic, Severity

Selectors = tuple[str, ...]


class Settings(NamedTuple):
    """What the project asks of `check`; `root` is the folder of its pyproject.toml, from which patterns count.

    An empty `select` is everything. What `ignore` names is left out, also where `select` names it.
    """

    root: Path
    select: Selectors = ()
    ignore: Selectors = ()
    per_file_ignores: tuple[tuple[str, Selectors], ...] = ()
    presets: tuple[Path, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    allow: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether findings of this code are asked for in any file: what makes no other one need not run."""
        return (not self.select or selects_any(self.select, code)) and not selects_any(self.ignore, code)

    def keeps(self, finding: Diagnostic, root: Path | None = None) -> bool:
        """Whether a finding is asked for in its file, whose path counts from `root`, else from the working folder."""
        if not self.wants(finding.code):
            return False
        file = finding.location.file if finding.location else None
        if file is None or not self.per_file_ignores:
            return True
        path = os.path.relpath(Path(root or Path.cwd(), file), self.root).replace(os.sep, "/")
        return not any(
            fits(pattern, path) and selects_any(names, finding.code) for pattern, names in self.per_file_ignores
        )

    def graded(self, finding: Diagnostic) -> Diagnostic:
        """The finding as grave as the project holds it: by the longest code in its settings, else by a group."""
        fitting = [
            (name.startswith("CK"), len(name), severity)
            for name, severity in self.severity
            if selects(name, finding.code)
        ]
        return finding._replace(severity=max(fitting)[2]) if fitting else finding

    def with_options(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Settings:
        """These settings under the options of a command: its `select` in place of the project's, its `ignore` added.

        Raises `ChartkitError` for a word that names no code and no group.
        """
        from chartkit.check.settings.reader import option_selectors

        chosen = option_selectors("--select", select)
        return self._replace(select=chosen or self.select, ignore=(*self.ignore, *option_selectors("--ignore", ignore)))


def read_settings(folder: Path) -> Settings:
    """The settings of the nearest pyproject.toml, from `folder` up to the root of its repository.

    Raises `ChartkitError` with every fault of the table, each at its line, and for a file that is no TOML.
    """
    from chartkit.files import repository_parents

    for parent in repository_parents(folder.absolute()):
        path = parent / "pyproject.toml"
        if path.is_file():
            from chartkit.check.settings.reader import read_project

            return read_project(path)
    return Settings(folder.absolute())
