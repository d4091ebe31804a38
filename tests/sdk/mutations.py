"""Faults put into good documents one at a time: what was done, where, and the text that comes of it with the lines that tell of it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    Way = tuple[str, ...]

NOTHING = object()
# By what a good value is: values of another sort, and numbers beyond what is allowed.
_OTHERS: dict[type, list[Any]] = {
    str: ["zork", "", 5, True, None, ["a"], {"a": 1}],
    int: ["zork", "", "PT30S", 1.5, -7, 0, 2**31, True, None, [1], {"a": 1}],
    bool: ["zork", 7, None, [True], {"a": 1}],
    dict: ["zork", 5, None, ["a"], {}, {"zork": 1}],
}
_NAMES = ("zork", "traffic", "instance_type", "timeout", "retries", "mini_batch_size", "settings", "deployment_name", "identity")
_BAD_REFERENCES = (
    "churn", "churn:3", "azureml:", "azureml:churn:", "azureml:churn@", "azureml:churn@latest", "azureml:churn", "nowhere/at-all",
    "file:conda.yml", "conda.yml", "./code", "azureml://registries/shared/models/churn", "azureml://registries/shared/models/churn/versions/3",
    "azureml://datastores/models/paths/churn", "azureml:/subscriptions/s/resourceGroups/g", "https://example.org/model.pkl", "wasbs://a@b/c",
)  # fmt: skip
_REFERENCES = frozenset(
    {"model", "environment", "component", "compute", "code", "scoring_script", "conda_file", "image", "default_compute", "path"}
)


class Mutation(NamedTuple):
    """One fault: what was done, the way of keys to it, the document as YAML, and the lines (from 1) that a finding may be in."""

    done: str
    way: Way
    text: str
    lines: frozenset[int]

    @property
    def name(self) -> str:
        """What was done, and where."""
        return f"{self.done} at {'.'.join(self.way) or 'the root'}"


def mutations(document: dict[str, Any]) -> Iterator[Mutation]:
    """Yield every fault of a document."""
    for way in _mappings(document):
        for name in _names_for(_at(document, way)):
            yield _with(document, (*way, name), 1, f"unknown key `{name}`")
    for way in _ways(document):
        value = _at(document, way)
        yield _with(document, way, NOTHING, "dropped")
        for other in _OTHERS[type(value)]:
            if other != value or type(other) is not type(value):
                yield _with(document, way, other, f"value {other!r}")
        if way[-1] in _REFERENCES:
            for other in _BAD_REFERENCES:
                yield _with(document, way, other, f"reference {other}")
        yield _twice(document, way)


def plain(document: object) -> str:
    """Return a document as YAML, one key a line."""
    return yaml.safe_dump(document, sort_keys=False, default_flow_style=False, width=1000)


def lines_of(text: str, way: Way) -> frozenset[int]:
    """Return the lines (from 1) of a key and its value, or of the nearest mapping that is left; of the root: its first key."""
    if not way:
        return frozenset({1})
    first, end = _extent(text, way)
    return frozenset(range(first, end + 1))


def _names_for(mapping: dict[str, Any]) -> Iterator[str]:
    """Yield names that the mapping has not, some of them nearly one that it has."""
    yield from (name for name in _NAMES if name not in mapping)
    yield from (f"{name}s" for name in mapping if f"{name}s" not in mapping)


def _ways(document: dict[str, Any], before: Way = ()) -> Iterator[Way]:
    for key, value in document.items():
        yield (*before, key)
        if isinstance(value, dict):
            yield from _ways(value, (*before, key))


def _mappings(document: dict[str, Any]) -> Iterator[Way]:
    yield ()
    yield from (way for way in _ways(document) if isinstance(_at(document, way), dict))


def _at(document: dict[str, Any], way: Way) -> Any:
    value: Any = document
    for key in way:
        value = value[key]
    return value


def _with(document: dict[str, Any], way: Way, value: object, done: str) -> Mutation:
    changed = copy.deepcopy(document)
    holder = _at(changed, way[:-1])
    if value is NOTHING:
        del holder[way[-1]]
    else:
        holder[way[-1]] = value
    text = plain(changed)
    lines = lines_of(text, way[:-1]) if value is NOTHING else lines_of(text, way)
    return Mutation(done, way, text, lines)


def _twice(document: dict[str, Any], way: Way) -> Mutation:
    """Write a key a second time, with another value, behind the first."""
    text = plain(document)
    lines = text.splitlines(keepends=True)
    first, end = _extent(text, way)
    indent = "  " * (len(way) - 1)
    lines.insert(end, f"{indent}{way[-1]}: zork\n")
    return Mutation("written twice", way, "".join(lines), frozenset({first, end + 1}))


def _extent(text: str, way: Way) -> tuple[int, int]:
    """Return the first and the last line of a key with its value."""
    node = yaml.compose(text)
    first = end = 1
    for key in way:
        if not isinstance(node, yaml.MappingNode):
            break
        for name, value in node.value:
            if name.value == key:
                node, first = value, name.start_mark.line + 1
                last = value.end_mark
                end = last.line + (1 if last.column or isinstance(value, yaml.ScalarNode) else 0)
                break
    return first, max(first, end)
