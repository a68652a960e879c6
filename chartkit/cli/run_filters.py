"""Conditions on runs as one types them: takes `state=crashed` or W&B's JSON, gives the filters of `Api().runs`."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any

from chartkit.diagnostics import ChartkitError, RunError, shown

_CONDITION = re.compile(r"\s*([^=!<>~\s]+)\s*(<=|>=|!=|==|!~|=|<|>|~)\s*(.*?)\s*", re.DOTALL)
_WORDS = {"<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_FORM = "write a field, one of = != < <= > >= ~ !~ and a value: 'state=crashed', 'summary.loss<0.3', 'config.opt~^ad'"


def filters_of(conditions: Iterable[str]) -> dict[str, Any] | None:
    """The filters that let through what all conditions do; None without any. Raises `ChartkitError`."""
    parts = [_filter(one) for one in conditions]
    return {"$and": parts} if parts else None


@contextmanager
def said_of_options() -> Generator[None]:
    """Findings about arguments of `Api.runs` name the command's options."""
    try:
        yield
    except RunError as error:
        raise RunError([one._replace(message=_with_options(one.message)) for one in error.diagnostics]) from None


def _with_options(message: str) -> str:
    for argument, option in (("Api.runs(filters=…)", "--filter"), ("Api.runs(order=…)", "--sort")):
        message = message.replace(argument, option)
    return message


def _filter(text: str) -> Any:
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except ValueError as error:
            raise ChartkitError.of("CK701", f"--filter {shown(text, 200)} is no JSON: {error}.") from None
    found = _CONDITION.fullmatch(text)
    if found is None or (found[2] in _WORDS and not found[3]):
        raise ChartkitError.of("CK701", f"--filter {shown(text, 200)} is no condition.", f"{_FORM}.")
    field, word, value = found.groups()
    if word in _WORDS:
        return {field: {_WORDS[word]: _value(value)}}
    if word in ("~", "!~"):
        matches = {"$regex": value}
        return {field: matches if word == "~" else {"$not": matches}}
    among = {"$in" if word in ("=", "==") else "$nin": _meanings(value)}
    return {field: among}


def _value(text: str) -> Any:
    """A number where the text is one, else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text.removeprefix("'").removesuffix("'")


def _meanings(text: str) -> list[Any]:
    """What the text may stand for: a shell has no types, so `1` is the number and the text."""
    value = _value(text)
    return [value] if isinstance(value, str) else [value, text]
