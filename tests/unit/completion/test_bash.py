"""Bash completes what it is told to: by itself, and as somebody types."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.shared.completion import AZ_CASES, CASES, ODD, ODD_WORDS, Terminal, bare, run, script, working

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# As the function of argcomplete, it goes by the line.
AZ = """
_az() {
  [[ $COMP_LINE == "az ml ${COMP_WORDS[COMP_CWORD]}" && ${#COMP_LINE} == "$COMP_POINT" && $1 == az ]] || return
  COMPREPLY=($(compgen -W 'batch-deployment batch-endpoint compute' -- "$2"))
}
complete -o default -F _az az
"""
ASKING = """
bind 'set bell-style none'
bind 'set completion-query-items 0'
bind -x '"\\C-t": printf "\\036%s\\037" "$READLINE_LINE"; READLINE_LINE=""'
PS1=
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = working(tmp_path_factory.mktemp("bash"))
    (made.parent / "script").write_text(script("bash"))
    (made.parent / "az").write_text(script("bash") + AZ)
    return made


@pytest.fixture(scope="module")
def asked(folder: Path) -> dict[str, set[str]]:
    return _asked(folder, "script", CASES) | _asked(folder, "az", AZ_CASES)


@pytest.fixture(scope="module")
def typed(folder: Path) -> dict[str, set[str]]:
    if int(run(["bash", "-c", "echo ${BASH_VERSINFO[0]}"], folder)) < 4:
        pytest.skip("needs a bash that runs a command for a key")
    return {**_typed(folder, "script", CASES), **_typed(folder, "az", AZ_CASES)}


@pytest.mark.parametrize("line", [*CASES, *AZ_CASES])
def test_bash_is_told_what_may_come(line: str, asked: Mapping[str, set[str]]) -> None:
    assert bare(asked[line]) == {**CASES, **AZ_CASES}[line]


@pytest.mark.parametrize("line", [*CASES, *AZ_CASES])
def test_a_terminal_completes(line: str, typed: Mapping[str, set[str]]) -> None:
    assert bare(typed[line]) == {**CASES, **AZ_CASES}[line]


def test_colons_and_signs_may_part_no_words(folder: Path) -> None:
    lines = [line for line in CASES if "=" in line or ":" in line]
    found = _asked(folder, "script", lines, parts=False)
    assert {line: bare(words) for line, words in found.items()} == {line: CASES[line] for line in lines}


def test_names_of_files_are_quoted_where_readline_cannot_be_asked_to(tmp_path: Path) -> None:
    folder = working(tmp_path)
    (folder / "$(touch x).yml").touch()
    (tmp_path / "home" / "~a").touch()
    (tmp_path / "old").write_text(f"enable -n compopt\n{script('bash')}")  # as bash 3.2, which has none
    assert _asked(folder, "old", ["preflight check t"]) == {"preflight check t": {r"two\ words.yml"}}
    assert _asked(folder, "old", ["preflight check $"]) == {"preflight check $": {r"\$\(touch\ x\).yml"}}
    assert _asked(folder, "old", ["preflight check ~/~"]) == {"preflight check ~/~": {"~/~a"}}


def test_odd_texts_do_not_run(tmp_path: Path) -> None:
    folder = working(tmp_path)
    (tmp_path / "odd").write_text(script("bash", ODD))
    found = _asked(folder, "odd", ["preflight od", "preflight odd deep -", "preflight odd deep --odd "])
    assert [*found.values()] == [{"odd"}, {"--odd"}, {*ODD_WORDS}]
    assert not (folder / "ran").exists()


def _asked(folder: Path, name: str, lines: Iterable[str], *, parts: bool = True) -> dict[str, set[str]]:
    """Ask the function as Bash does, which knows no more of the line than this."""
    asking = [f". ../{name}"]
    for line in lines:
        words = _words(line) if parts else [*line.split(), *([""] if line.endswith(" ") else [])]
        asking += [f"COMP_WORDS=({shlex.join(words)}) COMP_CWORD={len(words) - 1} COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}"]
        asking += ["COMPREPLY=(); _preflight", 'printf "%s\\n" "${COMPREPLY[@]}"; printf "\\036"']
    answers = run(["bash", "--norc", "-c", "\n".join(asking)], folder).split("\x1e")[:-1]
    before = [re.split(r"[ =:](?=[^ =:]*$)" if parts else " ", line)[-1] for line in lines]
    starts = [line.split(" ")[-1].removesuffix(rest) for line, rest in zip(lines, before, strict=True)]
    return {
        line: {f"{start}{word}" for word in answer.splitlines() if word} for line, start, answer in zip(lines, starts, answers, strict=True)
    }


def _words(line: str) -> list[str]:
    """Return the words of a line as Bash parts them."""
    return [*re.findall(r"[=:]+|[^\s=:]+", line), *([""] if line.endswith(" ") else [])]


def _typed(folder: Path, name: str, lines: Iterable[str]) -> dict[str, set[str]]:
    (folder.parent / "rc").write_text(f". ../{name}\n{ASKING}")
    terminal = Terminal(["bash", "--noprofile", "--rcfile", "../rc", "-i"], folder)
    try:
        return {line: terminal.completed(line, "\x1b*") for line in lines}
    finally:
        terminal.close()
