"""The names that scopes bind, and what they stand for."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_names import Scope, bindings, function_scope, module_scope


def module(text: str) -> Scope:
    return module_scope(ast.parse(text), text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(a=(b := 1)): c = 2", ["f function", "b assignment"]),
        ("async def f(): pass", ["f function"]),
        ("@(d := wrap)\nclass C(B, k=(m := 1)): x = 1", ["C class", "d assignment", "m assignment"]),
        ("a, (b, *c) = d", ["a assignment", "b assignment", "c assignment"]),
        ("a.b = c[d] = 1", []),
        ("a: int\nb: int = 1", ["b assignment"]),
        ("a += 1", ["a assignment"]),
        ("for a in b: c = 1", ["a assignment", "c assignment"]),
        ("with a as b, c as (d, e): pass", ["b assignment", "d assignment", "e assignment"]),
        ("try: pass\nexcept E as e: pass\nexcept F: pass", ["e assignment"]),
        ("import a.b, c.d as e", ["a import", "e import"]),
        ("from a import b, c as d\nfrom e import *", ["b import", "d import"]),
        ("del a, b[0]", ["a deletion"]),
        ("match a:\n case [b, *c]: pass\n case {1: d, **e}: pass\n case f as g: pass\n case _: pass",
         ["b assignment", "c assignment", "e assignment", "d assignment", "g assignment", "f assignment"]),
        ("[a for a in b if (c := a)]", ["c assignment"]),
        ("lambda a=(b := 1), *, c=2: (d := 1)", ["b assignment"]),
        ("print(a := 1)", ["a assignment"]),
    ],
)  # fmt: skip
def test_what_a_scope_binds(text: str, expected: list[str]) -> None:
    assert [f"{binding.name} {binding.how}" for binding in bindings(ast.parse(text).body)] == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("run = 1\nrun = 2", [2]),
        ("run = 1\nif x:\n  run = 2", [1, 3]),
        ("if x:\n  run = 1\nwith y:\n  run = 2", [4]),
        ("try:\n  run = 1\nexcept E:\n  run = 2", [2, 4]),
        ("for run in x: pass", [1]),
        ("while x:\n  run = 1\nelse:\n  run = 2", [2, 4]),
        ("run = 1\nif __name__ == '__main__':\n  run = 2", [1]),
        ("if __name__ == '__main__':\n  run = 2", [2]),
        ("run = 1\ndef f():\n  global run\n  def run(): pass", [1, 4]),
        ("class C:\n  global run\n  run = 1", [3]),
        ("def f():\n  def g():\n    global run\n    import run", [4]),
        ("def f():\n  global run\n  print(run)", []),
        ("def f():\n  global go\n  go = run = 1", []),
        ("x = 1", []),
    ],
)
def test_the_bindings_that_may_count(text: str, lines: list[int]) -> None:
    assert [binding.node.lineno for binding in module(text).effective("run")] == lines


@pytest.mark.parametrize(
    ("head", "expression", "expected"),
    [
        ("import a", "a.b.c", "a.b.c"),
        ("import a.b", "a.b", "a.b"),
        ("import a.b as c", "c.d", "a.b.d"),
        ("from a import b as c", "c", "a.b"),
        ("from . import b", "b", "..b"),
        ("", "len", "builtins.len"),
        ("", "exit", "builtins.exit"),
        ("", "nowhere", None),
        ("", "f().a", None),
        ("a = 1", "a.b", None),
        ("import a\nimport a", "a", "a"),
        ("import a\nimport b as a", "a", None),
        ("def init():\n  global a\n  import a", "a.b", "a.b"),
        ("def init():\n  import a", "a.b", None),
    ],
)
def test_full_names(head: str, expression: str, expected: str | None) -> None:
    assert module(head).dotted(ast.parse(expression, mode="eval").body) == expected


def test_a_function_sees_its_own_names_first() -> None:
    text = "import a, c\ndef helper(): pass\ndef f(a, *b, **d):\n  import x.y as c\n  def inner(): pass\n"
    tree = ast.parse(text)
    outer = module_scope(tree, text)
    function = tree.body[-1]
    assert isinstance(function, ast.FunctionDef)
    scope = function_scope(function, outer)
    assert scope.dotted(ast.Name("a", ast.Load())) is None
    assert scope.dotted(ast.Name("c", ast.Load())) == "x.y"
    assert sorted(scope.bindings) == ["a", "b", "c", "d", "inner"]
    assert scope.definition("helper") is tree.body[1]
    assert scope.definition("inner") is function.body[1]
    assert scope.definition("a") is None
    assert scope.definition("nowhere") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1", []),
        ("from a import *", ["a star import from `a` 1 True"]),
        ("if x:\n  from ..a import *", ["a star import from `..a` 2 True"]),
        ("globals().update(x)", ["`globals` on line 1 True"]),
        ("def f():\n  globals()['x'] = 1", ["`globals` on line 2 False"]),
        ("def f():\n  exec(x)", ["`exec` on line 2 False"]),
        ("model.exec(x)", []),
        ("exec = 1\nprint(exec)", []),
        ("vars()['x'] = 1", ["`vars` on line 1 True"]),
        ("def f():\n  return locals(), vars(f)", []),
        ("from sys import modules as m\nm[x] = 1", ["`sys.modules` on line 2 True"]),
        ("model.modules()", []),
        ("def __getattr__(n): ...", ["`__getattr__` on line 1 False"]),
        ("# globals exec", []),
    ],
)
def test_what_may_bind_more(text: str, expected: list[str]) -> None:
    made = module(text).makers
    lines = [maker.what if " on line " in maker.what else f"{maker.what} {maker.line}" for maker in made]
    assert [f"{line} {maker.on_import}" for line, maker in zip(lines, made, strict=True)] == expected
