"""YAML text to values that keep their places."""

from __future__ import annotations

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs forget it
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from preflight.pattern import Pattern
from preflight.record import Record
from preflight.scalar import has_placeholder
from preflight.value import Absent, Present, Unknown, entries, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any as Event  # the stubs do not say which event has what

    from preflight.scalar import Dialect
    from preflight.source import Mark, Source
    from preflight.value import Value

# Far beyond what people write, and small enough that a hostile file costs neither time nor memory.
MAX_DEPTH = 100
MAX_VALUES = 100_000

# Not after a `#`, where it may be a comment, nor after a quote: there it does no harm.
_BARE_TEMPLATE = Pattern(r"(?m)^[^#'\"\n]*?(?:(?<!\$)\{\{|\{%)")
_OWN_TAGS = "tag:yaml.org,2002:"
# What `yaml.safe_load` builds.
_SCALAR_TAGS = frozenset({"null", "bool", "int", "float", "binary", "timestamp", "str"})
_COLLECTION_TAGS = {MappingStartEvent: frozenset({"map", "set"}), SequenceStartEvent: frozenset({"seq", "omap", "pairs"})}
_TEMPLATE = "template placeholders `{{…}}`: not YAML until they are filled in"


class Fault(Record):
    """Why a text, or a part of it, cannot be read as azure-ai-ml would: the line (from 1) and the reason."""

    line: int
    reason: str


class Duplicate(Record):
    """A key that is written twice in one mapping; the later one counts."""

    key: Present
    first: Present


