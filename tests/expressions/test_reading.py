"""What an expression reads from outside, and calls of what is no function."""

import pytest

from chartkit.expressions import FunctionFault, Reads, functions_fault, parse, reads


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
    assert fault[::2] == ("'rownd' is no function of Vega.", 4)
    assert fault.help.startswith("did you mean 'round'? functions: 'abs', 'acos', ")


def test_a_method_is_no_function() -> None:
    assert functions_fault(parse("datum.x.toFixed(2)")) == FunctionFault(
        "only a function's name can be called; values have no methods here.",
        "write upper(datum.x) for datum.x.toUpperCase()",
        0,
    )
