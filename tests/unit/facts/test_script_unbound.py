"""Reads of a variable that surely has no value yet, checked by running the functions on every course."""

from __future__ import annotations

import ast
import contextlib
import itertools
import textwrap
from typing import Any

import pytest

from preflight.facts.script_names import module_scope
from preflight.facts.script_surroundings import Surroundings
from preflight.facts.script_unbound import unbound

HEAD = "import contextlib\nx = 0\ndef fail():\n    raise OSError\ndef run(b):\n"
READ = "(t({0}), x, u({0}))"

# `c()` is any condition; READ stands where x is read. Lines count from 1 in the body.
BODIES = [
    # read too early on every course
    ("READ\nx = 1", [1]),
    ("READ\nREAD\nx = 1", [1]),
    ("x += 1", [1]),
    ("del x", [1]),
    ("if c():\n    READ\nelse:\n    x = 1\n    READ", [2]),
    ("if c():\n    pass\nelif c():\n    READ\nelse:\n    x = 1", [4]),
    ("for i in b:\n    READ\n    x = 1", [2]),
    ("while c():\n    READ\n    x = 1", [2]),
    ("while True:\n    if c():\n        break\n    READ\n    x = 1", [4]),
    ("while True:\n    x = 1\n    if c():\n        return\nelse:\n    READ", []),
    ("while False:\n    READ\nREAD\nx = 1", [3]),
    ("if False:\n    x = 1\nREAD", [3]),
    ("if True:\n    READ\nelse:\n    x = 1", [2]),
    ("try:\n    READ\nexcept OSError:\n    x = 1", [2]),
    ("try:\n    READ\nexcept Exception:\n    READ\nx = 1", [2]),
    ("try:\n    fail()\nfinally:\n    READ\nx = 1", [4]),
    ("with contextlib.nullcontext():\n    READ\nx = 1", [2]),
    ("match c():\n    case True:\n        READ\n    case x:\n        READ", [3]),
    ("c() and READ\nx = 1", [1]),
    ("READ if c() else 0\nx = 1", [1]),
    ("0 < c() < READ[1]\nx = 1", [1]),
    ("[i for i in READ]\nx = 1", [1]),
    ("def x(a=READ): pass", [1]),
    ("class x(*READ[:0]): pass", [1]),
    ("lambda a=READ: a\nx = 1", [1]),
    ("fail()\nREAD\nx = 1", []),
    ("assert False\nREAD\nx = 1", []),
    # read after an assignment on some course
    ("if c():\n    x = 1\nREAD", []),
    ("for i in b:\n    if c():\n        READ\n    else:\n        x = 1", []),
    ("for x in b:\n    pass\nREAD", []),
    ("for i in b:\n    continue\nelse:\n    x = 1\nREAD", []),
    ("for i in b:\n    if c():\n        x = 1\n        break\nelse:\n    READ\nREAD", [6]),
    ("while c():\n    x = 1\nREAD", []),
    ("while (x := c()):\n    pass\nREAD", []),
    ("c() and (x := 1)\nREAD", []),
    ("(x := 1)\nREAD", []),
    ("try:\n    x = 1\n    fail()\nexcept OSError:\n    READ", []),
    ("try:\n    (x := 1) and fail()\nexcept OSError:\n    READ", []),
    ("try:\n    for x in [1]:\n        fail()\nexcept OSError:\n    READ", []),
    ("try:\n    c()\nexcept OSError:\n    pass\nelse:\n    x = 1\nREAD", []),
    ("try:\n    c()\nexcept OSError as x:\n    READ\n    x = 1\nelse:\n    READ", [7]),
    ("try:\n    x = 1\n    return\nfinally:\n    READ", []),
    ("with contextlib.suppress(OSError):\n    x = 1\n    fail()\nREAD", []),
    ("with contextlib.nullcontext() as x:\n    READ", []),
    ("with contextlib.nullcontext(1) as (x): pass\nREAD", []),
    ("match c():\n    case x if READ:\n        READ", []),
    ("match [c()]:\n    case [*x]:\n        READ", []),
    ("match {1: c()}:\n    case {**x}:\n        READ", []),
    ("match c():\n    case _:\n        x = 1\nREAD", []),
    ("import x\nREAD", []),
    ("from os import path as x\nREAD", []),
    ("from os import path\nx = 1\nREAD", []),
    ("import os.path as x\nREAD", []),
    ("def y(): pass\nx: int = 1\nREAD", []),
    ("x: int\nREAD", []),
    ("class x: pass\nREAD", []),
    ("x = 1\ndel x\nREAD", []),
    ("b[0], b[1:2].y, (x, *b) = [[], 1], 2, [3]\nREAD", []),
    # on purpose
    ("try:\n    READ\nexcept NameError:\n    x = 1", []),
    ("try:\n    READ\nexcept:\n    x = 1", []),
    # no variable of its own
    ("global x\nREAD\nx = 1", []),
    ("READ", []),
    ("def inner():\n    nonlocal x\n    x = 1\ninner()\nREAD\nx = 2", []),
    ("y = y + 1", []),
]


