"""Values that know where they come from and how sure they are: present, absent or unknown.

These three are the only shapes a fact can have. Each is a plain slotted class, since a large repository has many thousands of them.
"""

from __future__ import annotations

from preflight.record import Record
from preflight.source import Position, place_between

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preflight.question import Question
    from preflight.source import Mark, Place, Source

    Scalar = str | int | float | bool
    Data = Scalar | dict[str, "Value"] | list["Value"]


class Teller(Record):
    """Who told a value that no file tells: `live` (the workspace) or `recorded`, of which resource (an ARM id), shown as `name`."""

    source: str
    resource: str
    name: str


class Located:
    """What the three sorts of value share: the source and the stretch of it they stand for, and who told them.

    `key` is the key of a mapping's entry; `origin` is where the text stands that an alias brought here.
    A scalar stands for its text, a mapping or list for the stretch from its key to its end, an absent value for the
    mapping that lacks it. A value worked out from nothing in particular has no place. What the workspace tells has a `teller`,
    and stands where a file names the resource.
    """

    __slots__ = ("end", "key", "origin", "source", "start", "teller")

    source: Source | None
    start: Mark | None
    end: Mark | None
    key: Present | None
    origin: Place | None
    teller: Teller | None

    @property
    def place(self) -> Place | None:
        """Where this value stands, or None when it stands nowhere in a file."""
        if self.source is None or self.start is None or self.end is None:
            return None
        return place_between(self.source, self.start, self.end, self.origin)


class Present(Located):
    """A value that is there: a scalar, a mapping of values or a list of values.

    `rest` says why a mapping or list may hold more than what is known; None when it is complete.
    """

    __slots__ = ("data", "rest")

    def __init__(  # noqa: PLR0913 - the parser fills all of it, once for each node
        self,
        data: Data,
        source: Source | None = None,
        start: Mark | None = None,
        end: Mark | None = None,
        key: Present | None = None,
        rest: Unknown | None = None,
        origin: Place | None = None,
        teller: Teller | None = None,
    ) -> None:
        """Keep data, where it stands and who told it."""
        self.data = data
        self.source = source
        self.start = start
        self.end = end
        self.key = key
        self.rest = rest
        self.origin = origin
        self.teller = teller

    def __repr__(self) -> str:
        """Show the data."""
        return f"Present({self.data!r}{', rest=' + repr(self.rest.reason) if self.rest else ''})"


class Absent(Located):
    """A value that is not there. It stands at the innermost mapping that lacks it, or at the key that holds null."""

    __slots__ = ("name",)

    def __init__(self, near: Located | None = None, name: str | None = None) -> None:
        """Say what is missing, and from where."""
        self.source = near.source if near else None
        self.start = near.start if near else None
        self.end = near.end if near else None
        self.key = near.key if near else None
        self.origin = near.origin if near else None
        self.teller = near.teller if near else None
        self.name = name

    def __repr__(self) -> str:
        """Show what is missing."""
        return f"Absent({self.name!r})"


class Unknown(Located):
    """A value that could not be read: why, and whether anybody was asked.

    `text` is what is written where a placeholder stands: such a value is there, but what it will be is not known.
    `asked` is False when only the workspace could tell and no workspace was named. `permission` is what was missing to read it.
    `questions` are those whose answers would tell it, when a workspace was named and they were not asked yet. `at_run` tells that
    only a run of a script, or of code, tells it: then nobody can be asked.
    """

    __slots__ = ("asked", "at_run", "permission", "questions", "reason", "text")

    def __init__(  # noqa: PLR0913 - each tells something else of why nothing is known
        self,
        reason: str,
        near: Located | None = None,
        *,
        text: str | None = None,
        asked: bool = True,
        permission: str | None = None,
        questions: tuple[Question, ...] = (),
        at_run: bool = False,
    ) -> None:
        """Say why nothing is known, and near which value."""
        self.reason = reason
        self.source = near.source if near else None
        self.start = near.start if near else None
        self.end = near.end if near else None
        self.key = near.key if near else None
        self.origin = near.origin if near else None
        self.teller = near.teller if near else None
        self.text = text
        self.asked = asked
        self.permission = permission
        self.questions = questions
        self.at_run = at_run

    def elsewhere(self, near: Located | None) -> Unknown:
        """Return the same doubt about a value that stands elsewhere."""
        return Unknown(self.reason, near, asked=self.asked, permission=self.permission, questions=self.questions, at_run=self.at_run)

    def __repr__(self) -> str:
        """Show why."""
        return f"Unknown({self.reason!r}{', text=' + repr(self.text) if self.text is not None else ''})"


