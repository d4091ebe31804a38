"""Zsh completes what it is told to, as somebody types."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.shared.completion import AZ_CASES, CASES, ODD, ODD_WORDS, Terminal, bare, script, working

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
START = """
PS1= RPS1= PS2=
unsetopt beep prompt_cr prompt_sp
fpath=(%s $fpath)
autoload -Uz compinit && compinit -u -D
%s
zle -C all-matches complete-word _generic
bindkey '^X' all-matches
zstyle ':completion:all-matches:*' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert true
tell() { printf '\\036%%s\\037' "$BUFFER"; BUFFER='' }
zle -N tell
bindkey '^T' tell
"""
AZ = """
_az() {
  [[ "$words[1,CURRENT-1]" == 'az ml' ]] && compadd batch-deployment batch-endpoint compute
}
compdef _az az
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = working(tmp_path_factory.mktemp("zsh"))
    (made.parent / "script").write_text(script("zsh"))
    return made


@pytest.fixture(scope="module")
def typed(folder: Path) -> dict[str, set[str]]:
    return _typed(folder, START % ("", ". ../script"), CASES) | _typed(folder, START % ("", f". ../script\n{AZ}"), AZ_CASES)


@pytest.mark.parametrize("line", [*CASES, *AZ_CASES])
def test_a_terminal_completes(line: str, typed: Mapping[str, set[str]]) -> None:
    assert bare(typed[line]) == {**CASES, **AZ_CASES}[line]


def test_the_script_may_be_a_file_of_fpath(folder: Path) -> None:
    (folder.parent / "functions").mkdir()
    (folder.parent / "functions" / "_preflight").write_text(script("zsh"))
    lines = ["preflight ch", "azureml-preflight check --fail-on w"]
    assert _typed(folder, START % (folder.parent / "functions", ""), lines) == {lines[0]: {"check"}, lines[1]: {"warning"}}


def test_odd_texts_do_not_run(tmp_path: Path) -> None:
    folder = working(tmp_path)
    (tmp_path / "odd").write_text(script("zsh", ODD))
    found = _typed(folder, START % ("", ". ../odd"), ["preflight od", "preflight odd deep -", "preflight odd deep --odd "])
    assert [*found.values()] == [{"odd"}, {"--odd="}, {*ODD_WORDS}]
    assert not (folder / "ran").exists()


def _typed(folder: Path, start: str, lines: Iterable[str]) -> dict[str, set[str]]:
    (folder.parent / "home" / ".zshrc").write_text(start)
    terminal = Terminal(["zsh", "-d", "-i"], folder)
    try:
        return {line: terminal.completed(line, "\x18") for line in lines}
    finally:
        terminal.close()
