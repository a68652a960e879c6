"""The page of each code that `check` can give: takes a code, gives what it means and a preset that fails and passes.

A rule's page is the docstring of its file; every other code has a file in `check/pages/`, headed `# CK101 name` and,
where it is no error, its severity in brackets.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from chartkit.check.remedies import REMEDIES
from chartkit.check.settings.selectors import group_of
from chartkit.diagnostics import CODES, ChartkitError, Severity
from chartkit.schema import did_you_mean

FOLDER = Path(__file__).parent / "pages"
_HEADING = re.compile(r"# (CK\d{3}) ([a-z]+(?:-[a-z]+)*)(?: \((warning|info)\))?\n")


class Page(NamedTuple):
    """What is to be known about a code; `text` is Markdown: a sentence, then `## Why`, `## Failing`, `## Passing`."""

    code: str
    name: str
    severity: Severity
    group: str
    text: str

    @property
    def summary(self) -> str:
        """The first sentence or two, on one line."""
        return " ".join(self.text.partition("\n\n")[0].split())

    @property
    def markdown(self) -> str:
        """The whole page with its heading."""
        return f"# {self.code} {self.name}\n\n*{self.severity} · {self.group}*\n\n{self.text}"


@cache
def pages() -> dict[str, Page]:
    """Every page by its code, in the order of codes."""
    from chartkit.check.rules import RULES

    of_rules = (
        Page(rule.code, rule.name, rule.severity, rule.group, _docstring(rule.check.__module__)) for rule in RULES
    )
    found = [*of_rules, *map(_read, FOLDER.glob("*.md"))]
    return {page.code: page for page in sorted(found)}


def page_of(code: str) -> Page | str:
    """What is to be known about a code, as `CK703`, `ck703` or `703`, or a name as `unused-slot`.

    The code's page, or a few lines of Markdown for one that `check` never gives. Raises `ChartkitError` with near codes
    or names.
    """
    number = f"CK{code}" if code.isdecimal() else code.upper()
    by_name = {page.name: page for page in pages().values()}
    found = pages().get(number) or by_name.get(code.lower())
    if found is None and number in CODES:
        return f"# {number} {CODES[number]}\n\n'check' never gives this code.\n\n{REMEDIES[number]}\n"
    if found is None:
        is_code = number.startswith("CK")
        near = did_you_mean(number, CODES) if is_code else did_you_mean(code.lower(), by_name)
        raise ChartkitError.of("CK701", f"'check' has no rule {code!r}.", near or "'chartkit rule' lists them")
    return found


def _docstring(module: str) -> str:
    """The docstring as the file has it, which Python leaves out under `-OO`."""
    text = ast.get_docstring(ast.parse(inspect.getsource(importlib.import_module(module))))
    return f"{(text or '').strip()}\n"


def _read(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    heading = _HEADING.match(text)
    if heading is None:
        raise ValueError(f"{path}: its first line is '# CK101 name'")
    severity = cast(Severity, heading[3] or "error")
    group = group_of(heading[1])
    if group is None:
        raise ValueError(f"{path}: {heading[1]} belongs to no group of chartkit/check/settings/selectors.py")
    return Page(heading[1], heading[2], severity, group, f"{text[heading.end() :].strip()}\n")
