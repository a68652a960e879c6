"""What the author of a Vega spec is told about a mistake: the whole message, the way out and the place."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.schema import validate


def vega(**parts: Any) -> dict[str, Any]:
    return {"$schema": "https://vega.github.io/schema/vega/v6.json", "data": [{"name": "table"}]} | parts


@pytest.mark.parametrize(
    ("spec", "path", "message", "help"),
    [
        (
            vega(data=[{"name": "table", "transform": [{"type": "formla", "expr": "1", "as": "b"}]}]),
            ("data", 0, "transform", 0, "type"),
            "'formla' is not a type of transform.",
            "did you mean 'formula'?",
        ),
        (
            vega(data=[{"name": "table", "transform": [{"type": "formula", "exprr": "1", "as": "b"}]}]),
            ("data", 0, "transform", 0, "exprr"),
            "the formula transform has no property 'exprr'.",
            "did you mean 'expr'?",
        ),
        (
            vega(scales=[{"name": "x", "type": "lgo", "domain": [0, 1]}]),
            ("scales", 0, "type"),
            "'lgo' is not a type of scale 'x'.",
            "did you mean 'log'?",
        ),
        (
            vega(scales=[{"name": "x", "type": "linear", "nicee": True}]),
            ("scales", 0, "nicee"),
            "scale 'x' has no property 'nicee'.",
            "did you mean 'nice'?",
        ),
        (
            vega(axes=[{"orient": "botom", "scale": "x"}]),
            ("axes", 0, "orient"),
            "orient of an axis cannot be 'botom'.",
            "did you mean 'bottom'? allowed: 'top', 'bottom', 'left', 'right', an object with 'signal'",
        ),
        (
            vega(signals=[{"nme": "scale"}]),
            ("signals", 0, "nme"),
            "a signal has no property 'nme'.",
            "did you mean 'name'?",
        ),
        (
            vega(marks=[{"type": "rect", "encode": {"update": {"y": {"fiedl": "a", "scale": "y"}}}}]),
            ("marks", 0, "encode", "update", "y", "fiedl"),
            "y of update of encode of a mark has no property 'fiedl'.",
            "did you mean 'field'?",
        ),
        (
            vega(marks=[{"type": "group", "axes": [{"scale": "x"}]}]),
            ("marks", 0, "axes", 0),
            "an axis needs 'orient'.",
            "see https://vega.github.io/vega/docs/axes/",
        ),
        (vega(marks=5), ("marks",), "marks is a list; found the number 5.", None),
        (vega(width="w"), ("width",), "width is a number or an object with 'signal'; found 'w'.", None),
    ],
)
def test_vega_has_its_own_words(
    spec: dict[str, Any], path: tuple[str | int, ...], message: str, help: str | None
) -> None:
    (fault,) = validate(spec, "vega")

    assert (fault.path, fault.message, fault.help) == (path, message, help)
