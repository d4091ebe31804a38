"""`preflight completion`: prints a script with which a shell completes commands, options, rules and formats."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from importlib import import_module

from preflight import __version__, exits, resources
from preflight.address import CLOUDS
from preflight.commands import diagnose
from preflight.commands.job import INPUT_TYPES
from preflight.commands.output import REPORTERS
from preflight.completion.syntax import FILED, FILES, LIST, PAIR, TEXT, WORDS, Command, Option, Syntax, Takes
from preflight.diagnosis.catalogue import known_failures
from preflight.finding import Severity
from preflight.rulebook import builtin_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Action, ArgumentParser, Namespace
    from collections.abc import Iterator

SHELLS = ("bash", "zsh", "fish", "powershell")
_ABOUT = """\
put into the start-up file of a shell, which completes then `preflight` and `azureml-preflight`:
  bash         ~/.bashrc                    source <(preflight completion bash)
  zsh          ~/.zshrc, after compinit     source <(preflight completion zsh)
  fish         ~/.config/fish/config.fish   preflight completion fish | source
  PowerShell   $PROFILE                     preflight completion powershell | Out-String | Invoke-Expression
"""
# What may stand where argparse does not check it: by the place of the command, or "" for any, and the name of the argument.
_SEVERITIES = tuple(level.value for level in Severity)
VALUES = {
    ("check", "format"): Takes(FILED, tuple(REPORTERS)),
    ("config show", "format"): Takes(FILED, tuple(REPORTERS)),
    ("diagnose", "format"): Takes(FILED, diagnose.FORMATS),
    ("explain", "subject"): Takes(WORDS, lists=("rules", "failures")),
    ("rules show", "id"): Takes(WORDS, lists=("rules",)),
    ("", "select"): Takes(LIST, lists=("rules",)),
    ("", "ignore"): Takes(LIST, lists=("rules",)),
    ("", "severity"): Takes(PAIR, lists=("rules",), ends=_SEVERITIES),
    ("", "cloud"): Takes(WORDS, CLOUDS),
    ("", "input"): Takes(FILES),
    ("", "input_type"): Takes(WORDS, INPUT_TYPES),
}
_PATHS = ("PATH", "FILE")
# Whose arguments stand after `--` of a command.
_PROGRAMS: dict[tuple[str, ...], str] = {("az",): "az"}


def add_options(parser: ArgumentParser) -> None:
    """Add what `completion` takes."""
    parser.formatter_class = partial(argparse.RawDescriptionHelpFormatter, width=100, max_help_position=32)
    parser.epilog = _ABOUT
    parser.add_argument("shell", choices=SHELLS, help="the shell that is to read the script")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Print the script; `options.parser` makes the parser of the command line."""
    syntax = syntax_of(options.parser())
    written: str = import_module(f"preflight.completion.{options.shell}").write(syntax)
    sys.stdout.write(written)
    return exits.CLEAN


def syntax_of(parser: ArgumentParser) -> Syntax:
    """Return what a parser takes."""
    rules = sorted([*(rule["id"] for rule in builtin_rules()), *resources.exceptions()["rules"]])
    lists = {"rules": tuple(rules), "failures": tuple(sorted(known_failures().keys() - {*rules}))}
    return Syntax(_command(parser, (), ""), lists, f"Completion of preflight {__version__}; made by `preflight completion`")


def _command(parser: ArgumentParser, place: tuple[str, ...], summary: str) -> Command:
    options, takes = [], None
    actions: tuple[Command, ...] = ()
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to ask
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            actions = tuple(_actions(action, place))
        elif action.option_strings:
            # What may stand alone takes a value after `=` only: what follows is a path.
            value = _takes(" ".join(place), action) if action.nargs not in (0, "?") else None
            options.append(Option(tuple(sorted(action.option_strings)), action.help or "", value))
        else:
            takes = _takes(" ".join(place), action)
    return Command(place, summary, tuple(options), actions, takes, _PROGRAMS.get(place))


def _actions(action: argparse._SubParsersAction[ArgumentParser], place: tuple[str, ...]) -> Iterator[Command]:
    summaries = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001 - as above
    for name, parser in action.choices.items():
        yield _command(parser, (*place, name), summaries[name])


def _takes(place: str, action: Action) -> Takes:
    if action.choices is not None:
        return Takes(WORDS, tuple(map(str, action.choices)))
    known = VALUES.get((place, action.dest)) or VALUES.get(("", action.dest))
    return known or Takes(FILES if action.metavar in _PATHS else TEXT)
