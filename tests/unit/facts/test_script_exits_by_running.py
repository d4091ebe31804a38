"""How functions can end, against functions that are made up and run: with every decision left to chance."""

from __future__ import annotations

import ast
import random
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from preflight.facts.script_exits import Exits
from preflight.facts.script_names import module_scope
from preflight.facts.script_surroundings import Surroundings

if TYPE_CHECKING:
    from types import CodeType

HEAD = "import sys\nfrom contextlib import nullcontext, suppress\ndef fail(): raise KeyError\n"
PLAIN = ("pass", "call()", "return", "raise KeyError", "sys.exit()", "fail()")
COMPOUND = (
    "if yes():\n  {}",
    "if yes():\n  {}\nelse:\n  {}",
    "if yes():\n  {}\nelif yes():\n  {}\nelse:\n  {}",
    "while yes():\n  {loop}",
    "while yes():\n  {loop}\nelse:\n  {}",
    "while True:\n  call()\n  {loop}",
    "for _ in items():\n  {loop}",
    "for _ in items():\n  {loop}\nelse:\n  {}",
    "try:\n  call()\n  {}\nexcept KeyError:\n  {}",
    "try:\n  call()\n  {}\nexcept KeyError:\n  {}\nelse:\n  {}",
    "try:\n  call()\n  {}\nfinally:\n  {}",
    "with nullcontext():\n  {}",
    "with suppress(KeyError):\n  call()\n  {}",
    "match yes():\n  case True:\n    {}",
    "match yes():\n  case True:\n    {}\n  case _:\n    {}",
)


class Endless(BaseException):
    """A run that takes too long."""


class World:
    """What a function sees when it runs: everything is left to chance, and ends after some steps."""

    def __init__(self, seed: int) -> None:
        """Start with a seed."""
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.left = 60

    def step(self) -> float:
        self.left -= 1
        if self.left < 0:
            raise Endless
        return self.chance.random()

    def yes(self) -> bool:
        return self.step() < 0.5

    def items(self) -> range:
        return range(int(self.step() * 3))

    def call(self) -> None:
        if self.step() < 0.3:
            raise KeyError


def made_up(chance: random.Random, depth: int, *, in_loop: bool = False) -> str:
    """Make up a block of one or two statements."""
    lines = []
    for _ in range(chance.randint(1, 2)):
        if depth == 0 or chance.random() < 0.3:
            lines.append(chance.choice([*PLAIN, "break", "continue"] if in_loop else PLAIN))
            continue
        filled = []
        for line in chance.choice(COMPOUND).splitlines():
            pad = line[: len(line) - len(line.lstrip())]
            inside = line.strip() in {"{}", "{loop}"}
            block = made_up(chance, depth - 1, in_loop=in_loop or "loop" in line) if inside else line.strip()
            filled.append(textwrap.indent(block, pad))
        lines += filled
    return "\n".join(lines)


def observed(code: CodeType, runs: int) -> set[int | None]:
    """Run a function often; collect which return it ended with, None for its end."""
    seen: set[int | None] = set()
    for seed in range(runs):
        world = World(seed)
        names: dict[str, Any] = {"yes": world.yes, "items": world.items, "call": world.call}
        exec(code, names)  # noqa: S102 - made up above
        try:
            seen.add(names["run"](0))
        except (KeyError, SystemExit, Endless):
            continue
    return seen


@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # a return in finally, since Python 3.14
@pytest.mark.parametrize("seed", range(150))
def test_every_way_to_end_is_told(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    lines = [f"{line} {at}" if line.strip() == "return" else line for at, line in enumerate(made_up(chance, 3).splitlines())]
    text = f"{HEAD}def run(b):\n" + textwrap.indent("\n".join(lines), "  ") + "\n"
    tree = ast.parse(text)
    function = tree.body[-1]
    assert isinstance(function, ast.FunctionDef)
    flow = Exits(Surroundings(tree, module_scope(tree, text))).of(function)
    told: set[int | None] = {int(text.splitlines()[returned.lineno - 1].split()[-1]) for returned in flow.returns}
    if flow.end:
        told.add(None)
    code = compile(tree, "score.py", "exec")
    assert observed(code, 60) <= told, text
    if len(lines) <= 8:  # what is told must happen, where chance has enough turns to let it
        assert observed(code, 400) == told, text
