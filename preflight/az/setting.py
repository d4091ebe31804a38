"""Setting a value deep inside of a document, as `--set a.b[0].c=value` does, without changing what was there before."""

from __future__ import annotations

from preflight.pattern import Pattern
from preflight.record import Record
from preflight.value import Absent, Present, Unknown, entries, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Located, Value

    Step = str | int

# pydash, which azure-ai-ml uses, ends a key at a dot that is not escaped, and takes `[0]` for an index.
_DELIMITER = Pattern(r"(?<!\\)(?:\\\\){0,50}\.|(\[-?\d{1,9}\])")
_INDEX = Pattern(r"\[(-?\d{1,9})\]\Z")
# Nobody has a longer list; `a[999999999]` must not make one.
MAX_INDEX = 1_000
MAX_STEPS = 50


class Setting(Record):
    """One `path=value`: the value, where the path is written, and the path.

    `fills_null` tells that a null on the way is replaced: azure-cli's `update` does, azure-ai-ml's `create` sets nothing below one.
    """

    value: Value
    key: Located
    path: str
    fills_null: bool = False


def steps_of(path: str) -> list[Step]:
    """Return the keys and indexes of a path (pydash: `to_path_tokens`)."""
    if "." not in path and "[" not in path:
        return [path]
    parts: list[str | None] = list(_DELIMITER.split(path))
    found: list[Step] = []
    for number, part in enumerate(parts):
        if part is None:
            continue
        before = parts[number - 1] if number else None
        after = parts[number + 1] if number + 1 < len(parts) else None
        index = _INDEX.match(part)
        if index is not None:
            found.append(int(index[1]))
        elif part or not ((before is not None and after is not None) or _is_index(before) or _is_index(after)):
            found.append(part.replace("\\\\", "\\").replace("\\.", "."))
    return found


def _is_index(part: str | None) -> bool:
    return part is not None and _INDEX.match(part) is not None


def with_value(root: Value, steps: list[Step], setting: Setting) -> Value:
    """Return a document with a value set: mappings and lists on the way are made where there are none.

    What stands below a text or a number cannot be set: then it is unknown from there on.
    """
    if not steps or len(steps) > MAX_STEPS or isinstance(root, Unknown):
        return root
    step, rest = steps[0], steps[1:]
    if isinstance(root, Present) and isinstance(root.data, list) and isinstance(step, int):
        return _in_list(root, step, rest, setting)
    if isinstance(root, Present) and isinstance(root.data, dict):
        return _in_mapping(root, str(step), rest, setting)
    return Unknown(f"`{setting.path}` cannot be set: what stands there has no parts", root)


def _in_mapping(root: Present, name: str, rest: list[Step], setting: Setting) -> Value:
    found = entries(root)
    before = found.get(name)
    if not rest:
        after = setting.value  # made for this one place
        after.key = _key(name, setting.key)
    elif before is None or (isinstance(before, Absent) and setting.fills_null):
        made = _empty("" if isinstance(before, Absent) else rest[0], setting.key, _key(name, setting.key), root.rest)
        after = with_value(made, rest, setting)
    elif isinstance(before, Absent):
        return root
    else:
        after = with_value(before, rest, setting)
    return _copy(root, {**found, name: after})


def _in_list(root: Present, step: int, rest: list[Step], setting: Setting) -> Value:
    found = list(members(root))
    index = step + len(found) if step < 0 else step
    if not 0 <= index <= MAX_INDEX:
        return Unknown(f"`{setting.path}` cannot be set: there is no such place in the list", root)
    added = index >= len(found)
    found += [Absent(setting.key) for _ in range(index - len(found) + 1)]
    if not rest:
        found[index] = setting.value
    elif not isinstance(found[index], Absent):
        found[index] = with_value(found[index], rest, setting)
    elif added or setting.fills_null:
        found[index] = with_value(_empty(rest[0], setting.key, None, None), rest, setting)
    return _copy(root, found)


def _empty(step: Step, near: Located, key: Present | None, rest: Unknown | None) -> Present:
    """Return what is made for a step where nothing is."""
    return Present([] if isinstance(step, int) else {}, near.source, near.start, near.end, key, rest)


def without(root: Value, steps: list[Step]) -> Value:
    """Return a document without what stands at a path; the same one where nothing does."""
    if not steps or not isinstance(root, Present):
        return root
    step, rest = steps[0], steps[1:]
    if isinstance(root.data, list):
        if not isinstance(step, int) or not -len(root.data) <= step < len(root.data):
            return root
        found = list(root.data)
        if rest:
            found[step] = without(found[step], rest)
        else:
            del found[step]
        return _copy(root, found)
    if not isinstance(root.data, dict) or str(step) not in root.data:
        return root
    kept = {**root.data}
    if rest:
        kept[str(step)] = without(kept[str(step)], rest)
    else:
        del kept[str(step)]
    return _copy(root, kept)


def value_at(root: Value, steps: list[Step]) -> Value | None:
    """Return what stands at a path; None where nothing does."""
    found: Value | None = root
    for step in steps:
        if not isinstance(found, Present):
            return None
        if isinstance(found.data, list):
            found = found.data[step] if isinstance(step, int) and -len(found.data) <= step < len(found.data) else None
        else:
            found = entries(found).get(str(step))
    return found


def _copy(root: Present, data: dict[str, Value] | list[Value]) -> Present:
    return Present(data, root.source, root.start, root.end, root.key, root.rest, root.origin, root.teller)


def _key(name: str, near: Located) -> Present:
    return Present(name, near.source, near.start, near.end)
