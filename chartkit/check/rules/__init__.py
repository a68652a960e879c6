"""What the schema cannot know.

A rule is one file, whose docstring is its page, and one line in `RULES`; `check/rule.py` says what it holds.
"""

from __future__ import annotations

from chartkit.check.rule import Rule
from chartkit.check.rules import (
    aggregate_of_names,
    aggregate_of_text,
    blank_example,
    contradictory_filter,
    dual_axes,
    duplicate_name,
    duplicate_slot,
    faint_mark,
    faint_text,
    hundredfold_percent,
    log_scale_at_zero,
    misread_time,
    missing_description,
    missing_example,
    missing_zero,
    negative_part,
    nonpositive_log,
    outside_address,
    outside_domain,
    repeated_colors,
    slot_type,
    too_many_categories,
    unknown_placeholder,
    unreachable_filter,
    unused_param,
    unused_slot,
    zigzag_line,
)

RULES: tuple[Rule, ...] = (
    unused_slot.RULE,
    duplicate_slot.RULE,
    slot_type.RULE,
    unknown_placeholder.RULE,
    outside_address.RULE,
    missing_description.RULE,
    missing_example.RULE,
    blank_example.RULE,
    aggregate_of_names.RULE,
    log_scale_at_zero.RULE,
    missing_zero.RULE,
    misread_time.RULE,
    nonpositive_log.RULE,
    repeated_colors.RULE,
    too_many_categories.RULE,
    unreachable_filter.RULE,
    aggregate_of_text.RULE,
    outside_domain.RULE,
    zigzag_line.RULE,
    negative_part.RULE,
    hundredfold_percent.RULE,
    faint_text.RULE,
    faint_mark.RULE,
    contradictory_filter.RULE,
    duplicate_name.RULE,
    unused_param.RULE,
    dual_axes.RULE,
)
