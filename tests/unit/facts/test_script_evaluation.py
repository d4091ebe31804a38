"""What is evaluated, in which order, and whether it surely is."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_evaluation import evaluated, parts_of, suppresses, surely


def names(expression: str) -> str:
    """Return the names of an expression as they are evaluated, with a `?` where that is not sure."""
    found = evaluated(ast.parse(expression, mode="eval").body)
    return " ".join(node.id + ("" if certain else "?") for node, certain in found if isinstance(node, ast.Name))


@pytest.mark.parametrize(
    ("expression", "order"),
    [
        ("a + b * c", "a b c"),
        ("a(b, *c, d=e)[f:g].h", "a b c e f g"),
        ("a and b or c", "a b? c?"),
        ("b if a else c", "a b? c?"),
        ("b if True else c", "b c?"),
        ("b if False else c", "b? c"),
        ("a < b", "a b"),
        ("a < b < c", "a b c?"),
        ("(a := b)", "b a"),
        ("a and (b if c else d)", "a c? b? d?"),
        ("lambda x=a, *y, z=b, w: c", "a b"),
        ("[x for x in a for y in b if c]", "a"),
        ("{x: y for x in a}", "a"),
        ("{x for x in a}", "a"),
        ("(x for x in a)", "a"),
        ("f'{a} {b!r:{c}}'", "a b c"),
        ("{a: b, **c}", "a b c"),
    ],
)
def test_the_order_of_evaluation(expression: str, order: str) -> None:
    assert names(expression) == order


def test_nothing_is_evaluated_of_nothing() -> None:
    assert list(evaluated()) == []
    assert list(evaluated(None)) == []


@pytest.mark.parametrize(
    ("statement", "order"),
    [
        ("x = y.a = b[c] = d", "d y b c"),
        ("(x, *y), [z.a] = b", "b z"),
        ("x: a = b", "b"),
        ("x: a", ""),
        ("x.y: a", "x"),
        ("x += a", "a"),
        ("x[a] += b", "x a b"),
        ("for x in a: b", "a"),
        ("for x[b] in a: c", "a x b"),
        ("async def f():\n  async for x in a: b", ""),
        ("with a as x, b as y.z, c: d", "a b y c"),
        ("@a\ndef f(x: b = c, *, y=d, z) -> e: g", "a c d"),
        ("@a\nclass C(b, metaclass=c): d", "a b c"),
        ("if a: b\nelse: c", "a"),
        ("while a: b", "a"),
        ("match a:\n  case b if c: d", "a"),
        ("try: a\nexcept b: c", ""),
        ("del a, b.c", "a b"),
        ("raise a from b", "a b"),
        ("assert a, b", "a b"),
        ("global a", ""),
    ],
)
def test_what_a_statement_evaluates_itself(statement: str, order: str) -> None:
    parts = parts_of(ast.parse(statement).body[0])
    assert " ".join(node.id for node, _ in evaluated(*parts) if isinstance(node, ast.Name)) == order


@pytest.mark.parametrize(
    ("block", "order"),
    [
        ("a; b", "a b"),
        ("a and b; c", "a c"),
        ("return a\nb", "a"),
        ("raise a\nb", "a"),
        ("if a: b\nc", "a c"),
        ("if a: return b\nc", "a"),
        ("if True: a\nelse: return\nb", "a"),
        ("if False: return\nelse: a\nb", "a"),
        ("if True:\n  if a: return\nb\n", "a"),
        ("with a:\n  b\nc", "a b c"),
        ("with suppress(a):\n  b\nc", "suppress a c"),
        ("with suppress(a):\n  return b\nc", "suppress a"),
        ("for x in a:\n  b\nc", "a c"),
        ("for x in a:\n  break\nc", "a"),
        ("try: a\nexcept Fatal: b\nelse: c\nfinally: d\ne", "a c d e"),
        ("try: a\nexcept Usual: b\nelse: c\nfinally: d\ne", "d e"),
        ("try: a\nexcept Fatal: return b\nc", "a"),
        ("def f():\n  return a\nclass C:\n  b\nc", "c"),
        ("match a:\n  case 1: return\nb", "a"),
    ],
)
def test_what_a_block_surely_evaluates(block: str, order: str) -> None:
    def goes_on(handler: ast.ExceptHandler) -> bool:
        return isinstance(handler.type, ast.Name) and handler.type.id == "Usual"

    found = surely(ast.parse(block).body, goes_on)
    assert " ".join(node.id for node in found if isinstance(node, ast.Name)) == order


@pytest.mark.parametrize(
    ("manager", "answer"),
    [("suppress(E)", True), ("contextlib.suppress(E)", True), ("suppress", True), ("open(E)", False), ("a[0]", False)],
)
def test_managers_that_suppress(manager: str, *, answer: bool) -> None:
    assert suppresses(ast.parse(manager, mode="eval").body) is answer
