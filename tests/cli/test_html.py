"""`preflight check --format html`: a page for each of the examples, with the counts of the other formats."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from preflight.cli import main
from tests.shared.html import Element, parsed

ROOT = Path(__file__).parents[2]


def checked(example: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Element, dict[str, int]]:
    """Check an example; return the exit code, the page, and the summary of the JSON report."""
    page = folder / "report.html"
    code = main(["check", str(ROOT / "examples" / example), "--format", f"html:{page}", "--format", "json"])
    return code, parsed(page.read_text(encoding="utf-8")), json.loads(capsys.readouterr().out)["summary"]


@pytest.mark.parametrize("example", ["clean", "broken"])
def test_the_counts_agree(example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, page, summary = checked(example, tmp_path, capsys)
    assert code == (example == "broken")
    tiles = [re.findall(r"[0-9,]+|[a-z ]+", tile.text) for tile in page.all(style="tile")]
    assert [int(number) for number, _ in tiles] == [
        summary[name] for name in ("error", "warning", "info", "unknown", "unchecked", "not_asked", "suppressed")
    ]
    assert len(list(page.all("article"))) == summary["error"] + summary["warning"] + summary["info"]


def test_the_clean_example_has_nothing_but_clean_and_unasked_boxes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, page, _ = checked("clean", tmp_path, capsys)
    boxes = {box.one("span", "name").text: box.one("span", "tally").text for box in page.all(style="node")}
    assert boxes["churn-batch"] == boxes["score.py"] == boxes["conda.yml"] == "clean"
    assert set(boxes.values()) == {"clean", "not asked"}


def test_a_page_may_go_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT / "examples" / "clean"), "--format", "html"]) == 0
    parsed(capsys.readouterr().out)
