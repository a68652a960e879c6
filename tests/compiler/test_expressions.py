"""Slots in Vega expressions: what goes in depends on the tokens around them, and user text is never syntax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartkit.compiler.aliases import OBJECT_PROTOTYPE
from chartkit.compiler.binding import BoundColumn, Filling
from chartkit.compiler.expressions import fill_expression
from chartkit.expressions.tokens import quoted, tokenize


def filling(name: str = "it's", text: str | None = 'a"b') -> Filling:
    column = (BoundColumn(name, "its", "nominal"),)
    return Filling(
        {"x": column, "e": ()},
        {"t": text, "n": 2.5, "b": True, "none": None, "member": "toString", "code": "0, alert(1)", "path": "a/b.c["},
    )


@pytest.mark.parametrize(
    ("written", "full"),
    [
        ("datum.${field:x} > 5", 'datum["its"] > 5'),
        ("datum . ${field:x}", 'datum ["its"]'),
        ("datum['${field:x}']", 'datum["its"]'),
        ('datum[ "${field:x}" ]', 'datum[ "its" ]'),
        ("${field:x} + 1", 'datum["its"] + 1'),
        ("'${field:x}' === ''", "'it\\'s' === ''"),
        ('"${field:x}"', '"it\'s"'),
        ("['${field:x}']", "['it\\'s']"),
        ("f['${field:x}']", 'f["its"]'),
        ("datum.mean_${field:x}", 'datum["mean_its"]'),
        ("datum['mean_${field:x}']", 'datum["mean_its"]'),
        ("${string:t} + ${string:n}", '"a\\"b" + 2.5'),
        ("'${string:t}'", "'a\"b'"),
        ("${string:b} ? 1 : 2", "true ? 1 : 2"),
        ("${string:none}", '""'),
        ("'${string:none}' === ''", "'' === ''"),
        ("'${field:e}' === ''", "'' === ''"),
        ("${other:x}", "${other:x}"),
        ("param_${string:code} + 1", "param_0__alert_1_ + 1"),
        ('replace(datum.a, /\'/g, "${string:t}")', 'replace(datum.a, /\'/g, "a\\"b")'),
        ("test(/^${string:path}$/i, datum.a)", "test(/^a\\/b\\.c\\[$/i, datum.a)"),
        ("datum.a / 2 / '${string:t}'", "datum.a / 2 / 'a\"b'"),
        ("'${string:member}'", "('toStrin' + 'g')"),
        ("${string:member}", '("toStrin" + "g")'),
        ("'unclosed ${field:x}", '\'unclosed datum["its"]'),
    ],
)
def test_filled(written: str, full: str) -> None:
    assert fill_expression(written, filling()) == full


@pytest.mark.parametrize("written", ["datum.${field:e}", "${field:e}", "datum['${field:e}']", "datum.m_${field:e}"])
def test_an_empty_slot_outside_a_literal_empties_the_expression(written: str) -> None:
    assert fill_expression(written, filling()) is None


def test_a_field_that_is_gone_empties_the_expression_that_reads_it() -> None:
    gone = frozenset({"gone"})
    assert fill_expression("datum.gone", filling(), gone) is None
    assert fill_expression("datum['gone']", filling(), gone) is None
    assert fill_expression("'gone' + datum.there", filling(), gone) == "'gone' + datum.there"


@given(st.text())
def test_tokens_joined_are_the_expression(text: str) -> None:
    assert "".join(token.text for token in tokenize(text)) == text


@given(st.text(), st.sampled_from("'\""))
def test_any_text_in_quotes_is_one_literal(text: str, quote: str) -> None:
    literal = quoted(text, quote)
    assert [token.text for token in tokenize(literal)] == [literal]
    assert not set(literal) & set("\n\r\u2028\u2029")


ordinary = st.text().filter(lambda text: text not in OBJECT_PROTOTYPE)


@given(ordinary, ordinary)
def test_user_text_never_changes_the_shape_of_an_expression(name: str, text: str) -> None:
    written = "datum.${field:x} > 1 && '${field:x}' != ${string:t} || \"${string:t}\" == datum['${field:x}']"
    kinds = [token.kind for token in tokenize(fill_expression(written, filling("plain", "plain")) or "")]
    filled = fill_expression(written, filling(name, text))
    assert [token.kind for token in tokenize(filled or "")] == kinds


def test_no_expression_takes_more_than_its_length() -> None:
    for text in ("datum.a == '" + "${field:x}" * 5000, "'${field:x}" * 5000, "datum['${field:" * 5000, "/[" * 5000):
        assert "".join(token.text for token in tokenize(text)) == text
