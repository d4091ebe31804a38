"""Lists that may be empty when they are concatenated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_concat import empty_concats
from preflight.facts.script_reach import entry

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript

CSV = "if p[0]: r.append(p)"


def found(body: str, script: ReadScript, signature: str = "b") -> list[str]:
    made = script(f"import pandas as pd\nfrom pandas import concat\ndef fail(): raise OSError\ndef run({signature}):\n" + body)
    run = entry("run", made.module)
    assert run is not None
    return [f"{name}:{call.lineno - run.lineno}" for name, call in empty_concats(run, made)]


def loop(inside: str, over: str = "b", end: str = "return pd.concat(r)") -> str:
    return f"  r = []\n  for p in {over}:\n    {inside}\n  {end}\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (loop(CSV), ["r:4"]),
        (loop(CSV, end="return concat(r, axis=1).to_json()"), ["r:4"]),
        (loop(CSV, end="x = pd.concat(objs=r)"), ["r:4"]),
        (loop(CSV, end="print(len(r)); x = pd.concat(r); pd.concat(r)"), ["r:4"]),
        (loop(CSV, over="sorted(b)"), ["r:4"]),
        (loop(CSV, over="range(len(b))"), ["r:4"]),
        (loop("r.append(p)", over="filter(f, b)"), ["r:4"]),
        (loop("r.append(p)", over="tqdm([q for q in b if q])"), ["r:4"]),
        (loop("if p: break\n    r.append(p)"), ["r:5"]),
        (loop("if p: continue\n    r.append(p)"), ["r:5"]),
        (loop("try: r.append(p)\n    except OSError: pass"), ["r:5"]),
        (loop("match p:\n      case 1: r.append(p)"), ["r:5"]),
        ("  r = list()\n" + loop(CSV), ["r:5"]),
        ("  if b:\n    r = []\n    for p in b:\n      if p: r.append(p)\n    pd.concat(r)\n  return b\n", ["r:5"]),
        ("  import contextlib\n" + loop("with contextlib.suppress(OSError): r.append(p)"), ["r:5"]),
        # something was added on every course
        (loop("r.append(p)"), []),
        (loop("r.append(p)", over="enumerate(list(b))"), []),
        ("  s = sorted(b)\n" + loop("r.append(p)", over="s"), []),
        (loop("if p: r.append(1)\n    else: r.append(2)"), []),
        (loop("if p: r.append(1)\n    else: raise OSError"), []),
        (loop("if p: r.append(1)\n    else: fail()"), []),
        (loop("match p:\n      case 1: r.append(p)\n      case _: raise OSError"), []),
        (loop("try: r.append(p)\n    except OSError: raise"), []),
        (loop(CSV, end="r.append(1)\n  pd.concat(r)"), []),
        # or it cannot be told
        ("  r = []\n  pd.concat(r)\n", []),
        (loop("r.append(p)", over="other(b)"), []),
        (loop("r.append(p)", over="s"), []),
        ("  s = [q for q in s]\n" + loop("r.append(p)", over="s"), []),
        ("  s = sorted(t)\n  t = sorted(s)\n" + loop("r.append(p)", over="t"), []),
        ("  for s in b: pass\n" + loop("r.append(p)", over="s"), []),
        ("  r = []\n  async for p in b: r.append(p)\n  pd.concat(r)\n", []),
        (loop("while p: r.append(p)"), []),
        (loop("more(p, r)"), []),
        (loop("if p in seen: r.append(p)"), ["r:4"]),
        ("  seen = set()\n" + loop("if p not in seen: r.append(p)"), []),
        (loop(CSV, end="if r: pd.concat(r)"), []),
        (loop(CSV, end="assert r\n  pd.concat(r)"), []),
        (loop(CSV, end="if b[0]: return b\n  pd.concat(r)"), []),
        (loop(CSV, end="return pd.concat(r) if b else b"), []),
        (loop(CSV, end="try: pd.concat(r)\n  except ValueError: pass"), []),
        (loop(CSV, end="r = [1]\n  pd.concat(r)"), []),
        (loop(CSV, end="r += [1]\n  pd.concat(r)"), []),
        (loop(CSV, end="pd.concat(r + b)\n  pd.concat()\n  other.concat(r)"), []),
        (loop(CSV + "\n    add = lambda: r.append(p)"), []),
        ("  for r in b: pass\n  pd.concat(r)\n  pd.concat(s)\n", []),
    ],
)
def test_lists_that_may_be_empty(body: str, told: list[str], script: ReadScript) -> None:
    assert found(body, script) == told


def test_only_a_parameter_holds_the_files(script: ReadScript) -> None:
    assert found(loop("r.append(p)"), script, "") == []
    assert found("  b = f(b)\n" + loop(CSV), script) == []
    assert found(loop(CSV), script, "b, /, *c") == ["r:4"]


def test_what_is_nested_too_deeply_or_too_long_is_left_alone(script: ReadScript) -> None:
    over = "".join(f"  s{number + 1} = sorted(s{number})\n" for number in range(60))
    assert found("  s0 = sorted(b)\n" + over + loop(CSV, over="s60"), script) == []
    assert found("  b\n" * 5_001 + loop(CSV), script) == []
