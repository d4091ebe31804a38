"""`preflight check --changed` in real repositories: what is told, what is left out, and the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from preflight import resources, rulebook
from preflight.cli import main
from tests.shared.git import PLAIN, Git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[..., tuple[int, dict[str, Any]]]

BUILT_IN = rulebook.builtin_rules()  # once: a checkout reads them from YAML
BAD = "retry-timeout-range"
DEPLOYMENT = """\
$schema: https://azuremlschemas.azureedge.net/latest/modelBatchDeployment.schema.json
name: NAME
endpoint_name: heart
type: model
model: azureml:heart:1
compute: azureml:cpu
settings:
  retry_settings:
    timeout: 0
"""
FILES = {f"{name}/deployment.yml": DEPLOYMENT.replace("NAME", name) for name in ("blue", "green")}
BLUE, GREEN = FILES
HEAD = f"{DEPLOYMENT}# touched\n"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Return a repository with two deployments that have a fault each, on a branch of its own."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, PLAIN[name])
    monkeypatch.setattr(rulebook, "builtin_rules", lambda: BUILT_IN)
    repository = Git(tmp_path / "repo")
    repository.commit(FILES)
    repository("checkout", "-q", "-b", "topic")
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Check, and return the exit code and the report."""

    def checked(*arguments: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main(["check", "--select", f"{BAD},ignore-unused,ignore-without-reason", "--format", "json", *arguments])
        report = json.loads(capsys.readouterr().out)
        Draft202012Validator(resources.schema("report.v1")).validate(report)
        return code, report

    return checked


def found(report: dict[str, Any]) -> list[str]:
    """Return the files of the findings."""
    return [one["location"]["path"] for one in report["findings"]]


@pytest.mark.parametrize("arguments", [("--changed",), ("--changed", "."), ("--changed=main", "blue", "green"), (".", "--changed")])
def test_what_was_touched(arguments: tuple[str, ...], made: Git, check: Check) -> None:
    made.commit({BLUE: f"{FILES[BLUE]}# touched\n"})
    code, report = check(*arguments)
    assert (code, found(report)) == (1, [BLUE])
    assert report["summary"]["files"] == report["summary"]["documents"] == 1
    commit = made("rev-parse", "main")[:12]
    assert report["changed"] == {"since": "main", "commit": commit, "files": 1, "untouched": 1, "own": None}


@pytest.mark.parametrize("arguments", [("--changed", "green"), ("--changed=main", GREEN)])
def test_both_a_path_and_changed(arguments: tuple[str, ...], made: Git, check: Check) -> None:
    made.commit({BLUE: f"{FILES[BLUE]}# touched\n"})
    code, report = check(*arguments)
    assert (code, found(report), report["changed"]["untouched"]) == (0, [], 1)


def test_nothing_was_changed(made: Git, check: Check) -> None:
    code, report = check("--changed")
    assert (code, found(report), report["changed"]["files"], report["changed"]["untouched"]) == (0, [], 0, 2)
    assert check("--changed", "--unknown", "fail")[0] == 0


def test_there_is_nothing_to_check(made: Git, check: Check) -> None:
    made.commit({BLUE: None, GREEN: None, "README.md": ""})
    assert check("--changed=HEAD")[0] == 3
    assert check("--changed=HEAD", "--allow-empty")[0] == 0


def test_no_rule_is_for_what_was_changed(made: Git, check: Check) -> None:
    made.commit({"conda.yml": "dependencies: [python]\n"})
    code, report = check("--changed")
    assert (code, report["summary"]["documents"]) == (3, 1)


def test_what_was_changed_cannot_be_read(made: Git, check: Check) -> None:
    made.commit({BLUE: "name: [\n"})
    code, report = check("--changed")
    assert (code, [one["path"] for one in report["unchecked"]]) == (3, [BLUE])
    assert check("--changed", "--unknown", "fail")[0] == 4


def test_what_cannot_be_read_and_was_not_changed(made: Git, check: Check) -> None:
    made("checkout", "-q", "main")
    made.commit({BLUE: "name: [\n"})
    code, report = check("--changed", "--unknown", "fail")
    assert (code, report["unchecked"], report["changed"]["untouched"]) == (0, [], 2)


def test_not_asked_for_all_is_judged(made: Git, check: Check) -> None:
    code, report = check()
    assert (code, found(report), report["changed"]) == (1, [BLUE, GREEN], None)


@pytest.mark.parametrize("name", ["preflight.yml", "pyproject.toml"])
def test_the_configuration_was_changed(name: str, made: Git, check: Check) -> None:
    made.commit({name: f"ignore: [{BAD}]\n" if name.endswith("yml") else f'[tool.azureml-preflight]\nignore = ["{BAD}"]\n'})
    code, report = check("--changed")
    assert (code, report["changed"]["own"], report["changed"]["untouched"]) == (3, name, 0)
    made("checkout", "-q", "-B", "main")
    assert check("--changed")[1]["changed"]["own"] is None


def test_standard_input(made: Git, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an editor holds counts as changed."""

    class Stream:
        buffer = __import__("io").BytesIO(FILES[GREEN].replace("timeout: 0", "timeout: -1").encode())

    monkeypatch.setattr("sys.stdin", Stream())
    code, report = check("--changed", "--stdin-filename", GREEN, "-")
    assert (code, found(report)) == (1, [GREEN])


def test_exceptions_of_what_was_left_out_are_not_told(made: Git, check: Check) -> None:
    """A comment or an entry of a baseline has no effect on files that were not judged."""
    comment = "# preflight: ignore[endpoint-name-mismatch] for a reason\n# preflight: ignore[endpoint-name-mismatch]\n"
    made("checkout", "-q", "main")
    made.commit({name: comment + text for name, text in FILES.items()})
    assert main(["baseline", "write", "-o", "base.json", "--select", BAD]) == 0
    made.commit({name: comment + text.replace("timeout: 0", "timeout: 1") for name, text in FILES.items()})
    made("checkout", "-q", "-B", "topic")
    made.commit({BLUE: f"{(made.folder / BLUE).read_text()}# touched\n"})
    code, report = check("--baseline", "base.json")
    told = {one["rule"] for one in report["findings"]}
    assert (code, sorted(set(found(report))), len(report["stale"])) == (0, [BLUE, GREEN], 2)
    for arguments in ([], [BLUE, GREEN]):
        code, report = check("--changed", "--baseline", "base.json", *arguments)
        assert (code, set(found(report)), {one["rule"] for one in report["findings"]}) == (0, {BLUE}, told)
    assert [one["path"] for one in check("--changed", "--baseline", "base.json")[1]["stale"]] == [BLUE]


def test_an_exception_of_the_configuration_is_not_called_unused(made: Git, check: Check) -> None:
    entries = (f"  - files: [{files}]\n    ignore: [{BAD}]\n    reason: none\n" for files in (GREEN, "other/**"))
    made("checkout", "-q", "main")
    made.commit({"preflight.yml": f"paths:\n{''.join(entries)}"})
    made("checkout", "-q", "-B", "topic")
    made.commit({BLUE: f"{FILES[BLUE]}# touched\n"})
    assert sorted(one["rule"] for one in check()[1]["findings"]) == ["ignore-unused", BAD]
    assert [one["rule"] for one in check("--changed")[1]["findings"]] == [BAD]


def test_targets(made: Git, check: Check) -> None:
    made("checkout", "-q", "main")
    made.commit({"preflight.yml": "targets:\n  one: {files: [blue]}\n  two: {files: [green]}\n"})
    made("checkout", "-q", "-B", "topic")
    made.commit({BLUE: f"{FILES[BLUE]}# touched\n"})
    code, report = check("--changed", "--target", "one", "--target", "two")
    assert (code, [(one["location"]["path"], one["targets"]) for one in report["findings"]]) == (1, [(BLUE, ["one"])])
    assert report["changed"]["untouched"] == 0
    assert check("--changed", "--target", "two")[1]["changed"]["untouched"] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--changed=nowhere",), "--changed: there is no commit `nowhere` here"),
        (("--changed", "nowhere"), "no such file or folder: `nowhere`"),
        (("--changed", "--", "--changed"), "no such file or folder: `--changed`"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], told: str, made: Git, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *arguments]) == 2
    assert told in capsys.readouterr().err


FORMATS = ("text", "markdown", "github", "azure", "junit", "sarif", "html")


@pytest.mark.parametrize("name", FORMATS)
def test_every_report_says_what_was_left_out(name: str, made: Git, capsys: pytest.CaptureFixture[str]) -> None:
    made.write({"README.md": "new\n"})
    assert main(["check", "--changed", "--format", name]) == 0
    out = capsys.readouterr().out.replace("&#96;", "`").replace("<code>", "`").replace("</code>", "`").replace("\\", "")
    assert f"Asked for what was changed since `main` ({made('rev-parse', 'main')[:12]}), 1 file, and what uses it: 2 others left out" in out
    assert "Nothing to judge" in out
    assert "No findings" not in out
    made.write({BLUE: None, "preflight.yml": "ignore: []\n"})
    assert main(["check", "--changed", "--format", name]) == 1
    out = capsys.readouterr().out.replace("&#96;", "`").replace("<code>", "`").replace("</code>", "`").replace("\\", "")
    assert "Judged all: `" in out


def test_a_clean_branch_as_text(made: Git, capsys: pytest.CaptureFixture[str]) -> None:
    made.commit({BLUE: FILES[BLUE].replace("timeout: 0", "timeout: 300")})
    commit = made("rev-parse", "main")[:12]
    assert main(["check", "--changed", "--select", BAD]) == 0
    assert capsys.readouterr().out == (
        "No findings: 1 document in 1 file, 1 rule\n"
        f"Asked for what was changed since `main` ({commit}), 1 file, and what uses it: 1 other left out\n"
    )
    assert main(["check", "--changed", "--select", BAD, "--quiet"]) == 0
    assert not capsys.readouterr().out
