"""Packs of rules: folders, and installed packages of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight import exits
from preflight.configuration.packs import pack_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where two packages are installed, of which one has rules."""
    for name, files in (("team_rules", ["team_rules/preflight_rules/a/b.yaml", "team_rules/__init__.py"]), ("no_rules", ["no_rules.py"])):
        info = tmp_path / f"{name}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_a_folder_is_meant_from_that_of_the_configuration() -> None:
    assert pack_folder("../pack", "/a/b") == "/a/pack"


def test_a_package_has_its_rules_in_a_folder(installed: Path) -> None:
    assert pack_folder("pkg:team-rules==1.2", "/a") == str(installed / "team_rules" / "preflight_rules")


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("pkg:team-rules", "`pkg:team-rules` pins no package; expected a version, as in `pkg:team-rules==1.2`"),
        ("pkg:team-rules>=1", "pins no package"),
        ("pkg:team-rules==1.3", "the package `team-rules` is installed as 1.2, and 1.3 is asked for"),
        ("pkg:nobodys-rules==1", "the package `nobodys-rules` is not installed: pip install 'nobodys-rules==1'"),
        ("pkg:no-rules==1.2", "the package `no-rules` has no rules: they stand in a folder `preflight_rules`"),
    ],
)
@pytest.mark.usefixtures("installed")
def test_what_is_no_pack(named: str, expected: str) -> None:
    with pytest.raises(exits.UsageError) as raised:
        pack_folder(named, "/a")
    assert expected in str(raised.value)
