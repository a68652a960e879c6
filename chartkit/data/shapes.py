"""Type guards for the shapes that tables and nested values are made of, for values of any type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import Any, TypeGuard


def is_list(value: Any) -> TypeGuard[Sequence[Any]]:
    """True for a list or tuple of whatever items."""
    return isinstance(value, list | tuple)


def is_mapping(value: Any) -> TypeGuard[Mapping[Any, Any]]:
    """True for a dict or any other mapping."""
    return isinstance(value, Mapping)


def is_text(value: Any) -> TypeGuard[str | bytes]:
    """True for text and bytes, which have items but are no list of values."""
    return isinstance(value, str | bytes)


def is_path(value: Any) -> TypeGuard[str | PathLike[str]]:
    """True for text and path objects."""
    return isinstance(value, str | PathLike)


def is_iterable(value: Any) -> TypeGuard[Iterable[Any]]:
    """True for anything a loop can go through."""
    return isinstance(value, Iterable)


def is_iterator(value: Any) -> TypeGuard[Iterator[Any]]:
    """True for what can be gone through once."""
    return isinstance(value, Iterator)


def is_own_list(value: Any) -> TypeGuard[list[Any]]:
    """True for a list of Python's own class, as JSON has."""
    return type(value) is list


def is_own_dict(value: Any) -> TypeGuard[dict[Any, Any]]:
    """True for a dict of Python's own class, as JSON has."""
    return type(value) is dict
