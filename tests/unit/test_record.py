"""Frozen records behave as frozen, slotted dataclasses do."""

from __future__ import annotations

import pytest

from preflight.record import Record


class Point(Record):
    """A record with a default."""

    x: int
    y: int = 2


class Spot(Record):
    """Another record with the same fields."""

    x: int
    y: int = 2


class Group(Record):
    """A record that holds others, and an attribute that is no field."""

    _kind = "group"
    points: tuple[Point, ...] = ()


def test_fields_are_given_in_order_or_by_name() -> None:
    assert (Point(1).x, Point(1).y) == (1, 2)
    assert (Point(1, 3).x, Point(1, 3).y) == (1, 3)
    assert (Point(y=4, x=0).x, Point(y=4, x=0).y) == (0, 4)


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"z": 3}), ((), {"y": 1})], ids=str)
def test_wrong_fields_are_refused(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="Point takes: x, y"):
        Point(*values, **named)


def test_a_record_is_frozen() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="Point is frozen"):
        point.x = 2  # type: ignore[misc]  # the test
    with pytest.raises(AttributeError):
        point.z = 2
    assert point == Point(1)


def test_records_are_equal_when_class_and_fields_are() -> None:
    assert Point(1) == Point(1, 2)
    assert Point(1) != Point(2)
    assert Point(1) != Spot(1)
    assert Point(1) != (1, 2)
    assert hash(Point(1)) == hash(Point(1, 2))
    assert len({Point(1), Point(1, 2), Spot(1)}) == 2


def test_fields_are_shown() -> None:
    assert repr(Point(1)) == "Point(x=1, y=2)"
    assert repr(Group((Point(1),))) == "Group(points=(Point(x=1, y=2),))"


def test_a_record_has_slots_and_matches_by_position() -> None:
    assert not hasattr(Point(1), "__dict__")
    match Point(1, 5):
        case Point(x, y):
            assert (x, y) == (1, 5)


def test_what_begins_with_an_underscore_is_no_field() -> None:
    assert Group.__match_args__ == ("points",)
    assert Group()._kind == "group"
