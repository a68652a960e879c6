"""The beginning of a raw Vega pipeline as Vega-Lite's transforms, which the planner knows how to reduce.

Takes a filled Vega spec and the name of its table; gives the transforms that stand between the table and everything
that reads it, as far as each says the same in Vega-Lite, and why it stopped. The first that depends on a signal, or
on a dataset that something else reads by its raw name, ends it.

Source: Vega 6, "Transforms"; Vega-Lite 6.4, "Transform"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from chartkit.compiler.vega_transforms import NotVegaLite, vega_lite_of
from chartkit.schema.json_types import is_list, is_object


class VegaPipeline(NamedTuple):
    """`transforms` in Vega-Lite's words stand for the first `n_consumed` of the pipeline's; `reason` is why no more.

    One of Vega's may be several of Vega-Lite's: `ends` gives for each of `transforms` how many of the pipeline's are
    done once it is. `reason` is None when the whole pipeline is consumed.
    """

    transforms: list[dict[str, Any]]
    n_consumed: int
    reason: str | None
    ends: list[int]


def vega_pipeline_of(spec: Mapping[str, Any], table: str) -> VegaPipeline:
    """The leading transforms of the dataset `table`, and of the one that alone reads it, and so on.

    >>> data = [{"name": "table", "transform": [{"type": "formula", "expr": "datum.a + 1", "as": "b"}]}]
    >>> vega_pipeline_of({"data": data}, "table").transforms
    [{'calculate': 'datum.a + 1', 'as': 'b'}]
    """
    found: list[dict[str, Any]] = []
    ends: list[int] = []
    n_consumed = 0
    reason = _reason_of_the_end(spec, table)
    for transform, dataset in _pipeline(spec, table):
        try:
            parts = _parts(transform, dataset)
        except NotVegaLite as stop:
            reason = str(stop)
            break
        n_consumed += 1
        found += parts
        ends += [*[n_consumed - 1] * (len(parts) - 1), n_consumed]
    return VegaPipeline(found, n_consumed, reason, ends)


def _pipeline(spec: Mapping[str, Any], table: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    for dataset in _chain(spec, table):
        for transform in dataset.get("transform", ()):
            yield transform, dataset


def _parts(transform: Any, dataset: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "on" in dataset:
        raise NotVegaLite(f"dataset {dataset['name']!r} changes on signals")
    return vega_lite_of(transform)


def without_consumed(spec: Mapping[str, Any], table: str, n_consumed: int) -> dict[str, Any]:
    """`spec` less the first `n_consumed` transforms of the pipeline that begins at `table`."""
    left = n_consumed
    kept: dict[str, dict[str, Any]] = {}
    for dataset in _chain(spec, table):
        transforms: list[Any] = [*dataset.get("transform", ())]
        rest = {key: value for key, value in dataset.items() if key != "transform"}
        kept[dataset["name"]] = {**rest, "transform": transforms[left:]} if len(transforms) > left else rest
        left = max(0, left - len(transforms))
    return {**spec, "data": [kept.get(dataset["name"], dataset) for dataset in _datasets(spec)]}


def _chain(spec: Mapping[str, Any], table: str) -> Iterator[dict[str, Any]]:
    """The dataset `table`, the only reader of its rows where that is a dataset, the only reader of that, …"""
    datasets = {dataset["name"]: dataset for dataset in _datasets(spec)}
    name: str | None = table if table in datasets else None
    seen: set[str] = set()
    while name is not None and name not in seen:
        seen.add(name)
        yield datasets[name]
        readers = [other for other in datasets.values() if other.get("source") == name]
        is_alone = len(readers) == 1 and not _is_named_elsewhere(spec, name, readers[0])
        name = readers[0]["name"] if is_alone else None


def _datasets(spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    data = spec.get("data")
    return [dataset for dataset in data if is_object(dataset) and "name" in dataset] if is_list(data) else []


def _is_named_elsewhere(spec: Mapping[str, Any], name: str, reader: Mapping[str, Any]) -> bool:
    """Whether anything but its own entry and its reader's `source` names a dataset, or an expression may."""
    others = {key: value for key, value in spec.items() if key not in ("data", "description", "usermeta")}
    own = [
        {key: value for key, value in dataset.items() if key not in (("source",) if dataset is reader else ("name",))}
        for dataset in _datasets(spec)
    ]
    quoted = (f"'{name}'", f'"{name}"')
    return any(text == name or any(quote in text for quote in quoted) for text in _texts([others, own]))


def _reason_of_the_end(spec: Mapping[str, Any], table: str) -> str | None:
    """Why a pipeline without a further transform is not the whole: other datasets branch off its last one."""
    last = [dataset["name"] for dataset in _chain(spec, table)]
    if not last:
        return f"the spec has no dataset {table!r}"
    readers = [other["name"] for other in _datasets(spec) if last[-1] in _sources(other)]
    return f"dataset {last[-1]!r} is read by more than {readers[0]!r}" if readers else None


def _sources(dataset: Mapping[str, Any]) -> list[Any]:
    source = dataset.get("source")
    return source if is_list(source) else [source]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_object(value):
        for key, child in value.items():
            if key != "values":
                yield from _texts(child)
    elif is_list(value):
        for child in value:
            yield from _texts(child)
