"""`[tool.chartkit]` as it stands in a pyproject.toml: takes the file's text, gives what is written there, unproved."""

from __future__ import annotations

from typing import Any


def tool_table(text: str) -> Any:
    """What `tool.chartkit` holds: a table where all is well, {} where there is none.

    Raises `tomllib.TOMLDecodeError` with the place of what is no TOML, and a plain `ValueError` with the reason where
    Python cannot read what may be TOML.

    >>> tool_table("[tool.chartkit]\\nselect = []\\n")
    {'select': []}
    """
    import tomllib

    try:
        tools: Any = tomllib.loads(text.replace("\r\n", "\n")).get("tool", {})
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError:
        raise ValueError("a number in it has too many digits") from None
    return tools.get("chartkit", {}) if isinstance(tools, dict) else {}  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
