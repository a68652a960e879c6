"""A compiled chart: plain Vega-Lite or Vega with its rows, and every way to see it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.compiler.drawn import Drawn, restored
from chartkit.compiler.sizes import sized
from chartkit.diagnostics import DataError, Diagnostic, RenderError, counted, reason_of
from chartkit.schema import dialect_of, hint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartkit.compiler.explanation import Explanation
    from chartkit.data import Dataset, Table
    from chartkit.render import Format

_PICTURES: dict[str, Format] = {".svg": "svg", ".png": "png", ".pdf": "pdf"}
_ENDINGS = (".json", ".html", *_PICTURES)
_USUAL_HEIGHT_PX, _AROUND_PX = 300, 230


class Chart:
    """What `plot_table` gives and `run.log` keeps. A chart never changes: what it hands out is the caller's own.

    `dataset` is the user's whole table, `diagnostics` what was found on the way, `dialect` "vega-lite" or "vega",
    `plan` what was computed before the browser and why no more, None for a chart read back from a run. A run keeps the
    whole table, or, of one that stays in a file or an engine, the drawn rows and where it is; all of it with
    `keep_table`.

    >>> import chartkit
    >>> table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0], [1, 0.5]])
    >>> chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"})
    Chart('wandb/line/v0', 2 rows)
    """

    def __init__(
        self,
        spec: dict[str, Any],
        dataset: Dataset,
        drawn: tuple[Drawn, ...] = (),
        diagnostics: tuple[Diagnostic, ...] = (),
        split_table: bool = False,
        plan: Explanation | None = None,
        keep_table: bool = False,
    ) -> None:
        import orjson

        self._spec_bytes = orjson.dumps(spec)
        self._has_datasets = "datasets" in spec
        self._provenance: dict[str, Any] = spec["usermeta"]["chartkit"]
        self.drawn = drawn
        self.plan = plan
        self.keep_table = keep_table
        self.dataset = dataset
        self.diagnostics = diagnostics
        self.split_table = split_table
        self.dialect: str = dialect_of(spec).name

    @classmethod
    def restore(
        cls, spec_bytes: bytes, tables: Mapping[str, Dataset], diagnostics: tuple[Diagnostic, ...] = ()
    ) -> Chart:
        """The chart that `spec_bytes` and its kept `tables` were logged as; its JSON is the same, byte for byte.

        `tables` are by the names that `kept_tables` gave them; the user's own may be missing when it was not kept.
        Raises `ValueError` and `LookupError` for what no run has kept.
        """
        from chartkit.compiler.kept_spec import kept_spec
        from chartkit.data import Dataset

        spec = kept_spec(spec_bytes)
        kept: dict[str, Any] = spec["usermeta"]["chartkit"]
        drawn = tuple(restored(name, how, tables) for name, how in kept.get("datasets", {}).items())
        return cls(spec, tables.get("", Dataset(())), drawn, diagnostics)

    @property
    def kept_tables(self) -> Mapping[str, Dataset]:
        """The tables that the chart is made from again: those in memory whole, and the rows that were computed.

        The user's table is under the name `""`; one that stayed in its engine is kept when `keep_table` asks for it.
        """
        found = {"": self.dataset} if self.keep_table or not self.dataset.is_lazy else {}
        return found | {one.kept_as: one.dataset for one in self.drawn if not one.dataset.is_lazy}

    @property
    def spec(self) -> dict[str, Any]:
        """The whole chart as an ordinary spec with its rows inlined, new on each access. O(rows)."""
        spec = self._bare_spec()
        if self.is_notice:
            return spec
        values = {one.name: one.rows.records() for one in self.drawn}
        if self.dialect == "vega":
            for dataset in spec.get("data", []):
                if dataset.get("name") in values:
                    dataset["values"] = values[dataset["name"]]
        else:
            spec["datasets"] = {**spec.get("datasets", {}), **values}
        return spec

    @property
    def is_notice(self) -> bool:
        """Whether the chart says in words why there is nothing to draw."""
        return bool(self._provenance.get("notice"))

    @property
    def table(self) -> Table:
        """The user's whole table, not only what is drawn. Raises `DataError` where a run did not keep it."""
        from chartkit.data import Table

        if self._provenance["rows"] and not self.dataset.names:
            place = self._provenance.get("source", {}).get("text", "its engine")
            help = "pass keep_table=True to keep all of it"
            raise DataError.of("CK460", f"the table of this chart stayed where it was: {place}.", help)

        return Table(data=self.dataset, allow_mixed_types=True)

    @property
    def title(self) -> str:
        """The chart's title as text, else the name of its preset."""
        return title_of(self._bare_spec()) or str(self._provenance["preset"])

    def noted(self, *diagnostics: Diagnostic) -> Chart:
        """The same chart with more `diagnostics`, as what a plot left out on its way to the table."""
        import copy

        noted = copy.copy(self)
        noted.diagnostics = (*self.diagnostics, *diagnostics)
        return noted

    def spec_bytes(self) -> bytes:
        """The spec without its rows, as `run.log` keeps it: the same input gives the same bytes."""
        return self._spec_bytes

    def to_json(self) -> str:
        """The whole chart as JSON on one line: paste it into any Vega editor and it draws. O(rows)."""
        return self._json_bytes().decode()

    def page_json(self, width: int | None = None, height: int | None = None, theme: str | None = None) -> bytes:
        """The whole chart as JSON for a page: as wide as its place unless `width` (px) is given."""
        import orjson

        spec = sized(self.spec, self.dialect, width, height, in_page=True)
        if theme is not None:
            _check_theme(theme)
            spec["usermeta"] = {**spec["usermeta"], "embedOptions": {"theme": theme}}
        return orjson.dumps(spec)

    def to_html(self, width: int | None = None, height: int | None = None, theme: str | None = None) -> str:
        """One page that draws the chart without a network, about 900 KB.

        The chart is as wide as the page unless `width` (px) is given; `theme` is the name of a Vega theme, or
        "light" for the look without one, also where the reader's screen is dark. Raises
        `RenderError` when Vega's script cannot be had.
        """
        from chartkit.render import PageChart, html_page

        return html_page([PageChart(self.title, self.page_json(width, height, theme))], self.title)

    def _repr_html_(self) -> str:
        """The chart in a notebook, as `to_html` draws it."""
        from chartkit.render import inline_frame

        height = self._bare_spec().get("height")
        own_px = height if isinstance(height, int | float) else _USUAL_HEIGHT_PX
        return inline_frame(self.title, self.to_html(), round(own_px) + _AROUND_PX)

    def save(
        self,
        path: str | os.PathLike[str],
        width: int | None = None,
        height: int | None = None,
        scale: float = 1,
        theme: str | None = None,
    ) -> None:
        """Write the chart to `path`; its ending says what: .json, .html, .svg, .png or .pdf.

        `width` and `height` are in px and override the author's; `scale` multiplies the pixels of a PNG; `theme` is the
        name of a Vega theme, or "light". The file appears whole or not at all. Raises `RenderError`.
        """
        from chartkit.files import write_whole

        target = Path(path)
        content = self._content(target.suffix.lower(), width, height, scale, theme)
        try:
            write_whole(target, content)
        except OSError as error:
            help = f"make the folder {target.parent} first" if not target.parent.exists() else None
            raise RenderError.of("CK512", f"cannot write {target}: {reason_of(error)}.", help) from None

    def show(self) -> None:
        """Open the chart in the default browser; where there is none, print where its page is. Raises as `to_html`."""
        import tempfile
        import webbrowser

        with tempfile.NamedTemporaryFile(
            "w", suffix=".html", prefix="chartkit-", delete=False, encoding="utf-8"
        ) as file:
            file.write(self.to_html())
        page = Path(file.name)
        if not webbrowser.open(page.as_uri()):
            print(f"no browser here; the chart is {page}")  # noqa: T201

    def to_altair(self) -> Any:
        """The chart as an `altair.Chart`. Raises `RenderError` for raw Vega, which Altair cannot hold."""
        if self.dialect == "vega":
            raise RenderError.of("CK513", "Altair holds Vega-Lite; this chart is raw Vega.")
        try:
            import altair
        except ImportError:
            help = "pip install 'chartkit[altair]'"
            raise RenderError.of("CK513", "to_altair() needs the package altair.", help) from None
        return altair.Chart.from_dict(self.spec)

    def _bare_spec(self) -> dict[str, Any]:
        import orjson

        return orjson.loads(self._spec_bytes)

    def _json_bytes(self) -> bytes:
        """As `orjson.dumps(self.spec)`, without reading the spec again where its rows come last."""
        import orjson

        if self.dialect == "vega" or self.is_notice or self._has_datasets:
            return orjson.dumps(self.spec)
        rows = orjson.dumps({one.name: one.rows.records() for one in self.drawn})
        return b'%b,"datasets":%b}' % (self._spec_bytes[:-1], rows)

    def _content(self, suffix: str, width: int | None, height: int | None, scale: float, theme: str | None) -> bytes:
        if suffix == ".json":
            return self._json_bytes()
        if suffix == ".html":
            return self.to_html(width, height, theme).encode()
        if suffix not in _PICTURES:
            found = f"as {suffix!r}" if suffix else "without an ending"
            raise RenderError.of("CK511", f"a chart cannot be saved {found}.", hint(suffix, _ENDINGS, "endings"))
        from chartkit.render import render

        spec = sized(self.spec, self.dialect, width, height, in_page=False)
        return render(spec, _PICTURES[suffix], scale=scale, theme=theme)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """For notebooks: the spec itself, and an SVG for front ends that know no Vega."""
        kind = "vega" if self.dialect == "vega" else "vegalite"
        return {
            "text/plain": repr(self),
            f"application/vnd.{kind}.v6+json": self.spec,
            "image/svg+xml": self._content(".svg", None, None, 1, None).decode(),
        }

    def __repr__(self) -> str:
        return f"Chart({self._provenance['preset']!r}, {counted(self._provenance['rows'], 'row')})"


def _check_theme(theme: str) -> None:
    """Raises `RenderError` for a theme that Vega does not have, which a page would pass over in silence."""
    from chartkit.render import render

    render({"data": {"values": [{}]}, "mark": "point"}, "svg", theme=theme)


def title_of(spec: dict[str, Any]) -> str | None:
    """The title of a spec as one text, None where it has none."""
    title: Any = spec.get("title")
    if isinstance(title, dict):
        title = title.get("text")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    lines: list[Any] = title if isinstance(title, list) else [title]  # pyright: ignore[reportUnknownVariableType]
    return " ".join(line for line in lines if isinstance(line, str)).strip() or None
