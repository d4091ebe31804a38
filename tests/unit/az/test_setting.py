"""Setting values deep in a document."""

from __future__ import annotations

import copy
import random

import pytest

from preflight.az.setting import MAX_INDEX, MAX_STEPS, Setting, steps_of, value_at, with_value, without
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, Value, child, entries, fact, placed, spot
from tests.shared.documents import read
from tests.shared.scripts import at, plain

FLAG = spot(Source("x.sh", "az --set a.b=V"), (1, 10), (1, 13))
VALUE = spot(Source("x.sh", "az --set a.b=V"), (1, 14), (1, 15))


def put(root: Value, path: str, *, fills_null: bool = False) -> Value:
    return with_value(root, steps_of(path), Setting(fact("V", VALUE), FLAG, path, fills_null))


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("a", ["a"]),
        ("a.b.c", ["a", "b", "c"]),
        ("a[0].b", ["a", 0, "b"]),
        ("a[0][-1]", ["a", 0, -1]),
        ("a[0]b", ["a", 0, "b"]),
        ("a.0.b", ["a", "0", "b"]),
        (r"a\.b.c", ["a.b", "c"]),
        (r"a\\b.c", [r"a\b", "c"]),
        ("a..b", ["a", "", "b"]),
        (".a", ["", "a"]),
        ("a.", ["a", ""]),
        ("[0]", [0]),
        ("a[x]", ["a[x]"]),
        ("", [""]),
    ],
)
def test_paths(path: str, steps: list[str | int]) -> None:
    assert steps_of(path) == steps


@pytest.mark.parametrize(
    ("document", "path", "wanted"),
    [
        ("{}", "a", {"a": "V"}),
        ("{}", "a.b.c", {"a": {"b": {"c": "V"}}}),
        ("{}", "a[1].b", {"a": [None, {"b": "V"}]}),
        ("a: 1", "a", {"a": "V"}),
        ("a: {b: 1, c: 2}", "a.b", {"a": {"b": "V", "c": 2}}),
        ("a: [1, 2]", "a[-1]", {"a": [1, "V"]}),
        ("a: [1]", "a[2]", {"a": [1, None, "V"]}),
        ("a: [{b: 1}]", "a[0].b", {"a": [{"b": "V"}]}),
        ("a: [null]", "a[0].b", {"a": [None]}),
        ("a: 1", "a.b", {"a": "?`a.b` cannot be set: what stands there has no parts"}),
        ("a: [1]", "a.b", {"a": "?`a.b` cannot be set: what stands there has no parts"}),
        ("a: [1]", "a[-2]", {"a": "?`a[-2]` cannot be set: there is no such place in the list"}),
        ("a: [1]", f"a[{MAX_INDEX + 1}]", {"a": f"?`a[{MAX_INDEX + 1}]` cannot be set: there is no such place in the list"}),
        ("a: null", "a.b", {"a": None}),
        ("a: null", "a", {"a": "V"}),
        ("a: ${X}", "a.b", {"a": "?${X}"}),
        ("a: 1", ".".join("b" * (MAX_STEPS + 1)), {"a": 1}),
    ],
)
def test_documents(document: str, path: str, wanted: object) -> None:
    root = read(f"{document}\n").root
    before = plain(root)
    assert plain(put(root, path)) == wanted
    assert plain(root) == before


def test_a_null_is_filled_where_it_is_asked_for() -> None:
    assert plain(put(read("a: null\n").root, "a.b", fills_null=True)) == {"a": {"b": "V"}}
    assert plain(put(read("a: null\n").root, "a[1]", fills_null=True)) == {"a": {"1": "V"}}
    assert plain(put(read("a: [null]\n").root, "a[0].b", fills_null=True)) == {"a": [{"b": "V"}]}


def test_places() -> None:
    root = put(read("x: 1\nb: {c: 1}\n").root, "a.b")
    made = child(root, "a")
    assert made.key is not None
    assert (made.key.data, at(made.key), at(child(made, "b"))) == ("a", "1:10-1:13", "1:14-1:15")
    assert at(child(root, "x")) == "1:4-1:5"
    assert child(made, "b").key is not None


def test_an_open_document_stays_open() -> None:
    root = placed({}, FLAG, Unknown("there may be more"))
    made = put(root, "a.b")
    assert isinstance(child(child(made, "a"), "c"), Unknown)
    assert isinstance(child(made, "z"), Unknown)


@pytest.mark.parametrize(
    ("document", "path", "wanted"),
    [
        ("{a: 1, b: 2}", "a", {"b": 2}),
        ("{a: {b: 1, c: 2}}", "a.b", {"a": {"c": 2}}),
        ("{a: [1, 2]}", "a[0]", {"a": [2]}),
        ("{a: [{b: 1}]}", "a[0].b", {"a": [{}]}),
        ("{a: [1]}", "a[5]", {"a": [1]}),
        ("{a: [1]}", "a.b", {"a": [1]}),
        ("{a: 1}", "b.c", {"a": 1}),
        ("{a: 1}", "a.c", {"a": 1}),
    ],
)
def test_removing(document: str, path: str, wanted: object) -> None:
    assert plain(without(read(f"{document}\n").root, steps_of(path))) == wanted


def test_looking() -> None:
    root = read("a: [{b: 1}]\n").root
    assert plain(value_at(root, steps_of("a[0].b")) or Absent()) == 1
    for path in ("a[1]", "a.b", "c", "c.d", "a[0].b.c"):
        assert value_at(root, steps_of(path)) is None


def data(chance: random.Random, depth: int = 0) -> object:
    """Return a document at random."""
    sort = chance.randrange(7)
    if depth > 2 or sort < 2:
        return chance.choice([1, "s", True, None])
    if sort < 5:
        return {chance.choice("abc"): data(chance, depth + 1) for _ in range(chance.randrange(3))}
    return [data(chance, depth + 1) for _ in range(chance.randrange(3))]


def same(ours: object, theirs: object) -> bool:
    """Compare documents; what is not known may be anything, and a key is a text."""
    if isinstance(ours, str) and ours.startswith("?"):
        return True
    if isinstance(ours, dict) and isinstance(theirs, dict):
        named = {str(key): item for key, item in theirs.items()}
        return named.keys() == ours.keys() and all(same(ours[key], named[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return ours == theirs


def test_as_pydash_does() -> None:
    objects = pytest.importorskip("pydash.objects")
    chance = random.Random(5)  # noqa: S311 - no secret
    pieces = ["a", "b", "c", ".", "[0]", "[1]", "[-1]", ".a", ".b", r"\.", "[2]"]
    compared = 0
    for _ in range(6_000):
        before = {"a": data(chance), "b": data(chance)}
        path = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 5)))
        after = copy.deepcopy(before)
        try:
            objects.set_(after, path, "V")
        except (AttributeError, ValueError, TypeError, IndexError):
            continue
        assert same(plain(put(fact(before, FLAG), path)), after), (before, path)
        compared += 1
    assert compared > 1_000


def test_what_is_no_mapping() -> None:
    unknown = Unknown("not read")
    assert put(unknown, "a") is unknown
    assert isinstance(put(Present("x"), "a"), Unknown)
    assert entries(without(Present("x"), ["a"])) == {}
    assert without(unknown, ["a"]) is unknown
    assert plain(with_value(Present({}), [], Setting(Present(1), FLAG, ""))) == {}
