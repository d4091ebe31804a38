"""Scripts as users write them, and what is known of each as a whole."""

from __future__ import annotations

import sys

import pytest

from preflight.facts.script import script
from preflight.facts.script_reading import Reading
from preflight.source import Source
from preflight.value import Absent, Present, Unknown, child, members, text_of


def facts(text: str) -> Present:
    made = script(Reading(Source("score.py", text)))
    assert isinstance(made, Present)
    return made


def run_of(text: str) -> str:
    """Say in a line what is known of `run`: `missing`, why nothing is, or its exits as `kind type line:column`."""
    run = child(facts(text), "run")
    if isinstance(run, Absent):
        return "missing"
    exits = run if isinstance(run, Unknown) else child(run, "exits")
    if isinstance(exits, Unknown):
        return exits.reason
    return "; ".join(exit_line(exit_) for exit_ in members(exits)) or "no exit"


def exit_line(exit_: Present | Absent | Unknown) -> str:
    kind, made = child(exit_, "kind"), child(exit_, "type")
    place = exit_.place
    assert place is not None
    return f"{text_of(kind) or 'doubtful'} {text_of(made) or 'unknown'} {place.line}:{place.column}"


FINE = {
    "list": ("def run(b):\n    return [1]\n", "value list 2:5"),
    "list that grows": ("def run(b):\n    out = []\n    for f in b:\n        out.append(f)\n    return out\n", "value list 5:5"),
    "comprehension": ("def run(b):\n    return [f for f in b]\n", "value list 2:5"),
    "DataFrame": ("import pandas as pd\ndef run(b):\n    return pd.DataFrame({})\n", "value dataframe 3:5"),
    "DataFrame by name": ("from pandas import DataFrame as D\ndef run(b):\n    return D([])\n", "value dataframe 3:5"),
    "concat": ("import pandas\ndef run(b):\n    return pandas.concat([])\n", "value dataframe 3:5"),
    "array": ("import numpy as np\ndef run(b):\n    return np.array(b)\n", "value array 3:5"),
    "tensor's array": ("def run(b):\n    return model(b).numpy()\n", "value array 2:5"),
    "the batch itself": ("def run(b):\n    return b\n", "value unknown 2:5"),
    "a call": ("def run(b):\n    return score(b)\n", "value unknown 2:5"),
    "a comparison of arrays": ("def run(b):\n    return score(b) > 0.5\n", "value unknown 2:5"),
    "raise at the end": ("def run(b):\n    if b:\n        return []\n    raise ValueError(b)\n", "value list 3:9"),
    "both branches": ("def run(b):\n    if b:\n        return []\n    else:\n        return [1]\n", "value list 3:9; value list 5:9"),
    "every handler": (
        "def run(b):\n    try:\n        return [1]\n    except ValueError:\n        return []\n    except OSError:\n        raise\n",
        "value list 3:9; value list 5:9",
    ),
    "return after a try": ("def run(b):\n    try:\n        x()\n    except Exception:\n        pass\n    return []\n", "value list 6:5"),
    "return in finally": ("def run(b):\n    try:\n        return\n    finally:\n        return []\n", "value list 5:9"),
    "in a with": ("def run(b):\n    with open(b) as f:\n        return [f]\n", "value list 3:9"),
    "while True": ("def run(b):\n    while True:\n        if b:\n            return []\n", "value list 4:13"),
    "match that takes all": (
        "def run(b):\n    match b:\n        case []:\n            return []\n        case _:\n            return [1]\n",
        "value list 4:13; value list 6:13",
    ),
    "nested function without a value": ("def run(b):\n    def inner():\n        return\n    return [inner]\n", "value list 4:5"),
    "sys.exit": ("import sys\ndef run(b):\n    if b:\n        return []\n    sys.exit(1)\n", "value list 4:9"),
    "a function that only raises": (
        "def fail():\n    raise OSError\ndef run(b):\n    if b:\n        return []\n    fail()\n",
        "value list 5:9",
    ),
    "not implemented": ("def run(b):\n    raise NotImplementedError\n", "no exit"),
    "generator": ("def run(b):\n    yield b\n", "no exit"),
    "after dead code": ("def run(b):\n    return []\n    return\n", "value list 2:5"),
    "no_grad": ("import torch\n@torch.no_grad()\ndef run(b):\n    return []\n", "value list 4:5"),
    "redefined": ("def run(b):\n    pass\ndef run(b):\n    return []\n", "value list 4:5"),
    "under if": ("if True:\n    def run(b):\n        return []\n", "value list 3:9"),
    "star import above": ("from helpers import *\ndef run(b):\n    return []\n", "value list 3:5"),
    "not for a type checker": (
        "from typing import TYPE_CHECKING\ndef run(b):\n    if TYPE_CHECKING:\n        return\n    return []\n",
        "value list 5:5",
    ),
    "non-ASCII before": ("def run(b): 'é🙂'; return [1]\n", "value list 1:19"),
    "Windows line ends": ("def run(b):\r\n    return [1]\r\n", "value list 2:5"),
}

