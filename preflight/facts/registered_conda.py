"""The conda file of a registered environment: a text in the workspace, whose values stand where a file names the environment."""

from __future__ import annotations

from preflight.document import Fault, parse
from preflight.facts.answered import text_told
from preflight.scalar import azure_dialect
from preflight.source import Source
from preflight.value import Absent, Unknown, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value


def registered_conda(written: Value) -> Value:
    """Return what the text of a conda file comes to: absent where there is none, unknown where it cannot be read.

    Everything in it stands where the text stands, and is told by who told the text.
    """
    told = text_told(written, "its conda file")
    text = text_of(told)
    if text is None or not text.strip():
        return told if isinstance(told, Unknown) else Absent(told)
    name = written.teller.name if written.teller is not None else "the environment"
    document = parse(Source(name, text), azure_dialect())
    faults = (document,) if isinstance(document, Fault) else document.faults
    for fault in faults:
        return Unknown(f"the conda file of `{name}` cannot be read: line {fault.line}: {fault.reason}", written)
    return _moved(document.root, written)  # type: ignore[union-attr]  # what has no fault is a document


def _moved(value: Value, near: Value) -> Value:
    """Return a value, with all that is in it, as one that stands elsewhere."""
    moved: Value
    if isinstance(value, Absent):
        moved = Absent(near, value.name)
    elif isinstance(value, Unknown):
        moved = Unknown(value.reason, near, text=value.text, asked=value.asked)
    else:
        rest = value.rest.elsewhere(near) if value.rest is not None else None
        data = value.data
        if isinstance(data, dict):
            data = {name: _moved(item, near) for name, item in data.items()}
        elif isinstance(data, list):
            data = [_moved(item, near) for item in data]
        moved = placed(data, near, rest)
    moved.key = placed(value.key.data, near) if value.key is not None else None
    return moved
