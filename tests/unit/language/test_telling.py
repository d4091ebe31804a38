"""Telling: where a finding points, what it says, which text was probably meant, and what else has to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preflight.document import Document, parse
from preflight.language.condition import compile_condition
from preflight.language.telling import Telling, Told
from preflight.language.verdict import Scope, Verdict
from preflight.scalar import azure_dialect
from preflight.source import Source
from preflight.value import Absent, Unknown, fact, listing, mapping

if TYPE_CHECKING:
    from preflight.value import Value

TEXT = """\
name: scoring
retry_settings: {timeout: 30, retries: -5}
null_key:
items:
  - name: a
    size: 1
  - name: b
    size: 2
lists:
  - [1, 2]
  - [3]
level: inof
words: [info, warning, debug]
"""


@pytest.fixture
def inside() -> Scope:
    document = parse(Source("d.yml", TEXT), azure_dialect())
    assert isinstance(document, Document)
    doc = document.root
    assert isinstance(doc.data, dict)  # type: ignore[union-attr]  # it is a mapping
    # Values that stand nowhere, inside of one that does.
    live = mapping({"kind": fact("x"), "parts": fact([{"kind": "y"}])}, doc.data["name"])  # type: ignore[union-attr]  # likewise
    rows = listing([mapping({"live": fact({"kind": "x"})}, doc.data["level"])], doc.data["words"])  # type: ignore[union-attr]  # likewise
    roots: dict[str, Value] = {
        "doc": doc,
        "live": live,
        "rows": rows,
        "nowhere": fact({"kind": "x", "list": [1, 2]}),
        "many": listing([doc] * 5),
        "mixed": listing([fact(1), doc.data["level"]], doc.data["words"]),  # type: ignore[union-attr]  # likewise
        "unknown": Unknown("later", text="${T}"),
        "empty": fact(""),
    }
    return Scope(lambda name: roots.get(name) or Absent(name=name))


def tell(condition: dict[str, Any], inside: Scope, **said: Any) -> list[Told]:
    """Judge a condition that fails, and return how each of its causes is told."""
    result = compile_condition(condition)(inside)
    assert result.verdict is Verdict.FAIL
    telling = Telling({"severity": "error", "message": "wrong", **said}, condition)
    return [telling.tell(cause) for cause in result.causes]


def places(condition: dict[str, Any], inside: Scope, **said: Any) -> list[str]:
    return [str(told.place) if told.place else "nowhere" for told in tell(condition, inside, **said)]


@pytest.mark.parametrize(
    ("condition", "where"),
    [
        # the value of the leaf: a scalar's text, the key of a mapping or list, the mapping that lacks it, the key of a null
        ({"path": "doc.retry_settings.timeout", "equals": 1}, ["d.yml:2:27"]),
        ({"path": "doc.retry_settings", "equals": 1}, ["d.yml:2:1"]),
        ({"path": "doc.items", "equals": 1}, ["d.yml:4:1"]),
        ({"path": "doc.items[1]", "equals": 1}, ["d.yml:7:5"]),
        ({"path": "doc.retry_settings.missing", "equals": 1}, ["d.yml:2:1"]),
        ({"path": "doc.items[0].missing", "equals": 1}, ["d.yml:5:5"]),
        ({"path": "doc.missing", "equals": 1}, ["d.yml:1:1"]),
        ({"path": "doc.null_key", "exists": True}, ["d.yml:3:1"]),
        # each and none: every item
        ({"each": "doc.items.*", "check": {"path": "item.size", "equals": 9}}, ["d.yml:6:11", "d.yml:8:11"]),
        ({"none": "doc.items.*", "where": {"path": "item.size", "at_least": 2}}, ["d.yml:8:11"]),
        (
            {"each": "doc.lists.*", "as": "row", "check": {"each": "row.*", "check": {"path": "item", "equals": 1}}},
            ["d.yml:10:9", "d.yml:11:6"],
        ),
        # some and count: the collection, or what lacks it
        ({"some": "doc.items.*", "where": {"path": "item.size", "equals": 9}}, ["d.yml:4:1"]),
        ({"count": "doc.items.*", "equals": 9}, ["d.yml:4:1"]),
        ({"some": "doc.retry_settings.missing.*"}, ["d.yml:2:1"]),
        ({"some": ["doc.missing", "doc.gone"]}, ["d.yml:1:1"]),
        # under a `not`: the last leaf of an `all`, the first that holds of an `any`
        ({"not": {"all": [{"path": "doc.name", "exists": True}, {"path": "doc.level", "exists": True}]}}, ["d.yml:12:8"]),
        ({"not": {"any": [{"path": "doc.gone", "exists": True}, {"path": "doc.level", "exists": True}]}}, ["d.yml:12:8"]),
        ({"not": {"some": "doc.items.*", "where": {"path": "item.size", "equals": 2}}}, ["d.yml:8:11"]),
        # what stands nowhere is told where what holds it stands, else at the item
        ({"path": "live.kind", "equals": "z"}, ["d.yml:1:7"]),
        ({"path": "live.parts[0].kind", "equals": "z"}, ["d.yml:1:7"]),
        ({"each": "live.parts.*", "check": {"path": "item.kind", "equals": "z"}}, ["d.yml:1:7"]),
        ({"each": "rows.*", "check": {"path": "item.live.kind", "equals": "z"}}, ["d.yml:12:8"]),
        ({"none": "rows.*", "where": {"path": "item.live.kind", "equals": "x"}}, ["d.yml:12:8"]),
        ({"each": "rows.*", "check": {"path": "nowhere.kind", "equals": "z"}}, ["d.yml:12:8"]),
        ({"none": "rows.*", "where": {"path": "nowhere.kind", "equals": "x"}}, ["d.yml:12:8"]),
        ({"some": "live.parts.*", "where": {"path": "item.kind", "equals": "z"}}, ["d.yml:1:7"]),
        ({"path": "nowhere.kind", "equals": "z"}, ["nowhere"]),
        ({"some": "nowhere.list.*", "where": {"path": "item", "equals": 3}}, ["nowhere"]),
    ],
)
def test_where_without_at(inside: Scope, condition: dict[str, Any], where: list[str]) -> None:
    assert places(condition, inside) == where


FAILS = {"path": "doc.name", "equals": "other"}
EACH = {"each": "doc.items.*", "check": {"path": "item.size", "equals": 9}}


@pytest.mark.parametrize(
    ("condition", "at", "where"),
    [
        (FAILS, "doc.level", ["d.yml:12:8"]),
        (FAILS, "doc.level!key", ["d.yml:12:1"]),
        (FAILS, "doc.items", ["d.yml:4:1"]),
        (FAILS, "doc.items.*.size", ["d.yml:6:11"]),
        (FAILS, "doc.items.*.size!key", ["d.yml:6:5"]),
        (FAILS, "doc.items[0]!key", ["d.yml:5:5"]),
        (FAILS, "doc.retry_settings.missing", ["d.yml:2:1"]),
        (FAILS, "doc.retry_settings.missing!key", ["d.yml:2:1"]),
        (FAILS, "doc.null_key.*", ["d.yml:3:1"]),
        (FAILS, "live.kind", ["d.yml:1:7"]),
        (FAILS, "nowhere.kind", ["d.yml:1:7"]),
        (FAILS, "gone", ["d.yml:1:7"]),
        (FAILS, "mixed.*", ["d.yml:13:1"]),
        (EACH, "item.name", ["d.yml:5:11", "d.yml:7:11"]),
        (EACH, "item.name!key", ["d.yml:5:5", "d.yml:7:5"]),
        (EACH, "item", ["d.yml:5:5", "d.yml:7:5"]),
    ],
)
def test_where_with_at(inside: Scope, condition: dict[str, Any], at: str, where: list[str]) -> None:
    assert places(condition, inside, at=at) == where


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (FAILS, "`scoring` is wrong"),
        ({"path": "doc.missing", "equals": 1}, "`(missing)` is wrong"),
        ({"not": {"all": [{"path": "doc.name", "exists": True}, {"path": "doc.level", "exists": True}]}}, "`inof` is wrong"),
        ({"none": "rows.*", "where": {"path": "item.live.kind", "equals": "x"}}, "`x` is wrong"),
        ({"some": "doc.items.*", "where": {"path": "item.size", "equals": 9}}, "`[a, b]` is wrong"),
    ],
)
def test_the_value_that_decided(inside: Scope, condition: dict[str, Any], message: str) -> None:
    assert [told.message for told in tell(condition, inside, message="`{value}` is wrong")] == [message]


def test_a_fix_has_its_values_whole_since_it_may_be_a_command_to_copy() -> None:
    doc = fact({"name": "x" * 300})
    check = {"path": "doc.name", "equals": "y"}
    (told,) = tell(check, Scope(lambda _: doc), message="{doc.name}", fix="az {doc.name}")
    assert (len(told.message), told.fix) == (80, "az " + "x" * 300)


def test_messages_and_fixes_name_items(inside: Scope) -> None:
    told = tell(EACH, inside, message="{item.name} is {value}", fix="make {item.name!key} {item.size}")
    assert [(one.message, one.fix) for one in told] == [("a is 1", "make name 1"), ("b is 2", "make name 2")]


def test_an_entry_wins_over_its_rule(inside: Scope) -> None:
    rule = {
        "severity": "error",
        "message": "of the rule",
        "fix": "{doc.name}",
        "at": "doc.name",
        "related": [{"at": "doc.level", "message": "r"}],
    }
    entry = {**FAILS, "severity": "info", "message": "of the entry", "at": "doc.level", "related": [{"at": "doc.items", "message": "e"}]}
    (cause,) = compile_condition(entry)(inside).causes
    told = Telling(rule, entry).tell(cause)
    assert (told.severity, told.message, told.fix) == ("info", "of the entry", "scoring")
    assert str(told.place) == "d.yml:12:8"
    assert [(str(place), words) for place, words in told.related] == [("d.yml:4:1", "e")]
    told = Telling(rule, FAILS).tell(cause)
    assert (told.severity, told.message, str(told.place)) == ("error", "of the rule", "d.yml:1:7")
    assert Telling({"severity": "error", "message": "m"}, FAILS).tell(cause).fix == ""


@pytest.mark.parametrize(
    ("at", "where"),
    [
        ("doc.level", ["d.yml:12:8"]),
        ("doc.level!key", ["d.yml:12:1"]),
        ("doc.items.*.name", ["d.yml:5:11", "d.yml:7:11"]),
        ("doc.words.*", ["d.yml:13:9", "d.yml:13:15", "d.yml:13:24"]),
        ("nowhere.kind", []),
        ("nowhere.list.*", []),
        ("doc.gone.*", []),
    ],
)
def test_related_places(inside: Scope, at: str, where: list[str]) -> None:
    (told,) = tell(FAILS, inside, related=[{"at": at, "message": "see {value}"}])
    assert [str(place) for place, _ in told.related] == where
    assert {words for _, words in told.related} <= {"see scoring"}


def test_at_most_three_places_are_related_by_one_path(inside: Scope) -> None:
    (told,) = tell(FAILS, inside, related=[{"at": "many.*", "message": "m"}, {"at": "doc.level", "message": "n"}])
    assert [words for _, words in told.related] == ["m", "m", "m", "n"]


@pytest.mark.parametrize(
    ("condition", "suggested"),
    [
        ({"path": "doc.level", "in": ["info", "warning"]}, "info"),
        ({"path": "doc.level", "in": {"path": "doc.words.*"}}, "info"),
        ({"path": "doc.level", "equals": "info"}, "info"),
        ({"path": "doc.level", "equals": {"path": "doc.words[0]"}}, "info"),
        ({"path": "doc.level", "equals": "completely else"}, None),
        ({"path": "doc.level", "in": [1, 2]}, None),
        ({"path": "doc.retry_settings.timeout", "in": ["30", "31"]}, None),
        ({"path": "doc.level", "matches": "info"}, None),
        ({"path": "doc.missing", "equals": "info"}, None),
        ({"each": "doc.items.*", "check": {"path": "doc.level", "equals": "info"}}, "info"),
        # a value that is forbidden is near to nothing
        ({"not": {"path": "doc.level", "in": ["inof", "info"]}}, None),
        ({"none": "doc.words.*", "where": {"path": "item", "in": ["info", "inform"]}}, None),
    ],
)
def test_the_nearest_text_is_suggested(inside: Scope, condition: dict[str, Any], suggested: str | None) -> None:
    wanted = "wrong" if suggested is None else f"wrong; did you mean `{suggested}`?"
    assert {told.message for told in tell(condition, inside)} == {wanted}


@pytest.mark.parametrize(
    ("path", "suggested"),
    [("doc.words[2]", "debug"), ("doc.retry_settings.timeout", "30"), ("doc.gone", None), ("unknown", None), ("empty", None)],
)
def test_a_suggestion_may_be_a_fact(inside: Scope, path: str, suggested: str | None) -> None:
    condition = {"path": "doc.level", "in": ["info"]}
    wanted = "wrong" if suggested is None else f"wrong; did you mean `{suggested}`?"
    assert [told.message for told in tell(condition, inside, suggest=path)] == [wanted]
