"""Paths: how they are written, and what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.language.path import Path, PathError
from preflight.language.plain import plain
from preflight.value import Absent, Present, Unknown, fact, listing, mapping

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.language.verdict import Scope
    from preflight.value import Value

    ScopeOf = Callable[..., Scope]

MORE = Unknown("there may be more", asked=False, permission="read")
DOC = {
    "a": {"b": {"c": 1}},
    "list": [{"x": 1}, {"x": 2}, {}, None, "text"],
    "null": None,
    "text": "abc",
    "*": "a star",
    "two words": {"ü-1": 2},
    "unknown": Unknown("nobody knows", permission="read"),
    "later": Unknown("filled in later", text="${T}"),
    "open": mapping({"known": fact(1)}, rest=MORE),
    "open list": listing([fact({"x": 1})], rest=MORE),
    "rows": [{"cells": [1, 2]}, {"cells": listing([fact(3)], rest=MORE)}, {"cells": None}, {"cells": 4}],
}


@pytest.mark.parametrize(
    ("text", "root", "steps"),
    [
        ("doc", "doc", ()),
        ("doc.a.b_1", "doc", ("a", "b_1")),
        ("doc.*", "doc", (None,)),
        ("doc['*']", "doc", ("*",)),
        ("doc.a.*.b.*", "doc", ("a", None, "b", None)),
        ("doc['two words'].x", "doc", ("two words", "x")),
        ("doc['$schema']", "doc", ("$schema",)),
        ("doc['it\"s']", "doc", ('it"s',)),
        ("doc[0][12].x", "doc", (0, 12, "x")),
        ("_item", "_item", ()),
        ("größe.ä.b", "größe", ("ä", "b")),
        ("größe[0].ä", "größe", (0, "ä")),
    ],
)
def test_what_is_written(text: str, root: str, steps: tuple[Any, ...]) -> None:
    path = Path(text)
    assert (path.text, path.root, path.steps) == (text, root, steps)
    assert path.plural is (None in steps)


@pytest.mark.parametrize("text", ["", ".a", "1a", "*", "['a']", "$.a", " a"])
def test_what_is_no_path(text: str) -> None:
    with pytest.raises(PathError, match=r"^not a path: `"):
        Path(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("doc.", "."),
        ("doc.a.", "."),
        ("doc..a", "..a"),
        ("doc.a-b", "-b"),
        ("doc.a b", " b"),
        ("doc[*]", "[*]"),
        ("doc[-1]", "[-1]"),
        ("doc['']", "['']"),
        ("doc['a'b']", "['a'b']"),
        ("doc['a", "['a"),
        ("doc.1", ".1"),
        ("doc.1[0]", ".1[0]"),
        ("doc[1234567890]", "[1234567890]"),
        ("doc[?(@.x)]", "[?(@.x)]"),
        ("doc!key", "!key"),
    ],
)
def test_what_cannot_be_read_in_a_path(text: str, rest: str) -> None:
    with pytest.raises(PathError) as caught:
        Path(text)
    assert str(caught.value) == f"cannot read `{rest}` in the path `{text}`: use .name, .*, ['name'] or [0]"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("doc.a.b.c", 1),
        ("doc.list[1].x", 2),
        ("doc['two words']['ü-1']", 2),
        ("doc['*']", "a star"),
    ],
)
def test_one_value(scope: ScopeOf, text: str, data: object) -> None:
    assert plain(Path(text).one(scope(doc=DOC))) == data


@pytest.mark.parametrize(
    "text",
    [
        "doc.x",
        "doc.x.y",
        "doc.null",
        "doc.null.x",
        "doc.null[0]",
        "doc.text.x",
        "doc.text[0]",
        "doc.a[0]",
        "doc.list.x",
        "doc.list[5]",
        "doc.list[2].x",
        "nothing",
        "nothing.x",
    ],
)
def test_an_absent_value(scope: ScopeOf, text: str) -> None:
    assert isinstance(Path(text).one(scope(doc=DOC)), Absent)


@pytest.mark.parametrize("text", ["doc.unknown.x", "doc.unknown.x.y", "doc.unknown[0]", "doc.later.x", "doc.later[3]"])
def test_nothing_is_known_of_what_is_in_something_unknown(scope: ScopeOf, text: str) -> None:
    value = Path(text).one(scope(doc=DOC))
    assert isinstance(value, Unknown)
    assert value.text is None
    assert value.permission == ("read" if "unknown" in text else None)


@pytest.mark.parametrize("text", ["doc.open.other", "doc.open.other.x", "doc['open list'][1]", "doc['open list'][1].x"])
def test_what_an_open_mapping_or_list_lacks_is_unknown(scope: ScopeOf, text: str) -> None:
    value = Path(text).one(scope(doc=DOC))
    assert isinstance(value, Unknown)
    assert (value.reason, value.asked, value.permission) == ("there may be more", False, "read")
    assert plain(Path("doc.open.known").one(scope(doc=DOC))) == 1


@pytest.mark.parametrize(
    ("text", "data", "is_open"),
    [
        ("doc.list.*", [{"x": 1}, {"x": 2}, {}, None, "text"], False),
        ("doc.list.*.x", [1, 2, None, None, None], False),
        ("doc.a.*", [{"c": 1}], False),
        ("doc.a.b.c", [1], False),
        ("doc.null.*", [], False),
        ("doc.x.*", [], False),
        ("doc.text.*", [], False),
        ("doc.unknown.*", [], True),
        ("doc.later.*.x", [], True),
        ("doc.open.*", [1], True),
        ("doc['open list'].*.x", [1], True),
        ("doc.rows.*.cells.*", [1, 2, 3], True),
        ("doc.list[0].*", [1], False),
    ],
)
def test_many_values(scope: ScopeOf, text: str, data: object, is_open: bool) -> None:  # noqa: FBT001 - a parameter of the table
    values, rest = Path(text).many(scope(doc=DOC))
    assert [plain(value) for value in values] == data
    assert (rest is not None) is is_open


def test_the_first_reason_why_there_may_be_more_is_kept(scope: ScopeOf) -> None:
    first, second = Unknown("first"), Unknown("second")
    rows = [listing([], rest=first), listing([], rest=second), Unknown("third")]
    assert Path("doc.*.*").many(scope(doc=rows))[1] is first
    assert Path("doc.*.*").many(scope(doc=list(reversed(rows))))[1] is rows[2]


def around(text: str, inside: Scope) -> list[Value]:
    return list(Path(text).around(inside))


def test_what_is_around_a_value(scope: ScopeOf) -> None:
    inside = scope(doc=DOC)
    doc = inside["doc"]
    assert isinstance(doc, Present)
    assert isinstance(doc.data, dict)
    assert around("doc", inside) == [doc]
    assert [plain(value) for value in around("doc.a.b.c", inside)] == [1, {"c": 1}, {"b": {"c": 1}}, plain(doc)]
    assert around("doc.list.*.x", inside) == [doc.data["list"], doc]
    assert isinstance(around("doc.x.*", inside)[0], Absent)
