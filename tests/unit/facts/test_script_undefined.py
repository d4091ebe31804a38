"""Names that nothing binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_undefined import undefined

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def run(b):\n  return model", ["model"]),
        ("def init():\n  model = 1\ndef run(b):\n  return [model for x in b] + [model]", ["model"]),
        ("def init():\n  x\ndef run(b):\n  x, y", ["x", "y"]),
        ("async def run(b):\n  return model", ["model"]),
        ("def init():\n  global model\n  model = 1\ndef run(b):\n  return model", []),
        ("import os\ndef run(b):\n  return os, len, __file__, [x for x in b], b", []),
        ("def run(b):\n  def inner(c):\n    return nothing\n  return inner", []),
        ("def run(b):\n  later = 1\n  return lambda x: (x, later)", []),
        ("def run(b):\n  try:\n    return model\n  except NameError:\n    return []", []),
        ("from x import *\ndef run(b):\n  return model", []),
        ("globals()['model'] = 1\ndef run(b):\n  return model", []),
        ("if x:\n  model = 1\ndef run(b):\n  return model", []),
        ("def other(b):\n  return model", []),
        ("def run(b):\n  with x() as y:\n    return y", ["x"]),
        ("def run(b):\n  while (n := 1):\n    return n", []),
        ("def run(b):\n  for i, (j, *k) in b:\n    i, j, k", []),
        ("def run(b):\n  match b:\n    case [one, *rest]:\n      return one, rest", []),
        ("def run(b):\n  class A:\n    x = 1\n    y = x\n  return A", []),
        ("def run(b):\n  del b\n  return [(x, y) for x in z for y in x]", ["z"]),
    ],
)
def test_names_that_nothing_binds(script: ReadScript, text: str, names: list[str]) -> None:
    assert [name for name, _ in undefined(script(text))] == names
