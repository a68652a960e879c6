"""What `log_artifact` is handed, as an artifact: a path, an `Artifact`, or any object.

Takes the object and the names; gives an artifact that is filled. Without a name it is `run-<id>-<file>`, or the
object's class in the place of the file; without a type `unspecified`, for an object `model` or `object`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from chartkit.diagnostics import ChartkitError, RunError, shown
from chartkit.runs.artifacts.artifact import Artifact
from chartkit.runs.artifacts.copying import StoreFullError
from chartkit.runs.artifacts.draft import Draft
from chartkit.runs.artifacts.folders import given_path
from chartkit.runs.artifacts.objects import is_showable
from chartkit.runs.artifacts.serializing import refusal, save_object
from chartkit.runs.faults import attribute_of, class_name

_OF_MODELS = ("predict", "state_dict", "save_pretrained", "save_model", "forward", "training_step")


def artifact_from(what: object, name: str | None, type: str | None, run_id: str) -> Artifact:
    """The artifact. Raises `RunError` for a path that is not there and an object that cannot be saved."""
    try:
        if isinstance(what, Artifact):
            return _as_named(what, name, type)
        if isinstance(what, str | os.PathLike):
            return _from_path(cast(Any, what), name, type, run_id)
        return _from_object(what, name, type, run_id)
    except (ChartkitError, Warning):
        raise
    except Exception as error:  # an object of the author's was asked, which may raise anything
        raise refusal(cast(object, what), None, error) from error


def _as_named(artifact: Artifact, name: str | None, type: str | None) -> Artifact:
    if (name is not None and name != artifact.collection) or (type is not None and type != artifact.type):
        message = "log_artifact takes name and type for paths and objects; an Artifact has its own."
        raise RunError.of("CK625", message, "leave them out.")
    return artifact


def _from_path(given: Any, name: str | None, type: str | None, run_id: str) -> Artifact:
    path = given_path(given)
    if path is None or not path.exists():
        message = f"log_artifact found no file or folder {shown(given, 200)}."
        raise RunError.of("CK626", message, f"the working folder is {Path.cwd()}.")
    artifact = Artifact(name or f"run-{run_id}-{path.absolute().name}", type or "unspecified")
    return _filled(artifact, lambda: artifact.add_dir(path) if path.is_dir() else artifact.add_file(path))


def _from_object(value: object, name: str | None, type: str | None, run_id: str) -> Artifact:
    kind = class_name(value)
    own_name = name or f"run-{run_id}-{kind}"
    if is_showable(value):
        shown_one = Artifact(own_name, type or "object")
        return _filled(shown_one, lambda: shown_one.add(value, name or kind))
    is_model = any(callable(attribute_of(value, method)) for method in _OF_MODELS)
    saved_one = Artifact(own_name, type or ("model" if is_model else "object"))
    return _filled(saved_one, lambda: _save_into(saved_one.draft, value, run_id))


def _save_into(draft: Draft, value: object, run_id: str) -> None:
    try:
        saved = save_object(value, draft.staging.temporary)
        draft.adopt(saved.path, f"{class_name(value)}{saved.suffix}")
        draft.serializer = saved.serializer
    except OSError as error:
        draft.lose(error if isinstance(error, StoreFullError) else OSError(error.errno, error.strerror, run_id))


def _filled(artifact: Artifact, fill: Callable[[], None]) -> Artifact:
    """The artifact when `fill` has run; what it wrote goes at once when it raises."""
    try:
        fill()
    except BaseException:
        artifact.draft.close()
        raise
    return artifact
