"""The deployment of a job that failed: where its keys stand, and which rules it fails."""

from __future__ import annotations

import os

from preflight import exits
from preflight.commands.paths import working_folder
from preflight.diagnosis.settings import KEYS, Setting, Settings
from preflight.engine import judge
from preflight.kind import Kind
from preflight.project.project import load
from preflight.root import find_root
from preflight.rulebook import Selection, rulebook
from preflight.value import Present, child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Place
    from preflight.value import Value


def settings_of(path: str, own: list[str]) -> Settings:
    """Return what the deployment in a file sets, and what the rules find in it and what it names.

    Raises UsageError when the file does not exist or has no batch deployment.
    """
    working = working_folder()
    if not os.path.isfile(path):
        raise exits.UsageError(f"no such file: `{path}`")
    project = load([os.path.abspath(path)], find_root(os.path.abspath(path), working))
    subjects = [subject for subject in project.subjects if subject.kind is Kind.BATCH_DEPLOYMENT]
    if not subjects:
        raise exits.UsageError(f"`{path}` has no batch deployment")
    facts = subjects[0].root("deployment")
    keys = {key: _setting(key, child(facts, key), subjects[0].place, working) for key in KEYS}
    findings = judge(project, rulebook(_own(own), Selection()), "ignore", explained=False).findings
    told = tuple((one.rule, one.message, _at(one.location.place, working)) for one in findings)
    return Settings(keys, told)


def _own(paths: list[str]) -> list[dict[str, object]]:
    if not paths:
        return []
    from preflight.rulefiles import read_rules  # noqa: PLC0415 - few runs have rules of their own

    return [rule.data for rule in read_rules(paths)]


def _setting(key: str, value: Value, otherwise: Place, working: str) -> Setting:
    place = value.place or otherwise
    data = value.data if isinstance(value, Present) and isinstance(value.data, (str, int)) else None
    return Setting(key, data, _relative(place, working), place.line, place.column)


def _at(place: Place, working: str) -> str:
    return f"{_relative(place, working)}:{place.line}:{place.column}"


def _relative(place: Place, working: str) -> str:
    path = place.source.path
    return os.path.relpath(path, working).replace(os.sep, "/") if os.path.isabs(path) else path
