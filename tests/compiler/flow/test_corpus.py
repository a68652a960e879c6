"""Flow over real specs: no false alarm, nearly every renamed field found, and the names Vega-Lite makes."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from chartkit.compiler.flow import flow
from chartkit.compiler.flow.made_names import made_names
from chartkit.compiler.views import views_of
from chartkit.diagnostics import JsonPath
from chartkit.presets.transforms import makes_of_transform

Corpus = Callable[[], Iterator[tuple[str, dict[str, Any]]]]
Tables = dict[str, list[str]]

FIELD_KEYS = frozenset(
    "field groupby fold key pivot lookup density regression on loess quantile flatten impute argmin argmax"
    " fields".split()
)
EXPRESSION_KEYS = frozenset(["calculate", "filter", "test", "expr", "and", "or", "not"])
NO_USES = frozenset(["values", "datasets", "usermeta", "axis", "legend", "header", "title", "config", "select"])
MEMBER = re.compile(r"(?<![\w.])datum(?:\.([A-Za-z_$][\w$]*)|\[\s*(?:'([^'\\]*)'|\"([^\"\\]*)\")\s*\])")


def test_real_specs_have_no_faults(corpus: Corpus, tables: Tables) -> None:
    found = {name: flow(spec, "vega-lite", tables).faults for name, spec in corpus()}
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) > 300


def test_a_renamed_field_is_found(corpus: Corpus, tables: Tables) -> None:
    """One use of a field renamed at a time; what the data decides (maps, graticules, pivots) is counted apart."""
    found, missed, n_open = 0, [], 0
    for name, spec in corpus():
        is_open = not {"url", "graticule", "sphere", "pivot", "format"}.isdisjoint(re.findall(r"\w+", json.dumps(spec)))
        for path, text in mutations(spec):
            if flow(replaced(spec, path, text), "vega-lite", tables).faults:
                found += 1
            elif is_open:
                n_open += 1
            else:
                missed.append((name, path, text))
    share = found / (found + len(missed))
    print(f"{found} of {found + len(missed)} renamed uses found ({share:.1%}), {n_open} more in open data; {missed}")
    assert share >= 0.98
    assert found > 1_000


def mutations(value: Any, path: JsonPath = ()) -> Iterator[tuple[JsonPath, str]]:
    """Every text of the spec with one field's name changed in it."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in NO_USES and (key != "data" or "from" in path):
                yield from mutations(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from mutations(item, (*path, index))
    elif isinstance(value, str) and value not in ("", "*"):
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        if key in FIELD_KEYS:
            yield path, f"{value}Zq"
        elif key in EXPRESSION_KEYS:
            for match in MEMBER.finditer(value):
                end = match.end(match.lastindex or 0)
                yield path, f"{value[:end]}Zq{value[end:]}"


def replaced(spec: dict[str, Any], path: JsonPath, text: str) -> dict[str, Any]:
    changed: Any = copy.deepcopy(spec)
    owner = changed
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = text
    return changed


@pytest.mark.full
def test_names_that_vega_lite_makes(corpus: Corpus, tables: Tables) -> None:
    """Every column that a compiled spec makes is one of its table, of a transform, or a name that flow knows."""
    unknown: dict[str, set[str]] = {}
    n_names = 0
    for name, spec in corpus():
        names = set(names_in(vl_convert.vegalite_to_vega(spec)))
        n_names += len(names)
        known = {column for columns in tables.values() for column in columns} | set(written(spec))
        for view in views_of(spec):
            known |= made_names(view)
            known |= {made for _, transform in view.transforms for made in makes_of_transform(transform).names}
        if left := {made for made in names - known if not re.fullmatch(r"(\w+_)?[xy]2?|.*[.(].*", made)}:
            unknown[name] = left
    assert unknown == {}
    assert n_names > 500


def names_in(vega: dict[str, Any]) -> Iterator[str]:
    """What the data of compiled Vega makes; positions of maps (`x`, `layer_0_y`) and flattened paths aside."""
    for dataset in vega.get("data", []):
        for transform in dataset.get("transform", []):
            made = transform.get("as")
            yield from (name for name in (made if isinstance(made, list) else [made]) if isinstance(name, str))
    for mark in vega.get("marks", []):
        yield from names_in(mark)


def written(value: Any) -> Iterator[str]:
    """The fields that the spec itself names, which may be parsed in place, and the keys of its rows."""
    if isinstance(value, list):
        for item in value:
            yield from written(item)
    elif isinstance(value, dict):
        yield from value
        for key, item in value.items():
            if key in ("field", "as") and isinstance(item, str):
                yield item
            yield from written(item)


def test_built_in_presets_have_no_faults() -> None:
    folder = Path(__file__).parents[3] / "presets"
    goldens = [*folder.rglob("*.expected.vl.json"), *folder.rglob("*.expected.vg.json")]
    for golden in goldens:
        spec = json.loads(golden.read_text(encoding="utf-8"))
        dialect = "vega" if golden.name.endswith(".vg.json") else "vega-lite"
        assert flow(spec, dialect, {}).faults == (), golden
    assert len(goldens) >= 8
