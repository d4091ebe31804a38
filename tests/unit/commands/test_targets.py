"""Targets of a configuration: whose options count, and how the reports of several become one; tests/cli runs them."""

from __future__ import annotations

import gc
import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

import pytest

from preflight import cli, exits, rulebook
from preflight.commands import check
from preflight.commands.targets import options_for
from preflight.configuration.reading import read_configuration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preflight.configuration.reading import Configuration

BUILT_IN = rulebook.builtin_rules()  # once: a checkout reads them from YAML
TARGETS = """\
targets:
  prod: {workspace: ws, resource-group: rg, subscription: sub, cloud: AzureChinaCloud, set: {a: 1}}
  rest: {facts: facts.json}
  here: {workspace: ws}
"""


@pytest.fixture
def configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configuration:
    """Return a configuration in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "preflight.yml").write_text(TARGETS)
    return read_configuration(str(tmp_path / "preflight.yml"), "preflight.yml", "preflight.yml")


def given(*arguments: str) -> Namespace:
    parser = ArgumentParser()
    check.add_options(parser)
    return parser.parse_args([*arguments])


def address(options: Namespace) -> tuple[str | None, ...]:
    return options.workspace, options.resource_group, options.subscription, options.cloud, options.facts


@pytest.mark.parametrize(
    ("arguments", "target", "expected"),
    [
        ([], "prod", ("ws", "rg", "sub", "AzureChinaCloud", None)),
        ([], "here", ("ws", None, None, None, None)),
        (["--cloud", "AzureCloud"], "prod", ("ws", "rg", "sub", "AzureCloud", None)),
        # Who names a workspace means that one, and nothing of another.
        (["-w", "mine"], "prod", ("mine", None, None, "AzureChinaCloud", None)),
        (["-w", "mine", "--cloud", "AzureCloud"], "prod", ("mine", None, None, "AzureCloud", None)),
        (["--live"], "prod", (None, None, None, "AzureChinaCloud", None)),
        (["--live"], "here", (None, None, None, None, None)),
        (["-g", "mine"], "rest", (None, "mine", None, None, None)),
        (["--facts", "mine.json"], "prod", (None, None, None, "AzureChinaCloud", "mine.json")),
    ],
)
def test_what_the_command_line_says_wins(
    arguments: list[str], target: str, expected: tuple[str | None, ...], configuration: Configuration
) -> None:
    options = given(*arguments)
    before = Namespace(**vars(options))
    assert address(options_for(options, configuration.targets[target], configuration)) == expected
    assert options == before  # the next target begins anew


def test_a_recording_is_meant_from_the_folder_of_the_configuration(configuration: Configuration, tmp_path: Path) -> None:
    assert options_for(given(), configuration.targets["rest"], configuration).facts == str(tmp_path / "facts.json")


def test_values_of_the_command_line_come_after_those_of_the_target(configuration: Configuration) -> None:
    assert options_for(given("--set", "a=2"), configuration.targets["prod"], configuration).set == [["a=1"], ["a=2"]]


@pytest.fixture
def collecting() -> Iterator[None]:
    """Turn on again what a run turns off."""
    yield
    gc.enable()


@pytest.mark.usefixtures("collecting")
def test_what_no_target_answers_is_one_doubt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: BUILT_IN)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.yml").write_text("name: torch\nendpoint_name: heart\nmodel: azureml:m:1\nretry_settings: {timeout: '${T}'}\n")
    (tmp_path / "preflight.yml").write_text("targets: {a: {files: d.yml}, b: {files: d.yml}, c: {files: d.yml, set: {description: x}}}\n")
    named = ["--target", "a", "--target", "b", "--select", "retry-timeout-range", "--unknown", "fail", "--format", "json"]
    assert cli.main(["check", *named]) == exits.NOT_ANSWERED
    report = json.loads(capsys.readouterr().out)
    assert [(one["reason"], one["rules"]) for one in report["unknowns"]] == [("`${T}` is filled in later", ["retry-timeout-range"])]
    assert report["summary"]["unknown"] == 1
