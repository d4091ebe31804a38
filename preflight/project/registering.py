"""What the job of a file registers: outputs that have a name, and models whose name its commands are given."""

from __future__ import annotations

from preflight import question
from preflight.creation import ANY, Creation, exactly
from preflight.pattern import Pattern
from preflight.value import Absent, Present, child, entries, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.value import Value

_KEYS = ("registered_model_name", "model_name", "registered-model-name", "model-name", "model_base_name")
_GIVEN = Pattern(r"(?:registered|register)?[_-]?model[_-](?:base[_-])?name[ \t=]+[\"']?([\w.-]+)")
_OUTPUTS = "outputs"


def registered_by(root: Value) -> Iterator[Creation]:
    """Yield the models and data assets that a job may register, by the document of the job."""
    for name, value in entries(root).items():
        text = text_of(value)
        if name == _OUTPUTS:
            yield from _of_outputs(value)
        elif name in _KEYS and text is not None and "{{" not in text:
            yield Creation(question.MODEL, exactly(text), value)
        elif name == "command" and text is not None:
            for match in _GIVEN.finditer(text):
                yield Creation(question.MODEL, exactly(match[1]), value)
        elif isinstance(value, Present) and isinstance(value.data, dict):
            yield from registered_by(value)


def _of_outputs(outputs: Value) -> Iterator[Creation]:
    for output in entries(outputs).values():
        name = child(output, "name")
        if isinstance(output, Present) and not isinstance(name, Absent):
            text = text_of(name)
            for resource in (question.MODEL, question.DATA):
                yield Creation(resource, exactly(text) if text is not None and "{{" not in text else ANY, name)
