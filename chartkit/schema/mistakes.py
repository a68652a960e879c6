"""What the walker finds: mistakes by kind, not worded yet, and how badly a value fits a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chartkit.diagnostics import JsonPath

if TYPE_CHECKING:
    from chartkit.schema.shapes import Shape


class Mistake(NamedTuple):
    """One mistake at `path`, which is relative to the value checked until the walk ends.

    - key: the path's last key is unknown; `names` are the keys there are, `meant` the one taken for it, `rival` the key
      beside it that excludes it, `inside` what the objects ask that it may be in.
    - value: not one of `values` nor of the kinds of thing in `types`; `reshape` says what would do: a list of it, the
      one item of it, the value that it is wrapped in, or a map with it at the key that is named.
      `around` is, for both, what holds the object with the wrong key or value.
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
    rival: str | None = None
    inside: tuple[Shape, ...] = ()
    around: Shape | None = None
    reshape: str = ""

    def under(self, step: str | int, holder: Shape | None = None) -> Mistake:
        """The same mistake seen from the container that holds the value at `step`, which `holder` asks for."""
        is_next = self.kind in ("key", "value") and self.around is None and 0 < len(self.path) < 3
        return self._replace(path=(step, *self.path), around=holder if is_next else self.around)


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
