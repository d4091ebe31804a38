"""The script for zsh: to be sourced after `compinit`, or a file `_preflight` in a folder of `fpath`."""

from __future__ import annotations

import re
from shlex import quote

from preflight.completion.syntax import FILED, FILES, LIST, PAIR, PROGRAMS, TEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.completion.syntax import Command, Option, Syntax, Takes

_FUNCTIONS = """\
_preflight_list() {
  compset -P '*,'
  compadd -qS , -- "$@"
}
_preflight_pair() {
  local -i ends=${@[(i)--]}
  if compset -P '*='; then
    compadd -- "${(@)@[ends + 1,-1]}"
  else
    compadd -qS = -- "${(@)@[1,ends - 1]}"
  fi
}
_preflight_filed() {
  if compset -P '*:'; then
    _files
  else
    compadd -qS : -- "$@"
  fi
}
_preflight_actions() {
  if [[ $PREFIX == -* ]]; then
    _arguments -S "$@"
  else
    _describe -t commands command actions
  fi
}
"""
# What stands after `--` is another program's, and completed as that one says.
_PROGRAM = """\
      local -i end=${words[(i)--]}
      if ((end < CURRENT)); then
        words=(%s "${(@)words[end + 1,-1]}")
        ((CURRENT -= end - 1))
        _normal
        return
      fi
"""
_BEGINNING = """\
_preflight() {
  local place=''
  local -a actions
  if ((CURRENT > 2)); then
    place=$words[2]
    shift words
    ((CURRENT--))
  fi
"""
# A file in a folder of `fpath` is the body of the function; a script that is sourced only defines it.
_ENDING = """\
}
if [[ $funcstack[1] == _preflight ]]; then
  _preflight "$@"
else
  compdef _preflight %s
fi
"""


def write(syntax: Syntax) -> str:
    """Return the script."""
    programs = " ".join(PROGRAMS)
    deep = "|".join(quote(place) for place in syntax.deep())
    lines = [f"#compdef {programs}", f"# {syntax.title}", *_FUNCTIONS.splitlines(), *_BEGINNING.splitlines()]
    lines += [f"  local -a list_{name}=({' '.join(map(quote, words))})" for name, words in syntax.lists.items()]
    lines += [f'  if ((CURRENT > 2)); then case "$place $words[2]" in ({deep})', '    place+=" $words[2]"', "    shift words"]
    lines += ["    ((CURRENT--)) ;;", "  esac; fi", "  case $place in"]
    for command in syntax.root.all():
        lines += _command(command)
    lines += ["  esac", *(_ENDING % programs).splitlines()]
    return "".join(f"{line}\n" for line in lines)


def _command(command: Command) -> list[str]:
    lines = [f"    ({quote(' '.join(command.place))})"]
    if command.program is not None:
        lines += (_PROGRAM % quote(command.program)).splitlines()
    if command.actions:
        described = (quote(f"{action.place[-1]}:{action.summary}") for action in command.actions)
        lines.append(f"      actions=({' '.join(described)})")
    does = "_preflight_actions" if command.actions else "_arguments -S"
    arguments = [_option(name, option) for option in command.options for name in option.names]
    if command.takes is not None:
        arguments.append(f"*:{_value('argument', command.takes)}")
    return [*lines, f"      {does} \\", *(f"        {quote(one)} \\" for one in arguments), "      ;;"]


def _option(name: str, option: Option) -> str:
    summary = re.sub(r"([\\\[\]:])", r"\\\1", option.summary)
    joint = "=" if option.takes is not None and name.startswith("--") else ""
    value = f":{_value(name.lstrip('-'), option.takes)}" if option.takes is not None else ""
    return f"*{name}{joint}[{summary}]{value}"


def _value(what: str, takes: Takes) -> str:
    """Return a message and an action: https://zsh.sourceforge.io/Doc/Release/Completion-System.html#index-_005farguments."""
    if takes.sort == TEXT:
        return f"{what}: "
    if takes.sort == FILES:
        return f"{what}:_files"
    words = " ".join([*map(quote, takes.words), *(f"$list_{name}" for name in takes.lists)])
    if takes.sort in (LIST, FILED):
        return f"{what}: _preflight_{takes.sort} {words}"
    if takes.sort == PAIR:
        return f"{what}: _preflight_pair {words} -- {' '.join(map(quote, takes.ends))}"
    return f"{what}: compadd -- {words}"
