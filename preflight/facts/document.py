"""What is known of any YAML document: its scalars, and the keys that are written twice."""

from __future__ import annotations

from preflight.source import is_deployed
from preflight.value import Present, entries, fact, listing, mapping, members

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.document import Document
    from preflight.value import Value


def document_facts(document: Document) -> Present:
    """Return the root `document`: where it was read, whether that is no file, and its duplicate keys, each with the one before it."""
    duplicates = [mapping({"key": twice.key, "first": twice.first}, twice.key) for twice in document.duplicates]
    path = document.source.path
    facts = {"path": fact(path), "deployed": fact(is_deployed(path)), "duplicate_keys": listing(duplicates, document.root)}
    return mapping(facts, document.root)


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
