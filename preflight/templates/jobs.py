"""Batch jobs that pipelines of Azure Data Factory, Synapse and Fabric and workflows of Logic Apps send, as documents of `invoke`.

https://learn.microsoft.com/azure/machine-learning/how-to-use-batch-azure-data-factory;
https://learn.microsoft.com/azure/data-factory/control-flow-expression-language-functions.
"""

from __future__ import annotations

from preflight.az.invocation import sent
from preflight.az.request import SCORING, Request
from preflight.jsontext import NotJson, json_value, read_json
from preflight.passage import Builder, Hole, Passage, Pieced
from preflight.pattern import Pattern
from preflight.templates.calls import expressions, written_as
from preflight.value import Absent, Present, Unknown, child, entries, listing, mapping, members, placed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.az.invocation import Invocation
    from preflight.templates.calls import Call
    from preflight.value import Located, Value

_OF_ML = Pattern(r"(?i)https://ml\.azure\.[a-z.]+/?\Z")
_DEPLOYMENT = "azureml-model-deployment"
# Functions that leave a text as it is, and the one that joins texts.
_JOINING = Pattern(r"(?i)\s*(?:json|string|concat)\s*\(")
_LITERAL = Pattern(r"\s*'((?:[^']|'')*)'\s*")
_ARGUMENT = Pattern(r"(?:[^'(),]|'(?:[^']|'')*')*")
_CLOSING = Pattern(r"[)\s]*\Z")
_LONGEST = 100_000


def job_of(call: Call) -> Invocation | None:
    """Return the job that a request sends; None for one that sends none, or may be for another service."""
    if not _posts(call) or (call.goes_to != SCORING and (call.goes_to or _OF_ML.match(text_of(call.audience) or "") is None)):
        return None
    return sent(
        Request(
            url=_told(call.url),
            goes_to=SCORING,
            method="POST",
            body=_body(written_as(child(call.given, "body"))),
            fault=None,
            deployment=_deployment(written_as(child(call.given, "headers"))),
            token=None,
            near=call.given,
            conditional=False,
            script=None,
        )
    )


def _posts(call: Call) -> bool:
    return (text_of(child(call.given, "method")) or "").upper() == "POST"


def _deployment(headers: Value) -> Value:
    """Return the deployment that a header names; unknown where it is not known what headers there are."""
    named = next((item for key, item in entries(headers).items() if key.lower() == _DEPLOYMENT), None)
    if named is not None:
        return _told(named)
    return Absent(headers, _DEPLOYMENT) if isinstance(headers, Absent) or entries(headers) else _later("what headers are sent", headers)


def _body(body: Value) -> Value:
    """Return what is sent: a mapping as it is, or a text of JSON, with what expressions make of it left unknown."""
    text = text_of(body)
    if text is None:
        return _told(body)
    written = _passage(body)
    if written is not None:
        is_expression = text[:1] == "@" and text[:2] not in ("@{", "@@")
        passage = _joined(written) if is_expression else _with_holes(written)
        made = json_value(passage)[0] if passage is not None else None
        if isinstance(made, Present):
            return made
    return _later("what is sent", body)


def _told(value: Value) -> Value:
    """Return a value in which what an expression makes is unknown."""
    value = written_as(value)
    if isinstance(value, Present) and isinstance(value.data, dict):
        return mapping({key: _told(item) for key, item in entries(value).items()}, value)
    if isinstance(value, Present) and isinstance(value.data, list):
        return listing([_told(item) for item in members(value)], value)
    text = text_of(value)
    if text is None:
        return value
    if expressions(text):
        return Unknown(_reason(text), value, text=text)
    return placed(text.replace("@@", "@", 1), value) if text[:2] == "@@" else value


def _reason(text: str) -> str:
    return f"`{text}` is worked out when the pipeline runs"


def _later(what: str, near: Located) -> Unknown:
    return Unknown(f"{what} is worked out when the pipeline runs", near, asked=False, at_run=True)


def _passage(value: Value) -> Pieced | None:
    """Return the text of a JSON string with the place of each character; None where the text stands in another sort of file."""
    source, start, end = value.source, value.start, value.end
    if source is None or start is None or end is None:
        return None
    try:
        node, _ = read_json(Passage(source).part(source.offset(start), source.offset(end)))
    except NotJson:
        return None
    return node.data if isinstance(node.data, Pieced) and len(node.data.text) <= _LONGEST else None


def _with_holes(passage: Pieced) -> Passage:
    """Return a text in which each `@{…}` is a hole."""
    text = passage.text
    holes = [(start, end, Hole(text[start:end], _reason(text[start:end]))) for start, end in expressions(text)]
    return Pieced(passage, text, [(0, 0, -1)], holes) if holes else passage


def _joined(passage: Pieced) -> Passage | None:
    """Return what `@concat('…', …)` makes, each argument that is no literal being a hole; None of other expressions."""
    text, at, made = passage.text, 1, Builder(passage)
    while (name := _JOINING.compiled.match(text, at)) is not None:
        at = name.end()
    while at > 1:
        literal = _LITERAL.compiled.match(text, at)
        end = literal.end() if literal is not None else _end_of_argument(text, at)
        if literal is not None and text[end : end + 1] in (",", ")"):
            _add_literal(made, text, *literal.span(1))
        else:
            end = _end_of_argument(text, at)
            made.hole(Hole(text[at:end].strip(), _reason(text[at:end].strip())), at, end)
        if text[end : end + 1] != ",":
            return made.built((0, len(text))) if text[end : end + 1] == ")" and _CLOSING.compiled.match(text, end) else None
        at = end + 1
    return None


def _add_literal(made: Builder, text: str, start: int, end: int) -> None:
    """Add a literal, in which two quotes stand for one."""
    while (quote := text.find("''", start, end)) >= 0:
        made.same(start, quote + 1)
        start = quote + 2
    made.same(start, end)


def _end_of_argument(text: str, at: int) -> int:
    """Return where an argument ends: at a comma or at the bracket that closes the call around it."""
    depth = 0
    while at < len(text):
        found = _ARGUMENT.compiled.match(text, at)
        at = found.end() if found is not None else at
        sign = text[at : at + 1]
        if sign == "'" or (depth == 0 and sign in ",)"):
            return at
        depth += {"(": 1, ")": -1}.get(sign, 0)
        at += 1
    return len(text)
