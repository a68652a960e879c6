"""What the schema cannot know.

A rule is a file with one function that takes a `Subject` and gives diagnostics, and one line in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chartkit.check.rules.blank_example import blank_example
from chartkit.check.rules.outside_address import outside_address
from chartkit.check.rules.unknown_placeholder import unknown_placeholder
from chartkit.check.rules.unused_slot import unused_slot
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic

Rule = Callable[[Subject], Iterable[Diagnostic]]

RULES: tuple[Rule, ...] = (
    unused_slot,
    unknown_placeholder,
    outside_address,
    blank_example,
)
