"""Paths: an RFC 9535 query with a named root, without filters."""

from __future__ import annotations

from functools import cache

from preflight.pattern import Pattern
from preflight.value import Absent, Present, Unknown, child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from preflight.language.verdict import Scope
    from preflight.value import Value

    # A name, a number in a list, or None for `.*`: a key may be called `*`.
    Step = str | int | None

_ROOT = Pattern(r"[^\W\d]\w*")
_STEP = Pattern(r"\.([^\W\d]\w*)|(\.\*)|\['([^']+)'\]|\[([0-9]{1,9})\]")


class PathError(ValueError):
    """A text that is no path: what cannot be read in it."""


class Path:
    """A path as written, ready to be read in a scope."""

    __slots__ = ("_members_of", "_named", "plural", "root", "steps", "text")

    def __init__(self, text: str) -> None:
        """Read a path.

        Raises PathError for what is no path.
        """
        self.text = text
        self.root, self.steps = _parts(text)
        self.plural = None in self.steps
        self._named = all(step.__class__ is str for step in self.steps)
        names = [step for step in self.steps[:-1] if isinstance(step, str)]
        # Nearly all plural paths are names and one `.*` at the end.
        self._members_of = names if self.steps[-1:] == (None,) and len(names) == len(self.steps) - 1 else None

    def one(self, scope: Scope) -> Value:
        """Return the one value of a path that is not plural."""
        value = scope[self.root]
        if self._named:
            return _reached(value, self.steps)  # type: ignore[arg-type]  # these steps are names
        for step in self.steps:
            value = _step(value, step)
        return value

    def many(self, scope: Scope) -> tuple[list[Value], Unknown | None]:
        """Return all values of a path, and why there may be more; None when these are all."""
        if self._members_of is not None:
            return _members(_reached(scope[self.root], self._members_of))
        found = [scope[self.root]]
        rest: Unknown | None = None
        for step in self.steps:
            if step is not None:
                found = [_step(value, step) for value in found]
                continue
            inner: list[Value] = []
            for value in found:
                if isinstance(value, Unknown):
                    rest = rest or value
                elif isinstance(value, Present):
                    data = value.data
                    if isinstance(data, (dict, list)):
                        inner += data.values() if isinstance(data, dict) else data
                        rest = rest or value.rest
            found = inner
        return found, rest

    def is_empty(self, scope: Scope) -> bool:
        """Tell whether a path surely has no values."""
        found, rest = self.many(scope)
        return not found and rest is None

    def around(self, scope: Scope) -> Iterator[Value]:
        """Yield what the first `.*` ranges over, else the value, and then all that holds it, innermost first."""
        trail = [scope[self.root]]
        for step in self.steps:
            if step is None:
                break
            trail.append(_step(trail[-1], step))
        yield from reversed(trail)


@cache
def read_path(text: str) -> Path:
    """Return the path that a rule writes; rules write the same few again and again.

    Raises PathError for what is no path.
    """
    return Path(text)


def _reached(value: Value, names: Sequence[str]) -> Value:
    """Return what lies at the end of some names."""
    for name in names:
        # What `child` would find at once: half of all steps, and calls cost as much as the rest.
        data = value.data if value.__class__ is Present else None
        found = data.get(name) if data.__class__ is dict else None
        value = child(value, name) if found is None else found
    return value


def _members(value: Value) -> tuple[list[Value], Unknown | None]:
    """Return what a collection holds, and why it may hold more."""
    if value.__class__ is Present:
        data = value.data
        if data.__class__ is list:
            return data, value.rest
        return (list(data.values()), value.rest) if isinstance(data, dict) else ([], None)
    return [], value if isinstance(value, Unknown) else None


def _parts(text: str) -> tuple[str, tuple[Step, ...]]:
    """Return the root of a path and its steps."""
    root, *names = text.split(".")
    if root.isidentifier() and all(name == "*" or name.isidentifier() for name in names):
        return root, tuple(None if name == "*" else name for name in names)  # most paths are so, and splitting is fast
    match = _ROOT.match(text)
    if match is None:
        raise PathError(f"not a path: `{text}`")
    return match.group(), tuple(_steps(text, match.end()))


def _steps(text: str, start: int) -> Iterator[Step]:
    while start < len(text):
        match = _STEP.compiled.match(text, start)
        if match is None:
            raise PathError(f"cannot read `{text[start:]}` in the path `{text}`: use .name, .*, ['name'] or [0]")
        name, every, quoted, index = match.groups()
        yield int(index) if index else None if every else name or quoted
        start = match.end()


def _step(value: Value, step: Step) -> Value:
    if not isinstance(step, int):
        return child(value, step)  # type: ignore[arg-type]  # only what is plural has None, and is not read here
    if isinstance(value, Unknown):
        return value.elsewhere(value)
    if isinstance(value, Present) and isinstance(value.data, list):
        if step < len(value.data):
            return value.data[step]
        if value.rest is not None:
            return value.rest.elsewhere(value)
    return Absent(value, str(step))
