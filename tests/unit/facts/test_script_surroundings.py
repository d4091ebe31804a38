"""What stands around a node."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from preflight.facts.script_surroundings import Surroundings
    from tests.unit.facts.conftest import ReadScript


def marked(made: Surroundings) -> ast.Name:
    """Return the name `here`."""
    return next(node for node in made.nodes if isinstance(node, ast.Name) and node.id == "here")


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("x = 1\nhere", "assignment 1"),
        ("x = 1\ndef f(x): here", "parameter 2"),
        ("x = 1\ndef f(x, y=here): pass", "assignment 1"),
        ("x = 1\n@here\ndef f(x): pass", "assignment 1"),
        ("def f(x):\n  def g(): here", "parameter 1"),
        ("def f(x):\n  def g():\n    x = 1\n    here", "assignment 3"),
        ("def f(x):\n  class C:\n    x = 1\n    here", "assignment 3"),
        ("def f(x):\n  class C:\n    x = 1\n    def g(self): here", "parameter 1"),
        ("x = 1\nlambda x: here", "parameter 2"),
        ("x = 1\nlambda *y, x: here", "parameter 2"),
        ("x = 1\n[here for x in y]", "assignment 2"),
        ("x = 1\n{here: 1 for y, (x, z) in y}", "assignment 2"),
        ("y = 1\nhere", "none"),
    ],
)
def test_what_a_name_stands_for(text: str, how: str, script: ReadScript) -> None:
    made = script(text + "\n")
    found = made.scope(marked(made)).bound("x")
    assert (f"{found[0].how} {found[0].node.lineno}" if found else "none") == how


def test_scopes_are_made_once(script: ReadScript) -> None:
    made = script("def f(x): here\n")
    function = made.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert made.scope(marked(made)) is made.inside(function) is made.scope(marked(made))


def test_the_nodes_around(script: ReadScript) -> None:
    made = script("if x: print(here)\n")
    assert [type(holder).__name__ for holder, _ in made.around(marked(made))] == ["Call", "Expr", "If", "Module"]
    assert [type(part).__name__ for _, part in made.around(marked(made))] == ["Name", "Call", "Expr", "If"]
    assert isinstance(made.parent(marked(made)), ast.Call)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("try: here\nexcept TypeError: pass", True),
        ("try:\n  try: here\n  except OSError: pass\nexcept: pass", True),
        ("try: here\nexcept OSError: pass", False),
        ("try: here\nexcept TypeError: raise", False),
        ("try: pass\nexcept TypeError: here", False),
        ("try: pass\nexcept TypeError: pass\nelse: here", False),
        ("here", False),
    ],
)
def test_whether_an_exception_is_caught(text: str, script: ReadScript, *, answer: bool) -> None:
    made = script(text + "\n")
    assert made.is_caught(marked(made), TypeError) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x = 1\ndef f(): x = 2", True),
        ("x = 1\ndef f(x): pass", True),
        ("x = 1\ndef f():\n  global x\n  x = 2", False),
        ("x = 1\ndef f(): return x", False),
        ("def f():\n  x = 1\n  def g(): x = 2", False),
    ],
)
def test_whether_a_function_hides_a_name_of_the_module(text: str, script: ReadScript, *, answer: bool) -> None:
    assert script(text + "\n").has_hidden_names() is answer
