"""A recording: what a workspace answered at some time, read from a file that anybody may have written."""

from __future__ import annotations

import json
import re
from math import isfinite

from preflight import exits
from preflight.address import Address
from preflight.canonical import MAX_DEPTH
from preflight.document import Fault, parse
from preflight.project.reading import read
from preflight.question import Found, Missing, Question, Unanswered, Unasked
from preflight.redaction import hidden
from preflight.scalar import rule_dialect
from preflight.value import child, entries, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn

    from preflight.question import Answer
    from preflight.source import Source

VERSION = 1
# All sizes and quotas of a region are 0.2 MiB, a page of a container's blobs is as much.
MAX_BYTES = 16 << 20
# The members of a document are around its answers.
_MAX_DEPTH = MAX_DEPTH + 10
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_NOT_HELD = Unasked("the recording does not tell of it")
_OUTCOMES = ("found", "missing", "unanswered", "unasked")


class Recording:
    """Answers of a workspace at a time (`2026-08-01T12:00:00Z`); of what it was not asked then, it knows nothing."""

    source = "recorded"

    def __init__(self, address: Address, time: str, answers: dict[Question, Answer]) -> None:
        """Take what was answered, by whom and when."""
        self.address = address
        self.time = time
        self._answers = answers

    @property
    def told(self) -> str:
        """Which workspace was asked, and when, in words."""
        return f"the workspace `{self.address.workspace}` as it was recorded at {self.time}"

    def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """Answer every question as the workspace did."""
        return {question: self._answers.get(recorded(question), _NOT_HELD) for question in questions}


def recorded(question: Question) -> Question:
    """Return a question as recordings have it: without secrets, which may stand in an address that a file names."""
    return Question(question.resource, tuple(hidden(argument) for argument in question.arguments))


def read_recording(path: str) -> Recording:
    """Read a recording.

    Raises UsageError for a file that is no recording, or one of another version, with the line where it can be told.
    """
    source = read(path, path, MAX_BYTES)
    if isinstance(source, Fault):
        raise exits.UsageError(f"`{path}` is no recording: {source.reason}")
    try:
        return _Reader().recording(_parsed(source.text))
    except _NoRecording as error:
        line = error.line or _line(source, error.pointer)
        where = f"`{path}`{f', line {line}' if line else ''}"
        raise exits.UsageError(f"{where}: {error.reason}") from error


class _NoRecording(Exception):
    """Why a text is no recording, and where: in a line, or under keys and numbers from the root."""

    def __init__(self, reason: str, pointer: tuple[str | int, ...] = (), line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pointer = pointer
        self.line = line


def _parsed(text: str) -> Any:
    """Return the JSON of a text.

    Raises _NoRecording for what is no JSON, for a key that is written twice, and for what no answer can hold.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise _NoRecording(f"no recording, since it is not JSON: {error.msg.lower()}", line=error.lineno) from error
    except RecursionError as error:
        raise _NoRecording("no recording: it is nested too deep") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise _NoRecording("no recording: it holds a number that is too long") from error
    if _depth_exceeds(data, _MAX_DEPTH):
        raise _NoRecording("no recording: it is nested too deep")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _NoRecording(f"no recording: the key `{twice}` is written twice in one object")
    return made


def _finite(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _refuse_number(text)


def _refuse_number(text: str) -> NoReturn:
    raise _NoRecording(f"no recording: `{text}` is no number that JSON has")


def _depth_exceeds(data: Any, most: int) -> bool:
    level = [data]
    for _ in range(most):
        level = [item for one in level for item in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())]
        if not level:
            return False
    return True


def _line(source: Source, pointer: tuple[str | int, ...]) -> int | None:
    """Return the line where something stands, or what should hold it; None when that cannot be told."""
    document = parse(source, rule_dialect())  # JSON is YAML, and its places are kept there
    if not pointer or isinstance(document, Fault):
        return None
    value = document.root
    for step in pointer:
        inner = members(value)[step : step + 1] if isinstance(step, int) else [child(value, step)] if step in entries(value) else []
        if not inner:
            break
        value = inner[0]
    return value.place.line if value.place is not None else None


class _Reader:
    """Reads a recording from JSON, part by part; raises _NoRecording for the first that is not as it must be."""

    def recording(self, data: Any) -> Recording:
        if not isinstance(data, dict) or "version" not in data:
            raise _NoRecording("no recording: `preflight facts record -o FILE` writes one")
        version = data["version"]
        if version != VERSION or isinstance(version, bool):
            raise _NoRecording(f"this preflight reads recordings of version {VERSION}, not `{json.dumps(version)[:40]}`", ("version",))
        time = self._text(data, "recorded")
        if not _TIME.fullmatch(time):
            raise _NoRecording("`recorded` takes a time such as 2026-08-01T12:00:00Z", ("recorded",))
        return Recording(self._address(data), time, self._answers(data))

    def _address(self, data: dict[str, Any]) -> Address:
        inner = self._mapping(data, "workspace")
        parts = (self._text(inner, key, "workspace") for key in ("subscription", "resource_group", "name", "cloud"))
        return Address(*parts)

    def _answers(self, data: dict[str, Any]) -> dict[Question, Answer]:
        listed = data.get("answers")
        if not isinstance(listed, list):
            raise _NoRecording("`answers` takes a list", ("answers",))
        answers: dict[Question, Answer] = {}
        for number, entry in enumerate(listed):
            question, answer = self._entry(entry, number)
            if question in answers:
                raise _NoRecording(f"`{question.resource}` with these arguments is answered twice", ("answers", number))
            answers[question] = answer
        return answers

    def _entry(self, entry: Any, number: int) -> tuple[Question, Answer]:
        at = ("answers", number)
        if not isinstance(entry, dict):
            raise _NoRecording("an answer is an object", at)
        arguments = entry.get("arguments")
        if not isinstance(arguments, list) or not all(isinstance(argument, str) for argument in arguments):
            raise _NoRecording("`arguments` takes a list of texts", (*at, "arguments"))
        outcomes = [word for word in _OUTCOMES if word in entry]
        if len(outcomes) != 1:
            raise _NoRecording(f"an answer has exactly one of {', '.join(_OUTCOMES)}", at)
        return Question(self._text(entry, "resource", *at), tuple(arguments)), self._answer(entry, outcomes[0], at)

    def _answer(self, entry: dict[str, Any], outcome: str, at: tuple[str | int, ...]) -> Answer:
        inner = self._mapping(entry, outcome, *at)
        inside = (*at, outcome)
        if outcome == "found":
            return Found(self._mapping(inner, "body", *inside), self._text(inner, "resource_id", *inside))
        if outcome == "missing":
            return Missing(self._text(inner, "resource_id", *inside))
        if outcome == "unasked":
            return Unasked(self._text(inner, "reason", *inside))
        permission = inner.get("permission")
        return Unanswered(self._text(inner, "reason", *inside), None if permission is None else self._text(inner, "permission", *inside))

    @staticmethod
    def _text(data: dict[str, Any], key: str, *at: str | int) -> str:
        value = data.get(key)
        if not isinstance(value, str):
            raise _NoRecording(f"`{key}` takes a text", (*at, key))
        return value

    @staticmethod
    def _mapping(data: dict[str, Any], key: str, *at: str | int) -> dict[str, Any]:
        value = data.get(key)
        if not isinstance(value, dict):
            raise _NoRecording(f"`{key}` takes an object", (*at, key))
        return value
