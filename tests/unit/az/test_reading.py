"""Everything of interest that scripts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.passage import Folder
from preflight.scripts.script import CMD, POSIX, POWERSHELL
from tests.shared.az_commands import found_in, plain

if TYPE_CHECKING:
    from preflight.az.reading import Found
    from preflight.shell.command import Command

MENTION = "\naz ml batch-endpoint list\n"


def calls(text: str, language: str = POSIX) -> list[tuple[str, bool]]:
    return [(plain(call.path), call.sourced) for call in found_in(text + MENTION, language).calls]


@pytest.mark.parametrize("language", [POSIX, POWERSHELL, CMD])
def test_a_script_in_each_language(language: str) -> None:
    found = found_in("az ml batch-endpoint create -n e\naz ml batch-endpoint show -n e\n", language)
    assert [plain(one.name) for one in found.commands] == ["ml batch-endpoint create", "ml batch-endpoint show"]
    assert [plain(one.value("--name")) for one in found.commands] == ["e", "e"]
    assert found.fault is None


@pytest.mark.parametrize("text", ["", "echo hello\n", "az group create -n g\n", "curl https://example.com\n"])
def test_a_script_that_names_no_command_of_interest_is_not_looked_at(text: str) -> None:
    found = found_in(f"{text}./other.sh\n")
    assert (found.commands, found.requests, found.calls, found.written, found.fault) == ((), (), (), (), None)


def test_what_a_language_means_by_a_variable() -> None:
    sources = {POSIX: "E=e\naz ml batch-endpoint list -w $E", POWERSHELL: "$E='e'\naz ml batch-endpoint list -w $E"}
    sources[CMD] = "set E=e\naz ml batch-endpoint list -w %E%"
    for language, text in sources.items():
        (command,) = found_in(text, language).commands
        assert plain(command.value("--workspace-name")) == "e"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("./deploy.sh", [("./deploy.sh", False)]),
        ("ci/deploy.sh a b", [("ci/deploy.sh", False)]),
        ("bash deploy.sh -c prod", [("deploy.sh", False)]),
        ("bash -ex deploy.sh", [("deploy.sh", False)]),
        ("bash -eo pipefail deploy.sh", [("deploy.sh", False)]),
        ("bash +o posix deploy.sh", [("deploy.sh", False)]),
        ("bash --norc deploy.sh", [("deploy.sh", False)]),
        ("bash --rcfile x.rc deploy.sh", [("deploy.sh", False)]),
        ("sh -- deploy", [("deploy", False)]),
        ("source env.sh", [("env.sh", True)]),
        (". ./env.sh -x", [("./env.sh", True)]),
        (". -odd", [("-odd", True)]),
        ("bash $SCRIPT", [("?$SCRIPT", False)]),
        ("pwsh deploy.ps1", [("deploy.ps1", False)]),
        ("pwsh -File deploy.ps1", [("deploy.ps1", False)]),
        ("pwsh -NoProfile -ExecutionPolicy Bypass -File deploy.ps1 -Name x", [("deploy.ps1", False)]),
        ("powershell -ep Bypass -f deploy.ps1", [("deploy.ps1", False)]),
        ("pwsh -NoP -NonI deploy.ps1", [("deploy.ps1", False)]),
        ("pwsh -wd x deploy.ps1", [("deploy.ps1", False)]),
        ("pwsh -c 'deploy.ps1'", []),
        ("pwsh -NoLogo -Command deploy.ps1", []),
        ("pwsh -EncodedCommand abc", []),
        ("pwsh", []),
        ("bash -c 'echo x' y", []),
        ("bash -ec 'echo x'", []),
        ("bash -s x", []),
        ("bash - x", []),
        ("bash -o", []),
        ("bash", []),
        ("bash <(curl -s x)", []),
        ("bash <script>", []),
        ("https://x/deploy.sh", []),
        ("python deploy.py", []),
        ("az ml job create -f x.sh", []),
    ],
)
def test_a_script_that_another_one_runs(text: str, found: list[tuple[str, bool]]) -> None:
    assert calls(text) == found


def test_a_script_that_powershell_runs() -> None:
    assert calls("& ./deploy.ps1 -Name x\n. ./env.ps1\npwsh -ExecutionPolicy Bypass -File a.ps1", POWERSHELL) == [
        ("./deploy.ps1", False),
        ("./env.ps1", True),
        ("a.ps1", False),
    ]


def test_a_call_knows_how_it_is_run() -> None:
    found = found_in(f"cd ci\n./a.sh || ./b.sh{MENTION}")
    assert [call.folder for call in found.calls] == [Folder("anywhere", "ci")] * 2
    assert [call.conditional for call in found.calls] == [False, True]


def test_files_that_a_script_writes() -> None:
    found = found_in("az ml batch-endpoint show -n e > e.json\n")
    assert [plain(one.path) for one in found.written] == ["e.json"]


def test_a_script_that_ends_too_early_has_a_fault() -> None:
    found = found_in("az ml batch-endpoint list\naz ml batch-endpoint show -n 'e\n")
    assert found.fault is not None
    assert found.fault.place is not None


def maker(found: Found) -> Command | None:
    token = found.requests[0].token
    return token.maker if token is not None else None


def test_the_command_that_prints_a_token() -> None:
    text = "T=$(az account get-access-token --query accessToken -o tsv)\n"
    found = found_in(f'{text}curl -H "Authorization: Bearer $T" https://e.inference.ml.azure.com/jobs\n')
    printed = maker(found)
    assert printed is not None
    assert printed.near is found.commands[0].near
    assert maker(found_in('curl -H "Authorization: Bearer $T" https://e.inference.ml.azure.com/jobs\n')) is None
