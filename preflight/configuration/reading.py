"""Reading a configuration: every error of it with its line and column, and what was probably meant."""

from __future__ import annotations

import os

from preflight import __version__, exits, resources
from preflight.configuration.discovery import YAML
from preflight.configuration.toml_places import read_toml
from preflight.document import Fault, parse
from preflight.finding import Severity
from preflight.language.faults import Faults, RuleFault
from preflight.project.reading import read
from preflight.record import Record
from preflight.scalar import rule_dialect
from preflight.schema import Schema
from preflight.schema_keywords import MISSING_KEY, UNKNOWN_KEY
from preflight.suppression.paths import PathSetting
from preflight.value import Absent, Present, child, entries, members, text_of, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.schema import Problem
    from preflight.source import Place
    from preflight.value import Value

_TABLE = ("tool", "azureml-preflight")
_NAMING = ("select", "ignore")


class Target(Record):
    """What is deployed somewhere: the workspace as far as it is named, the files, the values that are set, and a recording."""

    name: str
    address: dict[str, str]
    files: tuple[str, ...]
    settings: tuple[str, ...]
    facts: str | None


class Configuration(Record):
    """A configuration: its path, its settings as plain data, and where each stands (`settings` and `places` have the same keys).

    `told` is the path as messages have it. `names` has where each rule is named first.
    Paths in `settings` are as written: relative to the folder of the file.
    """

    path: str
    told: str
    settings: dict[str, Any]
    places: dict[str, Place]
    paths: tuple[PathSetting, ...]
    targets: dict[str, Target]
    names: dict[str, Place]

    @property
    def folder(self) -> str:
        """The folder that its paths are relative to."""
        return os.path.dirname(self.path)

    def absolute(self, path: str) -> str:
        """Return a path of a setting as an absolute one."""
        return os.path.normpath(os.path.join(self.folder, path))


def read_configuration(path: str, shown: str, told: str) -> Configuration:
    """Read a configuration; `shown` is its path as reports have it, `told` as messages do.

    Raises UsageError that names every error with line and column.
    """
    root = _root(path, shown, told)
    faults = Faults(told)
    for problem in Schema(resources.schema("config")).problems(root):
        word = problem.nearest or ""
        faults.add(_near(problem), _told(problem), word, [word] if word else [])
    _refuse(faults)
    made = _Reader(path, told, root, faults).configuration()
    _refuse(faults)
    return made


def _root(path: str, shown: str, told: str) -> Value:
    """Return the values of a configuration."""
    source = read(path, shown)
    if isinstance(source, Fault):
        raise exits.UsageError(f"{told}:{source.line}:1 {source.reason}")
    if not path.endswith(".toml"):
        document = parse(source, rule_dialect())
        if isinstance(document, Fault):
            if document.reason == "empty":
                return Present({})
            raise exits.UsageError(f"{told}:{document.line}:1 {document.reason}")
        faults = Faults(told)
        for fault in document.faults:
            faults.found.append(RuleFault(told, fault.line, 1, fault.reason))
        for twice in document.duplicates:
            faults.add(twice.key, f"the key `{twice.key.data}` is written twice")
        _refuse(faults)
        return document.root
    table = read_toml(source, _TABLE if os.path.basename(path) != YAML else ())
    if isinstance(table, Fault):
        raise exits.UsageError(f"{told}:{table.line}:1 {table.reason}")
    return table


def _refuse(faults: Faults) -> None:
    if faults.found:
        found = sorted(faults.found, key=lambda fault: (fault.line, fault.column))
        raise exits.UsageError("\n".join(str(fault) for fault in found))


def _near(problem: Problem) -> Any:
    value = problem.value
    return (value.key or value) if problem.kind == UNKNOWN_KEY else value


def _told(problem: Problem) -> str:
    where = f" of `{problem.parent}`" if problem.parent else ""
    if problem.kind == UNKNOWN_KEY:
        return f"unknown key `{problem.key}`{where}"
    if problem.kind == MISSING_KEY:
        return f"`{problem.key}` is missing"
    return f"`{problem.key or problem.parent or 'a configuration'}` takes {problem.expected}"


