"""What expressions and variables surely are."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_names import function_scope, module_scope
from preflight.facts.script_types import Types

HEAD = """
import json, os.path
import numpy as np
import pandas as pd
from builtins import str as text
try:
    import pickle
except ImportError:
    pickle = None
"""


def type_of(expression: str, before: str = "", head: str = HEAD) -> str | None:
    lines = "".join(f"    {line}\n" for line in [*before.splitlines(), f"return {expression}"])
    text = f"{head}\ndef run(b):\n{lines}"
    tree = ast.parse(text)
    function = tree.body[-1]
    assert isinstance(function, ast.FunctionDef)
    last = function.body[-1]
    assert isinstance(last, ast.Return)
    assert last.value is not None
    return Types(function_scope(function, module_scope(tree, text))).of(last.value)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'a'", "text"),
        ("b'a'", "bytes"),
        ("True", "boolean"),
        ("1", "integer"),
        ("1.5", "number"),
        ("2j", "number"),
        ("None", "none"),
        ("...", None),
        ("[1]", "list"),
        ("{1: 2}", "dict"),
        ("{1}", "set"),
        ("(1, 2)", "tuple"),
        ("(x for x in b)", "generator"),
        ("{x: x for x in b}", "dict"),
        ("lambda: 1", None),
        ("await_", None),
        ("b", None),
        ("nowhere", None),
        # calls
        ("sorted(b)", "list"),
        ("list(b)", "list"),
        ("len(b)", "integer"),
        ("float(b)", "number"),
        ("isinstance(b, str)", "boolean"),
        ("map(str, b)", "iterator"),
        ("print(b)", "none"),
        ("text(b)", "text"),
        ("json.dumps(b)", "text"),
        ("json.loads(b)", None),
        ("pickle.dumps(b)", None),
        ("os.path.join(b)", None),
        ("np.zeros(3)", "array"),
        ("np.max(b)", None),
        ("pd.concat(b)", "dataframe"),
        ("pd.read_csv(b)", None),
        ("f(b)()", None),
        # methods
        ("np.array(b).tolist()", "list"),
        ("b.tolist()", None),
        ("f(b).numpy()", "array"),
        ("f(b).to_numpy(dtype=float)", "array"),
        ("f(b).other()", None),
        ("pd.DataFrame(b).to_numpy()", "array"),
        ("pd.DataFrame(b).values", "array"),
        ("pd.DataFrame(b).shape", None),
        ("b.values", None),
        ("pd.DataFrame(b).to_json()", "text"),
        ("pd.DataFrame(b).to_json('f')", None),
        ("pd.DataFrame(b).to_csv(path_or_buf=b)", None),
        ("pd.DataFrame(b).to_csv(**b)", None),
        ("pd.DataFrame(b).to_dict()", "dict"),
        ("pd.DataFrame(b).to_dict('records')", None),
        ("pd.DataFrame(b).head()", None),
        ("', '.join(b)", "text"),
        ("'{}'.format(b)", "text"),
        ("'a b'.split()", "list"),
        ("[].append(b)", "none"),
        ("[].pop()", None),
        ("{}.update(b)", "none"),
        # operations
        ("not b", "boolean"),
        ("-1", "integer"),
        ("-1.5", "number"),
        ("-True", None),
        ("-b", None),
        ("-'a'", None),
        ("[1] + [2]", "list"),
        ("[1] + b", None),
        ("b + [1]", None),
        ("'a' + 'b'", "text"),
        ("'%s' % b", "text"),
        ("b % 2", None),
        ("[0] * 3", "list"),
        ("[0] * b", None),
        ("{} | {}", "dict"),
        ("1 + 2", "integer"),
        ("1 + 2.0", "number"),
        ("len(b) / 2", "number"),
        ("len(b) - 2", "integer"),
        ("len(b) / b", None),
        ("2 ** 3", None),
        ("1 < 2", "boolean"),
        ("b < 2", None),
        ("2 == b", None),
        ("b is None", "boolean"),
        ("1 in b", "boolean"),
        ("1 < b in b", None),
        # parts and choices
        ("[1, 2][1:]", "list"),
        ("'ab'[0]", None),
        ("b[1:]", None),
        ("[] or [1]", "list"),
        ("b or []", None),
        ("[] if b else [1]", "list"),
        ("[] if b else {}", None),
        ("[] if True else {}", "list"),
        ("{} if False else []", "list"),
        ("(x := [])", "list"),
        ("-" * 50 + "1", None),
    ],
)
def test_expressions(expression: str, expected: str | None) -> None:
    assert type_of(expression) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("x = []", "list"),
        ("x: list = []", "list"),
        ("x: list", None),
        ("y = x = []", "list"),
        ("if b:\n    x = []\nelse:\n    x = [1]", "list"),
        ("if b:\n    x = []\nelse:\n    x = {}", None),
        ("if b:\n    x = []\nelse:\n    x = f()", None),
        ("x = []\nx += b", "list"),
        ("x = ''\nx += 'a'", "text"),
        ("x = ''\nx += b", None),
        ("x = 0\nx += 1", "integer"),
        ("x = 0\nx += 0.5", None),
        ("x += []", None),
        ("x = []\nx = x + [1]", None),
        ("x = []\nfor x in b: pass", None),
        ("x, y = [], []", None),
        ("x = []\ndel x", None),
        ("with b as x: pass", None),
        ("import x", None),
        ("def x(): pass", None),
        ("x = []\nf(x := {})", None),
        ("x = []\n[x for x in b]", "list"),
        ("x = []\ndef g():\n    x = {}", "list"),
        ("x = []\ndef g():\n    nonlocal x\n    x = {}", None),
        ("global x\nx = []", None),
        ("x = []\nlambda x: x", "list"),
        ("try:\n    x = []\nexcept E as x:\n    pass", None),
        ("match b:\n    case [x]: pass\n    case {**x}: pass", None),
        ("y = []\nx = y", "list"),
        ("y = x\nx = y", None),
    ],
)
def test_variables(before: str, expected: str | None) -> None:
    assert type_of("x", before) == expected


def test_a_name_that_hides_a_builtin_is_not_it() -> None:
    assert type_of("str(b)", "str = f") is None
    assert type_of("str(b)", head="def str(x): pass\n") is None
    assert type_of("str(b)", head="from numpy import *\n") is None
    assert type_of("pd.concat(b)", head="import polars as pd\n") is None
    assert type_of("pd.DataFrame(b)", "import pandas as pd", head="") == "dataframe"
