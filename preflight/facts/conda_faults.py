"""What conda cannot make sense of in a conda file."""

from __future__ import annotations

from preflight.facts.match_spec import is_refused
from preflight.facts.problems import found_words
from preflight.value import Absent, Present, child, entries, fact, mapping, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.facts.requirement import Refused
    from preflight.value import Located, Value

# What conda's environment.yml may have (conda/env/env.py, VALID_KEYS), and what conda-lock writes besides.
KEYS = ("name", "channels", "dependencies", "prefix", "variables", "platforms", "category")

_ENTRY = "an entry of `dependencies`"
_PACKAGE = "a text such as `python=3.11`, or `pip` with a list of texts"
_SECTIONS = "`channels`, `dependencies`, `name`, `prefix` or `variables`"


def conda_faults(root: Value, refused: Iterable[tuple[Refused, Value]] = ()) -> list[Value]:
    """Return what conda refuses (another shape than a mapping with a list of packages), what pip `refused`, and what conda ignores."""
    if not isinstance(root, Present) or not isinstance(root.data, dict):
        return [_fault("not-a-mapping", root, "this", "a mapping with `dependencies`")]
    found = [_fault("unknown-key", value, f"`{key}`", _SECTIONS) for key, value in root.data.items() if key not in KEYS]
    dependencies = root.data.get("dependencies")
    if isinstance(dependencies, Absent):
        found.append(_fault("null-entry", dependencies, "`dependencies`", "a list of packages"))
    elif isinstance(dependencies, Present) and not isinstance(dependencies.data, list):
        found.append(_fault("no-list", dependencies, "`dependencies`", "a list of packages"))
    for item in members(dependencies or Absent()):
        found += _entry_faults(item)
    return found + [_unread(item, fault.reason, fault.expected) for fault, item in refused]


def _entry_faults(item: Value) -> list[Value]:
    if isinstance(item, Absent):
        return [_fault("null-entry", item, _ENTRY, _PACKAGE)]
    if not isinstance(item, Present):
        return []
    if isinstance(item.data, str):
        if not is_refused(item.data):
            return []
        return [_unread(item, f"`{item.data}` is no package that conda reads", "a package such as `python=3.11`")]
    pip = child(item, "pip")
    if entries(item).keys() != {"pip"} or (isinstance(pip, Present) and not isinstance(pip.data, list)):
        return [_fault("odd-entry", item, _ENTRY, _PACKAGE)]
    if isinstance(pip, Absent):
        return [_fault("empty-pip", pip, "`pip`", "a list of packages below it")]
    odd = [one for one in members(pip) if isinstance(one, Absent) or (isinstance(one, Present) and not isinstance(one.data, str))]
    kinds = {True: "null-entry", False: "odd-entry"}
    return [_fault(kinds[isinstance(one, Absent)], one, "an entry of `pip`", "a text such as `azureml-core`") for one in odd]


def _unread(item: Value, reason: str, expected: str) -> Value:
    """Return the fault of one entry that conda or pip stops at."""
    words = {"kind": "not-read", "key": None, "name": _ENTRY, "found": None, "expected": expected, "reason": reason}
    return mapping({name: fact(text, item) for name, text in words.items()}, item)


def _fault(kind: str, value: Value, name: str, expected: str) -> Value:
    """Return a fault in the words of a message; what conda ignores stands at its key."""
    near: Located = value.key or value if kind in ("unknown-key", "empty-pip") else value
    key = value.key.data if value.key is not None else None
    words = {"kind": kind, "key": key, "name": name, "found": found_words(value), "expected": expected, "reason": None}
    return mapping({name: fact(text, near) for name, text in words.items()}, near)
