"""Nonsense for every route: values of wrong types, huge numbers, deep nesting, texts in every script, wrong ids.

The routes are those of the application itself, so that a new one is attacked from its first day. The tries are the same
each time: chance is seeded.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from typing import Any, cast
from urllib.parse import quote

from starlette.routing import Route

from attacks.target import PROJECT, RUN, Answer, Target
from chartkit.workspace.application import ROUTES

WANTED = {
    "runs": [RUN], "ids": ["gone"], "panels": [{"keys": ["loss"], "x": "_step", "range": [0, 9], "weight": 0.5}],
    "panel": {"keys": ["loss"]}, "format": "json", "axes": [{"key": "loss", "y": "latest"}], "key": "loss",
    "filters": {"config.lr": {"$gt": 0}}, "query": "lr > 0", "caret": 2, "search": "a", "sort": ["-loss"],
    "group": ["config.lr"], "columns": ["loss"], "facets": ["state"], "chosen": {"loss": {"min": 0}}, "limit": 5,
    "name": "me/odd", "text": "mark: bar\n", "offset": 3, "fields": {"x": "a"}, "source": {"kind": "run", "run": RUN},
    "step": 1, "level": 0, "classes": ["a"], "colors": {RUN: "#123456"}, "width_px": 100, "title": "t", "kind": "run",
    "path": "a.csv", "changes": {"gone": {"name": "a"}}, "known": {"a": [1, 2]}, "old": "a",
}  # fmt: skip
"""Parts that some route takes, each of its type; a body has some of them, a few made nonsense of."""

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 1e308, 5e-324, 2**63, -(2**63), 10**30, 10**400, "", "a", "\0", "a" * 5_000, "../../x",
    "\u202e\u2028\u200f", "名前🙂", "__proto__", "NaN", "(a+)+$", "[", "config.", [], {}, [[]], [None], ["a", 1],
    {"": None}, {"$regex": "(a+)+$"}, {"$in": 5}, {"$or": {}}, "not " * 60, "(" * 3_000,
)  # fmt: skip
SEGMENTS = ("", ".", "a%20b", "%00", "%ff", "..%2f", "a%2fb", "%F0%9F%99%82", "x" * 3_000, PROJECT, RUN)
QUERIES = (
    "step",
    "offset",
    "limit",
    "sort",
    "filter",
    "format",
    "chart",
    "width",
    "after",
    "name",
    "script",
    "version",
)
TEXTS = ("", "-1", "9" * 6_000, "1e9", "%00", "-", "[]", "{}", "[[]]", "NaN", "%D9%A1", "latest", "csv", "9" * 19)
_STREAM = "/api/events"


def nonsense(target: Target, n_each: int) -> Iterator[tuple[str, bytes]]:
    """For each route and method so many requests: in words, and as bytes."""
    chance = random.Random(7)
    for route in cast(Iterable[Route], ROUTES):
        for method in sorted(route.methods or ()):
            for _ in range(0 if route.path == _STREAM else n_each):
                path = _path(chance, route.path.replace("{id}", "gone") if method == "DELETE" else route.path)
                if method in ("GET", "HEAD", "DELETE"):
                    path += f"?{chance.choice(QUERIES)}={chance.choice(TEXTS)}"
                    yield f"{method} {path[:200]}", target.head(method, path, "Connection: close")
                else:
                    body = json.dumps(_body(chance)).encode()
                    lines = ("Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close")
                    words = f"{method} {path[:200]} {body[:300]!r}"
                    yield words, target.head(method, path, *lines) + body


def why_through(answer: Answer) -> str:
    """Why an answer to nonsense is none: a fault of chartkit's own, no answer, or a refusal without a sentence."""
    if answer.status == 0 or answer.status >= 500:
        return "it failed"
    if answer.status < 400 or not answer.body:
        return ""
    faults = json.loads(answer.body)["faults"]
    return "" if all(one["message"].endswith((".", "?")) for one in faults) else "it has no sentence"


def _path(chance: random.Random, pattern: str) -> str:
    """An address of the route; its project and run are there more often than not."""
    path = pattern
    for name, there in (("{project}", PROJECT), ("{id}", RUN), ("{run}", RUN)):
        path = path.replace(name, there if chance.random() < 0.7 else chance.choice(SEGMENTS))
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + chance.choice((*SEGMENTS, "loss", quote("me/odd"))) + rest.partition("}")[2]
    return path


def _body(chance: random.Random) -> object:
    """Some parts, a few of them nonsense; now and then nonsense alone."""
    if chance.random() < 0.1:
        return _odd(chance)
    parts = json.loads(json.dumps(dict(chance.sample(sorted(WANTED.items()), chance.randint(1, 8)))))
    for name in chance.sample(sorted(parts), chance.randint(0, len(parts))):
        inside = parts[name]
        if isinstance(inside, list) and inside and chance.random() < 0.5:
            inside[0] = _odd(chance)
        elif isinstance(inside, dict) and chance.random() < 0.5:
            inside[chance.choice(sorted(cast(dict[str, Any], inside)))] = _odd(chance)
        else:
            parts[name] = _odd(chance)
    return parts


def _odd(chance: random.Random) -> object:
    if chance.random() > 0.05:
        return chance.choice(ODD)
    nested: object = chance.choice(ODD)
    for _ in range(300):
        nested = [nested] if chance.random() < 0.5 else {"a": nested}
    return nested
