"""What a rule of `check` is: a code, a name, how grave it is, its group, and the function that finds it.

A rule is one file of `check/rules/`. The file's docstring is the rule's page, in Markdown with fixed headings: a
sentence on what it finds, `## Why`, `## Failing` and `## Passing` with a preset each, and where it needs them
`## Options` and `## Source`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from chartkit.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from chartkit.check.subject import Subject

Group = Literal["slots", "charts", "data", "examples", "scripts", "comments"]


class Rule(NamedTuple):
    """One rule: `check` takes a `Subject` and gives its findings, in the order of the spec.

    `severity` is what it finds with unless the project's settings say otherwise; `group` is a name that `select` and
    `ignore` take for all rules of the group.
    """

    code: str
    name: str
    severity: Severity
    group: Group
    check: Callable[[Subject], Iterable[Diagnostic]]
