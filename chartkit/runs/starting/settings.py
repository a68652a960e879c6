"""What a run starts with: `init`'s arguments, and where they are silent the environment.

Takes the arguments of `init`; gives a frozen `Settings`. `CHARTKIT_<NAME>` wins over `WANDB_<NAME>`; an empty variable
is an unset one. Keys of accounts are never read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from math import inf
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from chartkit.diagnostics import Diagnostic, RunError, listed, shown
from chartkit.runs.faults import typed
from chartkit.runs.notebooks import is_notebook
from chartkit.runs.store import find_store
from chartkit.schema import did_you_mean

DEFAULT_PROJECT = "uncategorized"
_MODES = {**dict.fromkeys(("local", "online", "offline", "dryrun", "run", "shared"), False), "disabled": True}
"""Whether a mode stores nothing."""

Resume = Literal["never", "allow", "must", "auto"]
Reinit = Literal["finish_previous", "return_previous", "create_new"]
_RESUMES: Mapping[object, Resume | None] = {
    None: None,
    False: None,
    True: "auto",
    **{word: word for word in ("never", "allow", "must", "auto")},
}
_REINITS: Mapping[object, Reinit] = {
    None: "finish_previous",
    True: "finish_previous",
    False: "return_previous",
    "default": "finish_previous",
    **{word: word for word in ("finish_previous", "return_previous", "create_new")},
}
"""What each argument means; wandb's `reinit=False` gives the active run back, and None asks for nothing."""

_VARIABLES = {"id": "RUN_ID", "group": "RUN_GROUP"}
"""Where the variable is not called as the argument is."""

_TRUE = ("1", "true", "yes", "on")
_ACCEPTED = (
    "project, name, notes, tags, config, group, job_type, dir, id, mode, entity, on_error, color, resume, reinit"
    ", allow_val_change, config_include_keys, config_exclude_keys, force, save_code, settings"
)
_ABSENT: Mapping[str, str] = {
    "resume_from": "log the steps that shall be gone under another run; nothing of a run is ever taken back.",
    "fork_from": "start a new run; copying a run's beginning is not in this version.",
    "sync_tensorboard": "log the numbers with run.log; files of TensorBoard are not read.",
    "tensorboard": "log the numbers with run.log; files of TensorBoard are not read.",
    "monitor_gym": "log the video with run.log.",
}
"""wandb's arguments that ask for what chartkit does not do, and the way out."""


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
    resume: Resume | None
    """What to do with a run of the same id; None for a new run alone."""
    reinit: Reinit
    """What becomes of the active run."""
    is_shared: bool
    """True when other processes write the same run."""
    allow_val_change: bool
    """True when values of the config may change."""
    save_code: bool
    system_s: float
    """How often the machine is sampled, in seconds; 0 for never."""
    is_quiet: bool
    """True when the end of the run says nothing."""


def resolve(
    texts: Mapping[str, str | None],
    tags: str | Iterable[str] | None,
    dir: str | os.PathLike[str] | None,
    others: Mapping[str, object],
) -> Settings:
    """The settings in force; `texts` are `init`'s arguments that are text, `others` all but those, `config` and `dir`.

    Raises one `RunError` holding every argument that cannot be used.
    """
    findings = [finding for key, value in others.items() if (finding := _refused(key, value))]
    given = cast(Mapping[str, object], texts)
    findings += [_not_text(key, value) for key, value in given.items() if not isinstance(value, str | None)]
    if isinstance(given["color"], str):
        findings += _color_faults(given["color"])
    chosen_tags = _split_tags(_variable("TAGS")) if tags is None else checked_tags(tags, findings)

    def chosen(name: str) -> str | None:
        return texts[name] or _variable(_VARIABLES.get(name, name.upper()))

    mode = chosen("mode") or "local"
    if not findings and mode not in _MODES:
        findings.append(_unknown_mode(mode, "mode" if texts["mode"] else _set_variable("MODE") or "mode"))
    if findings:
        raise RunError(findings)
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
        resume=_RESUMES[_or_variable(others, "resume", _RESUMES)],
        reinit=_REINITS[_or_variable(others, "reinit", _REINITS)],
        is_shared=mode == "shared",
        allow_val_change=bool(others.get("allow_val_change")) or is_notebook(),
        save_code=_is_on(others, "save_code"),
        system_s=_system_s(others.get("system_s")),
        is_quiet=bool(others.get("quiet")),
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


