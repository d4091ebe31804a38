"""Uses of `--logging_level` without a default."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.facts.script_logging import unguarded_levels

if TYPE_CHECKING:
    from tests.unit.facts.conftest import ReadScript

OPTION = 'parser.add_argument("--logging_level")\n'
ARGS = "args, rest = parser.parse_known_args()\n"
USE = "args.logging_level.upper()\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (OPTION + ARGS + USE, [3]),
        (OPTION + "args = parser.parse_args()\n" + USE, [3]),
        (OPTION + "args = parser.parse_known_args()[0]\n" + USE, [3]),
        (OPTION + ARGS + "log.setLevel(args.logging_level)", [3]),
        (OPTION + ARGS + "getattr(logging, args.logging_level, 1)", [3]),
        (OPTION + ARGS + "l = args.logging_level\nprint(l)\nl.lower()\nlog.setLevel(l)", [5, 6]),
        (OPTION + "def init():\n  global args\n  args, _ = parser.parse_known_args()\ndef run(b):\n  " + USE, [6]),
        (OPTION + ARGS + "print(args, f'{args}')\nlog.info('%s', args)\nargs\n" + USE, [6]),
        (OPTION + ARGS + "if x:\n  " + USE, [4]),
        (OPTION + ARGS + "for l in x:\n  " + USE, [4]),
        (OPTION + ARGS + "try:\n  " + USE + "except KeyError:\n  pass", [4]),
        (
            'parser.add_argument("--logging_level", type=str, dest="level", default=None, required=False)\n' + ARGS + "args.level.upper()",
            [3],
        ),
        # given in another way, or not at all
        ('parser.add_argument("--logging_level", default="info")\n' + ARGS + USE, []),
        ('parser.add_argument("--logging_level", required=True)\n' + ARGS + USE, []),
        ('parser.add_argument("--logging_level", action="append")\n' + ARGS + USE, []),
        ('parser.add_argument("--logging_level", **options)\n' + ARGS + USE, []),
        ('parser.add_argument("--logging_level", dest=name)\n' + ARGS + USE, []),
        ('add_argument("--logging_level")\n' + ARGS + USE, []),
        ('parser.add_argument("--level")\n' + ARGS + "args.level.upper()", []),
        (OPTION + 'other.add_argument("--logging_level", default="info")\n' + ARGS + USE, []),
        (OPTION + "parser.set_defaults(**x)\n" + ARGS + USE, []),
        ("parser = P(argument_default='info')\n" + OPTION + ARGS + USE, []),
        (OPTION + "args, rest = parser.parse_known_args(namespace=x)\n" + USE, []),
        (OPTION + ARGS + "setattr(args, 'logging_level', 'info')\n" + USE, []),
        (OPTION + ARGS + "args.logging_level = 'info'\n" + USE, []),
        (OPTION + ARGS + "complete(args)\n" + USE, []),
        (OPTION + ARGS + "x.y(args)\n" + USE, []),
        (OPTION + ARGS + "x = args\n" + USE, []),
        (OPTION + "args = Settings()\n" + USE, []),
        (OPTION + "args, rest = parser.parse_known_args()\nargs = 1\n" + USE, []),
        (OPTION + ARGS + "x().logging_level.upper()", []),
        # looked at
        (OPTION + ARGS + "if args.logging_level:\n  " + USE, []),
        (OPTION + ARGS + "if args.logging_level is None:\n  raise x\n" + USE, []),
        (OPTION + ARGS + "args.logging_level and " + USE, []),
        (OPTION + ARGS + "x = args.logging_level.upper() if args.logging_level else 1", []),
        (OPTION + ARGS + "assert args.logging_level\n" + USE, []),
        (OPTION + ARGS + "match args.logging_level:\n  case None: raise x\n" + USE, []),
        (OPTION + ARGS + "l = args.logging_level\nwhile l: pass\n" + USE, []),
        (OPTION + ARGS + "try:\n  " + USE + "except AttributeError:\n  pass", []),
        # no need of a text, or no run of the engine's
        (OPTION + ARGS + "logging.basicConfig(level=args.logging_level)\nargs.logging_level.name\ngetattr(args.logging_level, 'x')", []),
        (OPTION + ARGS + 'if __name__ == "__main__":\n  ' + USE, []),
    ],
)
def test_where_the_text_is_needed(text: str, lines: list[int], script: ReadScript) -> None:
    assert sorted(node.lineno for node in unguarded_levels(script(text + "\n"))) == lines
