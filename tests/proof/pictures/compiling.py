"""A case compiled twice by chartkit: takes a spec and its tables, gives it whole and with all reduced that can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from pictures.corpus import Case
from pictures.times import timed


class Both(NamedTuple):
    """The two specs of one case, each with its rows, how many rows each holds, and the reasons of what stays whole."""

    raw: dict[str, Any]
    reduced: dict[str, Any]
    is_reduced: bool
    reasons: tuple[str, ...] = ()

    @property
    def n_rows(self) -> tuple[int, int]:
        """The rows inlined in the raw and in the reduced spec."""
        return n_rows_of(self.raw), n_rows_of(self.reduced)


def compile_both(case: Case) -> Both:
    """The case with reductions off and with everything reducible reduced. Raises `ChartkitError`."""
    from chartkit.compiler.reduced import compile_spec
    from chartkit.data import to_dataset

    tables = {name: to_dataset(timed(rows, case.spec)) for name, rows in case.tables.items()}
    raw = compile_spec(case.spec, tables, reduce="off")
    reduced = compile_spec(case.spec, tables, reduce="all")
    plan = reduced.plan
    views, whole = (plan.views, plan.whole) if plan else ((), ())
    reasons = dict.fromkeys([*(view.reason for view in views if view.reason), *(table.reason for table in whole)])
    return Both(raw.spec, reduced.spec, any(view.is_reduced for view in views), tuple(reasons))


def n_rows_of(spec: Mapping[str, Any]) -> int:
    """The rows inlined in a spec.

    >>> n_rows_of({"datasets": {"a": [{}, {}]}, "data": {"values": [{}]}})
    3
    """
    named: Mapping[str, Sequence[Any]] = spec.get("datasets", {})
    return sum(map(len, named.values())) + _n_inline(spec.get("data"))


def _n_inline(data: Any) -> int:
    """Raw Vega has a list of datasets, Vega-Lite one."""
    if isinstance(data, list):
        return sum(map(_n_inline, cast("list[Any]", data)))
    values: Any = cast("dict[str, Any]", data).get("values") if isinstance(data, dict) else None
    return len(cast("list[Any]", values)) if isinstance(values, list) else 0
