"""`check --explain-effective`: what commands make of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preflight.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FILE = "name: demo\nendpoint_name: heart\nmodel: azureml:m:1\ncompute: azureml:c\nretry_settings: {timeout: 30}\n"
SCRIPT = "az ml batch-deployment create -f d.yml --set retry_settings.timeout=60 compute=azureml:$CLUSTER\n"


def test_each_value_has_its_origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "d.yml").write_text(FILE, "utf-8")
    (tmp_path / "deploy.sh").write_text(SCRIPT, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", ".", "--explain-effective", "d.yml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# d.yml is what `az ml batch-deployment create` at deploy.sh:1:1 makes"
    assert any('timeout: "60"' in line and "deploy.sh:1:" in line for line in lines)
    assert any(line.startswith("compute:") and "deploy.sh:1:" in line for line in lines)
    assert any(line.startswith("name: demo") and line.endswith("# d.yml:1:7") for line in lines)
