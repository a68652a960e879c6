"""Names that are taken, as Vega sees it: what is found here, it refuses; what is not, it draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import vl_convert
import yaml

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "layers with one selection": (
        """\
encoding: {x: {field: "${field:a}", type: quantitative}}
layer:
  - {mark: point, params: [{name: p, select: interval}]}
  - {mark: line, params: [{name: p, select: interval}]}
""",
        "",
        [("4:34", "the name 'p' is taken: the param in line 5 has it.", "give each param a name of its own")],
    ),
    "variables": (
        """\
params: [{name: v, value: 1}, {name: v, value: 2}]
mark: {type: point, size: {expr: v}}
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
        [("1:38", "the name 'v' is taken: the param in line 3 has it.", "give each param a name of its own")],
    ),
    "views": (
        """\
vconcat:
  - {name: top, mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {name: top, mark: line, encoding: {x: {field: "${field:a}", type: quantitative}}}
""",
        "",
        [("3:12", "the name 'top' is taken: the view in line 4 has it.", "give each view a name of its own")],
    ),
    "data": (
        """\
layer:
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {data: {name: d, values: [{v: 1}]}, mark: rule, encoding: {x: {field: v}}}
  - {data: {name: d, values: [{v: 2}]}, mark: rule, encoding: {x: {field: v}}}
""",
        "",
        [("4:19", "the name 'd' is taken: the dataset in line 5 has it.", "give each dataset a name of its own")],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "concat may share": (
        """\
hconcat:
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}, params: [{name: p, select: interval}]}
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}}, params: [{name: p, select: interval}]}
""",
        "",
    ),
    "the same data": (
        """\
layer:
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {data: {name: d, values: [{v: 1}]}, mark: rule, encoding: {x: {field: v}}}
  - {data: {name: d, values: [{v: 1}]}, mark: rule, encoding: {x: {field: v}}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK826", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK826", spec, header) == []


@pytest.mark.parametrize(
    ("name", "is_refused"), [*((name, True) for name in FOUND), *((name, False) for name in RIGHT)]
)
def test_vega_says_the_same(name: str, is_refused: bool) -> None:
    spec = yaml.safe_load({**RIGHT, **FOUND}[name][0].replace("${field:a}", "a")) | {"data": {"values": [{"a": 1}]}}
    try:
        vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    except ValueError as error:
        assert is_refused, error
        assert "Duplicate" in str(error)
    else:
        assert not is_refused
