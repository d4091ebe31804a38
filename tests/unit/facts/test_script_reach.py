"""Which functions may run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_reach import entry, reached

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def run(): pass", 1),
        ("async def run(): pass", 1),
        ("@x\ndef run(): pass", 2),
        ("def run(): pass\ndef run(): pass", 2),
        ("if x:\n  def run(): pass\nelse:\n  def run(): pass", None),
        ("def f():\n  global run\n  def run(): pass", None),
        ('if __name__ == "__main__":\n  def run(): pass', None),
        ("run = 1", None),
        ("x = 1", None),
    ],
)
def test_the_function_of_a_name(text: str, line: int | None, script: ReadScript) -> None:
    found = entry("run", script(text + "\n").module)
    assert (found.lineno if found else None) == line


def test_what_init_run_and_the_top_level_name(script: ReadScript) -> None:
    text = """\
def init(): a()
def run(b): map(c, b); run
def a(): a; d()
def c(): x = 1; del x; y
def d(): pass
def e(): pass
def f(): e()
def g(): pass
g()
class C:
    def h(self): pass
if __name__ == "__main__":
    f()
"""
    assert [function.name for function in reached(script(text))] == ["init", "run", "a", "c", "d", "g"]
