"""The shipped examples: the clean set is clean, and its broken twin shows every fault that was put into it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from preflight.cli import main

if TYPE_CHECKING:
    from tests.conftest import Golden

ROOT = Path(__file__).parents[2]

# What was put into the broken twin: the rule, the file and the line that shows it.
SEEDED = {
    ("auth-mode-not-aad", "endpoint.yml", 4),
    ("endpoint-network-key", "endpoint.yml", 5),
    ("settings-without-type", "mlflow/deployment.yml", 6),
    ("unresolved-placeholder", "pipeline/deployment.yml", 3),
    ("type-value-case", "pipeline/deployment.yml", 4),
    ("input-type-unsupported", "pipeline/inputs.yml", 3),
    ("run-returns-nothing", "script/code/score.py", 20),
    ("root-keys-unknown", "script/deployment.yml", 16),
    ("root-keys-dropped", "script/deployment.yml", 17),
    ("settings-missing-mini-batch-size", "script/deployment.yml", 19),
    ("not-in-set", "script/deployment.yml", 21),
    ("retry-settings-unknown-key", "script/deployment.yml", 24),
    ("retry-timeout-range", "script/deployment.yml", 25),
    ("logging-level-value", "script/deployment.yml", 27),
    ("conda-missing-azureml-core", "script/environment/conda.yml", 4),
    ("conda-azureml-namespace-only", "script/environment/conda.yml", 8),
}


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_clean_set_is_clean(capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    assert main(["check", "examples/clean"]) == 0
    golden("clean.txt", capsys.readouterr().out)


def test_the_broken_twin_reads_well(capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    assert main(["check", "examples/broken"]) == 1
    golden("broken.txt", capsys.readouterr().out)


def test_the_broken_twin_shows_its_seeded_faults_and_no_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "examples/broken", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    prefix = "examples/broken/"
    found = {(one["rule"], one["location"]["path"].removeprefix(prefix), one["location"]["line"]) for one in report["findings"]}
    assert found == SEEDED


def test_the_twins_have_the_same_files() -> None:
    clean, broken = (
        {path.relative_to(ROOT / "examples" / twin) for path in (ROOT / "examples" / twin).rglob("*") if path.is_file()}
        for twin in ("clean", "broken")
    )
    assert clean == broken
