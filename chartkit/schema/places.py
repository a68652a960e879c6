"""Names a place in a spec in plain words: `channel y`, `select of param 'a'`, `the calculate transform`."""

from __future__ import annotations

from typing import Any

from chartkit.diagnostics import JsonPath
from chartkit.schema.dialect import DialectName
from chartkit.schema.json_types import is_object

_VIEWS = {"layer": "a layer", "concat": "a view", "hconcat": "a view", "vconcat": "a view", "spec": "spec"}
_OF_A_VIEW = ("mark", "encoding", "data", "transform", "params", "projection", "resolve")
_NOUNS = ("aggregate", "input", "mark", "op", "timeUnit", "type")
_NAMED_ITEMS = {"params": "param", "scales": "scale", "signals": "signal", "data": "data set"}
_ITEMS = {"axes": "an axis", "legends": "a legend", "marks": "a mark"}
_LITE_DOCS = "https://vega.github.io/vega-lite/docs/"
_DOCS = "https://vega.github.io/vega/docs/"
_LITE_PAGES = {
    "aggregate": "aggregate", "axis": "axis", "bin": "bin", "bind": "bind", "condition": "condition",
    "config": "config", "data": "data", "encoding": "encoding", "facet": "facet", "header": "header",
    "impute": "impute",
    "legend": "legend", "mark": "mark", "params": "parameter", "projection": "projection", "repeat": "repeat",
    "resolve": "resolve", "scale": "scale", "select": "selection", "sort": "sort", "stack": "stack",
    "timeUnit": "timeunit", "title": "title", "tooltip": "tooltip", "transform": "transform", "type": "type",
}  # fmt: skip
_PAGES = {
    "axes": "axes", "data": "data", "layout": "layout", "legends": "legends", "marks": "marks",
    "projections": "projections", "scales": "scales", "signals": "signals", "title": "title",
    "transform": "transforms",
}  # fmt: skip


class Places:
    """The places of one spec."""

    def __init__(self, spec: Any, dialect: DialectName, meant: dict[JsonPath, str]) -> None:
        self._spec = spec
        self.is_lite = dialect == "vega-lite"
        self._meant = meant

    def value(self, path: JsonPath) -> Any:
        """The value at `path`."""
        found = self._spec
        for step in path:
            found = found[step]
        return found

    def name(self, path: JsonPath) -> str:
        """The words for the value at `path`."""
        if not path:
            return "a Vega-Lite spec" if self.is_lite else "a Vega spec"
        owner, last = path[:-1], self._word(path)
        if isinstance(last, int):
            return self._item(owner, path)
        if self.is_lite and self._word(owner) == "encoding":
            return f"channel {last}"
        if not owner or (self._is_view(owner) and last in _OF_A_VIEW) or (last == "spec" and self.is_lite):
            return str(last)
        return f"{last} of {self.name(owner)}"

    def refusal(self, path: JsonPath, found: str) -> str:
        """The sentence that says that `found` may not stand at `path`."""
        owner, last = path[:-1], self._word(path)
        if isinstance(last, int):
            return f"{found} is not allowed in {self.name(owner)}."
        if last == "type" and self._word(owner[:-1]) == "transform":
            return f"{found} is not a type of transform."
        if last not in _NOUNS:
            return f"{self.name(path)} cannot be {found}."
        article = "an" if last[:1] in "aeiou" else "a"
        return f"{found} is not {article} {self.name(path)}."

    def noun_of_keys(self, path: JsonPath) -> str:
        """What the keys of the object at `path` are called."""
        return "channel" if self.is_lite and self._word(path) == "encoding" else "property"

    def documentation(self, path: JsonPath) -> str:
        """Where the nearest thing around `path` is documented, as a phrase."""
        pages, base = (_LITE_PAGES, _LITE_DOCS) if self.is_lite else (_PAGES, _DOCS)
        for step in reversed(path):
            if step in pages:
                end = ".html" if self.is_lite else "/"
                return f"see {base}{pages[str(step)]}{end}"
        return f"see {base}{'spec.html' if self.is_lite else 'specification/'}"

    def _word(self, path: JsonPath) -> str | int | None:
        """The last step of `path`, in the spelling that the author meant; None for the root."""
        return self._meant.get(path, path[-1]) if path else None

    def _is_view(self, path: JsonPath) -> bool:
        word = self._word(path)
        return not path or word == "spec" or (isinstance(word, int) and self._word(path[:-1]) in _VIEWS)

    def _item(self, owner: JsonPath, path: JsonPath) -> str:
        """The words for an item of the list at `owner`."""
        key = self._word(owner)
        value = self.value(path)
        keys: dict[str, Any] = value if is_object(value) else {}
        if key in _NAMED_ITEMS:
            name, noun = keys.get("name"), _NAMED_ITEMS[str(key)]
            return f"{noun} {name!r}" if isinstance(name, str) else f"a {noun}"
        if key == "transform":
            return self._transform(keys)
        if key in _VIEWS or key in _ITEMS:
            return (_VIEWS | _ITEMS)[str(key)]
        return f"an item of {self.name(owner)}"

    def _transform(self, value: dict[str, Any]) -> str:
        if not self.is_lite:
            kind = value.get("type")
            return f"the {kind} transform" if isinstance(kind, str) else "a transform"
        kinds = [kind for kind in _TRANSFORMS if kind in value]
        return f"the {kinds[0]} transform" if kinds else "a transform"


_TRANSFORMS = (
    "joinaggregate", "timeUnit", "window", "calculate", "density", "extent", "filter", "flatten", "fold",
    "impute", "loess", "lookup", "pivot", "quantile", "regression", "sample", "stack", "bin", "aggregate",
)  # fmt: skip
