"""Importing the packages of Azure side by side, where every import takes its time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.azure.fake import FakeAzure

pytestmark = pytest.mark.live

# Python runs a module of this name at its start. What is slow here is slow wherever nothing is compiled yet.
SLOW = """
import sys, time
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("azure.core"):
            time.sleep(0.02)
sys.meta_path.insert(0, Slow())
"""
ASK = """
from preflight.probes.azure.probe import AzureProbe
from preflight.question import Unanswered
from tests.shared.live_questions import ADDRESS, ALL
print({answer.reason for answer in AzureProbe(ADDRESS, 60).ask(ALL).values() if isinstance(answer, Unanswered)} or "all answered")
"""


def test_no_thread_sees_half_of_a_package(whole: FakeAzure, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SLOW)
    path = f"{tmp_path}{os.pathsep}{Path(__file__).parents[2]}"
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=whole.env | {"PYTHONPATH": path}, capture_output=True, encoding="utf-8", timeout=90, check=False
    )
    assert (done.stdout, done.stderr) == ("all answered\n", "")
