"""Requests that pipelines of Azure Data Factory, Synapse and Fabric and workflows of Logic Apps send, and the tokens they send them with.

https://learn.microsoft.com/azure/data-factory/control-flow-web-activity, https://learn.microsoft.com/azure/connectors/connectors-native-http.
"""

from __future__ import annotations

from preflight.az.request import leads_to
from preflight.passage import HOLE
from preflight.record import Record
from preflight.value import Absent, Present, child, entries, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.value import Value

_WEB = frozenset({"webactivity", "webhook", "web"})
_HTTP = frozenset({"http", "httpwebhook"})
_DEEPEST = 60


class Call(Record):
    """A request: its URL, `scoring` or `management` where that leads, for what its token is got (absent: it has none), and what is sent.

    `goes_to` is empty where an expression makes the whole URL. `given` is the mapping that has `method`, `headers` and `body`.
    """

    url: Value
    text: str
    goes_to: str
    audience: Value
    given: Value


def calls_of(root: Value) -> Iterator[Call]:
    """Yield the requests that a JSON document describes, in its order: to endpoints, to Azure Resource Manager, and to who knows where."""
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


def expressions(text: str) -> list[tuple[int, int]]:
    """Return where expressions stand in a text: each `@{…}`, or the whole of a text that is one. `@@` stands for the sign itself."""
    if len(text) > 1 and text[0] == "@" and text[1] not in "{@":
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    at = text.find("@{")
    while at >= 0:
        end = text.find("}", at) + 1
        if not end:
            break
        found.append((at, end))
        at = text.find("@{", end)
    return found


def _sealed(text: str) -> str:
    """Return a text with one character for each expression."""
    last, parts = 0, []
    for start, end in expressions(text):
        parts += [text[last:start], HOLE]
        last = end
    return "".join([*parts, text[last:]])


def written_as(value: Value) -> Value:
    """Return a value, or the expression where a mapping with `type: Expression` holds one."""
    return child(value, "value") if text_of(child(value, "type")) == "Expression" else value


def _call(value: Value) -> Call | None:
    kind = (text_of(child(value, "type")) or "").lower()
    if kind in _WEB:
        return _request(child(value, "typeProperties"), "url", "resource")
    return _request(child(value, "inputs"), "uri", "audience") if kind in _HTTP else None


def _request(given: Value, url: str, audience: str) -> Call | None:
    where = written_as(child(given, url))
    text = _sealed(text_of(where) or "")
    goes_to = leads_to(text)
    if not goes_to and text != HOLE:
        return None
    wanted = child(child(given, "authentication"), audience)
    if (text_of(wanted) or "").startswith("@"):
        wanted = Absent(wanted)
    return Call(where, text, goes_to, wanted, given)
