"""JSON that keeps its places."""

from __future__ import annotations

import json
import random

import pytest

from preflight.jsontext import MAX_DEPTH, MAX_VALUES, Node, NotJson, json_value, read_json
from preflight.passage import HOLE, Builder, Hole, Passage
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, Value, child, members
from tests.shared.scripts import at, passage, plain


def value(text: str) -> Value:
    found, fault = json_value(passage(text, "x.json"))
    assert fault is None
    return found


def refused(text: str) -> str:
    found, fault = json_value(passage(text, "x.json"))
    assert isinstance(found, Unknown)
    assert fault is found
    return f"{at(found)} {found.reason}"


@pytest.mark.parametrize(
    "data",
    [{}, [], {"a": [1, -2.5, 1e3, True, False, None, "x", ""]}, [[[]], {"b": {"c": {}}}], 'é\n\t"\\/\b\f\r☃', 0, {"a": {"a": [{"a": 1}]}}],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_what_json_says(data: object, indent: int | None) -> None:
    assert plain(value(json.dumps(data, indent=indent))) == data


def test_places() -> None:
    root = value('{"a": [1,\n  "x\\ny"],\n "b": {"c": null}}')
    listed, last = child(root, "a"), child(child(root, "b"), "c")
    assert [at(item) for item in members(listed)] == ["1:8-1:9", "2:3-2:9"]
    assert at(listed).startswith("1:7")
    assert isinstance(last, Absent)
    assert listed.key is not None
    assert (listed.key.data, at(listed.key)) == ("a", "1:2-1:5")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1-1:1 not JSON: it ends too early"),
        ("{", "1:2-1:2 not JSON: it ends too early"),
        ("{a: 1}", "1:2-1:3 not JSON: `a: 1}` is unexpected"),
        ("{1: 1}", "1:2-1:3 not JSON: a key in double quotes is expected"),
        ('{"a" 1}', "1:6-1:7 not JSON: `:` is expected"),
        ('{"a": 1 "b"}', "1:9-1:10 not JSON: `,` or `}` is expected"),
        ('{"a": }', "1:7-1:8 not JSON: `}` is unexpected"),
        ("[1 2]", "1:4-1:5 not JSON: `,` or `]` is expected"),
        ("[] x", "1:4-1:5 not JSON: there is more after its end"),
        ("[1.2.3]", "1:2-1:3 not JSON: `1.2.3` is no number"),
        ("[" * (MAX_DEPTH + 2), f"1:{MAX_DEPTH + 2}-1:{MAX_DEPTH + 3} not JSON: more than anybody writes"),
    ],
)
def test_what_is_no_json(text: str, told: str) -> None:
    assert refused(text) == told


@pytest.mark.parametrize(("text", "data", "where"), [('{"a": 1,}', {"a": 1}, "1:8-1:9"), ("[1,\n]", [1], "1:3-1:4")])
def test_a_comma_too_much_is_told_and_read_over(text: str, data: object, where: str) -> None:
    found, fault = json_value(passage(text, "x.json"))
    assert plain(found) == data
    assert fault is not None
    assert (at(fault), fault.reason[:18]) == (where, "not JSON: a comma ")


def test_too_many_values() -> None:
    with pytest.raises(NotJson, match="more than anybody writes"):
        read_json(passage(f"[{'1,' * (MAX_VALUES + 1)}1]", "x.json"))


def filled(text: str, *holes: Hole) -> Passage:
    """Return a text with holes where it has `%`."""
    script = Passage(Source("x.sh", text))
    builder, last = Builder(script), 0
    for hole in holes:
        found = text.index("%", last)
        builder.same(last, found)
        builder.hole(hole, found, found + 1)
        last = found + 1
    builder.same(last, len(text))
    return builder.built((0, len(text)))


def test_a_hole_may_be_a_value_or_a_part_of_a_text() -> None:
    hole, quoting = Hole("$X", "why"), Hole('$(jq ".a")', "because")
    found, fault = json_value(filled('{"a": %, "b": "x-%\\n", "c": 1}', hole, quoting))
    assert fault is None
    assert plain(found) == {"a": "?$X", "b": '?x-$(jq ".a")\n', "c": 1}
    assert at(child(found, "b")) == "1:15-1:22"
    unknown = child(found, "a")
    assert isinstance(unknown, Unknown)
    assert unknown.reason == "why"


def test_a_strange_character_is_a_character() -> None:
    found, fault = json_value(passage(f'["{HOLE}a"]', "x.json"))
    assert (plain(found), fault) == ([f"{HOLE}a"], None)


def test_a_node_knows_its_stretch() -> None:
    node, _ = read_json(passage(' "ab" ', "x.json"))
    assert isinstance(node, Node)
    assert (node.start, node.end) == (1, 5)


def test_at_random() -> None:
    chance = random.Random(3)  # noqa: S311 - no secret

    def data(depth: int = 0) -> object:
        sort = chance.randrange(7 if depth < 4 else 5)
        if sort == 5:
            return [data(depth + 1) for _ in range(chance.randrange(4))]
        if sort == 6:
            return {chance.choice(["a", "é", "\n", '"', "b c"]): data(depth + 1) for _ in range(chance.randrange(4))}
        return [
            None,
            chance.random() < 0.5,
            chance.randrange(-99, 99),
            chance.random(),
            chance.choice(["", "x", '\\"', "é\u2028😀", "{["]),
        ][sort]

    for _ in range(200):
        wanted = data()
        text = json.dumps(wanted, indent=chance.choice([None, 1]), ensure_ascii=chance.random() < 0.5)
        found = value(text)
        assert plain(found) == wanted
        assert isinstance(found, (Present, Absent))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("\\ud83d\\ude00", "😀"),
        ("a\\uD83D\\uDE00b", "a😀b"),
        ("\\udbff\\udfff", "\U0010ffff"),
        ("\\ud800\\udc00", "\U00010000"),
        ("\\ude00\\ud83d", "\ude00\ud83d"),
        ("\\ud83dx", "\ud83dx"),
        ("\\u00e9\\/\\n", "é/\n"),
        ("\\u12", "u12"),
    ],
)
def test_escapes(written: str, text: str) -> None:
    assert plain(value(f'["{written}"]')) == [text]


def test_what_takes_two_escapes_stands_where_both_are() -> None:
    node, _ = read_json(passage('["a\\ud83d\\ude00b"]', "x.json"))
    assert isinstance(node.data, list)
    text = node.data[0].data
    assert isinstance(text, Passage)
    assert [at(text.part(start, start + 1).value()) for start in range(3)] == ["1:3-1:4", "1:4-1:16", "1:16-1:17"]
