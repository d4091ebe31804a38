"""Which files hold scripts."""

from __future__ import annotations

import pytest

from preflight.scripts.find import SCRIPT_ENDINGS, scripts_in_document, scripts_in_file
from preflight.scripts.script import CMD, POSIX, POWERSHELL
from preflight.source import Source
from preflight.value import Present
from tests.shared.workflows import root


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a/x.sh", POSIX),
        ("X.BASH", POSIX),
        ("x.azcli", POSIX),
        ("x.ps1", POWERSHELL),
        ("x.cmd", CMD),
        ("x.bat", CMD),
        ("x.py", None),
        ("sh", None),
    ],
)
def test_files(path: str, language: str | None) -> None:
    scripts = scripts_in_file(Source(path, "az ml x")).scripts
    assert [(one.language, one.name, one.folder.start) for one in scripts if not hasattr(one.folder, "reason")] == (
        [] if language is None else [(language, "", "anywhere")]
    )
    assert scripts_in_file(Source(path, "ls")).scripts == ()


def test_notebooks() -> None:
    assert len(scripts_in_file(Source("x.ipynb", '{"cells": [{"cell_type": "code", "source": "!az ml x"}]}')).scripts) == 1
    assert scripts_in_file(Source("x.ipynb", "az ml x")).scripts == ()
    assert ".ipynb" in SCRIPT_ENDINGS


def test_documents() -> None:
    assert len(scripts_in_document(root("on: push\njobs: {a: {steps: [{run: az}]}}\n")).scripts) == 1
    assert len(scripts_in_document(root("steps: [{script: az}]\n")).scripts) == 1
    assert scripts_in_document(root("a: 1\n")).scripts == ()
    assert scripts_in_document(Present({})).scripts == ()
