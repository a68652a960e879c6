"""What `init(config=…)` may be: turned into one dict of plain values.

Takes a mapping, an `argparse.Namespace`, an instance of a dataclass or pydantic model, or the path of a YAML or JSON
file; gives a dict with text keys. What is nested in it is turned the same way. YAML is read as presets are, as 1.2.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, RunError, reason_of, shown
from chartkit.runs.faults import typed

_DEEPEST = 64
_SOURCES = (
    "a config is a dict, an argparse.Namespace, an instance of a dataclass or pydantic model,"
    " or the path of a YAML or JSON file"
)
_OF_THE_FILE = ("wandb_version", "_wandb")
"""Keys that wandb writes into its files about itself."""


def config_values(config: object) -> dict[str, Any]:
    """The config's values by key; {} for None. Raises `RunError` for what is no config and for files not readable."""
    if config is None:
        return {}
    if isinstance(config, str | os.PathLike):
        return _checked(_file_values(Path(cast("str | os.PathLike[str]", config))))
    found = cast(Mapping[Any, Any], config) if isinstance(config, Mapping) else _fields(config)
    if found is None:
        raise RunError.of("CK605", f"{_SOURCES}; found {typed(cast(object, config))}.")
    return _checked(_plain(found, 0))


def chosen_values(
    values: dict[str, Any], include: Iterable[str] | str | None, exclude: Iterable[str] | str | None
) -> dict[str, Any]:
    """The values with a key among `include` (all, when it is empty) and none of those among `exclude`.

    Raises `RunError` when both are given, or hold what is no text.
    """
    included, excluded = _keys("config_include_keys", include), _keys("config_exclude_keys", exclude)
    if included and excluded:
        message = "config_include_keys and config_exclude_keys are both given; one of them says which keys are kept."
        raise RunError.of("CK605", message)
    return {key: value for key, value in values.items() if key not in excluded and (not included or key in included)}


def _keys(name: str, given: Iterable[str] | str | None) -> list[str]:
    keys: list[Any] = [] if given is None else [given] if isinstance(given, str) else list(given)
    if not all(isinstance(key, str) for key in keys):
        raise RunError.of("CK605", f"{name} is a list of texts; found {typed(given)}.")
    return keys


def _checked(values: Mapping[Any, Any]) -> dict[str, Any]:
    for key in values:
        if not isinstance(key, str):
            raise RunError.of("CK605", f"keys of config are text; found {typed(key)}.")
    return dict(cast(Mapping[str, Any], values))


def _plain(value: Any, depth: int) -> Any:
    """`value` with every dataclass, model and namespace inside it as a dict; other values stay as they are."""
    if depth > _DEEPEST:
        raise RunError.of("CK605", f"config holds itself or is nested over {_DEEPEST} deep.")
    if isinstance(value, Mapping):
        return {key: _plain(inside, depth + 1) for key, inside in cast(Mapping[Any, Any], value).items()}
    kind = type(cast(object, value))
    if kind is list or kind is tuple:
        parts = [_plain(inside, depth + 1) for inside in cast(list[Any], value)]
        return parts if kind is list else tuple(parts)
    found = _fields(value)
    return value if found is None else _plain(found, depth)


def _fields(value: object) -> Mapping[Any, Any] | None:
    """What a dataclass, model or namespace holds, by name; None for other values."""
    kind = type(value)
    if isinstance(value, type):
        return None
    fields: dict[str, Any] | None = getattr(kind, "__dataclass_fields__", None)
    if fields is not None:
        return {name: getattr(value, name) for name in fields}
    attributes: list[Any] | None = getattr(kind, "__attrs_attrs__", None)
    if attributes is not None:
        return {one.name: getattr(value, one.name) for one in attributes}
    for name in ("model_dump", "flag_values_dict"):  # pydantic's and absl's
        method: Callable[[], Mapping[Any, Any]] | None = getattr(value, name, None) if hasattr(kind, name) else None
        if callable(method):
            return method()
    is_namespace = kind.__name__ in ("Namespace", "SimpleNamespace") and hasattr(value, "__dict__")
    return vars(value) if is_namespace else None


def _file_values(path: Path) -> Mapping[Any, Any]:
    from chartkit.diagnostics import PresetError
    from chartkit.presets.documents import read_document

    if path.suffix not in (".yaml", ".yml", ".json"):
        help = "a text is taken for the path of a file that ends in .yaml, .yml or .json."
        raise RunError.of("CK615", f"{_SOURCES}; found {shown(str(path))}.", help)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found: Any = read_document(text, str(path)).plain() if text.strip() else {}
    except OSError as error:
        message = f"the config {shown(str(path))} cannot be read: {reason_of(error)}."
        raise RunError.of("CK615", message, f"the working folder is {Path.cwd()}.") from None
    except UnicodeDecodeError as error:
        message = f"the config {shown(str(path))} cannot be read: byte {error.start} is not UTF-8."
        raise RunError.of("CK615", message) from None
    except PresetError as error:
        raise RunError([_of_config(found) for found in error.diagnostics]) from None
    if not isinstance(found, dict):
        message = f"the config {shown(str(path))} holds {typed(found)}; a config has keys and values."
        raise RunError.of("CK615", message)
    return _without_wandb(cast(dict[Any, Any], found))


def _of_config(found: Diagnostic) -> Diagnostic:
    """The finding of the reader of presets, said of a config."""
    message = found.message.replace("this preset", "this config").replace("a preset", "a config")
    return found._replace(code="CK615", message=message)


def _without_wandb(found: dict[Any, Any]) -> dict[Any, Any]:
    """The values of a file that wandb wrote, each under `value`; other files as they are."""
    values = {key: value for key, value in found.items() if key not in _OF_THE_FILE}
    entries = [cast(dict[Any, Any], value) if isinstance(value, dict) else {} for value in values.values()]
    if not values or not all("value" in entry and entry.keys() <= {"value", "desc"} for entry in entries):
        return values
    return {key: value["value"] for key, value in values.items()}