def checked_color(color: str | None) -> str | None:
    """`color` itself. Raises `RunError` when it is neither None nor a colour of CSS."""
    if color is not None and (findings := _color_faults(checked_text(color, "color"))):
        raise RunError(findings)
    return color


def _color_faults(color: str) -> list[Diagnostic]:
    from chartkit.schema.colors import color_of

    if color_of(color) is not None:
        return []
    message = f"color is a colour of CSS, such as '#4c78a8', 'teal' or 'rgb(76 120 168)'; found {shown(color)}."
    return [Diagnostic("CK605", message)]


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


def _or_variable(others: Mapping[str, object], name: str, known: Mapping[object, object]) -> object:
    """The argument, else the variable of its name. Raises `RunError` for a word that is not known."""
    value = others.get(name)
    if value is not None or (value := _variable(name.upper())) is None:
        return value
    word = {"true": True, "false": False}.get(value.lower(), value)
    if word not in known:
        raise RunError(_unknown_word(_set_variable(name.upper()) or name, value, known))
    return word


def _is_on(others: Mapping[str, object], name: str) -> bool:
    value = others.get(name)
    return bool(value) if value is not None else (_variable(name.upper()) or "").lower() in _TRUE


def _system_s(given: object) -> float:
    """The interval that the argument says, else `CHARTKIT_SYSTEM_S`, else 15. Raises `RunError`."""
    if given is not None:
        return float(cast(float, given))
    text = os.environ.get("CHARTKIT_SYSTEM_S") or "15"
    try:
        interval_s = float(text)
    except ValueError:
        interval_s = -1.0
    if not 0 <= interval_s < inf:
        raise RunError(_no_interval("CHARTKIT_SYSTEM_S", text))
    return interval_s


def _no_interval(name: str, value: object) -> Diagnostic:
    message = f"{name} is a number of seconds, 0 for no system metrics; found {shown(value)}."
    return Diagnostic("CK605", message)


def _refused(name: str, value: object) -> Diagnostic | None:
    """What is wrong with an argument that is no text; None and False ask for nothing."""
    if value is None or (value is False and name not in ("resume", "reinit")):
        return None
    if name in ("resume", "reinit"):
        known: Mapping[Any, object] = _RESUMES if name == "resume" else _REINITS
        is_known = isinstance(value, str | bool) and value in known
        return None if is_known else _unknown_word(name, value, known)
    if name == "system_s" and (type(value) is int or type(value) is float) and 0 <= value < inf:
        return None
    if name == "system_s":
        return _no_interval("x_stats_sampling_interval", value)
    if name in ("allow_val_change", "save_code", "force", "quiet"):
        return None if value is True else Diagnostic("CK605", f"{name} is True or False; found {typed(value)}.")
    message = f"init does not take {name!r} in this version of chartkit."
    return Diagnostic("CK604", message, help=_ABSENT.get(name) or _near_argument(name))


def _unknown_word(name: str, value: object, known: Mapping[Any, object]) -> Diagnostic:
    words = [word for word in known if isinstance(word, str)]
    message = f"{name} is {listed(words, 'or')}, True or False; found {shown(value)}."
    return Diagnostic("CK605", message, help=did_you_mean(str(value), words) if isinstance(value, str) else None)


def _near_argument(name: str) -> str | None:
    accepted = _ACCEPTED.split(", ")
    return did_you_mean(name, accepted) or f"it takes {_ACCEPTED}."
