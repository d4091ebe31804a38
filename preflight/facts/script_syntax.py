"""Reading a script into a syntax tree, and what keeps it from being one. Nothing of the script is ever run."""

from __future__ import annotations

import ast
import sys
import warnings

from preflight.facts.script_places import Places
from preflight.pattern import Pattern
from preflight.value import Absent, Unknown, fact, mapping, spot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Source
    from preflight.value import Located, Value

    Version = tuple[int, int]

# Characters. Scripts are some thousand long; this many take a few seconds at worst.
LONGEST = 500_000

_BREAK = Pattern("\r\n|[\n\r]")

# What later versions of Python brought, as an older parser sees it: since when, its message, and the line it stops at.
_LATER = (
    ((3, 12), Pattern(r"f-string(?!: (?:empty expression|single '}'|invalid syntax))"), Pattern("")),
    ((3, 12), Pattern("unterminated string literal"), Pattern(r"""(?i).*\b(?:f|rf|fr)["']""")),
    ((3, 12), Pattern(""), Pattern(r"\s*(?:async\s+def|def|class)\s+\w+\s*\[|\s*type\s+\w+\s*[\[=]")),
    ((3, 14), Pattern("multiple exception types must be parenthesized"), Pattern("")),
    ((3, 14), Pattern(""), Pattern(r"""(?i).*\b(?:t|rt|tr)["']""")),
)

# What the parser says of syntax that an older Python lacks, and the nodes it says it of.
_NEWER: dict[str, tuple[type[ast.stmt | ast.expr], ...]] = {
    "Pattern matching": (ast.Match,),
    "Exception groups": (ast.TryStar,),
    "Assignment expressions": (ast.NamedExpr,),
}

# `with (open(path)):` is fine in every Python, but when an older one is asked for, the parser takes it for a list of managers.
_MISTAKEN = "Parenthesized context managers"


def read(source: Source, feature_version: Version | None = None) -> tuple[ast.Module | None, Value]:
    """Return the tree of a script, or None, and the fact `script.syntax_error`.

    The error is absent when the script parses, unknown when that cannot be told here, else a mapping with its message and place.
    With a feature version the script must also parse with that Python; when only this fails, the tree is returned too.
    """
    start = spot(source)
    if len(source.text) > LONGEST:
        return None, Unknown(f"the script has {len(source.text)} characters: more than {LONGEST} are not read", start)
    if "\0" in source.text:
        before = _BREAK.split(source.text[: source.text.index("\0")])
        return None, _problem(source, "does not parse: it holds a null byte", (len(before), len(before[-1]) + 1))
    try:
        tree = _parse(source.text)
        older = older_error(source, feature_version)
    except SyntaxError as error:
        return None, _failure(source, error, feature_version)
    except (RecursionError, MemoryError):
        return None, Unknown("the script is nested too deeply to be read", start)
    except UnicodeEncodeError:
        return None, Unknown("the script holds half of a surrogate pair, which is no character", start)
    return tree, older or Absent(start, "syntax_error")


def unread(error: Value) -> Unknown:
    """Return why nothing else is known of a script without a tree; `error` is its fact `script.syntax_error`."""
    place = error.place
    reason = error.reason if isinstance(error, Unknown) else f"the script does not parse: line {place.line if place else 1}"
    return Unknown(reason, error)


def _parse(text: str, version: Version | None = None) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a wrong escape in a string warns on stderr
        return ast.parse(text, feature_version=version)


def older_error(source: Source, version: Version | None) -> Value | None:
    """Return why a script that parses here does not with an older version of Python; None when it does, or when that is not older.

    Raises what the parser raises of a script that does not parse here.
    """
    if version is None or not (3, 0) <= version < sys.version_info[:2]:
        return None
    try:
        _parse(source.text, version)
    except SyntaxError as error:
        if error.msg.startswith(_MISTAKEN):
            return None
        message = f"does not parse with Python {version[0]}.{version[1]}: {_plain(error)}"
        newer = _first_newer(source, error.msg)
        return _problem(source, message, *_ends(source, error)) if newer is None else _problem_at(newer, message)
    return None


def _first_newer(source: Source, message: str) -> Located | None:
    """Return the first statement or expression that a message is about; the parser names the end of it."""
    sort = next((sort for said, sort in _NEWER.items() if message.startswith(said)), None)
    if sort is None:
        return None
    found = [node for node in ast.walk(_parse(source.text)) if isinstance(node, sort)]
    first = min(found, key=lambda node: (node.lineno, node.col_offset), default=None)
    return None if first is None else Places(source).of(first)


def _failure(source: Source, error: SyntaxError, version: Version | None) -> Value:
    start, end = _ends(source, error)
    running = sys.version_info[:2]
    if (version is None or version > running) and _is_later(error.msg, source.line(start[0]), running):
        reason = f"line {start[0]} does not parse with Python {running[0]}.{running[1]}, which preflight runs on, but may with a later one"
        return Unknown(reason, spot(source, start, end))
    return _problem(source, f"does not parse: {_plain(error)}", start, end)


def _is_later(message: str, line: str, running: Version) -> bool:
    return any(running < since and said.match(message) and written.match(line) for since, said, written in _LATER)


def _problem(source: Source, message: str, start: tuple[int, int], end: tuple[int, int] | None = None) -> Value:
    return _problem_at(spot(source, start, end), message)


def _problem_at(near: Located, message: str) -> Value:
    return mapping({"message": fact(message, near)}, near)


def _plain(error: SyntaxError) -> str:
    return error.msg[:1].lower() + error.msg[1:]


def _ends(source: Source, error: SyntaxError) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Return where an error stands; the parser may name a line past the last one, column 0, and an end before the start."""
    line = error.lineno or 1
    start = (line, min(max(error.offset or 1, 1), len(source.line(line)) + 1))
    end = (error.end_lineno or 0, error.end_offset or 0)
    return start, end if end > start else None
