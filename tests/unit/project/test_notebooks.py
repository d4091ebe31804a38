"""Which notebooks are of interest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from preflight.document import Fault
from preflight.project.notebooks import is_of_interest, runs_commands
from preflight.project.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        "!az ml batch-endpoint list",
        "! az ml batch-endpoint list",
        "x = 5 % 2\n%%bash\naz ml compute create",
        "batch-endpoint %%",
        "%sx az ml batch-endpoint list",
        "!pip install x\n!sh x batch-endpoint",
    ],
)
def test_notebooks_that_run_commands(text: str) -> None:
    assert runs_commands(text)


@pytest.mark.parametrize("text", ["", "batch-endpoint", "!pip install x", "!az ml job create", "100 % batch-endpoint %"])
def test_notebooks_that_run_none(text: str) -> None:
    assert not runs_commands(text)


def test_what_is_of_interest() -> None:
    assert is_of_interest("from azure.ai.ml.entities import BatchEndpoint")
    assert is_of_interest("get_token(scope); requests.post(scoring_uri, headers={'Authorization': token})")
    assert is_of_interest("!az ml batch-endpoint list")
    assert not is_of_interest("from azure.ai.ml.entities import ManagedOnlineEndpoint")
    assert not is_of_interest("from azure.ai.ml import MLClient; print('Batch')")
    assert not is_of_interest("Batch")


def test_only_notebooks_of_interest_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": []}))
    (tmp_path / "b.ipynb").write_text("!az ml batch-endpoint list")
    tree = Tree(str(tmp_path), [str(tmp_path)])
    texts = []
    for name in ("a.ipynb", "b.ipynb", "b.ipynb"):
        source = tree.notebook(str(tmp_path / name))
        assert not isinstance(source, Fault)
        texts.append((source.path, source.text))
    assert texts == [("a.ipynb", ""), ("b.ipynb", "!az ml batch-endpoint list"), ("b.ipynb", "!az ml batch-endpoint list")]
    assert isinstance(tree.notebook(str(tmp_path / "gone.ipynb")), Fault)
