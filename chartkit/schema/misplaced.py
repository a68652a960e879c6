"""Where a key belongs that stands a level too high, a level too low or one place aside.

Takes the mistake of an unknown key, gives a phrase for the help. The key is looked for in what holds its object,
then in what its object may hold, then in what stands beside it; its value must fit there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chartkit.diagnostics import listed
from chartkit.schema.acceptance import Acceptance
from chartkit.schema.mistakes import Mistake
from chartkit.schema.shapes import Shape

_MOST_NAMED, _MOST = 5, 12
_GUIDES_AND_VIEWS = frozenset(("axis", "legend", "header", "scale", "mark", "encoding"))
Takes = Callable[[Shape], bool]


def place_of(mistake: Mistake, owner: dict[str, Any]) -> str | None:
    """Where the unknown key at the end of the mistake's path belongs, None where nothing near has such a key.

    `owner` is the object that the key stands in.
    """
    key = str(mistake.path[-1])
    takes = _taking(owner[key], len(mistake.path))
    beside = _beside(mistake, key, takes)
    if beside:
        return beside
    under = _parts(mistake.inside, key, takes, owner)
    if under:
        return _named(under, key)
    lists = [name for shape in mistake.inside for name in shape.known if any(map(takes, shape.at(name).in_items(key)))]
    if lists:
        return f"write it in an item of {_any_of(dict.fromkeys(lists))}"
    return _aside(mistake, key, takes) or _whatever_its_value(mistake, key)


def place_of_value(mistake: Mistake, value: Any) -> str | None:
    """Where the value at the end of the mistake's path fits under the same key, None where it fits nowhere near."""
    if len(mistake.path) < 2 or value is None or isinstance(value, (bool, str)):
        return None
    return _aside(mistake, str(mistake.path[-1]), _taking(value, len(mistake.path)))


def _taking(value: Any, depth: int) -> Takes:
    acceptance = Acceptance()
    return lambda shape: acceptance.accepts(shape, value, depth)


def _beside(mistake: Mistake, key: str, takes: Takes) -> str | None:
    """The place in what holds the key's object."""
    around, holder = mistake.around, _holder(mistake)
    if around is None or holder is None or key not in around.known or not takes(around.at(key)):
        return None
    return f"take one {key!r} out: it stands in itself" if key == holder else _not_in(key, holder)


def _aside(mistake: Mistake, key: str, takes: Takes) -> str | None:
    """The place in what stands beside the key's object."""
    holder = _holder(mistake)
    if mistake.around is None or holder not in _GUIDES_AND_VIEWS:
        return None
    names = _parts((mistake.around,), key, takes, ())
    return f"write it under {_any_of(names)}, beside {holder!r}" if names and holder not in names else None


def _holder(mistake: Mistake) -> str | None:
    """The key of the object, or of the list of objects, that the wrong key stands in."""
    return next((step for step in reversed(mistake.path[:-1]) if isinstance(step, str)), None)


def _parts(shapes: Iterable[Shape], key: str, takes: Takes, written: Iterable[str]) -> list[str]:
    """The keys of an object whose values may hold `key` with its value; those already `written` before others."""
    found = (
        name for shape in shapes for name in shape.known if name != key and any(map(takes, shape.at(name).under(key)))
    )
    names = list(dict.fromkeys(found))
    names = [name for name in names if name in written] or _without_longer(names)
    return names if len(names) <= _MOST else []


def _without_longer(names: list[str]) -> list[str]:
    """The names but those that others begin: `axis` stands for `axisX` and `axisBottom` too."""
    return [name for name in names if not any(name != other and name.startswith(other) for other in names)]


def _whatever_its_value(mistake: Mistake, key: str) -> str | None:
    """The one place that knows the key, though its value does not fit there."""
    holder = _holder(mistake)
    if mistake.around is not None and holder is not None and key in mistake.around.known:
        return _not_in(key, holder)
    names = _parts(mistake.inside, key, lambda shape: True, ())
    return _named(names, key) if len(names) == 1 else None


def _not_in(key: str, holder: str) -> str:
    return f"write {key!r} beside {holder!r}, not in it"


def _named(names: list[str], key: str) -> str:
    if len(names) > 1:
        return f"write it under {_any_of(names)}"
    return f"write {names[0]}: {{{'type: …, ' if names[0] == 'mark' else ''}{key}: …}}"


def _any_of(names: Iterable[str]) -> str:
    return listed(names, "or", _MOST_NAMED)