class Document(Record):
    """One YAML document: its root value, its duplicate keys, and what azure-ai-ml would refuse though it could be read here."""

    source: Source
    root: Value
    duplicates: tuple[Duplicate, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Refused(Exception):
    """Ends the reading of a text that goes beyond a limit or is no YAML."""

    def __init__(self, mark: Mark, reason: str) -> None:
        self.fault = Fault(mark.line + 1, reason)


def parse(source: Source, dialect: Dialect) -> Document | Fault:
    """Read a text as one YAML document.

    Of several documents the first is read, and the rest told as a fault.
    """
    try:
        return _Builder(source, dialect).document()
    except _Refused as refused:
        return _told_as_template(source, refused.fault)
    except yaml.MarkedYAMLError as error:
        return _told_as_template(source, _syntax_fault(source, error))
    except yaml.reader.ReaderError as error:
        before = source.text.encode("utf-8", "surrogatepass")[: error.position]
        return Fault(before.count(b"\n") + 1, "a control character: YAML does not allow it")


def _syntax_fault(source: Source, error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "not YAML"
    line = mark.line + 1 if mark else 1
    if mark is not None and source.line(line)[mark.column : mark.column + 1] == "\t":
        problem = "a tab is used for indentation"
    return Fault(line, f"not YAML: {problem}")


def _told_as_template(source: Source, fault: Fault) -> Fault:
    """Name the likely cause where a text that is no YAML holds template marks."""
    found = _BARE_TEMPLATE.search(source.text)
    if found is None:
        return fault
    return Fault(source.text.count("\n", 0, found.end()) + 1, _TEMPLATE)


class _Builder:
    """Builds the values of one text from libyaml's events.

    Events and not PyYAML's nodes, since these forget where an alias stands and share what it expands to.
    """

    def __init__(self, source: Source, dialect: Dialect) -> None:
        self._source = source
        self._dialect = dialect
        self._plain = dialect.plain
        self._placeholders = dialect.placeholders
        self._next: Callable[[], Event] = CParser(source.text).get_event
        self._anchors: dict[str, Value | None] = {}
        self._duplicates: list[Duplicate] = []
        self._faults: list[Fault] = []
        self._left = MAX_VALUES

    def document(self) -> Document:
        self._next()
        start = self._next()
        begin, after = start.start_mark, start.end_mark
        if start.__class__ is StreamEndEvent:
            raise _Refused(begin, "empty")
        root = self._value(self._next(), None, 0)
        self._next()
        end = self._next()
        line = end.end_mark.line + 1
        if end.__class__ is DocumentStartEvent:
            self._faults.append(Fault(line, "several documents in one file: azure-ai-ml reads files with one"))
        if isinstance(root, Absent) and not self._faults:
            raise _Refused(after, "empty")
        return Document(self._source, root, tuple(self._duplicates), tuple(self._faults))

    def _value(self, event: Event, key: Present | None, depth: int) -> Value:
        self._left -= 1
        if self._left < 0:
            raise _Refused(event.start_mark, f"more than {MAX_VALUES:,} values, with aliases expanded")
        kind = event.__class__
        if kind is ScalarEvent:
            made = self._scalar(event, key)
        elif kind is AliasEvent:
            return self._alias(event, key, depth)
        else:
            if depth >= MAX_DEPTH:
                raise _Refused(event.start_mark, f"nested more than {MAX_DEPTH} deep")
            if event.anchor is not None:
                self._anchors[event.anchor] = None
            build = self._mapping if kind is MappingStartEvent else self._sequence
            made = build(event, key, depth + 1)
        if event.anchor is not None:
            self._anchors[event.anchor] = made
        return made

    def _scalar(self, event: Event, key: Present | None) -> Value:
        text: str = event.value
        tag = event.tag
        if tag is None:
            data = self._plain(text) if event.implicit[0] else text
        elif tag == "!":  # to PyYAML, the same as none on a plain scalar
            data = self._plain(text)
        else:
            self._check_tag(event)
            data = self._dialect.tagged(tag, text)
        source, start, end = self._source, event.start_mark, event.end_mark
        if data.__class__ is str and self._placeholders and has_placeholder(text):
            unknown = Unknown(f"`{text}` is filled in later", text=text)
            unknown.source, unknown.start, unknown.end, unknown.key = source, start, end, key
            return unknown
        if data is None:
            absent = Absent(name=key.data if key else None)  # type: ignore[arg-type]  # a key is a text
            absent.source, absent.key = source, key
            absent.start, absent.end = (key.start, key.end) if key else (start, end)
            return absent
        return Present(data, source, start, end, key)

    def _mapping(self, event: Event, key: Present | None, depth: int) -> Present:
        data: dict[str, Value] = {}
        merged: list[Value] = []
        last: Mark = event.end_mark
        advance = self._next
        following = advance()
        while following.__class__ is not MappingEndEvent:
            name = self._key(following)
            value = self._value(advance(), name, depth)
            last = value.end or last
            text: str = name.data  # type: ignore[assignment]  # a key is a text
            if text == "<<" and following.__class__ is ScalarEvent and following.implicit[0] and self._placeholders:
                merged.append(value)
            else:
                before = data.get(text)
                if before is not None and before.key is not None:
                    self._duplicates.append(Duplicate(name, before.key))
                data[text] = value
            following = advance()
        for value in reversed(merged):  # of several `<<`, the last one wins
            self._merge(value, data)
        return self._collection(event, following, data, key, last)

    def _sequence(self, event: Event, key: Present | None, depth: int) -> Present:
        data: list[Value] = []
        last: Mark = event.end_mark
        following = self._next()
        while following.__class__ is not SequenceEndEvent:
            value = self._value(following, None, depth)
            last = value.end or last
            data.append(value)
            following = self._next()
        return self._collection(event, following, data, key, last)

    def _collection(self, event: Event, closing: Event, data: dict[str, Value] | list[Value], key: Present | None, last: Mark) -> Present:
        if event.tag is not None:
            self._check_tag(event)
        # A block collection has no end of its own: libyaml's mark is the start of whatever comes next.
        end = closing.end_mark if event.flow_style else last
        return Present(data, self._source, key.start if key else event.start_mark, end, key)

    def _key(self, event: Event) -> Present:
        if event.__class__ is ScalarEvent:
            if event.anchor is not None:
                self._anchors[event.anchor] = self._scalar(event, None)
            elif event.tag is not None:
                self._check_tag(event)
            return Present(event.value, self._source, event.start_mark, event.end_mark)
        aliased = self._anchored(event) if event.__class__ is AliasEvent else Present({})
        if isinstance(aliased, Present) and isinstance(aliased.data, (dict, list)):
            raise _Refused(event.start_mark, "a key that is a list or a mapping")
        text = str(aliased.data) if isinstance(aliased, Present) else (isinstance(aliased, Unknown) and aliased.text) or "null"
        return Present(text, self._source, event.start_mark, event.end_mark)

    def _merge(self, value: Value, data: dict[str, Value]) -> None:
        several = isinstance(value, Present) and isinstance(value.data, list)
        for one in members(value) if several else [value]:
            if not isinstance(one, Present) or not isinstance(one.data, dict):
                line = one.start.line + 1 if one.start else 1
                self._faults.append(Fault(line, "`<<` takes a mapping or a list of mappings"))
            for text, item in entries(one).items():
                data.setdefault(text, item)

    def _alias(self, event: Event, key: Present | None, depth: int) -> Value:
        return self._copied(self._anchored(event), event, key, depth)

    def _anchored(self, event: Event) -> Value:
        """Return what stands at the anchor that an alias names."""
        name = event.anchor
        if name not in self._anchors:
            raise _Refused(event.start_mark, f"the alias `*{name}` has no anchor before it")
        target = self._anchors[name]
        if target is None:
            raise _Refused(event.start_mark, f"the alias `*{name}` stands inside its own anchor")
        return target

    def _copied(self, value: Value, alias: Event, key: Present | None, depth: int) -> Value:
        """Return what an alias stands for: its place is the alias, its origin the anchored text."""
        self._left -= 1
        if self._left < 0 or depth > MAX_DEPTH:
            limit = f"nested more than {MAX_DEPTH} deep" if self._left >= 0 else f"more than {MAX_VALUES:,} values"
            raise _Refused(alias.start_mark, f"{limit}, with aliases expanded")
        copy: Value
        if isinstance(value, Present):
            data = value.data
            if isinstance(data, dict):
                data = {text: self._copied(item, alias, self._copied_key(item, alias), depth + 1) for text, item in data.items()}
            elif isinstance(data, list):
                data = [self._copied(item, alias, None, depth + 1) for item in data]
            copy = Present(data)
        elif isinstance(value, Absent):
            copy = Absent(name=value.name)
        else:
            copy = Unknown(value.reason, text=value.text)
        copy.source, copy.start, copy.end = self._source, alias.start_mark, alias.end_mark
        copy.key, copy.origin = key, value.origin or value.place
        return copy

    def _copied_key(self, item: Value, alias: Event) -> Present | None:
        key = item.key
        return Present(key.data, self._source, alias.start_mark, alias.end_mark, origin=key.place) if key else None

    def _check_tag(self, event: Event) -> None:
        name = event.tag.removeprefix(_OWN_TAGS)
        if event.tag != "!" and (name == event.tag or name not in _COLLECTION_TAGS.get(event.__class__, _SCALAR_TAGS)):
            self._faults.append(Fault(event.start_mark.line + 1, f"the tag `{event.tag}`: azure-ai-ml knows only YAML's own"))
