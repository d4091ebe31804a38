"""Calls of `parse_args` that surely run and that an unknown argument ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_arguments import strict_parsing

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript

HEAD = "import argparse, sys\nfrom argparse import ArgumentParser\nparser = argparse.ArgumentParser()\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("parser.parse_args()", [4]),
        ("parser.parse_intermixed_args()", [4]),
        ("parser.parse_args(None, namespace=1)", [4]),
        ("parser.parse_args(args=sys.argv[1:])", [4]),
        ("ArgumentParser('x').parse_args()", [4]),
        ("print(vars(parser.parse_args()))", [4]),
        ("def init():\n  parser.parse_args()\ndef run(b):\n  with x:\n    parser.parse_args()", [5, 8]),
        ("def main():\n  parser.parse_args()\nmain()\nmain()", [5]),
        ("def made():\n  p = ArgumentParser()\n  return p\nmade().parse_args()", [7]),
        ("if True:\n  parser.parse_args()", [5]),
        ("if not True:\n  pass\nelse:\n  parser.parse_args()", [7]),
        ("def init():\n  if x: return\n  parser.parse_args()", []),
        ("def init():\n  if x: print()\n  parser.parse_args()", [6]),
        ("try:\n  parser.parse_args()\nexcept (OSError, ValueError):\n  pass", [5]),
        ("try:\n  parser.parse_args()\nexcept SystemExit:\n  raise", [5]),
        ("try:\n  pass\nexcept SystemExit:\n  pass\nfinally:\n  parser.parse_args()", [9]),
        ("def init():\n  try:\n    x()\n  except ValueError:\n    return\n  parser.parse_args()", []),
        # not surely run
        ("def main():\n  parser.parse_args()", []),
        ("async def main():\n  parser.parse_args()\nmain()", []),
        ("@later\ndef main():\n  parser.parse_args()\nmain()", []),
        ("x or parser.parse_args()", []),
        ("parser.parse_args() if x else 0", []),
        ("for i in x:\n  parser.parse_args()", []),
        ("raise SystemExit\nparser.parse_args()", []),
        ("lambda: parser.parse_args()", []),
        ("class A:\n  parser.parse_args()", []),
        # an exception that is caught, or may be
        ("try:\n  parser.parse_args()\nexcept:\n  pass", []),
        ("try:\n  parser.parse_args()\nexcept Mine:\n  pass", []),
        ("import contextlib\nwith contextlib.suppress(SystemExit):\n  parser.parse_args()", []),
        # not the whole command line, or no strict parser
        ("parser.parse_args([])", []),
        ("parser.parse_args(*x)", []),
        ("parser.parse_args(**x)", []),
        ("parser.parse_args(sys.argv[2:])", []),
        ("parser.parse_known_args()", []),
        ("other.parse_args()", []),
        ("from x import other\nother.parse_args()", []),
        ("def made():\n  return 1\nmade().parse_args()", []),
        ("def made():\n  return\nmade().parse_args()", []),
        ("def made():\n  return again()\ndef again():\n  return made()\nmade().parse_args()", []),
        ("def init(parser=None):\n  parser.parse_args()", []),
        ("parser = other()\nparser.parse_args()", []),
        ("sys.argv = []\nparser.parse_args()", []),
        ("print(len(sys.argv))\nparser.parse_args()", []),
        ("print(self.argv)\nparser.parse_args()", []),
        ("import tool\nprint(tool.argv)\nparser.parse_args()", [6]),
        ("from sys import argv\nparser.parse_args()", []),
        ("parser.error = print\nparser.parse_args()", []),
        ("p = ArgumentParser(exit_on_error=False)\np.parse_args()", []),
        ("parser.add_argument('x', nargs='...')\nparser.parse_args()", []),
        ("parser.add_argument('x', nargs=argparse.REMAINDER)\nparser.parse_args()", []),
        ("parser.add_argument('x', nargs='*')\nparser.parse_args()", [5]),
    ],
)
def test_calls_that_refuse_what_they_do_not_know(text: str, lines: list[int], script: ReadScript) -> None:
    assert [call.lineno for call in strict_parsing(script(HEAD + text + "\n"))] == lines
