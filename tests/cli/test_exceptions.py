"""Every row of the table in docs/exceptions.md comes out as it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight import rulebook
from preflight.cli import main
from tests.shared.exceptions import CASES, SELECTED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shared.exceptions import Case

BUILT_IN = rulebook.builtin_rules()  # once: a checkout reads them from YAML


@pytest.mark.parametrize("case", CASES, ids=[case.title.replace(" ", "-") for case in CASES])
def test_a_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: BUILT_IN)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name, text in case.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    arguments = ["check", "--format", "json", "--select", ",".join(SELECTED), *case.arguments]
    code = main(arguments)
    report = json.loads(capsys.readouterr().out)
    assert tuple(f"{one['rule']}:{one['location']['line']}" for one in report["findings"]) == case.told
    assert tuple(f"{one['rule']}:{one['location']['line']}" for one in report["suppressed"]) == case.excused
    assert report["summary"]["suppressed"] == len(case.excused)
    assert code == any(one["severity"] == "error" for one in report["findings"])
    assert len({one["fingerprint"] for one in report["findings"]}) == len(report["findings"])
