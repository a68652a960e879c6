"""What a run starts with: `init`'s arguments, and where they are silent the environment.

Takes the arguments of `init`; gives a frozen `Settings`. `CHARTKIT_<NAME>` wins over `WANDB_<NAME>`; an empty
variable is an unset one. Keys of accounts are never read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import Diagnostic, RunError, listed
from chartkit.runs.faults import run_error, shown
from chartkit.runs.store import find_store
from chartkit.schema import did_you_mean

DEFAULT_PROJECT = "uncategorized"
_MODES = {
    "local": False,
    "online": False,
    "offline": False,
    "dryrun": False,
    "run": False,
    "disabled": True,
}
_TRUE = ("1", "true", "yes", "on")
_ACCEPTED = (
    "project, name, notes, tags, config, group, job_type, dir, id, mode, entity, on_error, color"
    ", reinit, resume, allow_val_change"
)
_HONOURED: Mapping[str, tuple[object, ...]] = {
    "reinit": (True, "default", "finish_previous"),
    "resume": ("never",),
    "allow_val_change": (True,),
}
"""Values of wandb's other arguments that ask for what `init` does anyway. None and False ask for nothing."""


class Settings(NamedTuple):
    """What one run starts with; `id` and `name` are None until they are made up."""

    store: Path
    project: str
    id: str | None
    name: str | None
    notes: str | None
    tags: tuple[str, ...]
    group: str | None
    job_type: str | None
    entity: str | None
    color: str | None
    is_disabled: bool


def resolve(
    *,
    project: str | None,
    name: str | None,
    notes: str | None,
    tags: str | Iterable[str] | None,
    group: str | None,
    job_type: str | None,
    dir: str | os.PathLike[str] | None,
    id: str | None,
    mode: str | None,
    entity: str | None,
    color: str | None,
    others: Mapping[str, object],
) -> Settings:
    """The settings in force. Raises one `RunError` holding every argument that cannot be used."""
    findings = [finding for key, value in others.items() if (finding := _not_built(key, value))]
    texts: dict[str, object] = {
        "project": project,
        "name": name,
        "notes": notes,
        "group": group,
        "job_type": job_type,
        "id": id,
        "mode": mode,
        "entity": entity,
        "color": color,
    }
    findings += [_not_text(key, value) for key, value in texts.items() if not isinstance(value, str | None)]
    chosen_tags = _split_tags(_variable("TAGS")) if tags is None else checked_tags(tags, findings)
    chosen_mode = mode or _variable("MODE") or "local"
    if not findings and chosen_mode not in _MODES:
        findings.append(_unknown_mode(chosen_mode))
    if findings:
        raise RunError(findings)
    return Settings(
        store=find_store(dir),
        project=project or _variable("PROJECT") or DEFAULT_PROJECT,
        id=id or _variable("RUN_ID"),
        name=name or _variable("NAME"),
        notes=notes if notes is not None else _variable("NOTES"),
        tags=chosen_tags,
        group=group or _variable("RUN_GROUP"),
        job_type=job_type or _variable("JOB_TYPE"),
        entity=entity or _variable("ENTITY"),
        color=color,
        is_disabled=_MODES[chosen_mode] or (_variable("DISABLED") or "").lower() in _TRUE,
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
    finding = Diagnostic("CK605", f"tags are a list of texts; found {shown(tags)}.")
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
    return os.environ.get(f"CHARTKIT_{name}") or os.environ.get(f"WANDB_{name}") or None


def _split_tags(text: str | None) -> tuple[str, ...]:
    parts = [part.strip() for part in (text or "").split(",")]
    return tuple(dict.fromkeys(part for part in parts if part))


def _not_text(name: str, value: object) -> Diagnostic:
    return Diagnostic("CK605", f"{name} is text; found {shown(value)}.")


def _unknown_mode(mode: str) -> Diagnostic:
    return Diagnostic(
        "CK605",
        f"mode is {listed(['local', 'offline', 'online', 'disabled'])}; found {mode!r}.",
        help=did_you_mean(mode, list(_MODES)) or "all but 'disabled' write to this machine's disk.",
    )


def _not_built(name: str, value: object) -> Diagnostic | None:
    if value is None or value is False or value in _HONOURED.get(name, ()):
        return None
    wanted = f"{name}={value!r}" if name in _HONOURED else repr(name)
    return Diagnostic(
        "CK604",
        f"init does not take {wanted} in this version of chartkit.",
        help=_near_argument(name),
    )


def _near_argument(name: str) -> str | None:
    accepted = _ACCEPTED.split(", ")
    if name in accepted:
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
                raise run_error("CK605", f"keys of config are text; found {shown(key)}.")
        return dict(values)
    fields = getattr(config, "__dataclass_fields__", None)
    if fields is not None and not isinstance(config, type):
        return {name: getattr(config, name) for name in fields}
    is_namespace = type(config).__name__ in ("Namespace", "SimpleNamespace") and hasattr(config, "__dict__")
    if is_namespace:
        return dict(vars(config))
    raise run_error(
        "CK605",
        f"a config is a dict, an argparse.Namespace or a dataclass instance; found {shown(config)}.",
    )
