"""The courses through a block: by itself, a course tells whether the end is reached."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_course import NOWHERE, Course, TooLong


def course() -> Course:
    return Course(lambda called: isinstance(called, ast.Name) and called.id == "leave")


@pytest.mark.parametrize(
    ("block", "reached"),
    [
        ("x = 1", True),
        ("", True),
        ("return", False),
        ("raise E", False),
        ("leave()", False),
        ("stay()", True),
        ("assert False", False),
        ("assert x", True),
        ("break", False),
        ("if x: return", True),
        ("if x: return\nelse: return", False),
        ("if x: return\nelif y: return\nelse: pass", True),
        ("if True: return", False),
        ("if False: return", True),
        ("if True: pass\nelse: return", True),
        ("for i in x: return", True),
        ("for i in x: break\nelse: return", True),
        ("for i in x: continue\nelse: return", False),
        ("while True: pass", False),
        ("while True:\n  if x: break", True),
        ("while True: continue", False),
        ("while False: pass\nelse: return", False),
        ("while x: return", True),
        ("with x as y, z: return", False),
        ("with suppress(E): return", True),
        ("with suppress(E):\n  raise E", True),
        ("try: raise E\nexcept E: pass", True),
        ("try: raise E\nexcept E: raise", False),
        ("try: return\nfinally: pass", False),
        ("try: pass\nfinally: return", False),
        ("try: pass\nexcept E: pass\nelse: return", True),
        ("try: pass\nexcept E: return\nelse: return", False),
        ("match x:\n  case 1: return", True),
        ("match x:\n  case 1: return\n  case _: return", False),
        ("match x:\n  case 1: return\n  case _ if y: return", True),
        ("def f(): return", True),
    ],
)
def test_whether_the_end_is_reached(block: str, *, reached: bool) -> None:
    made = course()
    assert made.follow(ast.parse(block).body, 1) == (1 if reached else NOWHERE)
    assert not made.in_loop


def test_nowhere_leads_nowhere() -> None:
    assert course().follow(ast.parse("x = 1").body, NOWHERE) == NOWHERE


def test_a_long_chain_of_elif() -> None:
    chain = "if a: return\n" + "elif b: return\n" * 300
    assert course().follow(ast.parse(chain).body, 1) == 1
    assert course().follow(ast.parse(chain + "else: return\n").body, 1) == NOWHERE


def test_too_many_statements() -> None:
    with pytest.raises(TooLong):
        course().follow(ast.parse("x\n" * 5_001).body, 1)
