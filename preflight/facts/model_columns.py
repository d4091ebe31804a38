"""The columns that an MLflow model needs, as its MLmodel file says it, and those that a CSV file has."""

from __future__ import annotations

import csv
import json

from preflight.document import Fault, parse
from preflight.scalar import azure_dialect
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child, fact, listing, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from preflight.value import Value

# A single column that holds one of these is a line with another separator.
_SEPARATORS = (";", "\t", "|")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_TENSOR = "tensor"


def needed_columns(mlmodel: Value) -> Value:
    """Return the names of the columns that a model cannot do without, from the root of its MLmodel file.

    Absent where the model has no signature, or one for tensors. The inputs are JSON in a text (MLflow: model signatures).
    """
    inputs = child(child(mlmodel, "signature"), "inputs")
    text = text_of(inputs)
    if text is None:
        return inputs if isinstance(inputs, (Absent, Unknown)) else _odd(inputs)
    try:
        columns = json.loads(text)
    except (ValueError, RecursionError):
        return _odd(inputs)
    if not isinstance(columns, list) or not all(isinstance(column, dict) for column in columns):
        return _odd(inputs)
    if any(column.get("type") == _TENSOR for column in columns):
        return Absent(inputs)
    if not all(isinstance(column.get("name"), str) for column in columns):
        return Unknown("the signature of the model does not name its columns", inputs)
    return listing([fact(column["name"], inputs) for column in columns if _is_required(column)], inputs)


def _is_required(column: dict[str, Any]) -> bool:
    """Tell whether a column is needed: `optional` is what MLflow before 2.6 wrote, `required` what later ones write."""
    return column.get("required", True) is True and column.get("optional", False) is not True


def _odd(inputs: Value) -> Unknown:
    return Unknown("the signature of the model cannot be read", inputs)


def mlmodel_in(head: Value) -> Value:
    """Return the root of an MLmodel file, from the answer with its beginning."""
    text = _whole(head)
    if text is None:
        return head if isinstance(head, (Absent, Unknown)) else Unknown("the MLmodel file could not be read as a whole", head)
    document = parse(Source("MLmodel", text), azure_dialect())
    if isinstance(document, Fault):
        return Unknown(f"the MLmodel file cannot be read: {document.reason}", head)
    return document.root


def csv_columns(head: Value) -> Value:
    """Return the names of the columns in the first line of a CSV file, from the answer with its beginning.

    What pandas may read otherwise is unknown: another separator, a line that is cut off or not text, no header at all.
    """
    text = text_of(child(head, "text"))
    if text is None:
        return head if isinstance(head, (Absent, Unknown)) else _no_header(head)
    lines = text.removeprefix("\ufeff").lstrip("\r\n").splitlines()
    if not lines or (len(lines) == 1 and _whole(head) is None) or _REPLACED in lines[0] or lines[0].count('"') % 2:
        return _no_header(head)
    names = next(csv.reader([lines[0]]))
    if all(_is_number(name) for name in names) or (len(names) == 1 and any(mark in names[0] for mark in _SEPARATORS)):
        return _no_header(head)
    return listing([fact(name, head) for name in names], head)


def _no_header(head: Value) -> Unknown:
    return Unknown("the first line of the CSV file cannot be read as the names of columns", head)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return not text.strip()
    return True


def _whole(head: Value) -> str | None:
    """Return the text of a file, if its beginning is all of it."""
    text, size = text_of(child(head, "text")), child(head, "size")
    if text is None or not isinstance(size, Present) or isinstance(size.data, bool) or not isinstance(size.data, (int, float)):
        return None
    return text if len(text.encode()) >= size.data else None


def missing_columns(needed: Value, given: Value, near: Value) -> Value:
    """Return the needed columns that are not given."""
    for one in (needed, given):
        if not isinstance(one, Present):
            return one.elsewhere(near) if isinstance(one, Unknown) else Absent(near)
    have = {text_of(name) for name in members(given)}
    return listing([fact(text_of(name), near) for name in members(needed) if text_of(name) not in have], near)
