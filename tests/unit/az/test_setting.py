"""Setting and removing values deep inside of a document."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.az.setting import MAX_INDEX, MAX_STEPS, Setting, steps_of, value_at, with_value, without
from preflight.value import Absent, Located, Present, Unknown, child, fact
from tests.shared.az_commands import plain
from tests.shared.documents import read

OPEN = Unknown("there may be more")
DOCUMENT = "a: {b: [1, {c: x}], n: null}\nn: null\nlist: [null, 2]\n"


def located() -> Located:
    return Present("k")


def setting(value: Any = "new", *, fills_null: bool = False) -> Setting:
    return Setting(fact(value), located(), "the.path", fills_null)


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("a", ["a"]),
        ("", [""]),
        ("a.b", ["a", "b"]),
        ("a[0].b", ["a", 0, "b"]),
        ("a.[0].b", ["a", 0, "b"]),
        ("a[0][-1]", ["a", 0, -1]),
        ("[0].a", [0, "a"]),
        ("a.0", ["a", "0"]),
        (r"a\.b.c", ["a.b", "c"]),
        (r"a\\.b", ["a", "b"]),  # as pydash splits it
        ("a[x].b", ["a[x]", "b"]),
        ("a[9999999999]", ["a[9999999999]"]),
    ],
)
def test_the_steps_of_a_path(path: str, steps: list[str | int]) -> None:
    assert steps_of(path) == steps


@pytest.mark.parametrize(
    ("steps", "changed"),
    [
        (["new"], {"new": "v"}),
        (["n"], {"n": "v"}),
        (["a", "b", 0], {"a": {"b": ["v", {"c": "x"}], "n": None}}),
        (["a", "b", -1, "c"], {"a": {"b": [1, {"c": "v"}], "n": None}}),
        (["a", "b", 3], {"a": {"b": [1, {"c": "x"}, None, "v"], "n": None}}),
        (["a", "b", 2, "d"], {"a": {"b": [1, {"c": "x"}, {"d": "v"}], "n": None}}),
        (["p", "q"], {"p": {"q": "v"}}),
        (["p", 1, "q"], {"p": [None, {"q": "v"}]}),
        (["p", 0, 0], {"p": [["v"]]}),
        (["n", "x"], {}),
        (["list", 0, "x"], {}),
        (["a", 7], {"a": {"b": [1, {"c": "x"}], "n": None, "7": "v"}}),
        (["a", "b", "word"], {"a": {"b": "?", "n": None}}),
        (["a", "b", -3], {"a": {"b": "?", "n": None}}),
        (["a", "b", MAX_INDEX + 1], {"a": {"b": "?", "n": None}}),
        (["a", "b", 0, "x"], {"a": {"b": ["?", {"c": "x"}], "n": None}}),
        ([], {}),
        (["x"] * (MAX_STEPS + 1), {}),
    ],
)
def test_a_value_is_set_and_the_document_stays_as_it_was(steps: list[str | int], changed: dict[str, Any]) -> None:
    root = read(DOCUMENT).root
    before = plain(root)
    assert plain(with_value(root, steps, setting("v"))) == before | changed
    assert plain(root) == before


@pytest.mark.parametrize(
    ("steps", "changed"),
    [(["n", 0], {"n": {"0": "v"}}), (["list", 0, "x"], {"list": [{"x": "v"}, 2]}), (["n", "x", "y"], {"n": {"x": {"y": "v"}}})],
)
def test_an_update_fills_null(steps: list[str | int], changed: dict[str, Any]) -> None:
    root = read(DOCUMENT).root
    assert plain(with_value(root, steps, setting("v", fills_null=True))) == plain(root) | changed


def test_what_cannot_be_set_says_its_path() -> None:
    made = with_value(Present("text"), ["a"], setting())
    assert isinstance(made, Unknown)
    assert made.reason == "`the.path` cannot be set: what stands there has no parts"
    made = with_value(Present([]), [-1], setting())
    assert isinstance(made, Unknown)
    assert made.reason == "`the.path` cannot be set: there is no such place in the list"


def test_what_is_unknown_stays_so() -> None:
    root = Present({"a": OPEN})
    assert with_value(OPEN, ["a"], setting()) is OPEN
    assert child(with_value(root, ["a", "b"], setting()), "a").__class__ is Unknown


def test_what_is_made_in_an_open_mapping_is_open() -> None:
    root = with_value(Present({}, rest=OPEN), ["a", "b"], setting())
    assert plain(root) == {"a": {"b": "new", "…": OPEN.reason}, "…": OPEN.reason}


def test_a_value_that_is_set_has_its_key() -> None:
    key = child(with_value(Present({}), ["a"], setting()), "a").key
    assert key is not None
    assert key.data == "a"


@pytest.mark.parametrize(
    ("steps", "changed"),
    [
        (["n"], {"a": {"b": [1, {"c": "x"}], "n": None}, "list": [None, 2]}),
        (["a", "b", 0], {"a": {"b": [{"c": "x"}], "n": None}, "n": None, "list": [None, 2]}),
        (["a", "b", -1, "c"], {"a": {"b": [1, {}], "n": None}, "n": None, "list": [None, 2]}),
    ],
)
def test_a_value_is_removed(steps: list[str | int], changed: dict[str, Any]) -> None:
    root = read(DOCUMENT).root
    before = plain(root)
    assert plain(without(root, steps)) == changed
    assert plain(root) == before


@pytest.mark.parametrize("steps", [[], ["gone"], ["a", "b", 2], ["a", "b", -3], ["a", "b", "c"], ["a", "b", 0, "x"], ["n", "x"]])
def test_where_nothing_stands_nothing_is_removed(steps: list[str | int]) -> None:
    root = read(DOCUMENT).root
    assert plain(without(root, steps)) == plain(root)


@pytest.mark.parametrize(
    ("steps", "data"),
    [(["a", "b", 1, "c"], "x"), (["a", "b", -2], 1), (["list", 1], 2), ([], "all")],
)
def test_what_stands_at_a_path(steps: list[str | int], data: Any) -> None:
    root = read(DOCUMENT).root
    found = value_at(root, steps)
    assert found is not None
    assert plain(found) == (plain(root) if data == "all" else data)


@pytest.mark.parametrize("steps", [["gone"], ["gone", "x"], ["n", "x"], ["a", "b", 2], ["a", "b", "0"], ["a", "b", 0, "x"]])
def test_nothing_stands_at_a_path_that_leads_nowhere(steps: list[str | int]) -> None:
    assert value_at(read(DOCUMENT).root, steps) is None


def test_a_null_stands_at_its_path() -> None:
    assert isinstance(value_at(read(DOCUMENT).root, ["n"]), Absent)
