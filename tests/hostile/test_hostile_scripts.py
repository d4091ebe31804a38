"""Nasty scripts: each is read as far as it can be, in time that grows with its length; nothing raises."""

from __future__ import annotations

import json
import random
import time

import pytest

from preflight.az.effective import effective
from preflight.az.invocation import invocation, sent
from preflight.az.reading import read_script
from preflight.document import Document, parse
from preflight.passage import Passage
from preflight.scalar import azure_dialect
from preflight.scripts.find import scripts_in_document, scripts_in_file
from preflight.scripts.script import CMD, POSIX, POWERSHELL, Script
from preflight.shell.command import ANYWHERE
from preflight.source import Source
from tests.shared.documents import read

LENGTH = 80_000
SECONDS = 6
LANGUAGES = (POSIX, POWERSHELL, CMD)
REPEATED = [
    "$(", "${", "$((", "${X[", "${X:-", "`", "'", '"', "$'", "\\", "(", ")", "((", "[[ ", "{ ", "<", "<(", ">a ", "<<A\n",
    "cat <<A <<B\n", "&", "a&&b||c;", "if ", "if a; then ", "case x in a) ", "for i in a; do ", "f() { ", "f() { X=1; }\nf\n", "fi ",
    "X=1 ", "X=$X$X\n", "X=1\nif a; then eval b; fi\n", "az $X\n", "az {a", "az *", "cd a\n", "pushd a\n", "@(", "@{", "$x=@(",
    '$x = "$x$x"\n', "foreach ($x in $y) { az $x }\n", "@'\n", "<# ", "%a", "^", "%", "set X=%X%%X%\n", "if a az b\n", "#a\n", "a", " ",
    "\n", "\x00", "\ue000", "${{ a }} ", "az ml batch-endpoint create -n ${{ a }} --set a=$X\n", 'curl x -d \'{"a": [\' ',
    "curl -H 'Authorization: Bearer $T' x\n",
]  # fmt: skip


def look(script: Script) -> None:
    """Read a script, and look at all that comes of it."""
    found = read_script(script)
    root = read("name: x\nn: null\na: {b: [1, {c: 2}]}\n").root
    for command in found.commands[:200]:
        effective(root, command)
        invocation(command, root)
        for flag in command.flags:
            assert all(value.place is not None for value in flag.values)
    for request in found.requests[:200]:
        sent(request)
    assert all(one.path.place is not None for one in found.written)


@pytest.mark.parametrize("part", REPEATED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_takes_for_ever(language: str, part: str) -> None:
    text = "az ml x\n" + part * (LENGTH // len(part))
    started = time.perf_counter()
    look(Script(Passage(Source("x.sh", text)), language, "", ANYWHERE, {}))
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize("line", ["az ml ${{ a }} $(b) {c}", "${{", "$(", "az ml ${{ env.A }} ${{ format('x', '}}') }}"])
def test_nor_does_what_holds_scripts(line: str) -> None:
    many = LENGTH // (len(line) + 12)
    started = time.perf_counter()
    for text in (
        "on: push\nenv: {A: b}\njobs:\n  a:\n    steps:\n    - run: |\n" + f"        {line}\n" * many,
        "steps:\n- script: >\n" + f"    {line}\n" * many,
        "on: push\njobs: {a: {steps: [{run: " + json.dumps(f"{line}\n" * many) + "}]}}\n",
    ):
        document = parse(Source("x.yml", text), azure_dialect())
        assert isinstance(document, Document)
        (script,) = scripts_in_document(document.root).scripts
        look(script)
    notebook = json.dumps({"cells": [{"cell_type": "code", "source": [f"!{line}\n", "az ml x\n"] * (many // 10)}]})
    for script in scripts_in_file(Source("x.ipynb", notebook)).scripts:
        look(script)
    assert time.perf_counter() - started < SECONDS


SAMPLE = """\
#!/bin/bash
NAME="${1:-heart}"; ARGS=(--name "$NAME" -g rg)
if [[ -z "$X" ]]; then cd "$(dirname "$0")/.."; fi
for f in a b; do az ml batch-deployment create -f "$f.yml" --set a.b[0]=c "${ARGS[@]}" || exit 1; done
T=$(az account get-access-token --resource https://ml.azure.com -o tsv)
curl -X POST "https://e.inference.ml.azure.com/jobs" -H "Authorization: Bearer $T" -d "{\\"properties\\": {\\"InputData\\": {}}}"
cat <<EOF > x.yml
name: ${NAME}
EOF
$headers = @{Authorization = "Bearer $token"}; az ml job create @args `
  --file 'x.yml'
case $1 in a|b) az ml $2-endpoint update -n x --set defaults.deployment_name=y ;; *) echo ${{ inputs.z }} ;; esac
set "A=b" & az ml model create -n %A% ^
  -p model
"""
PIECES = [
    "$", "(", ")", "{", "}", "'", '"', "`", "\\", "\n", "|", "&", ";", "<", ">", "#", "=", "[", "]", "*", "?", "!", "%", "@", "^", ",",
    ":", "\ue000", "\x00", "\u2028", "\r", "$(", "${", "<<EOF\n", "((", "[[", "if ", "then ", "fi\n", "do ", "done\n", "case ", "esac\n",
    "az ml ", " --set ", "\\\n", "@(", "@'\n", "${{ ", "}}",
]  # fmt: skip


def changed(text: str, chance: random.Random) -> str:
    """Return a text in which some characters are gone and others have come."""
    start = chance.randrange(len(text))
    chars = list(text[start : start + chance.randrange(1, len(text))])
    for _ in range(chance.randrange(12)):
        at = chance.randrange(len(chars) + 1)
        if chance.random() < 0.6:
            chars.insert(at, chance.choice(PIECES))
        else:
            del chars[at : at + chance.randrange(1, 20)]
    return "".join(chars)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_raises(language: str) -> None:
    chance = random.Random(language)  # noqa: S311 - no secret
    for _ in range(200):
        look(Script(Passage(Source("a/x.sh", f"az ml\n{changed(SAMPLE, chance)}")), language, "", ANYWHERE, {}))


@pytest.mark.parametrize("head", ["on: push\njobs:\n  a:\n    steps:\n    - run: |\n", "steps:\n- script: >\n", "x: '", 'x: "'])
def test_nor_in_a_document(head: str) -> None:
    chance = random.Random(head)  # noqa: S311 - no secret
    for _ in range(40):
        body = "".join(f"        {line}\n" for line in changed(SAMPLE, chance).split("\n"))
        document = parse(Source("x.yml", head + body), azure_dialect())
        if isinstance(document, Document):
            for script in scripts_in_document(document.root).scripts:
                look(script)
        cell = json.dumps({"cells": [{"cell_type": "code", "source": f"az ml\n!{changed(SAMPLE, chance)}"}]})
        for script in scripts_in_file(Source("x.ipynb", cell)).scripts:
            look(script)
        scripts_in_file(Source("x.ipynb", f"az ml {changed(cell, chance)}"))
