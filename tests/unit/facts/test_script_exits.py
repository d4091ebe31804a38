"""Which returns of a function can be reached, and whether its end can."""

from __future__ import annotations

import ast
import textwrap

import pytest

from preflight.facts.script_exits import DOUBTFUL, NEVER, REACHED, Exits
from preflight.facts.script_names import module_scope
from preflight.facts.script_surroundings import Surroundings

HEAD = """
import contextlib, itertools, os, sys
from contextlib import suppress
from typing import NoReturn
def stops() -> NoReturn: ...
def stops_too() -> "typing.NoReturn": ...
def raises(): raise ValueError
def may_raise(x):
    if x: raise ValueError
def returns_or_raises(x):
    if x: return
    raise ValueError
def generates():
    raise ValueError
    yield
async def waits(): raise ValueError
@wrap
def wrapped(): raise ValueError
def deep(): raises()
def shadowed(sys): sys.exit()
"""


def flow(body: str) -> tuple[int, list[int]]:
    """Return whether the end is reached, and the lines of the returns that are."""
    text = HEAD + "def run(b):\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ") + "\n"
    tree = ast.parse(text)
    function = tree.body[-1]
    assert isinstance(function, ast.FunctionDef)
    made = Exits(Surroundings(tree, module_scope(tree, text))).of(function)
    return made.end, [statement.lineno - function.lineno for statement in made.returns]


@pytest.mark.parametrize(
    ("body", "end", "returns"),
    [
        # calls that do not come back, and some that do
        ("sys.exit(1)", NEVER, []),
        ("os._exit(1)", NEVER, []),
        ("os.abort()", NEVER, []),
        ("exit()", NEVER, []),
        ("quit()", NEVER, []),
        ("stops()", NEVER, []),
        ("stops_too()", NEVER, []),
        ("raises()", NEVER, []),
        ("exit = b\nexit()", REACHED, []),
        ("may_raise(b)", REACHED, []),
        ("returns_or_raises(b)", REACHED, []),
        ("generates()", REACHED, []),
        ("waits()", REACHED, []),
        ("wrapped()", REACHED, []),
        ("deep()", REACHED, []),
        ("deep()\nraises()", NEVER, []),
        ("if b: raises()\nraises()", NEVER, []),
        ("shadowed(b)", REACHED, []),
        ("unknown()", REACHED, []),
        ("b.exit()", REACHED, []),
        ("raises = b\nraises()", REACHED, []),
        # conditions
        ("assert False", NEVER, []),
        ("assert b", REACHED, []),
        ("if True:\n  return\nelse:\n  pass", NEVER, [2]),
        ("if 0:\n  return\nreturn 1", NEVER, [3]),
        ("if b:\n  return\nelif True:\n  return\nelse:\n  pass", NEVER, [2, 4]),
        ("if b:\n  return\nelse:\n  raise X", NEVER, [2]),
        ("if b: raise X", REACHED, []),
        # while
        ("while True: pass", NEVER, []),
        ("while 1:\n  if b: break\n  return", REACHED, [3]),
        ("while True:\n  try:\n    return 1\n  except E:\n    continue", NEVER, [3]),
        ("while False:\n  return\nelse:\n  raise X", NEVER, []),
        ("while b:\n  return", REACHED, [2]),
        ("while b:\n  pass\nelse:\n  return", NEVER, [4]),
        ("while b:\n  break\nelse:\n  return", REACHED, [4]),
        ("while True:\n  while b:\n    break\n  return", NEVER, [4]),
        ("while True:\n  for x in b:\n    pass\n  else:\n    break", REACHED, []),
        # for
        ("for x in b:\n  pass", REACHED, []),
        ("for x in b:\n  if x: return", REACHED, [2]),
        ("for x in b:\n  if x: continue\n  return", REACHED, [3]),
        ("for x in b:\n  pass\nelse:\n  return", NEVER, [4]),
        ("for x in b:\n  return 1", DOUBTFUL, [2]),
        ("for x in b:\n  return 1\nreturn 2", NEVER, [2, 3]),
        ("for x in b:\n  return 1\nelse:\n  return 2", NEVER, [2, 4]),
        ("for x in b:\n  for y in x:\n    return 1", DOUBTFUL, [3]),
        ("for x in b:\n  if x: break\n  return 1", REACHED, [3]),
        ("for i in itertools.count():\n  if b: return i", NEVER, [2]),
        ("for i in itertools.count():\n  if b: break", REACHED, []),
        ("for i in range(3):\n  try:\n    return f()\n  except E:\n    if i == 2: raise", DOUBTFUL, [3]),
        ("while b < 3:\n  try:\n    return f()\n  except E:\n    b += 1\n    if b == 3: raise", DOUBTFUL, [3]),
        ("for i in range(3):\n  if b: raise X", REACHED, []),
        ("for i in range(3):\n  if b: return 1", REACHED, [2]),
        ("if b:\n  for x in b:\n    return 1\nelse:\n  pass", REACHED, [3]),
        # try
        ("try:\n  return 1\nfinally:\n  f()", NEVER, [2]),
        ("try:\n  return 1\nfinally:\n  return 2", NEVER, [4]),
        ("try:\n  return 1\nfinally:\n  if b: return 2", NEVER, [2, 4]),
        ("while b:\n  try:\n    return 1\n  finally:\n    break", REACHED, []),
        ("try:\n  f()\nexcept E:\n  return\nelse:\n  return 1", NEVER, [4, 6]),
        ("try:\n  f()\nexcept E:\n  raise", REACHED, []),
        ("try:\n  raise X\nexcept E:\n  pass", REACHED, []),
        ("try:\n  raise X\nexcept E:\n  raise\nelse:\n  return", NEVER, []),
        ("try:\n  return 1\nexcept* E:\n  pass", REACHED, [2]),
        # with
        ("with f(): return 1", NEVER, [1]),
        ("with f(): raise X", NEVER, []),
        ("with suppress(E): return 1", REACHED, [1]),
        ("with f(), contextlib.suppress(E): raise X", REACHED, []),
        ("with b: return 1", NEVER, [1]),
        # match
        ("match b:\n  case 1: return\n  case _: return 1", NEVER, [2, 3]),
        ("match b:\n  case 1: return\n  case 2 | _: return 1", NEVER, [2, 3]),
        ("match b:\n  case 1: return\n  case _ as x: return 1", NEVER, [2, 3]),
        ("match b:\n  case 1: return\n  case x if x: return 1", REACHED, [2, 3]),
        ("match b:\n  case 1: return\n  case 2 as x: return 1", REACHED, [2, 3]),
        # scopes of their own
        ("def g(): return\nclass C:\n  def m(self): return\nlambda: 1", REACHED, []),
        ("return 1\nreturn 2", NEVER, [1]),
    ],
)
def test_flow(body: str, end: int, returns: list[int]) -> None:
    assert flow(body) == (end, returns)


def test_async_statements_are_followed() -> None:
    tree = ast.parse("async def run(b):\n  async with b:\n    async for x in b:\n      return x\n")
    function = tree.body[0]
    assert isinstance(function, ast.AsyncFunctionDef)
    made = Exits(Surroundings(tree, module_scope(tree, ""))).of(function)
    assert (made.end, len(made.returns)) == (DOUBTFUL, 1)
