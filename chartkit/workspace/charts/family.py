"""Charts that one preset made, in one picture: takes those of several runs, gives one chart with all their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from chartkit.compiler import Chart
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build, filled_spec
from chartkit.data import Dataset
from chartkit.data.run_label import RUN_COLUMNS, RunLabel
from chartkit.data.run_rows import with_runs
from chartkit.diagnostics import ChartkitError
from chartkit.presets import Library, Preset
from chartkit.presets.library import check_name
from chartkit.presets.loader import load
from chartkit.presets.nodes import from_plain
from chartkit.workspace.charts.classes import Classes, classes_of, only, rows_at
from chartkit.workspace.charts.ranges import HIGH, LOW, Spread, mean_and_range
from chartkit.workspace.charts.run_channels import Told, in_run_colors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartkit.compiler.binding import Binding

MOST_ROWS = 300_000
"""Tables of more rows in all are drawn run by run, each as it was logged."""

OfRun = tuple[RunLabel, str, Chart]
"""A chart with the label that its rows get and the id of its run."""


class Family(NamedTuple):
    """What made a chart: its preset as it was then, and what filled the slots."""

    name: str
    sha256: str
    fields: Mapping[str, list[str]]
    strings: Mapping[str, Any]
    is_notice: bool

    @classmethod
    def of(cls, chart: Chart) -> Family:
        """What the chart itself says."""
        kept = orjson.loads(chart.spec_bytes())["usermeta"]["chartkit"]
        fields, strings = kept.get("fields", {}), kept.get("strings", {})
        return cls(str(kept.get("preset")), str(kept.get("sha256")), fields, strings, chart.is_notice)

    @property
    def key(self) -> bytes:
        """The same for charts that can be one."""
        return orjson.dumps([*self])

    @property
    def lack(self) -> str:
        """Why there is no preset to fill again, where there is none."""
        if self.name.startswith("<"):
            return "these charts were made of a spec, not of a preset"
        return f"preset {self.name!r} is not as it was when these charts were logged"

    def preset(self, library: Library) -> Preset | None:
        """The preset, if it is still what it was; a name is never taken for the path of a file."""
        try:
            check_name(self.name)
            found = load(self.name, library)
        except ChartkitError:
            return None
        return found if found.sha256 == self.sha256 else None


class Together(NamedTuple):
    """One chart of several runs, the classes it can be filtered by, and what is said of it."""

    chart: Chart
    classes: Classes | None = None
    notes: tuple[str, ...] = ()


def drawn_together(
    made: Family, preset: Preset, charts: Sequence[OfRun], classes: Sequence[str] | None, is_grouped: bool
) -> Together | str:
    """The preset filled with the rows of all charts; a sentence that says why not, "" where there is nothing to say."""
    if len(preset.tables) > 1:
        return f"preset {made.name!r} draws several tables: each run has a picture of its own."
    if preset.dialect == "vega":
        return f"preset {made.name!r} is written in Vega: each run has a picture of its own."
    datasets = [chart.dataset for _, _, chart in charts]
    if not all(dataset.names for dataset in datasets):
        return "the tables of these charts stayed where they were: each run has a picture of its own."
    n_rows = sum(dataset.n_rows for dataset in datasets)
    if n_rows > MOST_ROWS:
        return f"{n_rows:,} rows in all are more than one picture takes: each run has its own."
    rows = with_runs((label, chart.dataset) for label, _, chart in charts)
    run_ids = [run_id for _, run_id, chart in charts for _ in range(chart.dataset.n_rows)]
    fields = {slot: _given(preset, slot, names) for slot, names in made.fields.items()}
    try:
        return _built(preset, fields, made.strings, rows, run_ids, classes, is_grouped, len(charts) == 1)
    except ChartkitError as error:
        return f"these charts have no picture in common: {error.diagnostics[0].message}"


def _built(
    preset: Preset,
    fields: dict[str, Any],
    strings: Mapping[str, Any],
    rows: Dataset,
    run_ids: list[str],
    classes: Sequence[str] | None,
    is_grouped: bool,
    is_single: bool,
) -> Together | str:
    n_labels = len({*rows.column(RUN_COLUMNS["id"]).values})
    binding = bind(preset, rows, fields, strings)
    known = classes_of(binding)
    if classes is not None and known is not None:
        places = only(rows, known.columns, {*classes})
        rows, run_ids = rows_at(rows, places), [run_ids[place] for place in places]
        binding = bind(preset, rows, fields, strings)
    found = _with_means(binding, fields, strings, rows, run_ids) if is_grouped else None
    binding, spread = found or (binding, None)
    filled = filled_spec(binding, prove=not preset.is_built_in)
    plain = filled.plain()
    colored = in_run_colors(plain, _told(binding, n_labels, is_single and not is_grouped, spread))
    if colored is None and not preset.run_slots and not is_single:
        return f"the marks of {preset.name!r} have no room for several runs: each has a picture of its own."
    chart = build(binding, filled=filled if colored is None else from_plain(_in_dashes(plain, colored)))
    return Together(chart, known)


def _with_means(
    binding: Binding, fields: dict[str, Any], strings: Mapping[str, Any], rows: Dataset, run_ids: list[str]
) -> tuple[Binding, Spread] | None:
    """The binding of the groups' means, where the chart has lines or bars of plain values; else None."""
    places = _line_columns(filled_spec(binding, prove=False).plain(), {})
    names = {alias: name for name, alias in binding.aliases.items()}
    if places is None or not {*places} <= names.keys():
        return None
    x, y = (names[alias] for alias in places)
    bound = [column for columns in binding.filling.fields.values() for column in columns]
    categories = tuple(dict.fromkeys(one.name for one in bound if one.type == "nominal" and one.name not in (x, y)))
    means = mean_and_range(rows, run_ids, x, y, categories)
    kept = {slot: given for slot, given in fields.items() if _is_in(given, means.names)}
    again = bind(binding.preset, means, kept, strings)
    return again, Spread(again.aliases[y], again.aliases[LOW], again.aliases[HIGH])


