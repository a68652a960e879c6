"""What an expression reads from outside, and calls of what is no function."""

import pytest

from chartkit.expressions import ExpressionError, FunctionFault, Reads, functions_fault, parse, reads


def none(**given: frozenset[str] | bool) -> Reads:
    return Reads(frozenset(), False, frozenset(), frozenset(), frozenset())._replace(**given)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + PI", none()),
        ("datum.x", none(fields=frozenset(["x"]))),
        ("datum['a b'].c[0].d", none(fields=frozenset(["a b"]))),
        ("datum[k]", none(is_whole_row=True, names=frozenset(["k"]))),
        ("datum[datum.k]", none(is_whole_row=True, fields=frozenset(["k"]))),
        (
            "merge(datum, {x: limit})",
            none(is_whole_row=True, names=frozenset(["limit"]), functions=frozenset(["merge"])),
        ),
        ("datumx.y", none(names=frozenset(["datumx"]))),
        ("other.datum.x", none(names=frozenset(["other"]))),
        ("event.x + item.y + parent.z", none(names=frozenset(["parent"]))),
        (
            "data('t')[0].q + length(data(name))",
            none(names=frozenset(["name"]), datasets=frozenset(["t"]), functions=frozenset(["data", "length"])),
        ),
        (
            "indata('t', 'f', datum.x)",
            none(fields=frozenset("x"), datasets=frozenset("t"), functions=frozenset(["indata"])),
        ),
        ("{datum: 1, x: datum.y}", none(fields=frozenset("y"))),
        ("datum.x" + " + datum.y" * 2000, none(fields=frozenset("xy"))),
    ],
)
def test_reads(text: str, expected: Reads) -> None:
    assert reads(text) == reads(parse(text)) == expected


def test_known_functions_have_no_fault() -> None:
    assert functions_fault(parse("if(test(regexp('a'), upper(datum.x)), abs(random()), vlSelectionTest('s'))")) is None


def test_an_unknown_function_has_near_names() -> None:
    fault = functions_fault(parse("1 + rownd(datum.x)"))
    assert fault is not None and fault.help is not None
    assert (fault.message, fault.start, fault.end) == ("'rownd' is no function of Vega.", 4, 9)
    assert fault.help.startswith("did you mean 'round'? functions: 'abs', 'acos', ")


def test_a_method_is_no_function() -> None:
    assert functions_fault(parse("datum.x.toFixed(2)")) == FunctionFault(
        "only a function's name can be called; values have no methods here.",
        "write upper(datum.x) for datum.x.toUpperCase()",
        8,
        15,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("if(true, 1)", "if() takes three arguments; found 2."),
        ("1 + clamp(datum.x, 0, 1, 2)", "clamp() takes three arguments; found 4."),
        ("year()", "year() takes an argument; found none."),
    ],
)
def test_calls_that_vega_refuses_for_their_arguments(text: str, message: str) -> None:
    fault = functions_fault(parse(text))
    assert fault is not None and fault.message == message


@pytest.mark.parametrize("text", ["now(1)", "quarter()", "abs()", "if(1, 2, 3)", "length(datum.x, 1)"])
def test_vega_takes_other_calls_as_they_come(text: str) -> None:
    assert functions_fault(parse(text)) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("test(/(/, 'a')", "the regular expression /(/ opens a bracket that nothing closes"),
        ("test(/a)/, 'a')", "the regular expression /a)/ closes a bracket that nothing opens"),
        ("test(/*a/, 'a')", "the regular expression that starts here has no closing '/'"),
        ("test(/+/, 'a')", "the regular expression /+/ repeats nothing with its *, + or ?"),
        ("test(/a**/, 'a')", "the regular expression /a**/ repeats nothing with its second *, + or {}"),
        ("test(/[b-a]/, 'a')", "the regular expression /[b-a]/ has a range that ends before it begins"),
        ("- " * 10_000 + "1", "the expression nests deeper than 200 levels"),
        ("!" * 300 + "datum.x", "the expression nests deeper than 200 levels"),
    ],
)
def test_what_is_written_right_and_cannot_run(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse(text)
    assert raised.value.message.startswith(message)


@pytest.mark.parametrize(
    "pattern",
    [
        *("[]", "(?<name>a)", "[^](a)", "a{2,3}?", r"\p{L}", "(?<=a)b"),
        *(r"[\w-.]+@", r"[.-\d]", "([^])x[a]", "a{,3}+", "a{99999999999}", "(?a)(?u)x", "[[a]", "[a||b]"),
    ],
)
def test_patterns_that_only_javascript_reads_pass(pattern: str) -> None:
    assert parse(f"test(/{pattern}/u, datum.x)")
