"""What azure-cli makes of the text of a value: JSON, a Python literal, or the text itself."""

from __future__ import annotations

import json

from preflight.value import Absent, Present, Unknown, fact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

# Nobody writes a longer or a deeper one, and Python takes its time for those.
_LONGEST = 10_000
_DEEPEST = 100


def parsed(value: Value) -> Value:
    """Return a text as `az … update --set` takes it (azure-cli: `shell_safe_json_parse`); what is neither JSON nor Python stays a text."""
    if not isinstance(value, Present) or not isinstance(value.data, str) or len(value.data) > _LONGEST:
        return value
    try:
        data = json.loads(value.data)
    except (ValueError, RecursionError):
        data = _python(value.data)
    if data is None:
        return Absent(value)
    return _as_values(data, value)


def _python(text: str) -> object:
    import ast  # noqa: PLC0415 - slow to import, and few values get here
    import warnings  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a wrong escape in a text warns on stderr
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return text


def _as_values(data: object, near: Present) -> Value:
    try:
        return fact(_plain(data), near)
    except TypeError:
        return Unknown(f"what `{near.data}` comes to is no value of YAML", near)


def _plain(data: object, depth: int = 0) -> object:
    """Return data with texts for keys, and lists for tuples. Raises TypeError for what YAML does not have, and for what is too deep."""
    if depth > _DEEPEST:
        raise TypeError(f"nested more than {_DEEPEST} deep")
    if isinstance(data, dict):
        return {str(name): _plain(item, depth + 1) for name, item in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(item, depth + 1) for item in data]
    if data is None or isinstance(data, (str, int, float)):
        return data
    raise TypeError(f"no value of YAML: {data!r}")
