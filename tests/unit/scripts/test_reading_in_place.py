"""Scripts in workflows of Windows: what GitHub fills in is a hole to every shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.az.reading import read_script
from preflight.scripts.github import github_scripts
from tests.shared.scripts import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value

STEP = """\
on: push
jobs:
  a:
    runs-on: windows-latest
    steps:
    - shell: {shell}
      run: |
        {line}
"""


@pytest.mark.parametrize("shell", ["pwsh", "cmd", "bash"])
@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("az ml job create -f ${{ inputs.f }}", "?${{ inputs.f }}"),
        ('az ml job create -f "x-${{ inputs.f }}.yml"', "?x-${{ inputs.f }}.yml"),
        ("az ml job create -f a${{ inputs.f }}b${{ x }}", "?a${{ inputs.f }}b${{ x }}"),
        ("az ml job create -f 'x'${{ inputs.f }}", None),
        ("az ml job create -f x\ue000", "x\ue000"),
    ],
)
def test_holes(root: Callable[[str], Value], shell: str, line: str, wanted: str | None) -> None:
    found = github_scripts(root(STEP.replace("{shell}", shell).replace("{line}", line)))
    assert found is not None
    (command,) = read_script(found.scripts[0]).commands
    told = plain(command.value("--file"))
    assert told == wanted if wanted is not None else str(told).endswith("${{ inputs.f }}")


@pytest.mark.parametrize("line", ["az ml job create -f '${{ inputs.f }}-\ue000'", '$a = "${{ inputs.f }}"; az ml job create -f $a'])
def test_holes_in_quotes(root: Callable[[str], Value], line: str) -> None:
    found = github_scripts(root(STEP.replace("{shell}", "pwsh").replace("{line}", line)))
    assert found is not None
    (command,) = read_script(found.scripts[0]).commands
    assert str(plain(command.value("--file"))).startswith("?")
