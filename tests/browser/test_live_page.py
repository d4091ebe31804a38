"""The page of a run that asked a workspace, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import good
from tests.live.worlds.project import write
from tests.shared.live_runs import NAMED, preflight

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.azure.fake import FakeAzure

    Open = Callable[..., Any]

pytestmark = [pytest.mark.browser, pytest.mark.live]


def boxes(opened: Open, folder: Path, azure: FakeAzure) -> list[str]:
    """Check the good project, open its page, and return the boxes of the picture as they are read."""
    write(folder, {})
    done = preflight(folder, dict(azure.env), "check", *NAMED, "--format", "html:report.html")
    assert (done.stdout, done.stderr) == ("", "")
    seen = opened(folder / "report.html")
    assert seen.said == []
    return [" ".join(text.split()) for text in seen.page.locator("#picture .node").all_text_contents()]


def test_what_belongs_to_the_workspace_is_in_the_picture(opened: Open, azure: FakeAzure, tmp_path: Path) -> None:
    assert boxes(opened, tmp_path, azure) == [
        "endpoint heart-batch clean",
        "deployment classic clean",
        "scoring script score.py clean",
        "environment batch-env:7 clean",
        "model heart-custom:1 clean",
        "compute cpu-cluster clean",
        "identity system-assigned clean",
        "storage account stdata clean",
        "batch job inputs.yml clean",
        "workspace ws-heart clean",
        "container registry acrheart clean",
        "storage account stbatch clean",
    ]


def test_what_is_wrong_there_is_told_there(opened: Open, azure: FakeAzure, tmp_path: Path) -> None:
    azure.world.patch(good.WORKSPACE, "properties.encryption", {"status": "Enabled"})
    for one in azure.world.resources.of_type("Microsoft.Authorization/roleAssignments"):
        azure.world.remove(one)
    wrong = [box for box in boxes(opened, tmp_path, azure) if "clean" not in box]
    assert wrong == [
        "identity system-assigned 1 error",
        "storage account stdata 1 error",
        "batch job inputs.yml 1 error",
        "workspace ws-heart 1 error",
    ]


def test_what_could_not_be_read_is_not_clean(opened: Open, azure: FakeAzure, tmp_path: Path) -> None:
    azure.world.forbid("*/computes/read", "https://*.blob.core.windows.net/*")
    unknown = [box.rpartition(" clean")[0] or box for box in boxes(opened, tmp_path, azure) if "unknown" in box]
    assert [box.split(" ")[0] for box in unknown] == ["compute", "batch", "storage", "storage"]
