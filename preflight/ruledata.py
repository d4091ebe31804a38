"""The dated tables that a rule rests on, and whether they are old."""

from __future__ import annotations

import re

from preflight import resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_TABLE = re.compile(r"\btables\.(\w+)")
# Facts that rest on the tables of Python packages.
_PACKAGES = re.compile(r"\b\w+\.(?:distributions|installed)\b")
_MONTHS = 12


def data_lines(rule: dict[str, Any], today: str) -> list[str]:
    """Return a line for each dated table that a rule rests on; `today` is a month or a day, such as `2026-11`."""
    return [f"  {name}: {note['source']} (seen {note['seen']}{_warning(note['seen'], today)})" for name, note in _tables_of(rule).items()]


def _warning(seen: str, today: str) -> str:
    return ", more than a year ago: see whether it still holds" if _months(today) - _months(seen) > _MONTHS else ""


def _months(date: str) -> int:
    year, month = date.split("-")[:2]
    return int(year) * 12 + int(month)


def _tables_of(rule: dict[str, Any]) -> dict[str, dict[str, str]]:
    texts = [text for key in ("when", "check", "message") for text in _texts(rule.get(key))]
    named = dict.fromkeys(name for text in texts for name in _TABLE.findall(text))
    notes = resources.table_notes("tables") if named else {}
    found = {name: notes[name] for name in named if name in notes}
    return found | (resources.table_notes("import_names") if any(_PACKAGES.search(text) for text in texts) else {})


def _texts(data: Any) -> Iterator[str]:
    """Yield all texts in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _texts(item)
