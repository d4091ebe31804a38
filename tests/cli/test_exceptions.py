"""Every row of the table in docs/exceptions.md comes out as it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from preflight import resources, rulebook
from preflight.cli import main
from tests.shared.exceptions import CASES, SELECTED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shared.exceptions import Case


def lay(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


BUILT_IN = rulebook.builtin_rules()  # once: a checkout reads them from YAML


@pytest.mark.parametrize("case", CASES, ids=[case.title.replace(" ", "-") for case in CASES])
def test_a_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: BUILT_IN)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    if case.before is not None:
        lay(tmp_path, case.before)
        assert main(["baseline", "write", "-o", "base.json", "--select", ",".join(SELECTED)]) == 0
        Draft202012Validator(resources.schema("baseline.v1")).validate(json.loads((tmp_path / "base.json").read_text(encoding="utf-8")))
        capsys.readouterr()
    lay(tmp_path, case.files)
    arguments = ["check", "--format", "json", "--select", ",".join(SELECTED), *case.arguments]
    code = main(arguments)
    report = json.loads(capsys.readouterr().out)
    Draft202012Validator(resources.schema("report.v1")).validate(report)
    assert sum(one["count"] for one in report["stale"]) == case.stale
    assert tuple(f"{one['rule']}:{one['location']['line']}" for one in report["findings"]) == case.told
    assert tuple(f"{one['rule']}:{one['location']['line']}" for one in report["suppressed"]) == case.excused
    assert report["summary"]["suppressed"] == len(case.excused)
    assert code == any(one["severity"] == "error" for one in report["findings"])
    assert len({one["fingerprint"] for one in report["findings"]}) == len(report["findings"])
