"""The examples of a rule: each is judged as a project of its own, and must come out as the rule says."""

from __future__ import annotations

import os
import tempfile
from fnmatch import fnmatchcase

from preflight.engine import WARN, judge
from preflight.language.examplecheck import BECAUSE, OPEN, OUTCOMES, UNKNOWN
from preflight.language.rule import words
from preflight.project.project import load
from preflight.record import Record
from preflight.rulebook import Rulebook
from preflight.value import Present, Unknown, child, fact, listing, mapping, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from preflight.engine import Judged
    from preflight.rulefiles import RuleFile
    from preflight.value import Value


_NEAR = "; did you mean "


class Mismatch(Record):
    """An example that came out otherwise than its rule says: which one (from 1), what was wanted and what came."""

    rule: RuleFile
    number: int
    line: int
    message: str


def mismatches(rule: RuleFile) -> Iterator[Mismatch]:
    """Judge a rule by each of its examples and yield what does not come out as written."""
    for number, example in enumerate(rule.data["examples"], 1):
        for message in _differences(rule.data, example):
            yield Mismatch(rule, number, _line_of(rule, number), message)


def _judged(rule: dict[str, Any], example: dict[str, Any]) -> Judged | None:
    """Judge the files of an example by its rule alone, in a folder of their own; None when the rule is for none of them."""
    files = next(example[word] for word in OUTCOMES if word in example)
    with tempfile.TemporaryDirectory(prefix="preflight-") as made:
        folder = os.path.realpath(made)
        for name, text in files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
        scripts = [os.path.join(folder, name) for name in files if name.endswith(".py")]
        project = load([folder, *scripts], folder)
        given = {name: _given(data) for name, data in example.get("facts", {}).items()}
        for subject in project.subjects:
            subject.given = given
        if not any(subject.kind.value in words(rule["for"]) for subject in project.subjects):
            return None
        # All that is undecided is listed: an example asks for verdicts, not for what they are worth.
        return judge(project, Rulebook([{**rule, "unknown": WARN}], {}), WARN, explained=False)


def _given(data: Any) -> Value:
    """Return a fact as an example writes it: `{$unknown: why}` and `{$open: [...], because: why}` are understood."""
    if isinstance(data, dict):
        if UNKNOWN in data:
            return Unknown(data[UNKNOWN])
        if OPEN in data:
            return listing([_given(item) for item in data[OPEN]], rest=Unknown(data[BECAUSE]))
        return mapping({name: _given(item) for name, item in data.items()})
    if isinstance(data, list):
        return Present([_given(item) for item in data])
    return fact(data)


def _differences(rule: dict[str, Any], example: dict[str, Any]) -> Iterator[str]:
    wanted = next(word for word in OUTCOMES if word in example)
    judged = _judged(rule, example)
    if judged is None:
        yield f"holds no document of a kind the rule is for: {', '.join(words(rule['for']))}"
        return
    came = "bad" if judged.findings else "unknown" if judged.unknowns else "good"
    told = [f"{finding.location.place}: {finding.message}" for finding in judged.findings]
    told += [f"{unknown.location.place if unknown.location else '?'}: {unknown.reason}" for unknown in judged.unknowns]
    shown = f" ({'; '.join(told)})" if told else ""
    if came != wanted:
        yield f"is {came}, not {wanted}{shown}"
        return
    if "at" in example:
        places = [str(finding.location.place) for finding in judged.findings] or [
            str(unknown.location.place) for unknown in judged.unknowns if unknown.location
        ]
        at = example["at"] if isinstance(example["at"], list) else [example["at"]]
        if places != at:
            yield f"points at {', '.join(places) or 'nothing'}, not {', '.join(at)}"
    if "message" in example and not any(_like(finding.message.partition(_NEAR)[0], example["message"]) for finding in judged.findings):
        yield f"says otherwise than `{example['message']}`{shown}"
    if "because" in example and not any(_like(unknown.reason, example["because"]) for unknown in judged.unknowns):
        yield f"is unknown for another reason than `{example['because']}`{shown}"
    suggestion = example.get("suggests")
    if suggestion is not None and not any(finding.message.endswith(f"{_NEAR}`{suggestion}`?") for finding in judged.findings):
        yield f"does not suggest `{suggestion}`{shown}"


def _like(text: str, pattern: str) -> bool:
    """Compare with a glob in which a bracket is a bracket."""
    return fnmatchcase(text, pattern.replace("[", "[[]"))


def _line_of(rule: RuleFile, number: int) -> int:
    place = members(child(rule.root, "examples"))[number - 1].place
    return place.line if place else 1
