"""A compiled chart: plain Vega-Lite or Vega with its rows, and every way to see it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.compiler.emission import Rows, emit_rows
from chartkit.compiler.sizes import sized
from chartkit.diagnostics import Diagnostic, RenderError, listed
from chartkit.schema import dialect_of, did_you_mean

if TYPE_CHECKING:
    from chartkit.data import Dataset, Table

SUFFIXES = (".json", ".html", ".svg", ".png", ".pdf")


class Chart:
    """What `plot_table` gives and `run.log` keeps.

    >>> import chartkit
    >>> table = chartkit.Table(columns=["step", "loss"], data=[[0, 1.0], [1, 0.5]])
    >>> chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"}).dialect
    'vega-lite'
    """

    def __init__(
        self,
        spec: dict[str, Any],
        dataset: Dataset,
        rows: Rows,
        diagnostics: tuple[Diagnostic, ...] = (),
        split_table: bool = False,
    ) -> None:
        self._spec = spec
        self._rows = rows
        self.dataset = dataset
        self.diagnostics = diagnostics
        self.split_table = split_table
        self.dialect: str = dialect_of(spec).name

    @classmethod
    def restore(cls, spec_bytes: bytes, dataset: Dataset, diagnostics: tuple[Diagnostic, ...] = ()) -> Chart:
        """The chart that `spec_bytes` and its logged table were kept from; its JSON is the same, byte for byte."""
        import orjson

        spec: dict[str, Any] = orjson.loads(spec_bytes)
        kept: dict[str, Any] = spec["usermeta"]["chartkit"]
        columns: list[tuple[str, int, str]] = kept["columns"]
        emitted = {alias: (dataset.names[index], type_) for alias, index, type_ in columns}
        return cls(spec, dataset, emit_rows(dataset, emitted, kept.get("run_columns", ())), diagnostics)

    @property
    def spec(self) -> dict[str, Any]:
        """The whole chart as an ordinary spec with its rows inlined, new on each access. O(rows)."""
        provenance = self._spec["usermeta"]["chartkit"]
        if provenance.get("notice"):
            return dict(self._spec)
        name, values = provenance["table"], self._rows.records()
        if self.dialect == "vega":
            data = [
                {**dataset, "values": values} if dataset.get("name") == name else dataset
                for dataset in self._spec["data"]
            ]
            return {**self._spec, "data": data}
        return {**self._spec, "datasets": {**self._spec.get("datasets", {}), name: values}}

    @property
    def table(self) -> Table:
        """The user's whole table, not only what is drawn."""
        from chartkit.data import Table

        return Table(data=self.dataset, allow_mixed_types=True)

    def spec_bytes(self) -> bytes:
        """The spec without its rows, as `run.log` keeps it: the same input gives the same bytes."""
        import orjson

        return orjson.dumps(self._spec)

    def to_json(self) -> str:
        """The whole chart as JSON on one line: paste it into any Vega editor and it draws."""
        return self.to_json_bytes().decode()

    def to_json_bytes(self) -> bytes:
        import orjson

        return orjson.dumps(self.spec)

    def to_html(self, width: int | None = None, height: int | None = None, theme: str | None = None) -> str:
        """One page that draws the chart without a network, about 900 KB.

        The chart is as wide as the page unless `width` (px) is given; `theme` is the name of a Vega theme.
        """
        from chartkit.render import PageChart, html_page

        spec = sized(self.spec, self.dialect, width, height, in_page=True)
        if theme is not None:
            spec = {**spec, "usermeta": {**spec["usermeta"], "embedOptions": {"theme": theme}}}
        return html_page([PageChart(self.title, _dumped(spec))], self.title)

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
        name of a Vega theme. The file appears whole or not at all. Raises `RenderError`.
        """
        target = Path(path)
        content = self._content(target.suffix.lower(), width, height, scale, theme)
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            part.write_bytes(content)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise RenderError(Diagnostic("CK512", f"cannot write {target}: {error.strerror}.")) from None

    def _content(self, suffix: str, width: int | None, height: int | None, scale: float, theme: str | None) -> bytes:
        if suffix == ".json":
            return self.to_json_bytes()
        if suffix == ".html":
            return self.to_html(width, height, theme).encode()
        if suffix not in SUFFIXES:
            near = did_you_mean(suffix, SUFFIXES)
            help = f"{near} endings: {listed(SUFFIXES)}" if near else f"endings: {listed(SUFFIXES)}"
            raise RenderError(
                Diagnostic("CK511", f"a chart cannot be saved as {suffix or 'a file without ending'!r}.", help=help)
            )
        from chartkit.render import render

        spec = sized(self.spec, self.dialect, width, height, in_page=False)
        return render(_dumped(spec), suffix[1:], scale=scale, theme=theme)  # pyright: ignore[reportArgumentType]

    def show(self) -> None:
        """Open the chart in the default browser."""
        import tempfile
        import webbrowser

        with tempfile.NamedTemporaryFile(
            "w", suffix=".html", prefix="chartkit-", delete=False, encoding="utf-8"
        ) as file:
            file.write(self.to_html())
        webbrowser.open(Path(file.name).as_uri())

    def to_altair(self) -> Any:
        """The chart as an `altair.Chart`. Raises `RenderError` for raw Vega, which Altair cannot hold."""
        if self.dialect == "vega":
            raise RenderError(Diagnostic("CK513", "Altair holds Vega-Lite; this chart is raw Vega."))
        try:
            import altair
        except ImportError:
            help = "pip install 'chartkit[altair]'"
            raise RenderError(Diagnostic("CK513", "to_altair() needs the package altair.", help=help)) from None
        return altair.Chart.from_dict(self.spec)

    @property
    def title(self) -> str:
        """The chart's title as text, else the name of its preset."""
        title = self._spec.get("title")
        text: Any = title.get("text") if isinstance(title, dict) else title  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        lines = text if isinstance(text, list) else [text]  # pyright: ignore[reportUnknownVariableType]
        words = " ".join(line for line in lines if isinstance(line, str))  # pyright: ignore[reportUnknownVariableType]
        return words or str(self._spec["usermeta"]["chartkit"]["preset"])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """For notebooks: the spec itself, and an SVG for front ends that know no Vega."""
        kind = "vega" if self.dialect == "vega" else "vegalite"
        svg = self._content(".svg", None, None, 1, None).decode()
        return {
            "text/plain": repr(self),
            f"application/vnd.{kind}.v6+json": self.spec,
            "image/svg+xml": svg,
        }

    def __repr__(self) -> str:
        provenance = self._spec["usermeta"]["chartkit"]
        return f"Chart({provenance['preset']!r}, {self._rows.n_rows:,} rows)"


def _dumped(spec: dict[str, Any]) -> bytes:
    import orjson

    return orjson.dumps(spec)
