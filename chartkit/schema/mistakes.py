"""What the walker finds: mistakes by kind, not worded yet, and how badly a value fits a schema."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import JsonPath


class Mistake(NamedTuple):
    """One mistake at `path`, which is relative to the value checked until the walk ends.

    - key: the path's last key is unknown; `names` are the keys there are, `meant` the one taken for it.
    - value: not one of `values` nor of the kinds of thing in `types`.
    - missing: the object at the path lacks `names`, all of them, or one of them when `any_name`.
    - limit: the value breaks the rule that `rule` words.
    """

    kind: Literal["key", "value", "missing", "limit"]
    path: JsonPath = ()
    names: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    types: tuple[str, ...] = ()
    meant: str | None = None
    any_name: bool = False
    rule: str = ""

    def under(self, step: str | int) -> Mistake:
        """The same mistake seen from the container that holds the value at `step`."""
        return self._replace(path=(step, *self.path))


class Fit(NamedTuple):
    """How a value fits a schema: 0 is valid; `alike` is false when it is another kind of thing altogether."""

    cost: float = 0.0
    mistakes: tuple[Mistake, ...] = ()
    alike: bool = True


VALID = Fit()


def added(fits: list[Fit]) -> Fit:
    """The fit of a value that must satisfy several schemas at once."""
    wrong = [fit for fit in fits if fit.cost]
    if len(wrong) < 2:
        return wrong[0] if wrong else VALID
    mistakes = dict.fromkeys(mistake for fit in wrong for mistake in fit.mistakes)
    return Fit(sum(fit.cost for fit in wrong), tuple(mistakes), all(fit.alike for fit in wrong))
