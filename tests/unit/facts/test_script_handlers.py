"""What handlers catch, and whether the script goes on."""

from __future__ import annotations

import ast

import pytest

from preflight.facts.script_handlers import caught_names, comes_back, is_broad, may_catch


def handler(text: str) -> ast.ExceptHandler:
    statement = ast.parse(f"for i in x:\n  try: pass\n  {text}\n").body[0]
    assert isinstance(statement, ast.For)
    tried = statement.body[0]
    assert isinstance(tried, ast.Try)
    return tried.handlers[0]


@pytest.mark.parametrize(
    ("text", "names", "broad", "catches"),
    [
        ("except: pass", "BaseException", True, True),
        ("except Exception: pass", "Exception", True, True),
        ("except builtins.BaseException: pass", "BaseException", True, True),
        ("except TypeError: pass", "TypeError", False, True),
        ("except (OSError, TypeError): pass", "OSError TypeError", False, True),
        ("except (OSError, x.Mine): pass", "OSError Mine", False, True),
        ("except f(): pass", "", False, True),
        ("except ValueError: pass", "ValueError", False, False),
        ("except (): pass", "", False, False),
        ("except open: pass", "open", False, True),
    ],
)
def test_what_is_caught(text: str, names: str, *, broad: bool, catches: bool) -> None:
    made = handler(text)
    assert " ".join(caught_names(made)) == names
    assert is_broad(made) is broad
    assert may_catch(made, TypeError) is catches


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("pass", True),
        ("raise", False),
        ("print(1)\n    raise E", False),
        ("return", True),
        ("if y: return\n    raise", True),
        ("if y: continue\n    raise", True),
        ("if y: break\n    raise", True),
        ("def f(): return\n    raise", False),
    ],
)
def test_whether_the_script_goes_on(body: str, *, answer: bool) -> None:
    assert comes_back(handler(f"except E:\n    {body}")) is answer
