"""The methods of a run that are also functions of the module: `chartkit.save(…)` is `run.save(…)` of the active run.

Takes the methods of `Run`; gives functions with the same arguments. `chartkit.log` and `chartkit.finish` stand in
`active.py`, which a script without these never goes past.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from chartkit.runs.active import run_for
from chartkit.runs.run import Run

P = ParamSpec("P")
T = TypeVar("T")


def _of_active_run(method: Callable[Concatenate[Run, P], T]) -> Callable[P, T]:
    """The method as a function of the module. It raises `RunError` without a run."""
    name = method.__name__

    def function(*arguments: P.args, **more: P.kwargs) -> T:
        return getattr(run_for(name), name)(*arguments, **more)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"`Run.{name}` of the active run. {method.__doc__}"
    own = inspect.signature(method)
    function.__signature__ = own.replace(parameters=[*own.parameters.values()][1:])  # pyright: ignore[reportFunctionMemberAccess]
    return function


define_metric = _of_active_run(Run.define_metric)
link_artifact = _of_active_run(Run.link_artifact)
log_artifact = _of_active_run(Run.log_artifact)
log_model = _of_active_run(Run.log_model)
save = _of_active_run(Run.save)
use_artifact = _of_active_run(Run.use_artifact)
use_model = _of_active_run(Run.use_model)
