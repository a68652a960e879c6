"""What a run starts with: `init`'s arguments, and where they are silent the environment.

Takes the arguments of `init`; gives a frozen `Settings`. `CHARTKIT_<NAME>` wins over `WANDB_<NAME>`; an empty variable
is an unset one. Keys of accounts are never read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import Diagnostic, RunError, listed, shown, warn
from chartkit.runs.faults import typed
from chartkit.runs.store import find_store
from chartkit.schema import did_you_mean

DEFAULT_PROJECT = "uncategorized"
_MODES = {**dict.fromkeys(("local", "online", "offline", "dryrun", "run"), False), "disabled": True}
"""Whether a mode stores nothing."""

_VARIABLES = {"id": "RUN_ID", "group": "RUN_GROUP"}
"""Where the variable is not called as the argument is."""

_TRUE = ("1", "true", "yes", "on")
_ACCEPTED = (
    "project, name, notes, tags, config, group, job_type, dir, id, mode, entity, on_error, color"
    ", reinit, resume, allow_val_change"
)
_HONOURED: Mapping[str, tuple[object, ...]] = {
    "reinit": (True, "default", "finish_previous"),
    "resume": ("never", "allow", "auto", True),
    "allow_val_change": (True,),
    "save_code": (True,),
}
"""Values of wandb's other arguments that ask for what `init` does anyway. None and False ask for nothing.

`resume` may ask for a run that is there already, which is refused when it is found; what `save_code` asks for is warned
about.
"""


class Settings(NamedTuple):
    """What one run starts with; `id` and `name` are None until they are made up."""

    store: Path
    project: str
    id: str | None
    id_variable: str | None
    """The environment variable that `id` comes from, None when it was an argument or is made up."""
    name: str | None
    notes: str | None
    tags: tuple[str, ...]
    group: str | None
    job_type: str | None
    entity: str | None
    color: str | None
    is_disabled: bool


def resolve(
    texts: Mapping[str, str | None],
    tags: str | Iterable[str] | None,
    dir: str | os.PathLike[str] | None,
    others: Mapping[str, object],
) -> Settings:
    """The settings in force; `texts` are `init`'s arguments that are text, `others` those it does not know.

    Raises one `RunError` holding every argument that cannot be used.
    """
    findings = [finding for key, value in others.items() if (finding := _not_built(key, value))]
    given = cast(Mapping[str, object], texts)
    findings += [_not_text(key, value) for key, value in given.items() if not isinstance(value, str | None)]
    chosen_tags = _split_tags(_variable("TAGS")) if tags is None else checked_tags(tags, findings)

    def chosen(name: str) -> str | None:
        return texts[name] or _variable(_VARIABLES.get(name, name.upper()))

    mode = chosen("mode") or "local"
    if not findings and mode not in _MODES:
        findings.append(_unknown_mode(mode, "mode" if texts["mode"] else _set_variable("MODE") or "mode"))
    if findings:
        raise RunError(findings)
    if others.get("save_code"):
        warn(Diagnostic("CK604", "init does not save code in this version of chartkit.", "warning"))
    return Settings(
        store=find_store(dir),
        project=chosen("project") or DEFAULT_PROJECT,
        id=chosen("id"),
        id_variable=None if texts["id"] else _set_variable("RUN_ID"),
        name=chosen("name"),
        notes=texts["notes"] if texts["notes"] is not None else _variable("NOTES"),
        tags=chosen_tags,
        group=chosen("group"),
        job_type=chosen("job_type"),
        entity=chosen("entity"),
        color=texts["color"],
        is_disabled=_MODES[mode] or (_variable("DISABLED") or "").lower() in _TRUE,
    )


def checked_tags(tags: object, findings: list[Diagnostic] | None = None) -> tuple[str, ...]:
    """The tags, each once, in the order given; one text is one tag.

    What is no text is a finding: added to `findings`, or raised as `RunError` without that list.
    """
    given = [tags] if isinstance(tags, str) else tags
    if isinstance(given, list | tuple | set | frozenset):
        listed_tags = cast(Iterable[object], given)
        if all(isinstance(tag, str) for tag in listed_tags):
            return tuple(dict.fromkeys(cast(Iterable[str], listed_tags)))
    finding = Diagnostic("CK605", f"tags are a list of texts; found {typed(tags)}.")
    if findings is None:
        raise RunError(finding)
    findings.append(finding)
    return ()


def checked_text(value: object, name: str) -> str:
    """`value` itself. Raises `RunError` when it is not text."""
    if not isinstance(value, str):
        raise RunError(_not_text(name, value))
    return value


def _variable(name: str) -> str | None:
    variable = _set_variable(name)
    return os.environ[variable] if variable else None


def _set_variable(name: str) -> str | None:
    """The variable of chartkit or wandb that says `name`, None when none does."""
    return next((found for brand in ("CHARTKIT", "WANDB") if os.environ.get(found := f"{brand}_{name}")), None)


def _split_tags(text: str | None) -> tuple[str, ...]:
    parts = [part.strip() for part in (text or "").split(",")]
    return tuple(dict.fromkeys(part for part in parts if part))


def _not_text(name: str, value: object) -> Diagnostic:
    return Diagnostic("CK605", f"{name} is text; found {typed(value)}.")


def _unknown_mode(mode: str, name: str) -> Diagnostic:
    return Diagnostic(
        "CK605",
        f"{name} is {listed(['local', 'offline', 'online', 'disabled'], 'or')}; found {shown(mode)}.",
        help=did_you_mean(mode, list(_MODES)) or "all but 'disabled' write to this machine's disk.",
    )


def _not_built(name: str, value: object) -> Diagnostic | None:
    if value is None or value is False or value in _HONOURED.get(name, ()):
        return None
    wanted = f"{name}={shown(value)}" if name in _HONOURED else repr(name)
    return Diagnostic(
        "CK604",
        f"init does not take {wanted} in this version of chartkit.",
        help=_near_argument(name),
    )


def _near_argument(name: str) -> str | None:
    accepted = _ACCEPTED.split(", ")
    if name in accepted or name in _HONOURED:
        return None
    return did_you_mean(name, accepted) or f"it takes {_ACCEPTED}."


def config_values(config: object) -> dict[str, Any]:
    """A mapping, an `argparse.Namespace` or a dataclass instance as a dict. Raises `RunError` for others."""
    if config is None:
        return {}
    if isinstance(config, Mapping):
        values = cast(Mapping[Any, Any], config)
        for key in values:
            if not isinstance(key, str):
                raise RunError.of("CK605", f"keys of config are text; found {typed(key)}.")
        return dict(values)
    fields = getattr(config, "__dataclass_fields__", None)
    if fields is not None and not isinstance(config, type):
        return {name: getattr(config, name) for name in fields}
    is_namespace = type(config).__name__ in ("Namespace", "SimpleNamespace") and hasattr(config, "__dict__")
    if is_namespace:
        return dict(vars(config))
    raise RunError.of(
        "CK605",
        f"a config is a dict, an argparse.Namespace or a dataclass instance; found {typed(config)}.",
    )
