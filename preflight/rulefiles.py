"""Rule files: reading them, and checking every part with its place."""

from __future__ import annotations

import os

from preflight import exits
from preflight.document import Fault, parse
from preflight.escape import for_terminal
from preflight.language.faults import Faults, RuleFault
from preflight.language.plain import plain
from preflight.language.rulecheck import RuleCheck
from preflight.project.reading import read
from preflight.record import Record
from preflight.scalar import rule_dialect
from preflight.value import child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from preflight.value import Value

_ENDING = (".yaml", ".yml")


class RuleFile(Record):
    """A rule file that was checked: its path as given, the values with their places, and the same as plain data."""

    path: str
    root: Value
    data: dict[str, Any]


def read_rules(paths: Sequence[str]) -> list[RuleFile]:
    """Read rule files and folders of them; a file that is named twice is read once.

    Raises UsageError that names every error of every file, with line and column.
    """
    found = list({os.path.realpath(path): path for given in paths for path in _files(given)}.values())
    read_files = [read_rule_file(path) for path in found]
    faults = [fault for one in read_files if not isinstance(one, RuleFile) for fault in one]
    rules = [one for one in read_files if isinstance(one, RuleFile)]
    faults += _twice(rules)
    if faults:
        raise exits.UsageError("\n".join(for_terminal(str(fault)) for fault in faults))
    if not found:
        raise exits.UsageError(f"no rule file in {', '.join(f'`{path}`' for path in paths)}")
    return rules


def read_rule_file(path: str) -> RuleFile | list[RuleFault]:
    """Read and check one rule file; return the rule, or all that is wrong with it."""
    source = read(path, path)
    document = source if isinstance(source, Fault) else parse(source, rule_dialect())
    if isinstance(document, Fault):
        return [RuleFault(path, document.line, 1, document.reason)]
    faults = Faults(path)
    for fault in document.faults:
        faults.found.append(RuleFault(path, fault.line, 1, fault.reason))
    for twice in document.duplicates:
        faults.add(twice.key, f"the key `{twice.key.data}` is written twice")
    RuleCheck(faults, document.root, os.path.basename(path)).check()
    if faults.found:
        return sorted(faults.found, key=lambda fault: (fault.line, fault.column))
    return RuleFile(path, document.root, plain(document.root))


def _files(given: str) -> Iterator[str]:
    if not os.path.isdir(given):
        if not os.path.exists(given):
            raise exits.UsageError(f"no such rule file or folder: `{given}`")
        yield given
        return
    for folder, folders, names in os.walk(given, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(_ENDING) and not name.startswith("."))


def _refuse(error: OSError) -> None:
    """Raise UsageError: a folder that cannot be listed may hold rules."""
    raise exits.UsageError(f"`{error.filename}` cannot be listed: {(error.strerror or type(error).__name__).lower()}")


def _twice(rules: list[RuleFile]) -> list[RuleFault]:
    seen: dict[str, RuleFile] = {}
    faults = []
    for rule in rules:
        first = seen.setdefault(rule.data["id"], rule)
        if first is not rule:
            place = child(rule.root, "id").place
            line, column = (place.line, place.column) if place else (1, 1)
            faults.append(RuleFault(rule.path, line, column, f"the rule `{rule.data['id']}` is also in `{first.path}`"))
    return faults
