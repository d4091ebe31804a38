"""YAML text to values: the data azure-ai-ml reads, and the place of every part of it."""

from __future__ import annotations

import re

import pytest
import yaml

from preflight.document import Document, parse
from preflight.scalar import rule_dialect
from preflight.source import Place, Source
from preflight.value import Absent, Unknown, Value, child, entries, members
from tests.shared.documents import read, refused


def at(place: Place | None) -> str:
    assert place is not None
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"


def below(root: Value) -> list[Value]:
    """Return a value and all that is in it."""
    found, pending = [], [root]
    while pending:
        value = pending.pop()
        found.append(value)
        pending += [*entries(value).values(), *members(value)]
    return found


def faults(text: str) -> list[str]:
    return [f"{fault.line} {fault.reason}" for fault in read(text).faults]


# Places


def test_where_things_stand() -> None:
    root = read("# first\nname: é x # why\nsettings:\n  a: {b: [1, 'two']}\n\n  c:\n  - 3\n  - ~\nempty:\n").root
    settings = child(root, "settings")
    inner = child(child(settings, "a"), "b")
    listed = child(settings, "c")
    assert at(root.place) == "2:1-9:6"
    assert at(child(root, "name").place) == "2:7-2:10"
    assert at(settings.place) == "3:1-8:6"
    assert at(child(settings, "a").place) == "4:3-4:21"
    assert at(inner.place) == "4:7-4:20"
    assert [at(item.place) for item in members(inner)] == ["4:11-4:12", "4:14-4:19"]
    assert at(listed.place) == "6:3-8:6"
    assert [at(item.place) for item in members(listed)] == ["7:5-7:6", "8:5-8:6"]


def test_a_null_stands_at_its_key() -> None:
    empty = child(read("a: 1\nempty:\n").root, "empty")
    assert isinstance(empty, Absent)
    assert (empty.name, at(empty.place)) == ("empty", "2:1-2:6")
    assert at(child(read("a: null\n").root, "a").place) == "1:1-1:2"


def test_what_is_not_written_stands_at_what_lacks_it() -> None:
    missing = child(child(read("a: 1\nsettings:\n  b: 1\n").root, "settings"), "c")
    assert isinstance(missing, Absent)
    assert (missing.name, at(missing.place)) == ("c", "2:1-3:7")


def test_a_key_has_a_place_of_its_own() -> None:
    key = child(read('"a b": 1\n').root, "a b").key
    assert key is not None
    assert (key.data, at(key.place)) == ("a b", "1:1-1:6")
    assert read("a: 1\n").root.key is None


def test_a_placeholder_is_there_but_not_known() -> None:
    value = child(read("name: x-${{ vars.ENV }}\n").root, "name")
    assert isinstance(value, Unknown)
    assert (value.text, value.reason, value.asked) == ("x-${{ vars.ENV }}", "`x-${{ vars.ENV }}` is filled in later", True)
    assert at(value.place) == "1:7-1:24"
    assert value.key is not None
    quoted = child(read("name: '{{ name }}'\n").root, "name")
    assert isinstance(quoted, Unknown)
    assert quoted.text == "{{ name }}"


def test_rule_files_have_neither_placeholders_nor_merge_keys() -> None:
    document = parse(Source("x.yml", "a: ${V}\nb: no\n<<: {c: 1}\n"), rule_dialect())
    assert isinstance(document, Document)
    assert repr(document.root) == "Present({'a': Present('${V}'), 'b': Present('no'), '<<': Present({'c': Present(1)})})"


# Duplicate keys


def test_the_later_of_two_keys_counts_and_both_are_told() -> None:
    document = read("a: 1\nb: {c: 1, c: 2}\n'a': 3\na:\n")
    told = [(twice.key.data, at(twice.first.place), at(twice.key.place)) for twice in document.duplicates]
    assert told == [("c", "2:5-2:6", "2:11-2:12"), ("a", "1:1-1:2", "3:1-3:4"), ("a", "3:1-3:4", "4:1-4:2")]
    assert repr(document.root) == "Present({'a': Absent('a'), 'b': Present({'c': Present(2)})})"
    assert document.faults == ()


# Aliases and merge keys


def test_an_alias_stands_where_it_is_and_tells_where_its_text_is() -> None:
    root = read("a: &a\n  b: [1]\nc: *a\nd: &d 5\ne: [*d]\n").root
    alias = child(root, "c")
    member = members(child(alias, "b"))[0]
    scalar = members(child(root, "e"))[0]
    assert [at(value.place) for value in (alias, member, scalar)] == ["3:4-3:6", "3:4-3:6", "5:5-5:7"]
    assert [at(value.origin) for value in (alias, member, scalar)] == ["1:1-2:9", "2:7-2:8", "4:4-4:8"]
    assert alias.key is not None
    assert at(alias.key.place) == "3:1-3:2"
    inner = child(alias, "b").key
    assert inner is not None
    assert (inner.data, at(inner.place), at(inner.origin)) == ("b", "3:4-3:6", "2:3-2:4")


def test_an_alias_of_an_alias_tells_where_the_text_is() -> None:
    root = read("a: &a [1]\nb: &b [*a]\nc: *b\n").root
    inner = members(members(child(root, "c"))[0])[0]
    assert (at(inner.place), at(inner.origin)) == ("3:4-3:6", "1:8-1:9")


