"""Drawing the picture of a project: nodes by what they stand for, each once, and the links between them."""

from __future__ import annotations

from preflight.kind import Kind
from preflight.picture import Knowledge, Node, Picture
from preflight.source import Place
from preflight.value import Absent, Present, Unknown, entries, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from preflight.project.tree import Loaded
    from preflight.source import Source
    from preflight.value import Value

# Values that commands put over one file; a document made of more of them is drawn with the first.
_MOST_PLACES = 100


class Sketch:
    """A picture that is being drawn; a node is known by its key."""

    def __init__(self) -> None:
        """Start with an empty sheet."""
        self._nodes: dict[Hashable, Node] = {}
        self._links: dict[tuple[Hashable, Hashable], None] = {}

    def add(self, key: Hashable, node: Node, above: Hashable | None = None) -> Hashable:
        """Draw a node, and a link to it; of one that is there already, only what was not known of it is added."""
        other = self._nodes.get(key)
        self._nodes[key] = node if other is None else _merged(other, node)
        if above is not None and above != key:
            self._links[above, key] = None
        return key

    def link(self, above: Hashable, below: Hashable) -> None:
        """Draw a link between two nodes."""
        self._links[above, below] = None

    def has(self, key: Hashable) -> bool:
        """Tell whether there is a node of that key."""
        return key in self._nodes

    def picture(self) -> Picture:
        """Return what was drawn."""
        numbers = {key: number for number, key in enumerate(self._nodes)}
        links = tuple((numbers[above], numbers[below]) for above, below in self._links if above in numbers and below in numbers)
        return Picture(tuple(self._nodes.values()), links)


def _merged(seen: Node, more: Node) -> Node:
    """Return a node with what two drawings of it say; that it was checked comes before why it was not."""
    known = seen if seen.knowledge is Knowledge.CHECKED or more.knowledge is not Knowledge.CHECKED else more
    places = tuple(dict.fromkeys((*seen.places, *more.places)))
    resources = tuple(dict.fromkeys((*seen.resources, *more.resources)))
    return Node(seen.role, seen.name or more.name, places, resources, known.knowledge, known.doubt)


def key_of(loaded: Loaded) -> Hashable:
    """Return what tells the node of a document from all others: a script and a conda file are known by their path."""
    return ("text", loaded.document.source.path) if loaded.kind in (Kind.CONDA, Kind.MLMODEL) else ("document", id(loaded.document.root))


def whole(source: Source) -> Place:
    """Return all of a text as a place."""
    return Place(source, 1, 1, len(source.starts) + 1, 1)


def place_of(value: Value) -> tuple[Place, ...]:
    """Return where a value stands, its key included; nothing for one that stands nowhere."""
    place = value.place
    if place is None:
        return ()
    key = value.key.place if value.key is not None and not isinstance(value, Absent) else None
    if key is None or key.source is not place.source or (key.line, key.column) > (place.line, place.column):
        return (place,)
    return (Place(place.source, key.line, key.column, place.end_line, place.end_column),)


def elsewhere(value: Value, source: Source) -> tuple[Place, ...]:
    """Return the places of those parts of a document that stand in another text: a command put them over the file."""
    found: dict[Place, None] = {}
    for part in _parts(value):
        if part.source is not source and part.place is not None:
            found[part.place] = None
            if len(found) == _MOST_PLACES:
                break
    return tuple(found)


def _parts(value: Value) -> Iterator[Value]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [*entries(one).values(), *members(one)]


def knowledge_of(told: Value, absent: str) -> tuple[Knowledge, str]:
    """Return how much is known of what a value tells, and why not more; `absent` says what it means that there is none."""
    if isinstance(told, Present):
        return Knowledge.CHECKED, ""
    if isinstance(told, Unknown):
        return (Knowledge.UNKNOWN if told.asked else Knowledge.NOT_ASKED), told.reason
    return Knowledge.MISSING, absent
