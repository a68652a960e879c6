"""`init(settings=…)`: wandb's second way to say what `init` takes.

Takes a dict, a `chartkit.Settings` or an object with attributes; gives arguments of `init`. What means something is
honoured, what a tracker without a server does anyway is taken, and every other name is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, RunError, listed
from chartkit.runs.faults import typed
from chartkit.schema import did_you_mean

WRONG = "CK618"
_ARGUMENTS = {
    **{name: name for name in ("project", "entity", "mode", "resume", "reinit", "allow_val_change", "force")},
    **{f"run_{name}": name for name in ("id", "name", "notes", "tags", "group", "job_type")},
    "save_code": "save_code",
    "x_stats_sampling_interval": "system_s",
    "root_dir": "dir",
    "quiet": "quiet",
    "silent": "quiet",
}
"""Which argument of `init` a setting is."""
_OFF = {"disable_code": "save_code", "disable_git": "save_code"}
"""Settings that turn an argument off when they are True."""
_DONE_ANYWAY = (
    "anonymous api_key base_url console console_multipart console_chunk_max_bytes console_chunk_max_seconds"
    " disable_job_creation finish_timeout git_remote heartbeat_seconds http_proxy https_proxy init_timeout"
    " insecure_disable_ssl label_disable login_timeout max_end_of_run_history_metrics"
    " max_end_of_run_summary_metrics relogin show_colors show_emoji show_errors show_info show_warnings start_method"
    " strict summary_timeout summary_warnings symlink table_raise_on_max_row_limit_exceeded username"
).split()
"""About wandb's server, its process and its words on the console: here there is nothing of it to set."""


class Settings:
    """Settings for `init(settings=…)`, by name: `Settings(run_name="baseline")`."""

    def __init__(self, **settings: object) -> None:
        self.__dict__.update(settings)

    def __repr__(self) -> str:
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


def unpacked(settings: object) -> dict[str, object]:
    """Arguments of `init` by name. Raises one `RunError` for all settings that chartkit does not have."""
    given = _items(settings)
    unknown = [name for name in given if name not in (*_ARGUMENTS, *_OFF, *_DONE_ANYWAY, "x_disable_stats")]
    if unknown:
        message = f"settings {listed(unknown)} mean{'s' if len(unknown) == 1 else ''} nothing to chartkit."
        way_out = did_you_mean(unknown[0], [*_ARGUMENTS]) or f"it has {listed(sorted(_ARGUMENTS), most=20)}."
        raise RunError(Diagnostic(WRONG, message, help=way_out))
    found: dict[str, object] = {_ARGUMENTS[name]: value for name, value in given.items() if name in _ARGUMENTS}
    if given.get("x_disable_stats"):
        found["system_s"] = 0
    found.update({_OFF[name]: False for name, value in given.items() if name in _OFF and value})
    return found


def _items(settings: object) -> dict[str, Any]:
    """What is set in it; of a model with defaults, what somebody has set."""
    if settings is None:
        return {}
    if isinstance(settings, Mapping):
        return {str(name): value for name, value in cast(Mapping[Any, Any], settings).items()}
    chosen = getattr(settings, "model_fields_set", None)
    if isinstance(chosen, set):
        return {name: getattr(settings, name) for name in sorted(cast(set[str], chosen))}
    if hasattr(settings, "__dict__") and not isinstance(settings, type):
        return {name: value for name, value in vars(settings).items() if value is not None}
    raise RunError.of(WRONG, f"settings are a dict or an object with attributes; found {typed(settings)}.")
