"""Random scripts are run by bash and read by preflight: every word that preflight knows is the word that bash passes on."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.shared.scripts import script

if TYPE_CHECKING:
    from pathlib import Path

    from preflight.shell.command import Command

NAMES = "ABCD"
TEXTS = [
    "x",
    "k=v",
    "x/y.yml",
    "--set",
    "",
    "a.b=c",
    "it's",
    'q"q',
    "é",
    "azureml:m@latest",
    "1",
    "-f",
    "a\\b",
    "{a}",
    "[0]",
    "~",
    "#h",
    "x#y",
    "!",
]
RECORD = """\
#!/bin/bash
{ for a in "$@"; do printf '%s\\0' "$a"; done; printf '\\0END\\0\\0'; } >> "$LOG"
"""
bash = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="needs bash")


class Writer:
    """Writes scripts in which every call of `az` has a number."""

    def __init__(self, seed: int) -> None:
        """Take what the choices follow from."""
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.calls = 0
        self.in_function = False

    def quoted(self) -> str:
        text = self.chance.choice(TEXTS)
        sort = self.chance.randrange(3)
        if sort == 0:
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if sort == 1 and text:
            return "".join(f"\\{char}" if char in "'\"\\{}[]~#!" else char for char in text)
        return "'" + text.replace("'", "'\\''") + "'"

    def variable(self) -> str:
        name = self.chance.choice(NAMES)
        forms = [
            f"${name}", f"${{{name}}}", f'"${name}"', f'"x-${name}"', f"p${name}", f"${{{name}:-d}}", f"${{{name}-z}}", f"${{{name}+z}}",
            f"${{{name}[0]}}", f'"${{{name}[@]}}"', f"${{{name}[@]}}", f'"${{{name}[*]}}"', f'"${{{name}[1]}}"', f"${{{name}%x}}",
            f'"a ${name} b"', f"${name}${self.chance.choice(NAMES)}", f"$(echo ${name})", f'"$(echo "${name}")"', "$1",
            "$((1+2))", "$'a b'",
        ]  # fmt: skip
        return self.chance.choice(forms)

    def word(self) -> str:
        return self.quoted() if self.chance.random() < 0.5 else self.variable()

    def call(self) -> str:
        self.calls += 1
        before = self.chance.choice(["", "", "", "A=pre ", "env B=1 ", "command "])
        return f"{before}az id{self.calls}" + "".join(
            self.chance.choice([" ", " \\\n  "]) + self.word() for _ in range(self.chance.randrange(4))
        )

    def simple(self) -> str:
        name, sort = self.chance.choice(NAMES), self.chance.randrange(18)
        if sort < 6:
            return f"{name}={self.word()}"
        if sort < 12:
            return self.call()
        return [
            f"{name}+={self.quoted()}",
            f"{name}=({self.word()} {self.word()})",
            f"{name}+=({self.word()})",
            f"unset {name}",
            f"{name}=$({self.call()})",
            ":" if self.in_function else "f",
        ][sort - 12]

    def condition(self) -> str:
        return self.chance.choice(["true", "false", '[ -z "$A" ]', "[[ $B == x* && -n $C ]]", "! true"])

    def statement(self, depth: int) -> str:
        sort = self.chance.randrange(13) if depth < 3 else 0
        if sort < 6:
            return self.simple()
        body = self.body(depth + 1)
        self.calls += 1
        loop = f"I{self.calls}"
        return [
            f"if {self.condition()}; then\n{body}\nfi",
            f"if {self.condition()}; then\n{body}\nelse\n{self.body(depth + 1)}\nfi",
            f"for {self.chance.choice(NAMES)} in {self.quoted()} b; do\n{body}\ndone",
            f"case {self.word()} in\n  x*|y) {self.simple()} ;;\n  *)\n{body}\n  ;;\nesac",
            f"( {body}\n)",
            f"{self.condition()} {self.chance.choice(['&&', '||'])} {self.simple()}",
            f"{loop}=0; while [ ${loop} -lt 2 ]; do {loop}=$(({loop}+1))\n{body}\ndone",
        ][sort - 6]

    def body(self, depth: int) -> str:
        return "\n".join(self.statement(depth) for _ in range(self.chance.randrange(1, 4)))

    def script(self) -> str:
        parts = [self.statement(0) for _ in range(self.chance.randrange(3, 10))]
        self.in_function = True
        parts.insert(self.chance.randrange(len(parts) + 1), f"f() {{\n{self.body(2)}\n}}")
        return "\n".join(parts) + "\n"


def calls(folder: Path, text: str) -> list[list[str]]:
    """Run a script; return the words of every call of `az`."""
    program, log = folder / "az", folder / "log"
    program.write_text(RECORD)
    program.chmod(0o755)
    log.write_bytes(b"")
    (folder / "script.sh").write_text(text)
    environment = {"PATH": f"{folder}:/usr/bin:/bin", "LOG": str(log), "LANG": "C.UTF-8"}
    subprocess.run(
        ["bash", "script.sh"], cwd=folder, env=environment, timeout=60, check=False, capture_output=True, stdin=subprocess.DEVNULL
    )
    records = log.read_bytes().decode().split("\0END\0\0")[:-1]
    return [record.split("\0")[:-1] for record in records]


def agrees(command: Command, ran: list[str]) -> int:
    """Compare the words that are known; return how many there were. Nothing is said of what follows a word that may be several."""
    known = 0
    for index, word in enumerate(command.words[1:], 1):
        if index in command.loose:
            return known
        if not word.holes:
            assert word.text == ran[index - 1]
            known += 1
    assert len(command.words) - 1 == len(ran)
    return known


@bash
@pytest.mark.parametrize("seed", range(4))
def test_what_is_known_is_right(seed: int, tmp_path: Path) -> None:
    known = 0
    for number in range(15):
        text = Writer(seed * 1_000 + number).script()
        commands = {command.words[1].text: command for command in script(text).commands}
        for ran in calls(tmp_path, text):
            known += agrees(commands[ran[0]], ran)
    assert known > 100