FAULTY = {
    "pass": ("def run(b):\n    pass\n", "falls-off none 1:5"),
    "docstring": ('def run(b):\n    """Score."""\n', "falls-off none 1:5"),
    "ellipsis": ("def run(b): ...\n", "falls-off none 1:5"),
    "only work": ("def run(b):\n    for f in b:\n        print(f)\n", "falls-off none 1:5"),
    "bare": ("def run(b):\n    return\n", "bare none 2:5"),
    "None": ("def run(b):\n    return None\n", "none none 2:5"),
    "early bare": ("def run(b):\n    if not b:\n        return\n    return []\n", "bare none 3:9; value list 4:5"),
    "forgotten else": ("def run(b):\n    if b:\n        return []\n", "value list 3:9; falls-off none 1:5"),
    "elif without else": (
        "def run(b):\n    if b:\n        return []\n    elif 1 > b:\n        return [1]\n",
        "value list 3:9; value list 5:9; falls-off none 1:5",
    ),
    "a handler that only logs": (
        "def run(b):\n    try:\n        return []\n    except Exception as e:\n        print(e)\n",
        "value list 3:9; falls-off none 1:5",
    ),
    "None on some condition": ("def run(b):\n    return [1] if b else None\n", "value list 2:5; none none 2:5"),
    "the result of append": ("def run(b):\n    r = []\n    return r.append(b)\n", "none none 3:5"),
    "the result of print": ("def run(b):\n    return print(b)\n", "none none 2:5"),
    "a variable that stays None": ("def run(b):\n    result = None\n    return result\n", "none none 3:5"),
    "suppressed": (
        "import contextlib\ndef run(b):\n    with contextlib.suppress(OSError):\n        return [b()]\n",
        "value list 4:9; falls-off none 2:5",
    ),
    "match without a last case": (
        "def run(b):\n    match b:\n        case []:\n            return []\n",
        "value list 4:13; falls-off none 1:5",
    ),
    "broken out of": ("def run(b):\n    while True:\n        break\n", "falls-off none 1:5"),
    "text": ("def run(b):\n    return 'done'\n", "value text 2:5"),
    "f-string": ("def run(b):\n    return f'{b}'\n", "value text 2:5"),
    "json.dumps": ("import json\ndef run(b):\n    return json.dumps([])\n", "value text 3:5"),
    "to_json": ("import pandas as pd\ndef run(b):\n    d = pd.DataFrame(b)\n    return d.to_json(orient='records')\n", "value text 4:5"),
    "number of files": ("def run(b):\n    return len(b)\n", "value integer 2:5"),
    "True": ("def run(b):\n    return True\n", "value boolean 2:5"),
    "not": ("def run(b):\n    return not b\n", "value boolean 2:5"),
    "dict": ("def run(b):\n    return {'n': b}\n", "value dict 2:5"),
    "dict()": ("def run(b):\n    return dict(n=b)\n", "value dict 2:5"),
    "set": ("def run(b):\n    return {f for f in b}\n", "value set 2:5"),
    "generator expression": ("def run(b):\n    return (f for f in b)\n", "value generator 2:5"),
    "map": ("def run(b):\n    return map(str, b)\n", "value iterator 2:5"),
    "missing": ("def init(): pass\n", "missing"),
    "method only": ("class Scorer:\n    def run(self, b):\n        return []\n", "missing"),
    "deleted": ("def run(b):\n    return []\ndel run\n", "missing"),
    "only declared": ("run: object\ndef init():\n    global run\n", "missing"),
}

