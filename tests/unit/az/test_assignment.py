"""Assignments that are none."""

from __future__ import annotations

import pytest

from preflight.az.assignment import unassigned
from preflight.scripts.script import CMD, POWERSHELL
from tests.shared.az_commands import only_command, plain

AZ = "az ml batch-endpoint list"


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        (f"JOB = $({AZ})", "JOB", "run.sh:1:1"),
        (f"JOB =$({AZ})", "JOB", "run.sh:1:1"),
        (f"JOB= $({AZ})", "JOB", "run.sh:1:1"),
        (f'\n  job_1  =  "$( {AZ})"', "job_1", "run.sh:2:3"),
        (f"x; JOB = `{AZ}`", "JOB", "run.sh:1:4"),
        (f"if x; then JOB = $({AZ}); fi", "JOB", "run.sh:1:12"),
    ],
)
def test_blanks_make_a_command_of_a_name(text: str, name: str, place: str) -> None:
    found = unassigned(only_command(text))
    assert (plain(found), str(found.place)) == (name, place)


@pytest.mark.parametrize(
    "text",
    [
        AZ,
        f"JOB=$({AZ})",
        f"export JOB=$({AZ})",
        f'[ "$X" = $({AZ}) ]',
        f"test X = $({AZ})",
        f"[[ a == $({AZ}) ]]",
        f"echo a = $({AZ})",
        f"echo {'a' * 2_000}; JOB = $({AZ})",
    ],
)
def test_all_else_is_fine(text: str) -> None:
    assert plain(unassigned(only_command(text))) is None


@pytest.mark.parametrize("language", [POWERSHELL, CMD])
def test_other_shells_have_other_rules(language: str) -> None:
    assert plain(unassigned(only_command(AZ, language))) is None
