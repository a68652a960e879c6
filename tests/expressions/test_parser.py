"""Expressions as trees: those that Vega's own parser gives, and good words for what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartkit.expressions import Expression, ExpressionError, parse
from chartkit.expressions.syntax import (
    Array,
    Binary,
    Call,
    Conditional,
    Identifier,
    Literal,
    Logical,
    Member,
    Object,
    Pattern,
    Unary,
    depth,
    walk,
)

TREES: dict[str, Any] = json.loads(Path(__file__).with_name("trees.json").read_text())
"""Expressions of ours with the trees that vega-expression 6.2 makes of them."""
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "vega-lite"


def estree(node: Expression) -> Any:
    """The tree in Vega's own form."""
    match node:
        case Literal():
            return {"type": "Literal", "value": node.value, "raw": node.raw}
        case Pattern():
            regex = {"pattern": node.source, "flags": node.flags}
            return {"type": "Literal", "raw": f"/{node.source}/{node.flags}", "regex": regex}
        case Identifier():
            return {"type": "Identifier", "name": node.name}
        case Member():
            key = estree(node.property) | ({} if node.is_computed else {"member": True})
            return {
                "type": "MemberExpression",
                "computed": node.is_computed,
                "object": estree(node.object),
                "property": key,
            }
        case Call():
            arguments = [estree(argument) for argument in node.arguments]
            return {"type": "CallExpression", "callee": estree(node.callee), "arguments": arguments}
        case Array():
            elements = [None if element is None else estree(element) for element in node.elements]
            return {"type": "ArrayExpression", "elements": elements}
        case Object():
            properties = [
                {"type": "Property", "key": estree(entry.key), "value": estree(entry.value), "kind": "init"}
                for entry in node.properties
            ]
            return {"type": "ObjectExpression", "properties": properties}
        case Unary():
            return {
                "type": "UnaryExpression",
                "operator": node.operator,
                "argument": estree(node.argument),
                "prefix": True,
            }
        case Binary() | Logical():
            kind = f"{type(node).__name__}Expression"
            return {"type": kind, "operator": node.operator, "left": estree(node.left), "right": estree(node.right)}
        case Conditional():
            parts = {"test": node.test, "consequent": node.consequent, "alternate": node.alternate}
            return {"type": "ConditionalExpression"} | {name: estree(part) for name, part in parts.items()}


@pytest.mark.parametrize("text", TREES)
def test_the_tree_is_vegas(text: str) -> None:
    assert estree(parse(text)) == TREES[text]


@pytest.mark.parametrize("text", TREES)
def test_every_node_stands_where_it_says(text: str) -> None:
    for node in walk(parse(text)):
        if not isinstance(node, (Literal, Pattern)):
            assert estree(parse(text[node.start : node.end])) == estree(node)