UNCLEAR = {
    "imported": ("from helpers import run\n", "`run` is imported from `helpers`"),
    "imported from the package": ("from .helpers import go as run\n", "`run` is imported from `.helpers`"),
    "a module": ("import run\n", "`run` is the imported module `run`"),
    "assigned": ("run = make()\n", "`run` is assigned, not defined"),
    "wrapped afterwards": ("def run(b): pass\nrun = wrap(run)\n", "`run` is assigned, not defined"),
    "walrus": ("print(run := make())\n", "`run` is assigned, not defined"),
    "loop variable": ("for run in []: pass\n", "`run` is assigned, not defined"),
    "class": ("class run: pass\n", "`run` is a class, not a function"),
    "global": ("def init():\n    global run\n    run = make()\n", "`run` is bound in `init`"),
    "star import": ("from helpers import *\n", "a star import from `helpers` may define `run`"),
    "star import below": ("def run(b): pass\nfrom . import *\n", "a star import from `.` may define `run` anew"),
    "exec": ("exec(code)\n", "`exec` on line 1 may define `run`"),
    "globals": ("x = 1\nglobals()['run'] = x\n", "`globals` on line 2 may define `run`"),
    "sys.modules": ("import sys\nsetattr(sys.modules[__name__], 'run', 1)\n", "`sys.modules` on line 2 may define `run`"),
    "__getattr__": ("def __getattr__(name): ...\n", "`__getattr__` on line 1 may define `run`"),
    "two branches": (
        "if x:\n    def run(b): pass\nelse:\n    def run(b): return []\n",
        "it depends on a condition whether `run` is the function on line 2 or 4",
    ),
    "fallback": ("try:\n    from fast import run\nexcept ImportError:\n    def run(b): pass\n", "`run` is imported from `fast`"),
    "perhaps deleted": ("def run(b): pass\nif x:\n    del run\n", "`run` may be deleted on line 3"),
    "main guard": ("if __name__ == '__main__':\n    run = 1\n", '`run` is bound only under `if __name__ == "__main__"`'),
    "decorated": ("@wrap(3)\ndef run(b): pass\n", "`run` is decorated with `wrap`"),
}


@pytest.mark.parametrize(("text", "expected"), FINE.values(), ids=FINE)
def test_fine_scripts(text: str, expected: str) -> None:
    assert run_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), FAULTY.values(), ids=FAULTY)
def test_faulty_scripts(text: str, expected: str) -> None:
    assert run_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), UNCLEAR.values(), ids=UNCLEAR)
def test_scripts_that_cannot_be_judged(text: str, expected: str) -> None:
    assert run_of(text) == expected


def test_all_facts_are_there() -> None:
    made = facts("import os\n\ndef init():\n    pass\n\nasync def run(b):\n    return []\n")
    assert isinstance(made.data, dict)
    assert sorted(made.data) == ["functions", "imports", "init", "model_parts", "required_arguments", "run", "syntax_error"]
    run = child(made, "run")
    assert isinstance(run, Present)
    assert isinstance(run.data, dict)
    assert sorted(run.data) == [
        "exits",
        "first_yield",
        "fits_call",
        "is_async",
        "is_generator",
        "name",
        "parameters",
        "required",
        "signature",
    ]
    assert isinstance(child(made, "syntax_error"), Absent)


def test_every_value_has_a_place() -> None:
    pending: list[Present | Absent | Unknown] = [
        facts("from x import *\nimport os.path\ndef init(a=1): return\n@w\ndef run(b):\n    return b\n"),
        facts("def init(*a): pass\ndef run(b, *, c):\n    for f in b:\n        return b if f else None\n"),
        facts("def run(:\n"),
    ]
    while pending:
        value = pending.pop()
        assert value.place is not None, value
        if isinstance(value, Present) and value.rest is not None:
            pending.append(value.rest)
        if isinstance(value, Present) and isinstance(value.data, (dict, list)):
            pending += value.data.values() if isinstance(value.data, dict) else value.data


def test_what_is_missing_stands_at_the_start_of_the_file() -> None:
    made = facts("import os\n\ndef init():\n    pass\n")
    run = child(made, "run")
    assert isinstance(run, Absent)
    assert str(run.place) == "score.py:1:1"


