"""The script for PowerShell, from 5.1 on."""

from __future__ import annotations

import re

from preflight.completion.syntax import PROGRAMS, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.completion.syntax import Command, Syntax, Takes

_BEGINNING = """\
    param($typed, $ast, $position)
    $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { "$($_.Extent.Text)" })
    $before = @($before | ForEach-Object { $_ -replace '^[''"]|[''"]$' })
    $place = if ($before.Count -gt 1) { $before[1] } else { '' }
    $prior = $before[-1]
    $current = $typed
    $lead = ''
    if ($typed -cmatch '^(--[a-z-]+=)(.*)$') {
        $lead = $Matches[1]
        $current = $Matches[2]
        $prior = $lead.TrimEnd('=')
    }
    $sort = ''
    $words = @()
    $ends = @()
    $kind = ''
    $program = ''
    $options = [ordered]@{}
"""
# A completer that returns nothing makes PowerShell complete files; an empty text keeps it from that.
_ENDING = """\
    if ($before -ccontains '--') {
        if ($program) {
            $end = $ast.CommandElements | Where-Object { $_.Extent.Text.Trim("'", '"') -ceq '--' } | Select-Object -First 1
            $rest = $ast.Extent.Text.Substring($end.Extent.EndOffset - $ast.Extent.StartOffset)
            $line = $program + $(if ($typed) { $rest } else { "$rest " })
            (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
            return
        }
        $kind = ''
        $options = [ordered]@{}
    }
    if ($kind) {
        $sort = $kind
        $options = [ordered]@{}
    }
    $notes = @{}
    $end = ''
    if (($current.StartsWith('-') -or -not $sort) -and $options.Count) {
        $sort = 'words'
        $words = @($options.Keys)
        $notes = $options
    }
    if ($sort -ceq 'list' -and $current.Contains(',')) {
        $at = $current.LastIndexOf(',') + 1
        $lead += $current.Substring(0, $at)
        $current = $current.Substring($at)
    }
    if ($sort -ceq 'pair') {
        $at = $current.IndexOf('=') + 1
        if ($at) {
            $lead += $current.Substring(0, $at)
            $current = $current.Substring($at)
            $words = $ends
        } else {
            $end = '='
        }
    }
    if ($sort -ceq 'files') { return }
    $found = @($words | Where-Object { $_.StartsWith($current) })
    if (-not $found.Count) { return '' }
    $found | ForEach-Object {
        $note = if ($notes[$_]) { $notes[$_] } else { $_ }
        [System.Management.Automation.CompletionResult]::new("$lead$_$end", $_, 'ParameterValue', $note)
    }
}
"""


def write(syntax: Syntax) -> str:
    """Return the script."""
    lines = [f"# {syntax.title}", f"Register-ArgumentCompleter -Native -CommandName {_quoted(PROGRAMS)} -ScriptBlock {{"]
    lines += _BEGINNING.splitlines()
    lines += [f"    $list_{name} = {_quoted(words)}" for name, words in syntax.lists.items()]
    lines += [f'    if ($before.Count -gt 2 -and ({_quoted(syntax.deep())}) -ccontains "$place $($before[2])") {{']
    lines += ['        $place = "$place $($before[2])"', "    }", "    switch -CaseSensitive ($place) {"]
    for command in syntax.root.all():
        lines += _command(command)
    return "".join(f"{line}\n" for line in [*lines, "    }", *_ENDING.splitlines()])


def _command(command: Command) -> list[str]:
    lines = [f"        {_quote(' '.join(command.place))} {{"]
    if command.actions:
        lines.append(f"            $sort = '{WORDS}'; $words = @({_quoted(action.place[-1] for action in command.actions)})")
    elif command.takes is not None:
        lines.append(f"            $sort = {_quote(command.takes.sort)}{_set(command.takes)}")
    if command.program is not None:
        lines.append(f"            $program = {_quote(command.program)}")
    lines.append("            $options = [ordered]@{")
    lines += [
        f"                {_quote(name)} = {_quote(option.summary)}"
        for option in command.options
        for name in option.names
        if name.startswith("--")
    ]
    lines += ["            }", "            switch -CaseSensitive ($prior) {"]
    for option in command.options:
        if option.takes is not None:
            set_kind = f"$kind = {_quote(option.takes.sort)}{_set(option.takes)}"
            lines += [f"                {_quote(name)} {{ {set_kind} }}" for name in option.names]
    return [*lines, "            }", "        }"]


def _set(takes: Takes) -> str:
    words = [*map(_quote, takes.words)]
    parts = [*([f"@({', '.join(words)})"] if words else []), *(f"$list_{name}" for name in takes.lists)]
    ends = f"; $ends = @({_quoted(takes.ends)})" if takes.ends else ""
    return f"; $words = {' + '.join(parts)}{ends}" if parts else ""


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(map(_quote, words))


def _quote(text: str) -> str:
    """Return a text between single quotes, of which PowerShell knows five."""
    return "'" + re.sub("(['\u2018\u2019\u201a\u201b])", r"\1\1", text) + "'"
