"""Pointers: exact ones that count list items, and steady ones that call them by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.document import Document, parse
from preflight.pointer import Pointers
from preflight.scalar import azure_dialect
from preflight.source import Place, Source
from preflight.value import Absent, Present, child, entries, members, spot

if TYPE_CHECKING:
    from preflight.value import Value

TEXT = """\
name: x
retry: {timeout: 30, "a/b~c": 1, null_value: null}
null_key:
list:
  - numpy==1.0
  - {name: pandas, size: 1}
  - pip: [torch >= 2, torch<3]
  - {path: p, type: t}
  - 3.10
  - ${LATER}
  - {name: "${NAME}"}
  - "50 % off / sale"
  - "%s"
  - [deep]
alias: &anchor {inner: 1}
copy: *anchor
"""


@pytest.fixture
def root() -> Value:
    document = parse(Source("d.yml", TEXT), azure_dialect())
    assert isinstance(document, Document)
    return document.root


def at(value: Value, *steps: str | int) -> Value:
    for step in steps:
        value = members(value)[step] if isinstance(step, int) else entries(value).get(step) or child(value, step)
    return value


def place(value: Value | Present | None) -> Place:
    assert value is not None
    assert value.place is not None
    return value.place


@pytest.mark.parametrize(
    ("steps", "exact", "steady"),
    [
        ((), "", ""),
        (("name",), "/name", "/name"),
        (("retry",), "/retry", "/retry"),
        (("retry", "timeout"), "/retry/timeout", "/retry/timeout"),
        (("retry", "a/b~c"), "/retry/a~1b~0c", "/retry/a~1b~0c"),
        (("retry", "null_value"), "/retry/null_value", "/retry/null_value"),
        (("null_key",), "/null_key", "/null_key"),
        # what is missing stands at what lacks it
        (("missing",), "", ""),
        (("retry", "missing"), "/retry", "/retry"),
        (("list", 0), "/list/0", "/list/numpy"),
        (("list", 1), "/list/1", "/list/pandas"),
        (("list", 1, "size"), "/list/1/size", "/list/pandas/size"),
        (("list", 2), "/list/2", "/list/pip"),
        (("list", 2, "pip", 0), "/list/2/pip/0", "/list/pip/pip/torch"),
        (("list", 2, "pip", 1), "/list/2/pip/1", "/list/pip/pip/torch"),
        (("list", 3), "/list/3", "/list/3"),
        (("list", 4), "/list/4", "/list/3.1"),
        (("list", 5), "/list/5", "/list/${LATER}"),
        (("list", 6), "/list/6", "/list/${NAME}"),
        (("list", 7), "/list/7", "/list/50"),
        (("list", 8), "/list/8", "/list/%s"),
        (("list", 9), "/list/9", "/list/9"),
        (("list", 9, 0), "/list/9/0", "/list/9/deep"),
        (("alias", "inner"), "/alias/inner", "/alias/inner"),
        # all that an alias brings stands at the alias
        (("copy",), "/copy", "/copy"),
        (("copy", "inner"), "/copy", "/copy"),
    ],
)
def test_pointers_of_values(root: Value, steps: tuple[str | int, ...], exact: str, steady: str) -> None:
    pointers = Pointers(root)
    where = place(at(root, *steps))
    assert pointers.exact(where) == exact
    assert pointers.steady(where) == steady


def test_a_key_has_the_pointer_of_its_value(root: Value) -> None:
    pointers = Pointers(root)
    assert pointers.exact(place(at(root, "retry", "timeout").key)) == "/retry/timeout"
    assert pointers.steady(place(at(root, "list").key)) == "/list"


def test_where_no_value_stands(root: Value) -> None:
    elsewhere = place(Absent(spot(Source("d.yml", TEXT), (4, 3))))
    for pointers in (Pointers(root), Pointers(Absent())):
        assert pointers.exact(elsewhere) is None
        assert pointers.steady(elsewhere) == ""


def test_of_a_long_text_the_beginning_is_enough() -> None:
    document = parse(Source("d.yml", f"- '%{'x' * 1000}'\n"), azure_dialect())
    assert isinstance(document, Document)
    assert Pointers(document.root).steady(place(at(document.root, 0))) == "/%" + "x" * 79
