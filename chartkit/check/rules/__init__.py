"""What the schema cannot know.

A rule is one file, whose docstring is its page, and one line in `RULES`; `check/rule.py` says what it holds.
"""

from __future__ import annotations

from chartkit.check.rule import Rule
from chartkit.check.rules import (
    blank_example,
    outside_address,
    unknown_placeholder,
    unused_slot,
)

RULES: tuple[Rule, ...] = (
    unused_slot.RULE,
    unknown_placeholder.RULE,
    outside_address.RULE,
    blank_example.RULE,
)
