"""What is known of any document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.facts.document import document_facts, leaves
from preflight.value import Absent, Present, Unknown, child, members, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.document import Document

    Read = Callable[[str], Document]


def test_duplicate_keys_have_the_one_before(read: Read) -> None:
    facts = document_facts(read("a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n"))
    assert text_of(child(facts, "path")) == "x.yml"
    told = [(text_of(child(one, "key")), str(child(one, "first").place), str(one.place)) for one in members(child(facts, "duplicate_keys"))]
    assert told == [("c", "x.yml:3:3", "x.yml:4:3"), ("a", "x.yml:1:1", "x.yml:5:1"), ("a", "x.yml:5:1", "x.yml:6:1")]


def test_a_document_without_any_has_an_empty_list(read: Read) -> None:
    facts = document_facts(read("a: {b: 1}\nc: {b: 2}\n"))
    listed = child(facts, "duplicate_keys")
    assert isinstance(listed, Present)
    assert (listed.data, listed.rest, str(listed.place)) == ([], None, "x.yml:1:1")


def test_scalars_are_flat_and_in_order(read: Read) -> None:
    found = members(leaves(read("a: 1\nb: [x, {c: ~, d: '${V}'}, [], {}]\ne: {f: true}\n").root))
    assert [type(value) for value in found] == [Present, Present, Absent, Unknown, Present]
    assert [str(value.place) for value in found] == ["x.yml:1:4", "x.yml:2:5", "x.yml:2:9", "x.yml:2:18", "x.yml:3:8"]


def test_a_scalar_is_its_own_leaf(read: Read) -> None:
    assert [text_of(value) for value in members(leaves(read("text\n").root))] == ["text"]
    assert members(leaves(read("[]\n").root)) == []


def test_tags_without_a_value_are_told_at_their_names(read: Read) -> None:
    facts = document_facts(read("tags:\n  a: ~\n  b: ''\n  c: 0\n  d: ${D}\n  e: x\n"))
    found = members(child(facts, "empty_tags"))
    assert [(text_of(child(one, "name")), str(one.place)) for one in found] == [("a", "x.yml:2:3"), ("b", "x.yml:3:3")]


def test_tags_that_are_no_mapping_are_none(read: Read) -> None:
    for text in ("tags: [a, ~]\n", "tags:\n", "name: x\n", "- a\n"):
        assert members(child(document_facts(read(text)), "empty_tags")) == []