@pytest.mark.parametrize(
    ("text", "message", "start"),
    [
        ("", "the expression is empty", 0),
        ("  ", "the expression is empty", 0),
        ("f(a,)", "a value is missing between ',' and ')'", 4),
        ("{a:1,a:2}", "the key 'a' stands twice in one object", 5),
        ("'a\nb'", "a text ends on the line it starts on: write the line's end as '\\n'", 0),
        ("'abc", "the text that starts here has no closing quote", 0),
        ("010", "'010' is no number that Vega reads: write it in decimal or as 0x…", 0),
        ("0b1", "'0b1' is no number that Vega reads: write it in decimal or as 0x…", 0),
        ("1e", "an operator is missing between '1' and 'e'", 1),
        ("5.x", "an operator is missing between '5.' and 'x'", 2),
        ("1abc", "an operator is missing between '1' and 'abc'", 1),
        ("a=b", "'=' compares nothing: write '==='", 1),
        ("a=>b", "'=>' is JavaScript that Vega leaves out", 1),
        ("a++", "'++' is JavaScript that Vega leaves out", 1),
        ("a--b", "'--' is JavaScript that Vega leaves out", 1),
        ("a;b", "';' ends nothing: an expression is one value", 1),
        ("a,b", "',' separates nothing here: an expression is one value", 1),
        ("f(a", "')' is missing after 'f(a'", 3),
        ("(a", "')' is missing after '(a'", 2),
        ("[a", "']' is missing after '[a'", 2),
        ("{a:1", "'}' is missing after '{a:1'", 4),
        ("a)", "')' closes nothing", 1),
        ("a b", "an operator is missing between 'a' and 'b'", 2),
        ("new Date()", "'new' is JavaScript that Vega leaves out", 0),
        ("typeof a", "'typeof' is JavaScript that Vega leaves out", 0),
        ("function(){}", "'function' is JavaScript that Vega leaves out", 0),
        ("this", "'this' is a reserved word of JavaScript and cannot be a name", 0),
        ("a.", "a name is missing after '.'", 2),
        ("a..b", "a name is missing after '.'", 2),
        ("a[", "a value is missing after '['", 2),
        ("a[]", "a value is missing between '[' and ']'", 2),
        ("a?b", "the other choice, ': …', is missing after 'b'", 3),
        ("a?b:", "a value is missing after ':'", 4),
        ("a:b", "':' has no '?' before it", 1),
        ("`a`", "'`' opens no text: write it in single or double quotes", 0),
        ("a@b", "an operator is missing between 'a' and '@'", 1),
        ("a//b", "'//' is no operator: write floor(a / b)", 1),
        ("a ** 2", "'**' is no operator: write pow(a, b)", 2),
        ("a if b else c", "'a if test else b' is Python: write test ? a : b", 2),
        ("/a/z", "'z' is no flag of a regular expression: there are g, i, m, u and y", 0),
        ("a😀", "an operator is missing between 'a' and '😀'", 1),
        ("void 0", "'void' is JavaScript that Vega leaves out", 0),
        ("let", "'let' is a reserved word of JavaScript and cannot be a name", 0),
        ("'\\01'", "'\\\\01' is an octal escape, which Vega does not read: write \\x…", 0),
        ("'\\u12'", "'\\u' needs 4 hexadecimal digits", 0),
        ("'\\u{110000}'", "'\\\\u{110000}' is no character", 0),
        ("a\x85b", "an operator is missing between 'a' and '\\x85'", 1),
        ("(a,b)", "')' is missing after '(a'", 2),
        ("f(a b)", "an operator is missing between 'a' and 'b'", 4),
        ("datum.x and datum.y", "'and' is no operator: write '&&'", 8),
        ("not datum.x", "'not' is no operator: write '!'", 4),
        ("a*=b", "'=' compares nothing: write '==='", 2),
        ("{a}", "the value, ': …', is missing after 'a'", 2),
        ("{[a]:1}", "a key is missing: an object is written as {key: value}", 1),
        ("0.5.5", "an operator is missing between '0.5' and '.5'", 3),
        ("/abc", "the regular expression that starts here has no closing '/'", 0),
    ],
)
def test_what_vega_refuses_is_refused_with_words(text: str, message: str, start: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.message, caught.value.start) == (message, start)


@pytest.mark.parametrize("text", ["(" * 5000, "[" * 5000, "a*(" * 5000, "a?" * 5000, "f(" * 5000, "!" * 5000 + "a"])
def test_what_nests_deeper_than_anyone_reads_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match=r"^the expression nests deeper than 200 levels$"):
        parse(text)


def test_brackets_nest_two_hundred_deep_less_one() -> None:
    assert parse("(" * 199 + "a" + ")" * 199) == Identifier("a", 199, 200)


@pytest.mark.parametrize("text", ["a" + " + a" * 5000, "a?b:" * 5000 + "c"])
def test_long_chains_are_no_nesting(text: str) -> None:
    assert depth(parse(text)) == 5001


@given(st.text(max_size=60) | st.text(alphabet="ab1.e0x+-*/%<>=!&|?:()[]{},'\"\\ud $", max_size=30))
def test_any_text_is_read_or_refused_in_its_place(text: str) -> None:
    try:
        node = parse(text)
    except ExpressionError as error:
        assert 0 <= error.start <= len(text)
    else:
        assert 0 <= node.start <= node.end <= len(text)


def expressions_of(value: Any, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, child in value.items() for text in expressions_of(child, name)]
    if isinstance(value, list):
        return [text for item in value for text in expressions_of(item, key)]
    is_one = isinstance(value, str) and key in ("filter", "calculate", "expr", "labelExpr", "test", "and", "or", "not")
    return [value] if is_one else []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of Vega-Lite's own examples is not here")
def test_every_expression_of_vega_lites_examples_is_read() -> None:
    texts = {text for path in CORPUS.glob("*.json") for text in expressions_of(json.loads(path.read_text()))}
    assert len(texts) > 90
    for text in sorted(texts):
        parse(text)
