"""The rows behind each mark: takes the views of a filled spec and the bound example, gives the rows of each view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from chartkit.check.charts.channels import Channel, channels_of
from chartkit.check.rows.javascript import UNDEFINED, Moment
from chartkit.check.rows.tables import Rows, Step, steps_of
from chartkit.compiler import Chart
from chartkit.compiler.binding import Binding, BoundTable
from chartkit.compiler.emission import EmittedColumns, emit_rows, emitted_columns
from chartkit.compiler.emission import Rows as EmittedRows
from chartkit.compiler.run_columns import run_columns
from chartkit.compiler.spec_facts import SpecFacts
from chartkit.compiler.views import View
from chartkit.data import Column
from chartkit.schema.json_types import is_list, is_object

_NO_COLUMNS: Mapping[str, Any] = {}


class ViewRows(NamedTuple):
    """A view with a mark: `steps` are its transforms as far as they are followed.

    `rows` are those that reach its encodings, None where they are not known. `names` gives the user's name of each
    column of the chart, `slots` the slot that it fills.
    """

    view: View
    steps: tuple[Step, ...]
    rows: Rows | None
    names: Mapping[str, str]
    slots: Mapping[str, str]

    @property
    def n_rows(self) -> int:
        return len(self.rows.records) if self.rows else 0

    @property
    def is_chosen_by_reader(self) -> bool:
        """Whether a selection of the reader's leaves rows out."""
        filters = [transform.get("filter") for _, transform in self.view.transforms]
        return any(is_object(each) and "param" in each for each in filters)

    def values(self, field: str) -> list[Any] | None:
        """The values of a field in the order of the rows; None where they are not known, or inside of others."""
        if self.rows is None or not self.rows.records or field in self.rows.unknown:
            return None
        found = [row.get(field, UNDEFINED) for row in self.rows.records]
        return None if any(value is UNDEFINED for value in found) else found

    def channels(self, *names: str) -> Iterator[tuple[Channel, str]]:
        """Each channel, of these names where some are given, that draws a field of the rows, and that field."""
        for channel in channels_of(self.view):
            if (not names or channel.name in names) and "condition" not in channel.path[len(channel.view.path) :]:
                for field in self.view.fields(channel.definition.get("field")):
                    yield channel, field

    def title(self, field: str) -> str:
        """What the user calls a field."""
        return self.names.get(field, field)

    def written(self, field: str) -> str:
        """A field as the author of the preset writes it in an expression."""
        return f"datum['{self.author_field(field)}']"

    def author_field(self, field: str) -> str:
        """A field as the author of the preset names it: by its slot, where it fills one."""
        return f"${{field:{self.slots[field]}}}" if field in self.slots else field


def rows_of_views(
    views: Iterable[View], spec: Mapping[str, Any], binding: Binding, chart: Chart
) -> tuple[ViewRows, ...]:
    """The rows of every view with a mark. O(rows × transforms)."""
    tables = _Tables(spec, binding, chart)
    return tuple(tables.of(view) for view in views if view.kind == "unit" and view.mark)


class _Tables:
    """The rows of each dataset and behind each chain of transforms, worked out once."""

    def __init__(self, spec: Mapping[str, Any], binding: Binding, chart: Chart) -> None:
        self._spec = spec
        self._binding = binding
        self._chart = chart
        self._sources: dict[str, Rows] = {}
        self._chains: dict[tuple[Any, ...], tuple[Step, ...]] = {}
        filled = binding.filling.fields
        self._slots = {column.alias: slot for slot, columns in filled.items() for column in columns}
        self._names = {alias: name for table in binding.tables.values() for name, alias in table.aliases.items()}

    def of(self, view: View) -> ViewRows:
        source = self._source(view)
        if source is None:
            return ViewRows(view, (), None, self._names, self._slots)
        key = (view.data_path, *(path for path, _ in view.transforms), *(path for path, _ in view.params))
        if key not in self._chains:
            self._chains[key] = tuple(steps_of(source, view.transforms, _constants(view)))
        steps = self._chains[key]
        return ViewRows(view, steps, steps[-1].after if steps else source, self._names, self._slots)

    def _source(self, view: View) -> Rows | None:
        if view.data is not None:
            if view.data not in self._sources:
                own: Any = self._spec.get("datasets", {}).get(view.data)
                found = _inline(own) if own is not None else self._table(view.data)
                if found is None:
                    return None
                self._sources[view.data] = found
            return self._sources[view.data]
        values = (view.source or {}).get("values")
        return None if (view.source or {}).get("format") else _inline(values)

    def _table(self, name: str) -> Rows | None:
        """The example's own rows, as a chart carries them: those that are drawn where none were left out."""
        bound = self._binding.tables.get(name)
        if bound is None:
            return None
        drawn = next((one for one in self._chart.drawn if one.name == name and one.dataset is bound.dataset), None)
        columns = drawn.columns if drawn else emitted_columns(self._binding, SpecFacts(dict(self._spec)).texts, name)
        rows = drawn.rows if drawn else self._emitted(bound, columns, name)
        values = {
            alias: _values(found, bound.dataset.column(columns[alias][0]), columns[alias][1])
            if alias in columns
            else found
            for alias, found in rows.columns.items()
        }
        records = (dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True))
        return Rows(
            tuple(records) if values else tuple(_NO_COLUMNS for _ in range(rows.n_rows)), tuple(range(rows.n_rows))
        )

    def _emitted(self, bound: BoundTable, columns: EmittedColumns, name: str) -> EmittedRows:
        """The rows of an example that is drawn in fewer."""
        return emit_rows(bound.dataset, columns, run_columns(self._binding, SpecFacts(dict(self._spec)), name))


def _values(emitted: list[Any], column: Column, type_: str) -> list[Any]:
    """The values of a column as rules look at them: times as such, but for numbers that are only drawn as times."""
    if type_ != "temporal":
        return emitted
    if column.kind == "quantitative":
        return column.emitted()[0]
    return [Moment(value) if isinstance(value, str) else value for value in emitted]


def _inline(values: Any) -> Rows | None:
    """Rows that the spec holds; those that are no objects are not followed."""
    if not is_list(values) or not all(is_object(row) for row in values):
        return None
    return Rows(tuple(values), tuple(range(len(values))))


def _constants(view: View) -> dict[str, Any]:
    """The value that each param starts with, where it is written as a plain value."""
    return {
        str(param.get("name")): param["value"]
        for _, param in view.params
        if "value" in param and "select" not in param and isinstance(param["value"], str | int | float | bool)
    }
