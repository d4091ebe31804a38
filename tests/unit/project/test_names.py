"""What tells a name from others."""

from __future__ import annotations

from preflight.project.names import name_key
from preflight.source import Source
from preflight.value import Absent, Later, Present, Unknown, spot


def later(path: str, expression: str) -> Later:
    return Later("not known", spot(Source(path, "")), expression)


def test_a_name_is_itself() -> None:
    assert name_key(Present("a")) == "a"
    assert [name_key(one) for one in (Absent(), Unknown("why"), Present(3))] == [None] * 3


def test_an_expression_is_the_same_name_in_the_same_source() -> None:
    assert name_key(later("a.sh", "$E")) == name_key(later("a.sh", "$E"))
    keys = {name_key(later(path, expression)) for path in ("a.sh", "b.sh") for expression in ("$E", "$F", "E")}
    assert len(keys) == 6
    assert name_key(Later("not known", None, "$E")) == ("", "$E")


def test_nobody_was_asked_for_it() -> None:
    assert not later("a.sh", "$E").asked
    assert later("a.sh", "$E").text is None
