"""One entry of the table of facts, and how entries are written down."""

from __future__ import annotations

from preflight.record import Record

FILE = "file"
WORKSPACE = "workspace"


class Fact(Record):
    """One fact: its name, what sort of value it is, what it means, and who can tell.

    `sort` is `text`, `number`, `boolean`, `mapping`, `list` or `any` (as the file has it). `parts` are what a mapping holds,
    `member` is what a list holds; a mapping or list of sort `any` holds whatever the file does. `asks` are the resources
    (words of preflight/question.py) that must be read to know the fact where the workspace tells it.
    """

    name: str
    sort: str
    doc: str
    parts: tuple[Fact, ...] = ()
    member: Fact | None = None
    sources: tuple[str, ...] = (FILE,)
    asks: tuple[str, ...] = ()

    def part(self, name: str) -> Fact | None:
        """Return what a mapping holds under a name."""
        return next((part for part in self.parts if part.name == name), None)


def text(name: str, doc: str) -> Fact:
    """Return a fact that is a text."""
    return Fact(name, "text", doc)


def number(name: str, doc: str) -> Fact:
    """Return a fact that is a number."""
    return Fact(name, "number", doc)


def boolean(name: str, doc: str) -> Fact:
    """Return a fact that is true or false."""
    return Fact(name, "boolean", doc)


def anything(name: str, doc: str) -> Fact:
    """Return a fact that is as the file has it."""
    return Fact(name, "any", doc)


def mapping(name: str, doc: str, *parts: Fact) -> Fact:
    """Return a fact that holds others by name."""
    return Fact(name, "mapping", doc, parts)


def list_of(name: str, doc: str, member: Fact) -> Fact:
    """Return a fact that holds any number of others."""
    return Fact(name, "list", doc, member=member)


def live(fact: Fact, *asks: str) -> Fact:
    """Return a fact that only the workspace tells, with all that it holds."""
    return _told(fact, (WORKSPACE,), asks)


def also_live(fact: Fact, *asks: str) -> Fact:
    """Return a fact that the workspace tells, else a file, with all that it holds."""
    return _told(fact, (FILE, WORKSPACE), asks)


def _told(fact: Fact, sources: tuple[str, ...], asks: tuple[str, ...]) -> Fact:
    """Return a fact with its sources; what is in it and has resources of its own keeps them."""
    if fact.asks:
        return fact
    parts = tuple(_told(part, sources, asks) for part in fact.parts)
    member = _told(fact.member, sources, asks) if fact.member is not None else None
    return Fact(fact.name, fact.sort, fact.doc, parts, member, sources, asks)
