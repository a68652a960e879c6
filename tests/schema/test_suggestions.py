"""Near names for misspelt words."""

from __future__ import annotations

import pytest

from chartkit.diagnostics import listed
from chartkit.schema import did_you_mean, nearest

CHANNELS = ["x", "y", "x2", "y2", "xOffset", "color", "column", "fill", "opacity", "order", "row", "size"]
TYPES = ["quantitative", "ordinal", "temporal", "nominal", "geojson"]
TRANSFORMS = ["aggregate", "bin", "calculate", "density", "filter", "fold", "timeUnit", "window"]
AGGREGATES = ["argmax", "average", "count", "distinct", "max", "mean", "median", "min", "sum", "variance"]


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("colr", CHANNELS, "color"),
        ("colour", CHANNELS, "color"),
        ("yy", CHANNELS, "y"),
        ("xoffset", CHANNELS, "xOffset"),
        ("x_offset", CHANNELS, "xOffset"),
        ("X", CHANNELS, "x"),
        ("quantitive", TYPES, "quantitative"),
        ("temporl", TYPES, "temporal"),
        ("agregate", TRANSFORMS, "aggregate"),
        ("calcluate", TRANSFORMS, "calculate"),
        ("timeunit", TRANSFORMS, "timeUnit"),
        ("avg", AGGREGATES, "average"),
        ("cuont", AGGREGATES, "count"),
        ("meen", AGGREGATES, "mean"),
    ],
)
def test_the_nearest_name_comes_first(word: str, candidates: list[str], meant: str) -> None:
    assert nearest(word, candidates)[0] == meant


@pytest.mark.parametrize("word", ["", "zzz", "transformation", "가나다", "c" * 61, "c" * 1_000_000])
def test_far_words_have_no_near_name(word: str) -> None:
    assert nearest(word, CHANNELS) == []
    assert did_you_mean(word, CHANNELS) is None


def test_there_are_at_most_as_many_as_asked_for() -> None:
    assert nearest("loss", ["loss1", "loss2", "loss3", "loss4"]) == ["loss1", "loss2", "loss3"]
    assert nearest("loss", ["loss1", "loss2"], most=1) == ["loss1"]


def test_a_question_names_the_nearest() -> None:
    assert did_you_mean("los", iter(["acc", "loss"])) == "did you mean 'loss'?"


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "'a'"), (["a", "b"], "'a' and 'b'"), (["a", "b", "it's"], "'a', 'b' and \"it's\"")],
)
def test_names_are_listed_as_a_phrase(names: list[str], text: str) -> None:
    assert listed(names) == text


def test_a_list_may_offer_a_choice() -> None:
    assert listed(["a", "b"], "or") == "'a' or 'b'"
