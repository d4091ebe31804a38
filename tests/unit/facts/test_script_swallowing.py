"""Handlers that leave no trace of a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_reach import entry
from preflight.facts.script_swallowing import swallowed

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript

FOR = "for p in b:\n    "


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("try: r.append(p(b))\n  except: pass", [3]),
        ("try: x = b\n  except Exception: ...", [3]),
        ("try: x: int = b\n  except (KeyError, BaseException): 'never mind'", [3]),
        ("try: return b\n  except builtins.Exception: pass", [3]),
        (FOR + "try: n += f(p)\n    except Exception: continue", [4]),
        (FOR + "try: (x := f(p))\n    except Exception: continue", [4]),
        ("for i, (p, q) in enumerate(b):\n    try: f(q)\n    except Exception: pass\n    else: r.add(q)", [4]),
        ("for i, (p, q) in enumerate(b):\n    try: k = f(q)\n    except Exception: pass\n    else: r.add(q)", [4]),
        ("for i, p in enumerate(b):\n    try: f(p)\n    except Exception: pass\n    else: r.add(k)", [4]),
        ("for q in other:\n    try: x = f(q)\n    except Exception: pass", []),
        ("try: f(b)\n  except Exception: pass", []),
        ("try: x = b\n  except ValueError: pass", []),
        ("try: x = b\n  except Exception: x = 1", []),
        ("try: x = b\n  except Exception as e: print(e)", []),
        ("try: x = b\n  except Exception: pass\n  if x: pass", []),
        ("try: r.append(b)\n  except Exception: pass\n  assert r", []),
        ("try:\n    x = b\n    if x: pass\n  except Exception: pass", [5]),
        ("try: x = b\n  finally: pass", []),
    ],
)
def test_handlers_that_hide_a_failure(body: str, lines: list[int], script: ReadScript) -> None:
    run = entry("run", script(f"def run(b):\n  {body}\n").module)
    assert run is not None
    assert [handler.lineno for handler in swallowed(run)] == lines


def test_without_a_parameter_there_are_no_files(script: ReadScript) -> None:
    run = entry("run", script("def run():\n  try: x = b\n  except: pass\n").module)
    assert run is not None
    assert list(swallowed(run)) == []
