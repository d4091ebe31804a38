"""The script for fish."""

from __future__ import annotations

from preflight.completion.syntax import FILES, PROGRAMS, TEXT, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preflight.completion.syntax import Command, Option, Syntax, Takes

_BEGINNING = """\
function __preflight_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l place "$words[1]"
    switch "$words[1] $words[2]"
        case %s
            set place "$words[1] $words[2]"
    end
    test "$place" = "$argv[1]"
    and begin
        test -z "$argv[2]"
        or not contains -- -- $words
    end
end
function __preflight_handed
    set -l words (commandline -opc)
    test "$words[2]" = "$argv[1]"
    and contains -- -- $words
end
function __preflight_program
    set -l words (commandline -opc)
    set -l end (contains -i -- -- $words)
    set -e words[1..$end]
    complete -C (string join ' ' -- $argv[1] (string escape -- $words) (commandline -ct))
end
function __preflight_value
    set -l word (commandline -ct)
    string replace -r -- '^--[a-z-]+=' '' "$word"
end
function __preflight_list
    set -l before (string match -r -- '^.*,' (__preflight_value))
    printf '%%s\\n' "$before"$argv
end
function __preflight_pair
    set -l ends (contains -i -- -- $argv)
    set -l before (string match -r -- '^.*=' (__preflight_value))
    if test -n "$before"
        printf '%%s\\n' "$before"$argv[(math $ends + 1)..-1]
    else
        printf '%%s=\\n' $argv[1..(math $ends - 1)]
    end
end
function __preflight_filed
    set -l value (__preflight_value)
    set -l before (string match -r -- '^[^:]*:' "$value")
    if test -n "$before"
        set -l files (__fish_complete_path (string replace -- "$before" '' "$value") | string split -f 1 \\t)
        printf '%%s\\n' "$before"$files
    else
        printf '%%s\\n' $argv
    end
end
"""


def write(syntax: Syntax) -> str:
    """Return the script."""
    lines = [f"# {syntax.title}", *(_BEGINNING % _quoted(syntax.deep())).splitlines()]
    lines += [f"set -g __preflight_{name} {_quoted(words)}" for name, words in syntax.lists.items()]
    lines += [f"for program in {_quoted(PROGRAMS)}", "    complete -c $program -e", "    complete -c $program -f"]
    for command in syntax.root.all():
        lines += (f"    complete -c $program {line}" for line in _command(command))
    return "".join(f"{line}\n" for line in [*lines, "end"])


def _command(command: Command) -> Iterator[str]:
    place = " ".join(command.place)
    at = _at(place, "open" if command.program is not None else "")
    for action in command.actions:
        yield f"{at} -a {_quote(action.place[-1])} -d {_quote(action.summary)}"
    if command.takes is not None:
        yield f"{at} {_value(command.takes)}"
    if command.program is not None:
        yield f"{at} -a -- -d {_quote(f'what stands after it is for {command.program}')}"
        yield f"-n {_quote(f'__preflight_handed {_quote(place)}')} -a {_quote(f'(__preflight_program {_quote(command.program)})')}"
    for option in command.options:
        yield f"{at} {_option(option)}"


def _at(place: str, more: str) -> str:
    condition = f"__preflight_at {_quote(place)} {more}".rstrip()
    return f"-n {_quote(condition)}"


def _option(option: Option) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    value = f" {_value(option.takes)}" if option.takes is not None else ""
    return f"{names}{value} -d {_quote(option.summary)}"


def _value(takes: Takes) -> str:
    if takes.sort == TEXT:
        return "-x"
    if takes.sort == FILES:
        return "-r -F"
    words = " ".join([_quoted(takes.words), *(f"$__preflight_{name}" for name in takes.lists)]).strip()
    if takes.sort == WORDS:
        return f"-x -a {_quote(words)}"
    ends = f" -- {_quoted(takes.ends)}" if takes.ends else ""
    return f"-x -a {_quote(f'(__preflight_{takes.sort} {words}{ends})')}"


def _quoted(words: Iterable[str]) -> str:
    return " ".join(map(_quote, words))


def _quote(text: str) -> str:
    """Return a text between single quotes: https://fishshell.com/docs/current/language.html#quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
