"""What is known of any YAML document: its scalars, the keys that are written twice, and the tags without a value."""

from __future__ import annotations

from preflight.source import is_deployed
from preflight.value import Absent, Present, child, entries, fact, listing, mapping, members, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.document import Document
    from preflight.value import Value


def document_facts(document: Document) -> Present:
    """Return the root `document`: where it was read, whether that is no file, its keys that stand twice, and its empty tags."""
    duplicates = [mapping({"key": twice.key, "first": twice.first}, twice.key) for twice in document.duplicates]
    path = document.source.path
    facts = {
        "path": fact(path),
        "deployed": fact(is_deployed(path)),
        "duplicate_keys": listing(duplicates, document.root),
        "empty_tags": _empty_tags(child(document.root, "tags")),
    }
    return mapping(facts, document.root)


def _empty_tags(tags: Value) -> Present:
    """Return the tags without a value, each at its name."""
    empty = [(name, value) for name, value in entries(tags).items() if isinstance(value, Absent) or text_of(value) == ""]
    return listing([fact({"name": name}, value.key or value) for name, value in empty], tags)


def leaves(root: Value) -> Present:
    """Return the scalars of a document, flat; placeholders are among them."""
    found: list[Value] = []
    pending = [root]
    while pending:
        value = pending.pop()
        inner = [*entries(value).values(), *members(value)]
        if inner:
            pending += reversed(inner)
        elif not (isinstance(value, Present) and isinstance(value.data, (dict, list))):
            found.append(value)
    return listing(found, root)