def test_an_alias_may_stand_for_nothing_and_for_a_placeholder() -> None:
    root = read("a: &a\nb: &b ${V}\nc: [*a, *b]\n").root
    nothing, later = members(child(root, "c"))
    assert isinstance(nothing, Absent)
    assert isinstance(later, Unknown)
    assert (later.text, at(later.place), at(later.origin)) == ("${V}", "3:9-3:11", "2:4-2:11")


def test_the_latest_anchor_counts() -> None:
    assert repr(child(read("a: &x 1\nb: &x 2\nc: *x\n").root, "c")) == "Present(2)"


def test_a_merge_key_fills_in_what_is_not_written() -> None:
    root = read("base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  y: 3\n").root
    merged = child(root, "d")
    assert repr(merged) == "Present({'y': Present(3), 'x': Present(1)})"
    assert at(child(merged, "x").place) == "3:7-3:9"
    assert at(child(merged, "x").origin) == "1:14-1:15"
    assert child(merged, "y").origin is None
    assert read("base: &b {x: 1}\nd: {<<: *b, x: 2}\n").duplicates == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n<<: text\n", 2), ("<<:\n", 1), ("<<: ${V}\n", 1), ("a: &a 1\nb:\n  <<: *a\n", 3), ("<<:\n- {a: 1}\n- text\n", 3),
        ("<<:\n- [{a: 1}]\n", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_is_told(text: str, line: int) -> None:
    with pytest.raises(yaml.constructor.ConstructorError):
        yaml.safe_load(text)
    assert faults(text) == [f"{line} `<<` takes a mapping or a list of mappings"]


def test_what_can_be_merged_beside_it_is() -> None:
    assert repr(read("<<: [1, {a: 2}]\n").root) == "Present({'a': Present(2)})"


# Keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1: a", "1"), ("yes: a", "yes"), ("? a\n: b", "a"), ("~: a", "~"), ("x: &k name\n*k : 1", "name"), ("x: &k ${V}\n*k : 1", "${V}"),
        ("x: &k\n*k : 1", "null"), ("&k a: 1\nb: {*k : 2}", "a"), ("${V}: 1", "${V}"),
    ],
)  # fmt: skip
def test_a_key_is_a_text(text: str, key: str) -> None:
    assert key in [value.key.data for value in below(read(text).root) if value.key is not None]


def test_an_anchor_at_a_key_holds_what_the_key_says() -> None:
    assert repr(read("&k 12: a\nb: *k\n").root) == "Present({'12': Present('a'), 'b': Present(12)})"


@pytest.mark.parametrize("text", ["? [a]\n: 1", "{[a]: 1}", "? {a: 1}\n: 2", "x: &k [1]\n*k : 1", "- ? - a\n  : 1"])
def test_a_key_that_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load(text)
    assert refused(text)[1] == "a key that is a list or a mapping"


def test_an_alias_as_key_is_looked_up_like_any_other() -> None:
    assert refused("a: 1\n*b : 2\n") == (2, "the alias `*b` has no anchor before it")
    assert refused("&a {*a : 2}\n") == (1, "the alias `*a` stands inside its own anchor")


# Tags


@pytest.mark.parametrize(
    "text",
    [
        "!!str 1", "!!int '1'", "!!float 1", "!!bool yes", "!!null x", "!!binary aGk=", "!!timestamp 2026-01-02", "!!map {a: 1}",
        "!!seq [1]", "!!set {a, b}",
        "!!omap [a: 1]", "!!pairs [a: 1]", "! 12", "! [1]", "! {a: 1}", "!<tag:yaml.org,2002:str> 1", "!!str a: 1",
    ],
)  # fmt: skip
def test_tags_that_azure_reads(text: str) -> None:
    yaml.safe_load(text)
    assert faults(f"a: 1\nb: {text}\n" if ": 1" not in text else text) == []


@pytest.mark.parametrize(
    "text",
    [
        "!custom 1", "!custom [1]", "!custom {a: 1}", "!!python/object/apply:os.system ['true']", "!!python/name:os.system ''", "!Ref a",
        "!!unknown a",
        "!!map a", "!!str [a]", "!!int {a: 1}", "!!seq {a: 1}", "!<tag:example.com,2026:x> a", "!custom a: 1", "&a !custom a: 1",
    ],
)  # fmt: skip
def test_tags_that_azure_refuses(text: str) -> None:
    with pytest.raises(yaml.constructor.ConstructorError):
        yaml.safe_load(text)
    (told,) = faults(f"# first\n{text}\n")
    assert re.fullmatch(r"2 the tag `[^`]+`: azure-ai-ml knows only YAML's own", told)


def test_a_tagged_scalar_is_what_its_tag_says() -> None:
    made = read("a: !!str 1\nb: !!int '1'\nc: !custom ${V}\nd: !!null x\n").root
    assert [repr(value) for value in entries(made).values()] == [
        "Present('1')", "Present(1)", "Unknown('`${V}` is filled in later', text='${V}')", "Absent('d')",
    ]  # fmt: skip
