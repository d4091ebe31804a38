"""Requests that pipelines of Azure Data Factory, Synapse and Fabric and workflows of Logic Apps send, and the tokens they send them with.

https://learn.microsoft.com/azure/data-factory/control-flow-web-activity, https://learn.microsoft.com/azure/connectors/connectors-native-http.
"""

from __future__ import annotations

import re

from preflight.az.request import leads_to
from preflight.passage import HOLE
from preflight.pattern import Pattern
from preflight.record import Record
from preflight.value import Absent, Present, child, entries, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.value import Value

_WEB = frozenset({"webactivity", "webhook", "web"})
_HTTP = frozenset({"http", "httpwebhook"})
# `@{…}` in a text, or an expression that a whole text is; `@@` stands for the sign itself.
_EXPRESSION = Pattern(r"\A@[^{@].*\Z|@\{[^}]*\}", re.DOTALL)
_DEEPEST = 60


class Call(Record):
    """A request: its URL, `scoring` or `management` where that leads, for what its token is got (absent: it has none), and its body."""

    url: Value
    text: str
    goes_to: str
    audience: Value
    body: Value


def calls_of(root: Value) -> Iterator[Call]:
    """Yield the requests to endpoints and to Azure Resource Manager that a JSON document describes, in its order."""
    waiting: list[tuple[Value, int]] = [(root, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        call = _call(value)
        if call is not None:
            yield call
        inner = [*entries(value).values(), *members(value)]
        waiting += [(item, depth + 1) for item in reversed(inner) if isinstance(item, Present) and isinstance(item.data, (dict, list))]


def _call(value: Value) -> Call | None:
    kind = (text_of(child(value, "type")) or "").lower()
    if kind in _WEB:
        return _request(child(value, "typeProperties"), "url", "resource")
    return _request(child(value, "inputs"), "uri", "audience") if kind in _HTTP else None


def _request(given: Value, url: str, audience: str) -> Call | None:
    where = child(given, url)
    text = _EXPRESSION.compiled.sub(HOLE, text_of(where) or "")
    goes_to = leads_to(text)
    if not goes_to:
        return None
    wanted = child(child(given, "authentication"), audience)
    if (text_of(wanted) or "").startswith("@"):
        wanted = Absent(wanted)
    return Call(where, text, goes_to, wanted, child(given, "body"))
