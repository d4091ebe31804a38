"""Arguments that a script requires on its command line."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import TYPE_CHECKING

import pytest

from preflight.facts import script as facts
from preflight.facts.script_reading import Reading
from preflight.facts.script_required import required_arguments
from preflight.source import Source
from preflight.value import child, members, text_of

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript

HEAD = "import argparse, sys\nfrom argparse import ArgumentParser\n"
PARSER = HEAD + "parser = ArgumentParser()\n"
PARSE = "\nparser.parse_known_args()"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (PARSER + "parser.add_argument('--model', required=True)" + PARSE, ["--model"]),
        (PARSER + "parser.add_argument('-m', '--model', required=True)" + PARSE, ["--model"]),
        (PARSER + "parser.add_argument('-m', required=True)\nparser.parse_args(sys.argv[1:])", ["-m"]),
        (PARSER + "def init():\n  parser.add_argument('--a', required=True)\n  parser.parse_known_args()", ["--a"]),
        (HEAD + "def main():\n  p = argparse.ArgumentParser()\n  p.add_argument('--a', required=True)\n  p.parse_args()\nmain()", ["--a"]),
        # may be left out
        (PARSER + "parser.add_argument('--model')" + PARSE, []),
        (PARSER + "parser.add_argument('--model', required=False)" + PARSE, []),
        (PARSER + "parser.add_argument('--model', required=needed)" + PARSE, []),
        (PARSER + "parser.add_argument('model', type=str)" + PARSE, []),
        # not surely read, not the command line, or not surely added
        (PARSER + "parser.add_argument('--model', required=True)", []),
        (PARSER + "parser.add_argument('--model', required=True)\nparser.parse_known_args([])", []),
        (PARSER + "parser.add_argument('--model', required=True)\nif x:\n  parser.parse_args()", []),
        (PARSER + "if x:\n  parser.add_argument('--model', required=True)" + PARSE, []),
        (PARSER + "sys.argv = []\nparser.add_argument('--model', required=True)" + PARSE, []),
        (PARSER + "parser.add_argument('--model', required=True)\ntry:\n  parser.parse_args()\nexcept SystemExit:\n  pass", []),
        # not known
        (PARSER + "parser.add_argument(name, required=True)" + PARSE, []),
        (PARSER + "parser.add_argument('--model', **more)" + PARSE, []),
        (PARSER + "parser.add_argument()" + PARSE, []),
        (PARSER + "other.add_argument('--model', required=True)" + PARSE, []),
        (PARSER + "parser.set_defaults(model=1)\nparser.add_argument('--model', required=True)" + PARSE, []),
        (PARSER + "two = ArgumentParser()\nparser.add_argument('--model', required=True)" + PARSE, []),
        (HEAD + "parser = ArgumentParser(parents=[x])\nparser.add_argument('--model', required=True)" + PARSE, []),
        (HEAD + "parser = ArgumentParser(**x)\nparser.add_argument('--model', required=True)" + PARSE, []),
    ],
)
def test_required_arguments(script: ReadScript, text: str, names: list[str]) -> None:
    assert [name for name, _ in required_arguments(script(text + "\n"))] == names


@pytest.mark.parametrize(
    ("argument", "ends"),
    [
        ("'--model', required=True", True), ("'-m', '--model', required=True", True), ("'-m', required=True", True),
        ("'--model'", False), ("'--model', default=1", False), ("'model'", False), ("'model', nargs='?'", False),
    ],
)  # fmt: skip
def test_argparse_ends_the_same_scripts(script: ReadScript, monkeypatch: pytest.MonkeyPatch, argument: str, ends: bool) -> None:  # noqa: FBT001 - it is expected
    text = PARSER + f"parser.add_argument({argument})" + PARSE + "\n"
    assert bool(required_arguments(script(text))) is ends
    monkeypatch.setattr(sys, "argv", ["score.py", "--logging_level", "info"])
    with contextlib.redirect_stderr(io.StringIO()), pytest.raises(SystemExit) if ends else contextlib.nullcontext():
        exec(text, {})  # noqa: S102 - the text is ours


def test_required_arguments_stand_where_they_are_added() -> None:
    made = facts.script(
        Reading(
            Source(
                "score.py", "import argparse\np = argparse.ArgumentParser()\np.add_argument('--a', required=True)\np.parse_known_args()\n"
            )
        )
    )
    (argument,) = members(child(made, "required_arguments"))
    assert (text_of(child(argument, "name")), str(argument.place)) == ("--a", "score.py:3:1")
