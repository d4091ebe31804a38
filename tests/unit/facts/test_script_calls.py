"""What a function of a script calls."""

from __future__ import annotations

import pytest

from preflight.facts.script_calls import startup
from preflight.source import Source
from preflight.value import Unknown, Value, child, members, text_of


def calls(body: str) -> Value:
    return child(startup(Source("score.py", body)), "calls")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("import torch\ndef init():\n    torch.jit.load('x')\n", ["torch.jit.load"]),
        ("import torch as t\ndef init():\n    m = t.load(len('x'))\n", ["torch.load", "builtins.len"]),
        ("def init():\n    from keras.models import load_model as f\n    f(f('x'))\n", ["keras.models.load_model"] * 2),
        ("def init():\n    load()\n    model.load()\n", []),
        ("import torch\ndef init():\n    torch = 1\n    torch.load()\n", []),
        ("import torch\ndef init():\n    def later():\n        torch.load()\n    return lambda: torch.load()\n", []),
        ("import torch\ndef init(): pass\n", []),
    ],
)
def test_calls_whose_target_is_sure(body: str, names: list[str]) -> None:
    assert [text_of(child(call, "name")) for call in members(calls(body))] == names


def test_the_parts_of_a_name_and_the_place() -> None:
    (call,) = members(calls("import torch\ndef init():\n    x = torch.jit.load(\n        'm')\n"))
    assert [text_of(child(call, part)) for part in ("name", "module", "function")] == ["torch.jit.load", "torch", "load"]
    assert str(call.place) == "score.py:3:9"


def test_a_name_without_a_dot_is_both_parts() -> None:
    (call,) = members(calls("import torch\ndef init():\n    torch()\n"))
    assert [text_of(child(call, part)) for part in ("module", "function")] == ["torch", "torch"]


@pytest.mark.parametrize(
    "body", ["init = 3\n", "from x import init\n", "def init(:\n", "import torch\ndef init(): torch.load()\ndef init(): pass\n"]
)
def test_of_what_is_no_sure_function_nothing_is_told(body: str) -> None:
    made = calls(body)
    assert members(made) == [] or isinstance(made, Unknown)
