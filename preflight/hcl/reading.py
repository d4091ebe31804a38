"""HCL text as values with their places: what is literal, and expressions that only a run of Terraform works out."""

from __future__ import annotations

from preflight.hcl.cursor import DEEPEST, Cursor, NotHcl
from preflight.pattern import Pattern
from preflight.value import Absent, Later, Present, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.passage import Passage
    from preflight.value import Value

_LONGEST_NUMBER = 40
_NAME = Pattern(r"[^\W\d][\w-]*")
_KEY = Pattern(r"[\w.-]+")
_NUMBER = Pattern(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])")
_WORD = Pattern(r"(?:true|false|null)(?![\w.(-])")
_ENCODE = Pattern(r"jsonencode[ \t]*\(")
_FOR = Pattern(r"[\[{]\s*for\s")
_WORDS = {"true": True, "false": False}


def hcl_value(text: Passage) -> Value:
    """Return what a file holds: attributes by their names, blocks by their types and labels, as Terraform's JSON syntax has them.

    Blocks that stand there more than once are a list. What `jsonencode` is given stands for its text. An expression is a `Later`,
    which tells what is written for it. Unknown where the text is no HCL.
    """
    reader = _Reader(text)
    near = text.spot()
    try:
        return Present(reader.body(0), near.source, near.start, near.end)
    except NotHcl as refused:
        return Unknown(f"not HCL: {refused.reason}", text.spot(refused.offset, min(refused.offset + 1, len(text.text))))


class _Reader:
    """Reads one text."""

    def __init__(self, text: Passage) -> None:
        self._text = text
        self._cursor = Cursor(text.text)

    def body(self, depth: int) -> dict[str, Value]:
        """Return what a file holds, or a block up to its end."""
        cursor = self._cursor
        self._check(depth)
        found: dict[str, Value] = {}
        while True:
            cursor.blank()
            if cursor.take("}"):
                if not depth:
                    raise NotHcl(cursor.at - 1, "`}` is unexpected")
                return found
            if cursor.at == len(cursor.raw):
                if depth:
                    raise NotHcl(cursor.at, "a block is not closed")
                return found
            key = self._name(_NAME)
            cursor.inline()
            if cursor.take("="):
                found[str(key.data)] = self._expression(depth, key)
            else:
                self._block(found, key, depth)

    def _block(self, holder: dict[str, Value], key: Present, depth: int) -> None:
        """Read a block from its labels on, and put it where its type and its labels say."""
        names = [str(key.data)]
        while not self._cursor.take("{"):
            names.append(self._label())
            self._cursor.inline()
        start = self._cursor.at - 1
        made = self._placed(Present(self.body(depth + 1)), start, key)
        for outer in names[:-1]:
            inside = holder.setdefault(outer, self._placed(Present({}), start, key))
            if not isinstance(inside, Present) or not isinstance(inside.data, dict):
                raise NotHcl(start, f"`{outer}` is there already, and is no block")
            holder = inside.data
        before = holder.get(names[-1])
        if before is None:
            holder[names[-1]] = made
        elif isinstance(before, Present) and isinstance(before.data, list):
            before.data.append(made)
        else:
            holder[names[-1]] = self._placed(Present([before, made]), start, key)

    def _label(self) -> str:
        if not self._cursor.sees('"'):
            return str(self._name(_NAME).data)
        start = self._cursor.at
        text = self._cursor.string()
        if text is None:
            raise NotHcl(start, "a label is worked out")
        return text

    def _name(self, pattern: Pattern) -> Present:
        start = self._cursor.at
        text = self._cursor.taken(pattern)
        if text is None:
            raise NotHcl(start, "a name is expected")
        near = self._text.spot(start, self._cursor.at)
        return Present(text, near.source, near.start, near.end)

    def _expression(self, depth: int, key: Present | None) -> Value:
        """Return the value of an expression: a literal, or what only a run works out."""
        cursor = self._cursor
        self._check(depth)
        cursor.inline()
        start = cursor.at
        made = self._literal(depth)
        if made is not None:
            placed = self._placed(made, start, key)
            cursor.inline()
            if cursor.is_over():
                return placed
        cursor.at = start
        cursor.expression()
        text = cursor.raw[start : cursor.at].rstrip()
        if not text:
            raise NotHcl(start, "a value is expected")
        near = self._text.spot(start, start + len(text))
        near.key = key
        return Later(f"`{text}` is worked out when Terraform runs", near, text)

    def _literal(self, depth: int) -> Value | None:
        """Return what begins here and is written out, without its place; None for everything else."""
        cursor = self._cursor
        if _FOR.compiled.match(cursor.raw, cursor.at) is not None:
            return None
        if cursor.take("{"):
            return self._object(depth + 1)
        if cursor.take("["):
            return self._tuple(depth + 1)
        if cursor.sees('"') or cursor.sees("<<"):
            text = cursor.string() if cursor.sees('"') else cursor.heredoc()
            return None if text is None else Present(text)
        if cursor.taken(_ENCODE) is not None:
            cursor.blank()
            made = self._expression(depth + 1, None)
            cursor.blank()
            return made if cursor.take(")") and not isinstance(made, Later) else None
        return self._plain()

    def _plain(self) -> Value | None:
        """Return a number, `true`, `false` or `null`."""
        word = self._cursor.taken(_WORD)
        if word is not None:
            return Absent() if word == "null" else Present(_WORDS[word])
        text = self._cursor.taken(_NUMBER)
        if text is None or len(text) > _LONGEST_NUMBER:
            return None
        return Present(int(text) if text.lstrip("-").isdecimal() else float(text))

    def _object(self, depth: int) -> Value:
        cursor = self._cursor
        found: dict[str, Value] = {}
        cursor.blank()
        while not cursor.take("}"):
            key = self._key()
            cursor.inline()
            if not (cursor.take("=") or cursor.take(":")):
                raise NotHcl(cursor.at, "`=` is expected")
            cursor.blank()
            item = self._expression(depth, key)
            if key is not None:
                found[str(key.data)] = item
            cursor.blank()
            cursor.take(",")
            cursor.blank()
        return Present(found)

    def _key(self) -> Present | None:
        """Return a key of an object; None for one that is worked out."""
        start = self._cursor.at
        if self._cursor.take("("):
            self._cursor.parenthesis()
            return None
        if not self._cursor.sees('"'):
            return self._name(_KEY)
        text = self._cursor.string()
        near = self._text.spot(start, self._cursor.at)
        return None if text is None else Present(text, near.source, near.start, near.end)

    def _tuple(self, depth: int) -> Value:
        cursor = self._cursor
        found: list[Value] = []
        cursor.blank()
        while not cursor.take("]"):
            found.append(self._expression(depth, None))
            cursor.blank()
            if not cursor.take(",") and not cursor.sees("]"):
                raise NotHcl(cursor.at, "`,` or `]` is expected")
            cursor.blank()
        return Present(found)

    def _placed(self, value: Value, start: int, key: Present | None) -> Value:
        """Return a value that stands from an offset up to here."""
        near = self._text.spot(start, self._cursor.at)
        value.source, value.start, value.end, value.key = near.source, near.start, near.end, key
        value.origin = value.teller = None
        return value

    def _check(self, depth: int) -> None:
        if depth > DEEPEST:
            raise NotHcl(self._cursor.at, "more than anybody writes")
