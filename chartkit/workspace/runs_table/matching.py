"""Which runs are shown, and in which order: filters, the query, the search, the ticked facets, the sort, the pins.

Takes a table and a request; gives the runs, in groups where the request has keys for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import ChartkitError, shown
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.filters import Predicate, predicate
from chartkit.runs.reading.ordering import NEWEST_FIRST, ordered, orders
from chartkit.workspace.runs_table.columns import field_name
from chartkit.workspace.runs_table.grouping import GroupTree, grouped
from chartkit.workspace.runs_table.query.parser import query_filters
from chartkit.workspace.runs_table.request import TableRequest
from chartkit.workspace.runs_table.run_table import RunTable

WRONG_PATTERN = "CK920"


class Matched(NamedTuple):
    """The runs that a request is about."""

    runs: Sequence[ListedRun]
    groups: GroupTree | None
    """None when the request asks for no groups."""


def matched(table: RunTable, request: TableRequest) -> Matched:
    """The runs in their order; found once while the table stays as it is. Raises `ChartkitError`."""
    return table.kept(request.order_key(), lambda: _matched(table, request))


def unticked(table: RunTable, request: TableRequest, but: str) -> Sequence[ListedRun]:
    """The runs that the request finds when nothing is ticked in the facet `but`: whose values that facet counts."""
    others = {key: choice for key, choice in request.chosen.items() if key != but}
    plain = request._replace(chosen=others, sort=(), group=(), pinned=())
    return table.kept(b"facet" + plain.order_key(), lambda: _found(table, plain))


def _matched(table: RunTable, request: TableRequest) -> Matched:
    runs = _found(table, request)
    if request.sort:
        runs = ordered(runs, [*orders([_order(one) for one in request.sort]), NEWEST_FIRST])
    if request.group:
        groups = grouped(runs, request.group, request.sort)
        return Matched(groups.runs, groups)
    return Matched(_pinned_first(runs, request.pinned), None)


def _found(table: RunTable, request: TableRequest) -> list[ListedRun]:
    tests = [*_tests(table, request)]
    return [run for run in table.runs if all(test(run) for test in tests)]


def _tests(table: RunTable, request: TableRequest) -> list[Predicate]:
    """What a run has to pass; each part is read before the first run is."""
    found: list[Predicate] = []
    if request.filters:
        found.append(predicate(request.filters))
    if request.query.strip():
        found.append(predicate(query_filters(request.query, table.columns)))
    if request.search.strip():
        found.append(_search(request.search.strip(), request.is_regex))
    if request.chosen:
        found += [predicate(_choice(key, choice)) for key, choice in request.chosen.items()]
    return found


def _choice(key: str, choice: Any) -> Mapping[str, Any]:
    field = field_name(key)
    if isinstance(choice, dict):
        limits = cast(dict[str, float], choice)
        words = {"min": "$gte", "max": "$lte"}
        return {field: {words[end]: limit for end, limit in limits.items()}} if limits else {}
    return {field: {"$in": choice}}


def _search(text: str, is_regex: bool) -> Predicate:
    """True for runs of which name, id, a tag or the notes hold the text, in either case."""
    try:
        pattern = re.compile(text if is_regex else re.escape(text), re.IGNORECASE)
    except re.error as error:
        message = f"the search {shown(text)} is no regular expression: {error}."
        raise ChartkitError.of(WRONG_PATTERN, message, "turn .* off to search for the text itself.") from None

    def test(run: ListedRun) -> bool:
        facts = run.facts
        texts = (facts.setting("name") or "", run.id, *(facts.setting("tags") or ()), facts.setting("notes") or "")
        return any(map(pattern.search, texts))

    return cast(Predicate, test)


def _order(text: str) -> str:
    sign = text[0] if text[:1] in ("+", "-") else "+"
    return sign + field_name(text.removeprefix(sign))


def _pinned_first(runs: list[ListedRun], pinned: Sequence[str]) -> list[ListedRun]:
    if not pinned:
        return runs
    place = {id: number for number, id in enumerate(pinned)}
    above = sorted((run for run in runs if run.id in place), key=lambda run: place[run.id])
    return above + [run for run in runs if run.id not in place]
