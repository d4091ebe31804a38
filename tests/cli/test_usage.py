"""A wrong command line is told in one line on standard error, with exit code 2 and nothing checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import preflight
from preflight.commands.output import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    class Done:
        """What the fixture `run` returns."""

        code: int
        out: str
        err: str

    Run = Callable[..., Done]

FORMATS = ", ".join(REPORTERS)
DEPLOYMENT = {"d.yml": "name: d\nendpoint_name: e\nmodel: m\ncompute: c\nretry_settings: {timeout: 0}\n"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--bogus"], "unknown option `--bogus`; `preflight COMMAND --help` lists them"),
        (["--selec", "own-timeout-range"], "unknown option `--selec`; `preflight COMMAND --help` lists them"),
        (["-x"], "unknown option `-x`; `preflight COMMAND --help` lists them"),
        (["--\x1b[31mred"], "unknown option `--\\x1b[31mred`; `preflight COMMAND --help` lists them"),
        (["--select", "own-timeout-rnage"], "there is no rule `own-timeout-rnage`; did you mean `own-timeout-range`?"),
        (["--select", "zzzzzz"], "there is no rule `zzzzzz`"),
        (["--ignore", "own-timeout"], "there is no rule `own-timeout`; did you mean `own-timeout-range`?"),
        (["--severity", "own-timeout=error"], "there is no rule `own-timeout`; did you mean `own-timeout-range`?"),
        (["--severity", "own-timeout-range=bad"], "--severity takes ID=LEVEL with error, warning, info, not `own-timeout-range=bad`"),
        (["--severity", "own-timeout-range"], "--severity takes ID=LEVEL with error, warning, info, not `own-timeout-range`"),
        (["no.yml"], "no such file or folder: `no.yml`"),
        (["d.yml", "no/such"], "no such file or folder: `no/such`"),
        ([""], "no such file or folder: ``"),
        (["\x1b[31m\nx"], "no such file or folder: `\\x1b[31m\npreflight: x`"),
        (["gone.yml"], "no such file or folder: `gone.yml`"),
        (["loop.yml"], "no such file or folder: `loop.yml`"),
        (["--format", "xml"], f"--format takes {FORMATS}, not `xml`"),
        (["--format", "xml:out.txt"], f"--format takes {FORMATS}, not `xml`"),
        (["--format", ""], f"--format takes {FORMATS}, not ``"),
        (["--rules", "no.yaml"], "no such rule file or folder: `no.yaml`"),
        (["--stdin-filename", "empty"], "--stdin-filename takes a file, and `empty` is a folder"),
    ],
)
def test_what_is_wrong_is_told(arguments: list[str], said: str, run: Run, own: list[str], folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "gone.yml").symlink_to("nowhere")
    (folder / "loop.yml").symlink_to("loop.yml")
    done = run("check", *own[:2], *arguments, files=DEPLOYMENT)
    assert (done.code, done.out, done.err) == (2, "", f"preflight: {said}\n")


def test_a_folder_without_rules_is_told(run: Run, folder: Path) -> None:
    (folder / "empty").mkdir()
    done = run("check", "--rules", "empty", files=DEPLOYMENT)
    assert (done.code, done.out, done.err) == (2, "", "preflight: no rule file in `empty`\n")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ([], "required: COMMAND"),
        (["chek"], "invalid choice: 'chek'"),
        (["check", "--fail-on", "hint"], "invalid choice: 'hint'"),
        (["check", "--unknown", "maybe"], "invalid choice: 'maybe'"),
        (["check", "--select"], "--select: expected one argument"),
        (["--select", "x", "check"], "preflight"),
    ],
)
def test_what_argparse_finds_is_told_too(arguments: list[str], part: str, run: Run) -> None:
    done = run(*arguments, files=DEPLOYMENT)
    assert (done.code, done.out) == (2, "")
    assert part in done.err


def test_a_broken_rule_file_stops_the_run_with_all_its_errors(run: Run) -> None:
    rules = {
        "rules/one.yaml": "id: one\nsumary: x\n",
        "rules/two.yaml": "a: [\n",
        "rules/three.yaml": "- 1\n",
        "rules/four.yaml": "\x00",
        "rules/five.yaml": "id: five\nfor: batch-deployment\ncheck: {path: deploymnt.timeout, exists: true}\n",
    }
    done = run("check", "--rules", "rules", files=DEPLOYMENT | rules)
    assert (done.code, done.out) == (2, "")
    lines = done.err.splitlines()
    assert all(line.startswith("preflight: rules/") for line in lines)
    for part in (
        "one.yaml:2:1 unknown key `sumary`; did you mean `summary`?",
        "one.yaml:1:1 `severity` is missing",
        "two.yaml:2:1 not YAML: did not find expected node content",
        "three.yaml:1:1 a rule file is one mapping",
        "four.yaml:1:1 binary: it holds a NUL byte",
        "five.yaml:3:15 unknown root `deploymnt`",
    ):
        assert any(part in line for line in lines), (part, done.err)


def test_a_file_that_cannot_be_written_is_told(run: Run, own: list[str]) -> None:
    done = run("check", *own, "--format", "json:no/such/folder/x.json", files=DEPLOYMENT)
    assert (done.code, done.out) == (2, "")
    assert done.err == "preflight: `no/such/folder/x.json` cannot be written: there is no folder `no/such/folder`\n"


def test_the_version(run: Run) -> None:
    for arguments in (["--version"], ["--version", "check"]):
        done = run(*arguments)
        assert (done.code, done.out, done.err) == (0, f"preflight {preflight.__version__}\n", "")


def test_the_help_names_every_option(run: Run) -> None:
    done = run("--help")
    assert (done.code, done.err) == (0, "")
    for word in ("check", "rules", "--version", "0 clean, 1 findings, 2 usage, 3 nothing checked, 4 not answered, 5 preflight failed"):
        assert word in done.out
    done = run("check", "--help")
    assert (done.code, done.err) == (0, "")
    for word in (
        "PATH",
        "stdin-filename",
        "rules",
        "select",
        "ignore",
        "severity",
        "fail-on",
        "unknown",
        "allow-empty",
        "format",
        "no-color",
        "workspace NAME, -w NAME",
        "resource-group",
        "subscription",
        "live",
        "cloud",
        "no-data-plane",
        "timeout",
    ):
        assert word in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_paths_may_stand_before_and_after_options(run: Run, own: list[str]) -> None:
    files = dict.fromkeys(("a.yml", "b.yml", "c.yml"), DEPLOYMENT["d.yml"])
    done = run("check", "a.yml", "--quiet", "b.yml", *own, "c.yml", files=files)
    assert done.code == 1
    assert [line.partition(":")[0] for line in done.out.splitlines() if "own-timeout-range" in line] == ["a.yml", "b.yml", "c.yml"]


def test_a_path_may_look_like_an_option(run: Run, own: list[str]) -> None:
    done = run("check", "--quiet", *own, "--", "--d.yml", files={"--d.yml": DEPLOYMENT["d.yml"]})
    assert (done.code, done.err) == (1, "")


def test_one_argument_too_many(run: Run) -> None:
    done = run("rules", "show", "one", "two")
    assert (done.code, done.out, done.err) == (2, "", "preflight: one argument too many: `two`\n")