def _line_columns(view: dict[str, Any], above: dict[str, Any]) -> tuple[str, str] | None:
    """The columns along and up the first lines or bars of a spec that computes nothing else of them."""
    encoding = {**above, **view.get("encoding", {})}
    for part in view.get("layer", []):
        if (found := _line_columns(part, encoding)) is not None:
            return found
    mark = view.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    x, y = encoding.get("x", {}), encoding.get("y", {})
    if kind not in ("line", "trail", "bar") or y.get("type") != "quantitative":
        return None
    is_plain = all("field" in axis and not {"aggregate", "bin", "timeUnit"} & axis.keys() for axis in (x, y))
    return (x["field"], y["field"]) if is_plain else None


def _told(binding: Binding, n_labels: int, keeps_colors: bool, spread: Spread | None) -> Told:
    aliases = frozenset(binding.aliases.values())
    bound = [column for columns in binding.filling.fields.values() for column in columns]
    category = next((one.alias for one in bound if one.type == "nominal"), None)
    return Told(aliases, category, n_labels, keeps_colors, spread)


def _in_dashes(before: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """The spec whose legends count the names that are told by dash now, where they counted those told by colour."""
    text = orjson.dumps(spec).decode()
    if "domain('color')" not in text or '"scale":null' in orjson.dumps(before).decode():
        return spec
    channel = "strokeDash" if '"strokeDash":{' in text else "shape"
    return orjson.loads(text.replace("domain('color')", f"domain('{channel}')"))


def same_specs_together(made: Family, charts: Sequence[tuple[RunLabel, Chart]]) -> Together | str:
    """Charts of no preset, from the specs that runs keep: one picture where these are one and hold all rows."""
    first = charts[0][1]
    if len(charts) == 1:
        return ""
    specs = {_own_spec(chart) for _, chart in charts}
    if len(specs) > 1 or first.dialect == "vega" or any(_is_reduced(chart) for _, chart in charts):
        return f"{made.lack}: each run has a picture of its own."
    spec = orjson.loads(_own_spec(first))
    (name,) = (one.name for one in first.drawn)
    columns = frozenset(first.drawn[0].rows.columns)
    colored = in_run_colors(spec, Told(columns, None, len({label for label, _ in charts})))
    if colored is None:
        return f"{made.lack}: each run has a picture of its own."
    rows: list[dict[str, Any]] = [
        {**record, **dict(zip(RUN_COLUMNS.values(), label, strict=True))}
        for label, chart in charts
        for record in chart.drawn[0].rows.records()
    ]
    kept = orjson.loads(first.spec_bytes())["usermeta"]["chartkit"]
    whole: dict[str, Any] = {**colored, "usermeta": {"chartkit": {**kept, "datasets": {}}}, "datasets": {name: rows}}
    return Together(Chart(whole, Dataset(())))


def _own_spec(chart: Chart) -> bytes:
    spec = orjson.loads(chart.spec_bytes())
    return orjson.dumps({key: value for key, value in spec.items() if key != "usermeta"})


def _is_reduced(chart: Chart) -> bool:
    return len(chart.drawn) != 1 or chart.drawn[0].kept_as != ""


def _given(preset: Preset, slot: str, names: list[str]) -> Any:
    if slot in preset.fields and preset.fields[slot].many:
        return names
    return names[0] if names else None


def _is_in(given: Any, names: tuple[str, ...]) -> bool:
    return all(name in names for name in given) if isinstance(given, list) else given in names  # pyright: ignore[reportUnknownVariableType]
