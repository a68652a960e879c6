"""Patterns of files, as `per-file-ignores` has them: takes a pattern and a path, says whether they fit."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|\[[^\]]+\]|.", re.DOTALL)
_MEANING = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def fits(pattern: str, path: str) -> bool:
    """Whether a path from the project's folder, its parts joined by `/`, fits a pattern.

    `*` and `?` stand for letters of one name, `**` for any folders, `[ab]` for one of these letters. A pattern without
    `/` is the name of a file in any folder; one that ends in `/` is all of that folder.

    >>> fits("presets/old/", "presets/old/a.yaml"), fits("*.json", "presets/b.json"), fits("a/*.yaml", "a/b/c.yaml")
    (True, True, False)
    """
    return bool(_compiled(pattern).fullmatch(path))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    whole = f"{pattern}**" if pattern.endswith("/") else pattern if "/" in pattern else f"**/{pattern}"
    return re.compile("".join(map(_regex, _TOKEN.findall(whole.removeprefix("./")))), re.DOTALL)


def _regex(token: str) -> str:
    if len(token) > 2 and token.startswith("["):
        negated = token[1] in "!^"
        return f"[{'^' if negated else ''}{re.escape(token[1 + negated : -1]).replace(chr(92) + '-', '-')}]"
    return _MEANING.get(token) or re.escape(token)
