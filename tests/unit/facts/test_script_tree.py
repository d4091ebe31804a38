"""Walks over statements and scopes."""

from __future__ import annotations

import ast

from preflight.facts.script_tree import is_generator, own_nodes, statements

TEXT = """
def f():
    try:
        a = 1
    except E:
        b = 2
    else:
        c = 3
    finally:
        d = 4
match x:
    case 1:
        e = 5
class C:
    g = 6
h = 7
"""


def test_statements_come_in_the_order_they_are_written() -> None:
    tree = ast.parse(TEXT)
    assert [statement.lineno for statement in statements(tree.body)] == [2, 3, 4, 6, 8, 10, 11, 13, 14, 15, 16]
    assert [statement.lineno for statement in statements(tree.body, inner=False)] == [2, 11, 13, 14, 16]


def test_own_nodes_leave_inner_scopes_out() -> None:
    text = "@a\ndef f(b: c = d, *, e=g) -> h: i\nlambda j=k: l\nclass m(n, o=p): q\n[r for s in t if u]\nv: w\nx: y = z\n"
    names = {node.id for node in own_nodes(ast.parse(text).body) if isinstance(node, ast.Name)}
    assert names == set("acdeghknprtuwxyz") - {"e"}


def test_a_generator_yields_in_its_own_body() -> None:
    inner = "  def d():\n    yield\n  lambda: (yield)\n  class E:\n    x = 1\n"
    tree = ast.parse(f"def a():\n  yield\ndef b():\n  x = [(yield from c)]\ndef c():\n{inner}")
    assert [is_generator(function) for function in tree.body if isinstance(function, ast.FunctionDef)] == [True, True, False]
