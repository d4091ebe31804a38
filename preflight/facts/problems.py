"""What our schemas say of a document, as facts."""

from __future__ import annotations

from preflight.schema_keywords import UNKNOWN_KEY
from preflight.value import Absent, Present, Unknown, child, entries, fact, listing, mapping, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.schema import Problem
    from preflight.value import Located, Value

# Nobody reads more; a hostile file has a hundred times as many.
_MOST = 1_000
_WIDTH = 60
_NAMES = 6
_TOLD = ("kind", "key", "parent", "nearest", "belongs")


def problem_facts(problems: Iterable[Problem], root: Value, signs: Value, later_sdk: str | None = None) -> Value:
    """Return the problems of a document, each with its place; those that the 2021 preview format explains are left out.

    `later_sdk` is the version of an azure-ai-ml that may know the keys that our schemas do not.
    """
    explained = members(signs)
    if len(explained) > 1:
        return listing([], root)
    covered: set[int] = set()
    for sign in explained:
        key = (text_of(sign) or "").partition(".")[0]
        covered |= {id(value) for value in _inside(child(root, key))}
    told = [problem for problem in problems if id(problem.value) not in covered]
    rest = Unknown(f"only the first {_MOST:,} problems of this file are told", root) if len(told) > _MOST else None
    return listing([_fact(problem, later_sdk) for problem in told[:_MOST]], root, rest)


def _inside(value: Value) -> list[Located]:
    found: list[Located] = [value]
    for item in [*entries(value).values(), *members(value)]:
        found += _inside(item)
    return found


def _fact(problem: Problem, later_sdk: str | None) -> Value:
    """Return a problem; an unknown key stands at the key itself."""
    unknown = problem.kind == UNKNOWN_KEY
    near = (problem.value.key or problem.value) if unknown else problem.value
    told: dict[str, Value] = {name: fact(getattr(problem, name), near) for name in _TOLD}
    told["later_sdk"] = Absent(near)
    if unknown and later_sdk is not None:
        told |= {"kind": fact("newer-key", near), "later_sdk": fact(later_sdk, near)}
    words = {"name": _name(problem), "found": found_words(problem.value), "expected": _expected(problem)}
    return mapping({**told, **{name: fact(text, near) for name, text in words.items()}, "value": fact(problem.value)}, near)


def _name(problem: Problem) -> str:
    """Return what a message calls the place: its key, or the list it is in."""
    return f"`{problem.key}`" if problem.key else f"an entry of `{problem.parent}`" if problem.parent else "the document"


def _expected(problem: Problem) -> str:
    """Return what was expected in words that are short enough for a message."""
    if problem.kind != UNKNOWN_KEY:
        return problem.expected
    if problem.belongs is not None:
        return f"it under `{problem.belongs}`" if problem.belongs else "it at the root of the file"
    return problem.expected if problem.expected.count(",") < _NAMES else "a key that is documented"


def found_words(value: Located) -> str:
    """Return what is written somewhere, in the words of a message."""
    if isinstance(value, Absent):
        return "left empty"
    data = value.data if isinstance(value, Present) else getattr(value, "text", "")
    if isinstance(data, dict):
        return "a mapping"
    if isinstance(data, list):
        return "a list"
    text = str(data).lower() if isinstance(data, bool) else str(data)
    return f"`{text}`" if len(text) <= _WIDTH else f"`{text[:_WIDTH]}…`"
