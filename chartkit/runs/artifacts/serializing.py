"""An object to a file or folder, by its own method where it has one.

Takes any object and a place to write; gives what was written and by what: `save_pretrained`, `save_model`, `save`, a
`state_dict` by `torch.save`, else joblib, else pickle. What is written is never loaded again by chartkit.
"""

from __future__ import annotations

import errno
import importlib
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import Diagnostic, RunError, warn
from chartkit.runs.faults import attribute_of, raised, typed

_METHODS = ("save_pretrained", "save_model", "save")
_SUFFIXES = {
    ("keras", "save"): ".keras",
    ("tensorflow", "save"): ".keras",
    ("xgboost", "save_model"): ".json",
    ("catboost", "save_model"): ".cbm",
    ("lightgbm", "save_model"): ".txt",
    ("PIL", "save"): ".png",
}
"""The ending by which a library's own method knows the format."""


class Saved(NamedTuple):
    """What an object became: a file or folder, the ending of its name, and what wrote it."""

    path: Path
    suffix: str
    serializer: dict[str, str]


def save_object(value: object, place: Callable[[str], Path]) -> Saved:
    """Write `value` to the path that `place` gives for an ending.

    A method of its own that fails, or writes nothing, is told by a warning and the next way is taken. Raises `RunError`
    when none is left, and `OSError` where the disk refuses.
    """
    for method in _METHODS:
        function = attribute_of(value, method)
        if callable(function) and not isinstance(value, type | ModuleType):
            suffix = _SUFFIXES.get((_library(value), method), "")
            path = place(suffix)
            if _is_written(value, method, function, path):
                return Saved(path, suffix, _serializer(f"{type(value).__name__}.{method}", _library(value), value))
    torch = sys.modules.get("torch")
    if torch is not None and (state := _state_of(value, torch)) is not None:
        path = place(".pt")
        try:
            torch.save(state, path)
        except OSError:
            raise
        except Exception as error:  # as pickle, which it is made of
            raise refusal(value, "torch.save", error) from error
        return Saved(path, ".pt", _serializer("torch.save", "torch", value))
    return _pickled(value, place)


def _is_written(value: object, method: str, function: Callable[[str], object], path: Path) -> bool:
    reason = "it wrote nothing there"
    try:
        function(str(path))
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            return True
    except Exception as error:  # a user's own method may raise anything
        _clear(path)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise  # another way would find no room either
        reason = f"it raised {raised(error)}"
    message = f"{type(value).__name__}.{method}(path) did not save the object: {reason}; it is saved another way."
    warn(Diagnostic("CK627", message, "warning"))
    return False


def _clear(path: Path) -> None:
    """Remove what a method wrote before it failed."""
    import shutil

    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _state_of(value: object, torch: ModuleType) -> object:
    """What `torch.save` should write of `value`; None for what is not torch's."""
    state_dict = attribute_of(value, "state_dict")
    if callable(state_dict) and not isinstance(value, type | ModuleType):
        return state_dict()
    tensor = cast(Any, torch).Tensor
    values = list(cast(Mapping[object, object], value).values()) if isinstance(value, Mapping) else [value]
    return cast(object, value) if any(isinstance(one, tensor) for one in values) else None


def _pickled(value: object, place: Callable[[str], Path]) -> Saved:
    try:
        joblib = importlib.import_module("joblib")
    except ImportError:
        joblib = None
    name, suffix = ("joblib", ".joblib") if joblib is not None else ("pickle", ".pkl")
    path = place(suffix)
    try:
        if joblib is not None:
            joblib.dump(value, path)
        else:
            import pickle

            with path.open("wb") as file:
                pickle.dump(value, file, protocol=5)
    except OSError:
        raise
    except Exception as error:  # pickle and a user's __reduce__ raise anything
        raise refusal(value, name, error) from error
    return Saved(path, suffix, _serializer(name, name, value))


def refusal(value: object, name: str | None, error: Exception) -> RunError:
    """The exception for an object that `name`, or asking it what it is, could not save."""
    by = "" if name is None else f" by {name}"
    message = f"{typed(value)} cannot be saved as a file{by}: {raised(error)}."
    return RunError.of("CK627", message, "give it a method save(path), or write the file yourself and log its path.")


def _library(value: object) -> str:
    return type(value).__module__.partition(".")[0]


def _serializer(name: str, library: str, value: object) -> dict[str, str]:
    """What wrote it, with the versions that reading needs to know."""
    kind = type(value)
    version = getattr(sys.modules.get(library), "__version__", None)
    found = {"name": name, "object": f"{kind.__module__}.{kind.__qualname__}", "python": platform.python_version()}
    own, module = _library(value), sys.modules.get(_library(value))
    if own != library and isinstance(getattr(module, "__version__", None), str):
        found[own] = cast(Any, module).__version__
    return {**found, "version": version} if isinstance(version, str) else found
