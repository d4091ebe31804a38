"""What shells are to complete, and how to ask them."""

from __future__ import annotations

import os
import re
import select
import shlex
import subprocess
import time
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from preflight import cli
from preflight.commands.completion import syntax_of
from preflight.commands.diagnose import FORMATS
from preflight.commands.output import REPORTERS
from preflight.completion.syntax import WORDS, Command, Option, Syntax, Takes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Files of the working directory.
FILES = ("deployment.yml", "two words.yml", "logs/error.txt")
TOP = {"deployment.yml", "two words.yml", "logs"}
# What is typed, and all that may come of its last word; a trailing `=`, `:`, `,` or `/` does not count.
CASES: dict[str, set[str]] = {
    "preflight ": set(cli.SUMMARIES),
    "preflight ch": {"check"},
    "azureml-preflight ch": {"check"},
    "preflight --": {"--help", "--version"},
    "preflight nonsense ": set(),
    "preflight check ": TOP,
    "preflight check dep": {"deployment.yml"},
    "preflight check two": {"two words.yml"},
    "preflight check rules ": TOP,
    "preflight check --fail-on ": {"error", "warning", "info"},
    "preflight check --fail-on w": {"warning"},
    "preflight check --fail-on=w": {"--fail-on=warning"},
    "preflight check --fail-on error dep": {"deployment.yml"},
    "preflight check --quiet dep": {"deployment.yml"},
    "preflight check --no-": {"--no-color", "--no-config", "--no-data-plane"},
    "preflight check --workspace ": set(),
    "preflight check -w ": set(),
    "preflight check --unknown ": {"warn", "fail", "ignore"},
    "preflight check --cloud AzureU": {"AzureUSGovernment"},
    "preflight check --input-type ": {"uri_file", "uri_folder"},
    "preflight check --facts dep": {"deployment.yml"},
    "preflight check --format ": set(REPORTERS),
    "preflight check --format j": {"json", "junit"},
    "preflight check --format json:dep": {"json:deployment.yml"},
    "preflight check --format=json:dep": {"--format=json:deployment.yml"},
    "preflight check --select retry-timeout-r": {"retry-timeout-range"},
    "preflight check --select ignore-unu": {"ignore-unused"},
    "preflight check --select run-returns-nothing,retry-timeout-r": {"run-returns-nothing,retry-timeout-range"},
    "preflight check --ignore=run-returns-nothing,retry-timeout-r": {"--ignore=run-returns-nothing,retry-timeout-range"},
    "preflight check --severity retry-timeout-r": {"retry-timeout-range"},
    "preflight check --severity retry-timeout-range=": {f"retry-timeout-range={level}" for level in ("error", "warning", "info")},
    "preflight check --severity retry-timeout-range=w": {"retry-timeout-range=warning"},
    "preflight check --severity=retry-timeout-range=w": {"--severity=retry-timeout-range=warning"},
    "preflight diagnose --format ": set(FORMATS),
    "preflight diagnose --format j": {"json"},
    "preflight diagnose --fail": set(),
    "preflight diagnose lo": {"logs"},
    "preflight doctor --format ": {"text", "json"},
    "preflight permissions --format ": {"json", "table"},
    "preflight permissions --stdin": set(),
    "preflight explain retry-timeout-r": {"retry-timeout-range"},
    "preflight explain core-quota-ex": {"core-quota-exceeded"},
    "preflight explain --format=j": {"--format=json"},
    "preflight rules ": {"list", "show", "test", "new"},
    "preflight rules --": {"--help"},
    "preflight rules show retry-timeout-r": {"retry-timeout-range"},
    "preflight rules show --": {"--help", "--rules"},
    "preflight rules list --": {"--help", "--rules"},
    "preflight rules new --": {"--help", "--folder"},
    "preflight rules test dep": {"deployment.yml"},
    "preflight rules nonsense --f": set(),
    "preflight config ": {"show"},
    "preflight config show --format s": {"sarif"},
    "preflight baseline ": {"write"},
    "preflight baseline write --fail": {"--fail-on"},
    "preflight baseline write -o dep": {"deployment.yml"},
    "preflight facts ": {"record"},
    "preflight facts record --unknown ": {"warn", "fail"},
    "preflight completion ": {"bash", "fish", "powershell", "zsh"},
    "preflight az --dry": {"--dry-run"},
    "preflight az --fail-on w": {"warning"},
    "preflight az -- --dry": set(),
    "preflight az -- -": set(),
    "preflight az --quiet -- dep": {"deployment.yml"},
    "preflight check -- dep": {"deployment.yml"},
}
# The same where the shell knows how to complete `az`, which completes here with what it is given.
AZ_CASES = {"preflight az -- ml batch-": {"batch-deployment", "batch-endpoint"}, "preflight az --quiet -- ml batch-e": {"batch-endpoint"}}

# Texts that mean something to one shell or another: nothing of them may run.
ODD_WORDS = ("a'b", "$(touch ran)", "`touch ran`", 'c"d', "e\\f")
_ODD = Option(("--odd",), "it's [$(touch ran)]: `touch ran` \\ \" %s \u2019", Takes(WORDS, ODD_WORDS))
_DEEP = Command(("odd", "deep"), _ODD.summary, (_ODD,))
ODD = Syntax(Command((), "", (), (Command(("odd",), _ODD.summary, (), (_DEEP,)),)), {}, "odd")


@cache
def syntax() -> Syntax:
    """Return what preflight takes."""
    return syntax_of(cli._parser())


def script(shell: str, given: Syntax | None = None) -> str:
    """Return the script for a shell."""
    written: str = import_module(f"preflight.completion.{shell}").write(given or syntax())
    return written


def working(folder: Path) -> Path:
    """Make a working directory, beside an empty home, and return it."""
    (folder / "home").mkdir()
    for name in FILES:
        (folder / "work" / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / "work" / name).touch()
    return folder / "work"


def bare(words: Iterable[str]) -> set[str]:
    """Return words without what a shell puts after them."""
    return {word.rstrip("=:,/") for word in words if word}


def run(command: list[str], folder: Path) -> str:
    """Return what a shell prints that reads no start-up files."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder.parent / "home"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=120, check=True, encoding="utf-8")
    assert done.stderr == ""
    return done.stdout


class Terminal:
    """A shell that is typed to. It has to answer ^T with the line between two control characters, and to empty it."""

    def __init__(self, command: list[str], folder: Path) -> None:
        """Start the shell in a folder."""
        self._own, other = os.openpty()
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder.parent / "home"), "LC_ALL": "C.UTF-8", "TERM": "dumb"}
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=other, stdout=other, stderr=other, start_new_session=True
        )
        os.close(other)

    def completed(self, line: str, key: str) -> set[str]:
        """Return what a key makes of the last word of a line."""
        os.write(self._own, f"{line}{key}\x14".encode())
        shown = self._answer()
        if shown == line:
            return set()
        given = shlex.split(line)
        words = shlex.split(shown)[len(given) - (not line.endswith(" ")) :]
        start = line[: max(line.rfind(sign) for sign in " =:") + 1].rsplit(" ", maxsplit=1)[-1]
        return {word if word.startswith(start) else f"{start}{word}" for word in words}  # several are put after one beginning

    def _answer(self) -> str:
        text, until = b"", time.monotonic() + 60
        while (found := re.search(rb"\x1e([^\x1f]*)\x1f", text)) is None:
            ready, _, _ = select.select([self._own], [], [], until - time.monotonic())
            assert ready, text
            text += os.read(self._own, 1 << 16)
        return found[1].decode()

    def close(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._own)
