"""Everything that a script does."""

from __future__ import annotations

from preflight.az.reading import Found, read_script
from preflight.passage import Passage
from preflight.scripts.find import scripts_in_file
from preflight.scripts.script import POSIX, Script
from preflight.shell.command import ANYWHERE
from preflight.source import Source
from tests.shared.scripts import folder, plain

TEXT = """\
cd deploy
T=$(az account get-access-token --resource https://ml.azure.com)
az ml batch-endpoint create -f e.yml
curl https://e.inference.ml.azure.com/jobs -H "Authorization: Bearer $T"
bash ./other.sh x
source env.sh
if a; then ./c.sh; fi
bash -c 'az ml x'
sed -i s/a/b/ e.yml
"""


def found(text: str, path: str = "x.sh") -> Found:
    (script,) = scripts_in_file(Source(path, text)).scripts
    return read_script(script)


def test_a_script() -> None:
    read = found(TEXT)
    assert [plain(one.name) for one in read.commands] == ["account get-access-token", "ml batch-endpoint create"]
    assert all(one.script is not None and one.script.language == POSIX for one in read.commands)
    (request,) = read.requests
    assert request.script is read.commands[0].script
    assert request.token is not None
    assert read.maker(request.token.maker) is read.commands[0]
    assert read.maker(None) is None
    assert [(plain(one.path), one.sourced, one.conditional, folder(one.folder)) for one in read.calls] == [
        ("./other.sh", False, False, "anywhere:deploy"), ("env.sh", True, False, "anywhere:deploy"),
        ("./c.sh", False, True, "anywhere:deploy"),
    ]  # fmt: skip
    assert [plain(one.path) for one in read.written] == ["e.yml"]
    assert read.fault is None


def test_the_three_languages() -> None:
    assert [plain(one.value("--name")) for one in found("$n = 'a'\naz ml job create -n $n", "x.ps1").commands] == ["a"]
    assert [plain(one.value("--name")) for one in found("set N=a\naz ml job create -n %N%", "x.cmd").commands] == ["a"]
    assert [plain(one.path) for one in found("./a.ps1 # az ml\npwsh -File b.ps1\npwsh -Command c", "x.ps1").calls] == ["./a.ps1", "b.ps1"]


def test_what_is_not_worth_reading() -> None:
    script = Script(Passage(Source("x.yml", "ls 'unclosed")), POSIX, "", ANYWHERE, {})
    assert read_script(script) == Found()


def test_where_a_script_cannot_be_read() -> None:
    fault = found("az ml x\nls 'unclosed").fault
    assert fault is not None
    assert fault.place is not None
    assert (fault.place.line, fault.place.column) == (2, 4)
