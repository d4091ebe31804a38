"""The options that name a workspace, and what is told while it is asked."""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

import pytest

from preflight import exits, question
from preflight.commands.live import Progress, add_live_options, is_live, live_probe
from preflight.question import Question, Unasked

if TYPE_CHECKING:
    from pathlib import Path

NAMED = ["-w", "ws1", "-g", "rg", "--subscription", "11111111-2222-3333-4444-555555555555"]


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def parsed(*arguments: str) -> Namespace:
    parser = ArgumentParser()
    add_live_options(parser)
    return parser.parse_args(arguments)


@pytest.mark.parametrize("arguments", [["--live"], ["-w", "ws1"], ["-g", "rg"], ["--subscription", "x"], ["--workspace", ""], NAMED])
def test_any_part_of_an_address_names_a_workspace(arguments: list[str]) -> None:
    assert is_live(parsed(*arguments))


@pytest.mark.parametrize("arguments", [[], ["--no-data-plane"], ["--timeout", "5"], ["--cloud", "AzureCloud"]])
def test_nothing_else_does(arguments: list[str]) -> None:
    assert not is_live(parsed(*arguments))


def test_times(capsys: pytest.CaptureFixture[str]) -> None:
    assert parsed().timeout == 60
    assert parsed("--timeout", "0.5").timeout == 0.5
    for text in ("0", "-1", "nan", "inf", "soon", ""):
        with pytest.raises(SystemExit):
            parsed(f"--timeout={text}")
        assert f"argument --timeout: invalid seconds value: '{text}'" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["azure.ai.ml", "azure.identity", "azure.mgmt.containerregistry", "azure.storage.blob"])
def test_missing_packages_are_told_with_what_installs_them(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(exits.UsageError, match=r"^asking a workspace takes azure-[a-z-]+: pip install 'azureml-preflight\[live\]'$"):
        live_probe(parsed(*NAMED), Progress(io.StringIO()))


def test_a_package_around_them_that_is_missing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("azure.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "azure", None)
    with pytest.raises(exits.UsageError, match=r"^asking a workspace takes azure-ai-ml: pip install"):
        live_probe(parsed(*NAMED), Progress(io.StringIO()))


def test_who_answers() -> None:
    pytest.importorskip("azure.ai")
    probe = live_probe(parsed(*NAMED), Progress(io.StringIO()))
    assert probe.source == "live"
    left_out = live_probe(parsed(*NAMED, "--no-data-plane"), Progress(io.StringIO()))
    for resource in (question.BLOBS, question.BLOB_HEAD):
        asked = Question(resource, ("https://st.blob.core.windows.net", "c", "x", "1"))
        assert left_out.ask([asked]) == {asked: Unasked("no storage account was asked")}


def test_a_workspace_that_is_not_said_is_told_before_missing_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "azure", None)
    monkeypatch.setenv("AZURE_CONFIG_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(exits.UsageError, match=r"^no subscription is named"):
        live_probe(parsed("--live"), Progress(io.StringIO()))


def test_progress_is_one_line_that_is_wiped() -> None:
    terminal = Terminal()
    progress = Progress(terminal)
    progress.show(0, 2)
    progress.show(1, 2)
    progress.wipe()
    assert terminal.getvalue() == "\r\x1b[Kasking the workspace: 0 of 2\r\x1b[Kasking the workspace: 1 of 2\r\x1b[K"


@pytest.mark.parametrize(("stream", "term"), [(io.StringIO(), "xterm"), (Terminal(), "dumb")])
def test_elsewhere_there_is_no_progress(stream: io.StringIO, term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    progress = Progress(stream)
    progress.show(1, 2)
    progress.wipe()
    assert stream.getvalue() == ""
