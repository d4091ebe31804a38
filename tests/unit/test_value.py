"""Values: present, absent or unknown, and where they stand."""

from __future__ import annotations

import pytest

from preflight.source import Source
from preflight.value import (
    Absent,
    Present,
    Unknown,
    Value,
    child,
    entries,
    fact,
    listing,
    mapping,
    members,
    spot,
    text_of,
    written,
)

SOURCE = Source("x.yml", "a: 1\n")
HERE = spot(SOURCE, (1, 4), (1, 5))


def place(value: Value) -> str:
    return str(value.place)


def test_a_spot_is_a_place_without_a_value() -> None:
    assert HERE.place is not None
    assert (HERE.place.line, HERE.place.column, HERE.place.end_line, HERE.place.end_column) == (1, 4, 1, 5)
    assert str(spot(SOURCE).place) == "x.yml:1:1"
    here = spot(SOURCE)
    assert here.end is here.start


def test_a_value_worked_out_from_nothing_has_no_place() -> None:
    assert Present(1).place is None
    assert Absent().place is None
    assert Unknown("why").place is None


def test_absent_and_unknown_stand_where_they_are_looked_for() -> None:
    for value in (Absent(HERE, "b"), Unknown("why", HERE)):
        assert (place(value), value.key, value.origin) == ("x.yml:1:4", None, None)


def test_values_are_shown() -> None:
    assert repr(Present(1)) == "Present(1)"
    assert repr(Present([], rest=Unknown("more"))) == "Present([], rest='more')"
    assert repr(Absent(name="a")) == "Absent('a')"
    assert repr(Unknown("why")) == "Unknown('why')"
    assert repr(Unknown("why", text="")) == "Unknown('why', text='')"


def test_the_child_of_a_mapping() -> None:
    inner = Present(1)
    assert child(Present({"a": inner}), "a") is inner
    missing = child(mapping({}, HERE), "a")
    assert isinstance(missing, Absent)
    assert (missing.name, place(missing)) == ("a", "x.yml:1:4")


def test_the_child_of_an_open_mapping_is_unknown() -> None:
    rest = Unknown("cut off", asked=False, permission="read")
    value = child(mapping({"a": Present(1)}, HERE, rest), "b")
    assert isinstance(value, Unknown)
    assert (value.reason, value.asked, value.permission, place(value)) == ("cut off", False, "read", "x.yml:1:4")
    assert isinstance(child(mapping({"a": Present(1)}, HERE, rest), "a"), Present)


def test_the_child_of_anything_else() -> None:
    for value in (Present(1), Present("a"), Present([]), Absent()):
        assert isinstance(child(value, "a"), Absent)
    unknown = child(Unknown("why", HERE, text="${V}", asked=False, permission="p"), "a")
    assert isinstance(unknown, Unknown)
    # The placeholder is not the child's text.
    assert (unknown.reason, unknown.text, unknown.asked, unknown.permission) == ("why", None, False, "p")


def test_parts_of_what_has_none() -> None:
    for value in (Present(1), Absent(), Unknown("why")):
        assert entries(value) == {}
        assert members(value) == []
    assert members(Present({"a": Present(1)})) == []
    assert entries(Present([Present(1)])) == {}


def test_the_text_of_a_value() -> None:
    assert text_of(Present("a")) == "a"
    assert text_of(Present("")) == ""
    for value in (Present(1), Present(True), Present({}), Absent(), Unknown("why", text="${V}")):  # noqa: FBT003
        assert text_of(value) is None


def test_what_is_written() -> None:
    assert written(Present(False))  # noqa: FBT003
    assert written(Unknown("why", text=""))
    assert not written(Unknown("why"))
    assert not written(Absent(HERE))


def test_plain_data_becomes_values() -> None:
    made = fact({"a": [1, None, ("x",)], "b": True, "c": 0.5}, HERE)
    assert repr(child(made, "a")) == "Present([Present(1), Absent(None), Present([Present('x')])])"
    assert (repr(child(made, "b")), repr(child(made, "c"))) == ("Present(True)", "Present(0.5)")
    pending = [made]
    while pending:
        value = pending.pop()
        assert place(value) == "x.yml:1:4"
        pending += [*entries(value).values(), *members(value)]


def test_what_is_no_data_is_no_fact() -> None:
    with pytest.raises(TypeError, match="not a fact"):
        fact({1})


def test_a_value_stays_as_it_is() -> None:
    for value in (Present(1), Absent(), Unknown("why")):
        assert fact(value, HERE) is value
        assert value.place is None


def test_lists_and_mappings_may_be_open() -> None:
    rest = Unknown("more")
    for made in (listing(iter([Present(1)]), HERE, rest), mapping({"a": Present(1)}, HERE, rest)):
        assert made.rest is rest
        assert place(made) == "x.yml:1:4"
    assert listing([]).rest is None
    assert mapping({}).place is None


def test_what_only_a_run_tells_stays_so_elsewhere() -> None:
    doubt = Unknown("`$X` is not set", asked=False, at_run=True)
    assert doubt.elsewhere(None).at_run
    assert not Unknown("why").at_run
