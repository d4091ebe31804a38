"""What expressions of code that sends tokens stand for: tokens, headers with them, and URLs."""

from __future__ import annotations

import ast

from preflight.az.request import SCORING
from preflight.passage import HOLE
from preflight.record import Record
from preflight.value import Unknown, placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.script_places import Places
    from preflight.value import Value

GETTING, PROVIDER = "get_token", "get_bearer_token_provider"
_SCORING_URI = frozenset({"scoring_uri", "scoringUri"})
_MARKS = ("://", ".default")
_DEEPEST = 40
_LONGEST = 2_000


class Use(Record):
    """A request that a token is sent with: to which service, and its URL, with `HOLE` for what is not known of it."""

    service: str
    url: Value
    text: str


class Call(Record):
    """A call that gets a token: its name, for what, and the requests that are sent with it."""

    name: Value
    resource: Value
    uses: list[Use]


class Token(Record):
    """A token, or a text with it."""

    call: Call


class Provider(Record):
    """A function that returns a token."""

    call: Call


class Headers(Record):
    """Headers with a token."""

    call: Call


class Text(Record):
    """A text, with `HOLE` for what is not known of it; `service` is what a URL leads to that nothing is known of."""

    text: str
    service: str = ""


if TYPE_CHECKING:
    Meaning = Token | Provider | Headers | Text


class TokenValues:
    """Works out expressions with what names stand for at a point of the code. Nothing is run."""

    def __init__(self) -> None:
        """Start with no names and no calls; `places` tells where nodes stand."""
        self.names: dict[str, Meaning] = {}
        self.calls: dict[tuple[int, int], Call] = {}
        self.places: Places
        self._depth = 0

    def meaning(self, node: ast.expr) -> Meaning | None:
        """Return what an expression is; None for what is followed no further."""
        if self._depth > _DEEPEST:
            return None
        self._depth += 1
        try:
            return self._worked_out(node)
        finally:
            self._depth -= 1

    def _worked_out(self, node: ast.expr) -> Meaning | None:
        match node:
            case ast.Name(id=name):
                return self.names.get(name)
            case ast.Constant(value=str(text)):
                return Text(text[:_LONGEST])
            case ast.Await(value=value):
                return self.meaning(value)
            case ast.Attribute(attr=name):
                return self._member(node.value, name)
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                return self._member(node.value, name)
            case ast.JoinedStr():
                return self._joined([one.value if isinstance(one, ast.FormattedValue) else one for one in node.values])
            case ast.BinOp(op=ast.Add()):
                return self._joined([node.left, node.right])
            case ast.Dict():
                return self._headers(node)
            case ast.Call():
                return self._called(node)
            case _:
                return None

    def _member(self, holder: ast.expr, name: str) -> Meaning | None:
        if name in _SCORING_URI:
            return Text(HOLE, SCORING)
        found = self.meaning(holder) if name in ("token", "accessToken", "access_token") else None
        return found if isinstance(found, Token) else None

    def _joined(self, parts: list[ast.expr]) -> Meaning | None:
        meanings = [self.meaning(part) for part in parts]
        token = next((one for one in meanings if isinstance(one, Token)), None)
        if token is not None:
            return token
        first = meanings[0] if meanings else None
        texts = [one.text if isinstance(one, Text) else HOLE for one in meanings]
        whole = "".join(texts)
        return Text(whole[:_LONGEST], first.service if isinstance(first, Text) else "")

    def _headers(self, node: ast.Dict) -> Meaning | None:
        found: Meaning | None = None
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                more = self.meaning(value)
                found = more if isinstance(more, Headers) else None
            elif is_authorization(key):
                meaning = self.meaning(value)
                found = Headers(meaning.call) if isinstance(meaning, Token) else None
        return found

    def _called(self, node: ast.Call) -> Meaning | None:
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
        if name == PROVIDER:
            call = self._got(node, node.args[1:])
            return Provider(call) if call is not None else None
        if name == GETTING and isinstance(function, ast.Attribute):
            call = self._got(node, node.args)
            return Token(call) if call is not None else None
        provider = self.names.get(name) if isinstance(function, ast.Name) else None
        return Token(provider.call) if isinstance(provider, Provider) else None

    def _got(self, node: ast.Call, scopes: list[ast.expr]) -> Call | None:
        """Return the call that gets a token for some scopes; the same for the same place in the code."""
        near = self.places.of(node.func)
        at = (near.start.line, near.start.column) if near.start is not None else (0, 0)
        known = self.calls.get(at)
        if known is not None or not scopes:
            return known
        meaning = self.meaning(scopes[0])
        place = self.places.of(scopes[0])
        if len(scopes) == 1 and isinstance(meaning, Text) and HOLE not in meaning.text:
            if not any(mark in meaning.text for mark in _MARKS):
                return None
            resource: Value = placed(meaning.text, place)
        else:
            resource = Unknown("for what this token is is not known before the code runs", place, asked=False, at_run=True)
        made = self.calls[at] = Call(placed(GETTING, near), resource, [])
        return made


def is_authorization(node: ast.expr) -> bool:
    """Tell whether a key is the one that a token stands under."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() == "authorization"
