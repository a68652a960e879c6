"""Titles that Vega-Lite would have made from the author's own words, for definitions whose words change.

A definition whose field or aggregate is another in the reduced chart would be titled by the new words; so the title
of the old ones is written out. Titles merge per axis, over x and x2 and over the layers that share it, and an explicit
title beats all implicit ones: so the whole axis gets the merged title, or none of it.

Source: Vega-Lite 6.4, `verbalTitleFormatter`, `functionalTitleFormatter`, `mergeTitleComponent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from chartkit.compiler.planning.roles import Role
from chartkit.compiler.reductions.binning import bin_options

_PARTS = re.compile("year|quarter|month|week|dayofyear|day|date|hours|minutes|milliseconds|seconds")
GUIDES = {"x": "axis", "y": "axis", "row": "header", "column": "header", "facet": "header"}
"""Where the words of a channel's guide stand; `legend` for every other."""


def implicit_title(role: Role, config: Mapping[str, Any]) -> str:
    """The title Vega-Lite gives this definition, by `config.fieldTitle` and `config.countTitle`."""
    style = config.get("fieldTitle", "verbal")
    field = role.field or ""
    if style == "plain":
        return field
    return _functional(role, field) if style == "functional" else _verbal(role, field, config)


def _verbal(role: Role, field: str, config: Mapping[str, Any]) -> str:
    op, unit = role.op, role.unit
    if op == "count":
        return str(config.get("countTitle", "Count of Records"))
    if role.bin is not None:
        return f"{field} (binned)"
    if unit is not None and (name := _unit_name(unit)):
        return f"{field} ({'-'.join(_PARTS.findall(name))})"
    if isinstance(op, dict):
        which, by = next(iter(cast("dict[str, str]", op).items()))
        return f"{field} for {which.removeprefix('arg')} {by}"
    return f"{_title_case(str(op))} of {field}" if op else field


def _functional(role: Role, field: str) -> str:
    op, unit = role.op, role.unit
    if isinstance(op, dict):
        which, by = next(iter(cast("dict[str, str]", op).items()))
        return f"{field} for {which}({by})"
    word = op or (unit is not None and (_unit_name(unit) or "timeunit")) or ("bin" if role.bin is not None else "")
    return f"{str(word).upper()}({field})" if word else field


def _unit_name(unit: Any) -> str:
    name = cast("dict[str, Any]", unit).get("unit") if isinstance(unit, dict) else unit
    return str(name or "")


def _title_case(op: str) -> str:
    return op[:1].upper() + op[1:]


def explicit_title(role: Role) -> tuple[bool, Any]:
    """Whether the author wrote a title for this definition, and which; null takes the title away."""
    guide: Any = role.definition.get(GUIDES.get(role.channel, "legend"))
    if isinstance(guide, dict) and "title" in guide:
        return True, cast("dict[str, Any]", guide)["title"]
    if "title" in role.definition:
        return True, role.definition["title"]
    return False, None


def merged_title(roles: Iterable[Role], config: Mapping[str, Any]) -> Any:
    """The title of the guide that these definitions share, in the order of their views.

    Equal explicit titles count once, and beat implicit ones. Implicit ones count once for each distinct definition on
    an axis, once for each text in a legend.
    """
    roles = tuple(roles)
    explicit = [title for given, title in map(explicit_title, roles) if given]
    if explicit:
        if None in explicit:
            return None
        return ", ".join(dict.fromkeys(map(_text, explicit)))
    on_axis = roles[0].channel in ("x", "x2", "y", "y2")
    distinct = {_words(role) if on_axis else implicit_title(role, config): role for role in roles}
    return ", ".join(implicit_title(role, config) for role in distinct.values())


def _words(role: Role) -> str:
    bin = role.definition.get("bin") if role.bin is None else bin_options(role.bin, role.channel)
    return repr([role.field, role.op, bin, role.definition.get("timeUnit")])


def _text(title: Any) -> str:
    return "\n".join(map(str, cast("list[Any]", title))) if isinstance(title, list) else str(title)
