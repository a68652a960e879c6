"""Words for what Vega does not read: takes the token that is wrong and the one before it, gives the sentence."""

from __future__ import annotations

RESERVED: dict[str, str] = {
    **{
        word: f"{word!r} is a reserved word of JavaScript and cannot be a name"
        for word in (
            "break case catch class const continue debugger default do else enum export extends finally for implements"
            " import in instanceof interface let package private protected public return static super switch this throw"
            " try var while with yield"
        ).split()
    },
    **{word: f"{word!r} is JavaScript that Vega leaves out" for word in "delete function new typeof void".split()},
}
"""Words that are no names, each with what to say of it."""

_ALIEN = {
    "=": "'=' compares nothing: write '==='",
    "=>": "'=>' is JavaScript that Vega leaves out",
    "++": "'++' is JavaScript that Vega leaves out",
    "--": "'--' is JavaScript that Vega leaves out",
    "**": "'**' is no operator: write pow(a, b)",
    "//": "'//' is no operator: write floor(a / b)",
    ";": "';' ends nothing: an expression is one value",
    "`": "'`' opens no text: write it in single or double quotes",
    "'": "the text that starts here has no closing quote",
    '"': "the text that starts here has no closing quote",
    "$": "'$' is no operator; a slot is written ${field:name} or ${string:name}",
    "\\": "'\\' stands only inside a text",
}
_CLOSERS = (")", "]", "}")
_WORDS = {"and": "&&", "or": "||", "not": "!", "is": "===", "AND": "&&", "OR": "||", "NOT": "!", "IS": "==="}


def ended(previous: str) -> str:
    """What to say when the expression ends where a value should stand."""
    return f"a value is missing after {previous!r}" if previous else "the expression is empty"


def unexpected(token: str, previous: str) -> str:
    """What to say of `token` where a value should stand."""
    if token in _ALIEN:
        return _ALIEN[token]
    if token == "/":
        return "the regular expression that starts here has no closing '/'"
    return (
        f"a value is missing between {previous!r} and {token!r}" if previous else f"a value is missing before {token!r}"
    )


def misplaced(token: str, previous: str) -> str:
    """What to say of `token` where an operator or the end should stand."""
    if token in _ALIEN:
        return _ALIEN[token]
    if token in _CLOSERS:
        return f"{token!r} closes nothing"
    if token == ",":
        return "',' separates nothing here: an expression is one value"
    if token == ":":
        return "':' has no '?' before it"
    if token == "if":
        return "'a if test else b' is Python: write test ? a : b"
    for word in (token, previous):
        if word in _WORDS:
            return f"{word!r} is no operator: write {_WORDS[word]!r}"
    return f"an operator is missing between {previous!r} and {token!r}"


def unclosed(closer: str, token: str, previous: str, written: str) -> str:
    """What to say when `token` stands where a comma or `closer` should, which ends what is `written`."""
    if token and token not in (",", ":", *_CLOSERS):
        return misplaced(token, previous)
    shown = written if len(written) <= 40 else f"…{written[-39:]}"
    return f"{closer!r} is missing after {shown!r}"
