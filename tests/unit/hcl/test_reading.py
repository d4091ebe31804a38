"""HCL as values: what is literal, what an expression makes, and where each stands."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.hcl.reading import hcl_value
from preflight.passage import Passage
from preflight.source import Source
from preflight.value import Absent, Later, Present, Unknown, child, members


def read(text: str) -> Any:
    return hcl_value(Passage(Source("main.tf", text)))


def plain(value: Any) -> Any:
    """Return a value as plain data; `~` and its expression for what a run works out."""
    if isinstance(value, Later):
        return f"~{value.expression}"
    if isinstance(value, Unknown):
        return f"? {value.reason}"
    if isinstance(value, Absent):
        return None
    if isinstance(value.data, dict):
        return {name: plain(item) for name, item in value.data.items()}
    return [plain(item) for item in value.data] if isinstance(value.data, list) else value.data


def value_of(expression: str) -> Any:
    return plain(child(read(f"x = {expression}\ny = 1\n"), "x"))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"heart"', "heart"),
        ('""', ""),
        (r'"a\n\t\r\"\\\u00e9\U0001F600\q"', 'a\n\t\r"\\é😀q'),
        ('"$${a} %%{b} $5 {c}"', "${a} %{b} $5 {c}"),
        ("12", 12),
        ("-3", -3),
        ("1.5e3", 1500.0),
        ("true", True),
        ("false", False),
        ("null", None),
        ('["a", 2, [true],]', ["a", 2, [True]]),
        ("[]", []),
        ("[\n  1, # one\n  2 // two\n]", [1, 2]),
        ('{ a = 1, "b c" : 2, d.e = 3 }', {"a": 1, "b c": 2, "d.e": 3}),
        ("{\n  a = 1\n  b = {\n    c = 2\n  }\n}", {"a": 1, "b": {"c": 2}}),
        ("{ 1 = 2 /* why */ }", {"1": 2}),
        ("{ (var.key) = 1, b = 2 }", {"b": 2}),
        ('{ "a${1}" = 1, b = 2 }', {"b": 2}),
        ("{ a =\n 1 }", {"a": 1}),
        ("jsonencode({ a = 1 })", {"a": 1}),
        ("jsonencode (\n  { a = var.b }\n)", {"a": "~var.b"}),
        ("<<EOT\n a\n  b\nEOT", " a\n  b\n"),
        ("<<-EOT\n    a\n      b\n  EOT", "a\n  b\n"),
        ("/* why */ 5 /* what */ # that", 5),
        ("5 // that", 5),
    ],
)
def test_literals_are_values(expression: str, value: object) -> None:
    assert value_of(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "var.name",
        "local.a[0].b",
        'azapi_resource.a["b"].id',
        '"heart-${var.env}"',
        '"%{ if a }b%{ endif }"',
        '"${lookup(a, "b", "}")}"',
        '"a ${"b ${"c"}"}"',
        "1 + 2",
        '"a" == var.b ? "c" : "d"',
        "true ? 1 : 2",
        "truely",
        "true.x",
        "12abc",
        "1" * 41,
        "[for x in y : x]",
        "{ for k, v in m : k => v }",
        "[1, 2][0]",
        "{ a = 1 }.a",
        "merge({ a = 1 }, { b = 2 })",
        'jsonencode(merge(local.a, { b = "c" }))',
        "jsonencode({ a = 1 }, 2)",
        "concat(\n  [1],\n  [2] # )\n)",
        "func(/* ) */ 1)",
        "func(// )\n 1)",
        "func(<<EOT\n)\nEOT\n)",
        "<<EOT\na ${b}\nEOT",
        "<<-EOT\n%{ for a in b }\nEOT",
        "-var.x",
        "!var.x",
        "(1)",
    ],
)
def test_everything_else_is_worked_out_by_a_run(expression: str) -> None:
    value = child(read(f"x = {expression}\ny = 1\n"), "x")
    assert isinstance(value, Later)
    assert value.expression == expression
    assert not value.asked
    assert value.at_run
    assert value.reason == f"`{expression}` is worked out when Terraform runs"
    assert plain(child(read(f"x = {expression}\ny = 1\n"), "y")) == 1


def test_blocks_stand_under_their_types_and_labels() -> None:
    text = 'resource "a" "b" {\n  c = 1\n  d {\n    e = 2\n  }\n  d {}\n  d {}\n}\nresource a f {}\nlocals {\n}\nz = 1'
    expected = {"resource": {"a": {"b": {"c": 1, "d": [{"e": 2}, {}, {}]}, "f": {}}}, "locals": {}, "z": 1}
    assert plain(read(text)) == expected


def test_values_know_where_they_stand() -> None:
    root = read('# é\nresource "a" "b" {\n  name = "x"\n  list = [10,\n    var.y ]\n}\n')
    block = child(child(child(root, "resource"), "a"), "b")
    name, values = child(block, "name"), child(block, "list")
    assert [str(value.place) for value in (block, name, *members(values))] == [
        "main.tf:2:18",
        "main.tf:3:10",
        "main.tf:4:11",
        "main.tf:5:5",
    ]
    assert isinstance(name, Present)
    assert name.key is not None
    assert (name.key.data, str(name.key.place)) == ("name", "main.tf:3:3")
    assert name.place is not None
    assert name.place.end_column == 13
    later = members(values)[1].place
    assert later is not None
    assert later.end_column == 10


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("x", "a name is expected", 1),
        ("a = 1\n}", "`}` is unexpected", 2),
        ("a {\n b = 1\n", "a block is not closed", 3),
        ("a {\n b = [1\n", "`,` or `]` is expected", 3),
        ('a "b${c}" {}', "a label is worked out", 1),
        ('x = "a\n"', "a string is not closed", 1),
        ('x = "a', "a string is not closed", 1),
        ('x = "${a', "a bracket is not closed", 1),
        ("x = f(1", "a bracket is not closed", 1),
        ("x = <<EOT\na\n", "`<<EOT` has no end", 1),
        ("x = << EOT", "`<` is unexpected", 1),
        ("x = { a 1 }", "`=` is expected", 1),
        ("x = { ? = 1 }", "a name is expected", 1),
        ("x = \ny = 1", "a value is expected", 1),
        ("a = 1\na b {}", "`a` is there already, and is no block", 2),
        ("{}", "a name is expected", 1),
        ("x = " + "[" * 200, "more than anybody writes", 1),
        ("a {" * 200, "more than anybody writes", 1),
        ("x = " + '"${' * 200, "more than anybody writes", 1),
    ],
)
def test_what_is_no_hcl_is_told(text: str, reason: str, line: int) -> None:
    value = read(text)
    assert isinstance(value, Unknown)
    assert value.reason == f"not HCL: {reason}"
    assert value.place is not None
    assert value.place.line == line


@pytest.mark.parametrize(
    "text",
    [
        "a {}\n" * 20_000,
        "x = [" + "1, " * 50_000 + "]",
        "x = " + "f(" * 50_000,
        "x = " + "f(" * 50_000 + ")" * 50_000,
        "/*" * 50_000,
        'x = "' + "$${" * 50_000 + '"',
        'x = "' + "${a}" * 20_000 + '"',
        "x = <<A\n" * 10_000,
        "#\n" * 100_000,
        "x = " + "1 + " * 50_000 + "1",
    ],
)
def test_long_texts_are_read_in_one_go(text: str) -> None:
    read(text)


def test_what_is_read_again_as_an_expression_is_not_nested_without_end() -> None:
    assert isinstance(read("x = " + "[" * 90 + "1 " + "] + 1" * 90), Present)