class Later(Unknown):
    """A value that only the run of a script or of code tells, and that nobody was asked for.

    `expression` is what is written for it: where the same source has the same expression, it comes to the same value.
    """

    __slots__ = ("expression",)

    def __init__(self, reason: str, near: Located | None, expression: str) -> None:
        """Say why nothing is known, near which value, and what is written for it."""
        super().__init__(reason, near, asked=False, at_run=True)
        self.expression = expression

    def same(self) -> tuple[str, str]:
        """Return what tells this value from others: the path of its source, and its expression."""
        return self.source.path if self.source is not None else "", self.expression


Value = Present | Absent | Unknown


def child(value: Value, name: str) -> Value:
    """Return the entry of a mapping.

    Absent from what is absent, from a scalar and from a list; unknown from what is unknown, and where an open mapping lacks it.
    """
    if value.__class__ is Present:
        data = value.data
        if data.__class__ is dict:
            found = data.get(name)
            if found is not None:
                return found
            rest: Unknown | None = value.rest
            if rest is not None:
                return rest.elsewhere(value)
        return Absent(value, name)
    if isinstance(value, Unknown):
        return value.elsewhere(value)
    return Absent(value, name)


def entries(value: Value) -> dict[str, Value]:
    """Return the entries of a mapping; none of anything else."""
    return value.data if isinstance(value, Present) and isinstance(value.data, dict) else {}


def members(value: Value) -> list[Value]:
    """Return the members of a list; none of anything else."""
    return value.data if isinstance(value, Present) and isinstance(value.data, list) else []


def text_of(value: Value) -> str | None:
    """Return the text of a present text; None of anything else, a placeholder included."""
    return value.data if isinstance(value, Present) and isinstance(value.data, str) else None


def raw_text(value: Value) -> str:
    """Return what is written for a text, placeholders and all; nothing of anything else."""
    return (value.text if isinstance(value, Unknown) else text_of(value)) or ""


def written(value: Value) -> bool:
    """Tell whether something is written there: a value, or a placeholder for one."""
    return isinstance(value, Present) or (isinstance(value, Unknown) and value.text is not None)


def fact(data: object, near: Located | None = None) -> Value:
    """Turn plain data into values that stand where `near` stands. None becomes absent; values stay as they are."""
    if isinstance(data, str):
        return placed(data, near)
    if isinstance(data, (Present, Absent, Unknown)):
        return data
    if data is None:
        return Absent(near)
    if isinstance(data, dict):
        return placed({name: fact(item, near) for name, item in data.items()}, near)
    if isinstance(data, (list, tuple)):
        return placed([fact(item, near) for item in data], near)
    if isinstance(data, (int, float)):
        return placed(data, near)
    raise TypeError(f"not a fact: {data!r}")


def placed(data: Data, near: Located | None, rest: Unknown | None = None) -> Present:
    """Return a present value that stands where another value stands, open when `rest` says why it may hold more."""
    if near is None:
        return Present(data, rest=rest)
    return Present(data, near.source, near.start, near.end, near.key, rest, near.origin, near.teller)


def listing(items: Iterable[Value], near: Located | None = None, rest: Unknown | None = None) -> Present:
    """Return a list of values, open when `rest` says why it may have more."""
    return placed(list(items), near, rest)


def mapping(items: Mapping[str, Value], near: Located | None = None, rest: Unknown | None = None) -> Present:
    """Return a mapping of values, open when `rest` says why it may have more."""
    return placed(dict(items), near, rest)


def spot(source: Source, start: tuple[int, int] = (1, 1), end: tuple[int, int] | None = None) -> Located:
    """Return a bare place to put values at; lines and columns count from 1."""
    near = Located()
    near.source = source
    near.start = Position(start[0] - 1, start[1] - 1)
    near.end = Position(end[0] - 1, end[1] - 1) if end else near.start
    near.key = None
    near.origin = None
    near.teller = None
    return near