class _Reader:
    """Turns values whose shape is right into a configuration."""

    def __init__(self, path: str, told: str, root: Value, faults: Faults) -> None:
        self._path = path
        self._told = told
        self._root = root
        self._faults = faults
        self._names: dict[str, Place] = {}

    def configuration(self) -> Configuration:
        known = {name: value for name, value in entries(self._root).items() if not isinstance(value, Absent)}
        if "required-version" in known:
            self._check_version(known["required-version"])
        plain = {name: _plain(value) for name, value in known.items() if name not in {"paths", "targets"}}
        places = {name: value.key.place for name, value in known.items() if value.key is not None and value.key.place is not None}
        for name in _NAMING:
            self._name(known.get(name))
        self._name_keys(known.get("severity"))
        paths = tuple(self._path_setting(one) for one in members(known.get("paths", Absent())))
        targets = {name: self._target(name, one) for name, one in entries(known.get("targets", Absent())).items()}
        return Configuration(self._path, self._told, plain, places, paths, targets, self._names)

    def _check_version(self, value: Value) -> None:
        from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - few configurations ask for a version

        try:
            wanted = SpecifierSet(text_of(value) or "")
        except InvalidSpecifier:
            self._faults.add(value, f"`{text_of(value)}` is no range of versions; expected one as in `>=0.1,<1`")
            return
        if not wanted.contains(__version__, prereleases=True):
            self._faults.add(value, f"this is preflight {__version__}, and `required-version` is `{text_of(value)}`")

    def _name(self, value: Value | None) -> None:
        for one in _texts(value):
            if one.place is not None:
                self._names.setdefault(text_of(one) or "", one.place)

    def _name_keys(self, value: Value | None) -> None:
        for name, one in entries(value or Absent()).items():
            if one.key is not None and one.key.place is not None:
                self._names.setdefault(name, one.key.place)

    def _path_setting(self, value: Value) -> PathSetting:
        self._name(child(value, "ignore"))
        self._name_keys(child(value, "severity"))
        files = child(value, "files")
        until = text_of(child(value, "until"))
        place = files.place or value.place
        if place is None:
            raise exits.UsageError(f"{self._told}: `paths` cannot be read")
        made = PathSetting(_words(files), _words(child(value, "ignore")), _levels(child(value, "severity")), _reason(value), until, place)
        if not made.reason:
            self._faults.add(child(value, "reason"), "`reason` says nothing")
        if not made.has_day():
            self._faults.add(child(value, "until"), f"`{until}` is no day; expected one as in `2027-01-31`")
        return made

    def _target(self, name: str, value: Value) -> Target:
        said = {key: text for key in ("workspace", "resource-group", "subscription", "cloud") if (text := text_of(child(value, key)))}
        settings = tuple(f"{key}={_plain_text(one)}" for key, one in entries(child(value, "set")).items())
        address = {key.replace("-", "_"): text for key, text in said.items()}
        facts = text_of(child(value, "facts"))
        if facts is not None and address:
            self._faults.add(child(value, "facts"), f"`facts` takes the place of a workspace: `{name}` names both")
        return Target(name, address, _words(child(value, "files")), settings, facts)


def _texts(value: Value | None) -> list[Value]:
    if value is None or not written(value):
        return []
    return members(value) if isinstance(value, Present) and isinstance(value.data, list) else [value]


def _words(value: Value) -> tuple[str, ...]:
    return tuple(text_of(one) or "" for one in _texts(value))


def _levels(value: Value) -> dict[str, Severity]:
    return {name: Severity(text_of(one)) for name, one in entries(value).items()}


def _reason(value: Value) -> str:
    return " ".join((text_of(child(value, "reason")) or "").split())


def _plain_text(value: Value) -> str:
    data = value.data if isinstance(value, Present) else ""
    return str(data).lower() if isinstance(data, bool) else str(data)


def _plain(value: Value) -> Any:
    if not isinstance(value, Present):
        return None
    if isinstance(value.data, dict):
        return {name: _plain(one) for name, one in value.data.items()}
    return [_plain(one) for one in value.data] if isinstance(value.data, list) else value.data