def test_functions_are_the_names_that_are_or_may_be_some() -> None:
    made = facts("import os\nfrom a import b\nx = 1\ny = make()\nclass C: pass\ndef run(b): pass\nif x:\n    init = run\nz = 1\ndel y\n")
    names = [(text_of(name), str(name.place)) for name in members(child(made, "functions"))]
    assert names == [
        ("os", "score.py:1:8"), ("b", "score.py:2:15"), ("C", "score.py:5:1"), ("run", "score.py:6:5"), ("init", "score.py:8:5"),
    ]  # fmt: skip


def test_functions_are_open_after_a_star_import() -> None:
    functions = child(facts("from helpers import *\ndef run(b): pass\n"), "functions")
    assert isinstance(functions, Present)
    assert [text_of(name) for name in members(functions)] == ["run"]
    assert functions.rest is not None
    assert functions.rest.reason == "a star import from `helpers` may define more"
    closed = child(facts("def run(b): pass\n"), "functions")
    assert isinstance(closed, Present)
    assert closed.rest is None


def test_nothing_is_known_of_a_script_that_does_not_parse() -> None:
    made = facts("def init(): pass\n\ndef run(b:\n    return []\n")
    for name in ("functions", "init", "run", "imports", "model_parts"):
        value = child(made, name)
        assert isinstance(value, Unknown)
        assert value.reason == "the script does not parse: line 3"


def test_nothing_is_known_of_a_script_that_is_too_deep() -> None:
    made = facts("x = " + "-" * 100_000 + "1\n")
    for name in ("functions", "init", "run", "imports", "syntax_error"):
        value = child(made, name)
        assert isinstance(value, Unknown)
        assert value.reason == "the script is nested too deeply to be read"


def test_an_older_python_does_not_hide_the_facts() -> None:
    made = script(Reading(Source("score.py", "def run(b):\n    if (n := len(b)):\n        return [n]\n"), (3, 7)))
    assert text_of(child(child(made, "syntax_error"), "message")) is not None
    assert isinstance(child(made, "run"), Present)


HOSTILE = {
    "empty": "",
    "blocks in blocks": "def run(b):\n" + "".join(" " * at + "if b:\n" for at in range(1, 98)) + " " * 98 + "return\n",
    "try in try": "def run(b):\n" + "".join(" " * at + "try:\n" for at in range(1, 50)) + " " * 50 + "return\n"
    + "".join(" " * at + "finally:\n" + " " * (at + 1) + "pass\n" for at in range(49, 0, -1)),
    "a long chain of elif": "def run(b):\n  if b: return\n" + "  elif b: return []\n" * 500,
    "variables made from one another": "def run(b):\n  a0 = ''\n"
    + "".join(f"  a{at} = a{at - 1} + a{at - 1}\n" for at in range(1, 60)) + "  return a59\n",
    "deep expression": "def run(b):\n  return " + "-" * 80 + "1\n",
    "deep condition": "def run(b):\n  if " + "not " * 80 + "b: return\n  return []\n",
    "deep conditional expression": "def run(b):\n  return " + "[] if b else " * 80 + "None\n",
    "functions that call one another": "".join(f"def f{at}():\n  f{at + 1}()\n" for at in range(2000)) + "def run(b):\n  f0()\n",
    "a function that calls itself": "def run(b):\n  run(b)\n",
    "many names on one line": "é = 1; " + "import a; " * 5000,
    "rebound": "if x: run = 1\n" * 5000,
    "declared in odd places": "nonlocal run\nglobal run\nreturn 1\nyield 2\nbreak\n",
    "empty match subject": "match ():\n  case (_ as run): pass\n",
    "form feed": "\x0cdef run(b):\n  return []\n",
    "old Mac line ends": "def run(b):\r  return []\r",
    "full-width name": "def \uff52\uff55\uff4e(b):\n  return []\n",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_scripts_are_read(text: str) -> None:
    made = facts(text)
    assert isinstance(child(made, "syntax_error"), Absent)
    assert isinstance(child(made, "imports"), Present)


def test_deep_scripts_need_little_stack() -> None:
    body = "".join(f"{' ' * at}try: f()\n{' ' * at}except E:\n" for at in range(1, 98)) + " " * 98 + "return\n"
    deep = "def helper(b):\n" + body + "def run(b):\n" + body.replace("return", "helper(b)")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(950)
    try:
        assert run_of(deep) == "falls-off none 197:5"
    finally:
        sys.setrecursionlimit(limit)
