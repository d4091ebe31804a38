"""Which texts are worth reading."""

from __future__ import annotations

import pytest

from preflight.scripts.mention import mentions_commands


@pytest.mark.parametrize(
    "text",
    [
        "az ml job create",
        "az   ml x",
        "az.cmd ml x",
        "x batch-endpoint y",
        "'batch-deployment'",
        "https://e.eastus.inference.ml.azure.com/jobs",
        "az account get-access-token",
        "az role assignment create",
        "$SCORING_URI scoring_uri",
        "scoringUri",
        'az "ml"',
        "'az', 'ml', 'job'",
        "x-deployment create",
        "az configure --defaults a=b",
        "az rest --url x",
    ],
)
def test_texts_that_are_worth_reading(text: str) -> None:
    assert mentions_commands(text)


@pytest.mark.parametrize("text", ["", "az login", "aws ml x", "xaz ml", "az storage account", "batch endpoint"])
def test_texts_that_are_not(text: str) -> None:
    assert not mentions_commands(text)