def made(body: str) -> tuple[str, int]:
    """Return the text of a module, and how many lines stand before the body."""
    before = HEAD.count("\n")
    lines = [line.replace("READ", READ.format(number)) for number, line in enumerate(body.splitlines(), before + 1)]
    return HEAD + textwrap.indent("\n".join(lines), "    ") + "\n", before


def told(text: str) -> list[int]:
    tree = ast.parse(text)
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "run")
    return [one.read.lineno for one in unbound(function, Surroundings(tree, module_scope(tree, text)))]


def reached(text: str) -> tuple[set[int], set[int]]:
    """Run a function on many courses, and return the lines where a read began, and those where one came to its end."""
    code = compile(text, "score.py", "exec")
    begun: set[int] = set()
    ended: set[int] = set()
    for answers in itertools.product((False, True), repeat=4):
        given = iter(answers)
        names: dict[str, Any] = {"c": given.__next__, "t": begun.add, "u": ended.add}
        exec(code, names)  # noqa: S102 - the bodies above
        with contextlib.suppress(Exception):
            names["run"]([[], 2])
    return begun, ended


@pytest.mark.parametrize(("body", "lines"), BODIES)
def test_reads_before_any_assignment(body: str, lines: list[int]) -> None:
    text, before = made(body)
    assert [line - before for line in told(text)] == lines
    begun, ended = reached(text)
    assert not {line for line in told(text) if line in ended}, "a read that is told came to its end"
    if "READ" in body and lines:
        assert {line + before for line in lines} <= begun, "no course reaches it: the example shows nothing"


def test_where_it_is_read_and_assigned() -> None:
    text = "x = 1\ndef run(b):\n    print(x)\n    x = 2\n"
    tree = ast.parse(text)
    assert isinstance(tree.body[1], ast.FunctionDef)
    (one,) = unbound(tree.body[1], Surroundings(tree, module_scope(tree, text)))
    assert (one.name, one.function, one.read.lineno, one.read.col_offset, one.assigned.lineno) == ("x", "run", 3, 10, 4)


def test_parameters_have_a_value() -> None:
    assert told("b = 1\ndef run(b):\n    print(b)\n    b = 2\n") == []


def test_a_function_of_too_many_statements_is_left_alone() -> None:
    assert told("x = 0\ndef run(b):\n" + "    b\n" * 10 + "    x\n    x = 1\n") == [13]
    assert told("x = 0\ndef run(b):\n" + "    b\n" * 5_001 + "    x\n    x = 1\n") == []


def test_loops_inside_of_one_another_do_not_multiply() -> None:
    deep = "".join(f"{'    ' * (depth + 1)}for i in b:\n{'    ' * (depth + 2)}x = 1\n" for depth in range(60))
    assert told(f"x = 0\ndef run(b):\n    print(x)\n{deep}") == [3]
    resets = "".join(f"{'    ' * (depth + 1)}for i in b:\n{'    ' * (depth + 2)}del x\n" for depth in range(60))
    assert told(f"x = 0\ndef run(b):\n    print(x)\n    x = 1\n{resets}") == [3]
