"""Versions and ranges of them within ranges, also against a grid of versions."""

from __future__ import annotations

from itertools import product

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from preflight.language.version import within


@pytest.mark.parametrize(
    ("text", "wanted", "answer"),
    [
        ("3.10", ">=3.8,<3.12", True),
        ("3.12", ">=3.8,<3.12", False),
        ("3.12.0rc1", ">=3.8", True),
        ("2.0rc1", ">=2.0", False),
        ("1!1.0", "<3", False),
        (">=2.8", ">=2", True),
        (">=2.8", "<2", False),
        (">=2.8", "<3", None),
        ("mlflow>=2.8", ">=2", True),
        ("mlflow[extras]>=2.8,<3 ; python_version >= '3'", ">=2,<3", True),
        ("mlflow", "<3", None),
        ("", "<3", None),
        ("==2.9.*", ">=2.9,<2.10", True),
        ("~=2.9", ">=2.9,<3", True),
        ("~=2.9", "<2.99", None),
        ("==3.11.*", ">=3.11.2", None),
        (">=2", "!=2.5", None),
        ("!=2.5", ">=2", None),
        ("==2.5", "!=2.5", False),
        (">=2.0rc1", ">=2.0", None),
        (">=1!2", "<3", False),
        (">=2", ">=1!0", None),
        # what cannot be told
        (">=3,<2", ">=3", None),
        ("latest release", ">=3", None),
        ("===build-7", ">=3", None),
        ("===2.0", ">=1", True),
        ("1" * 500, "<3", False),
        ("1" * 5000, ">=3", None),
        (">=" + "1" * 900 + ".0", "<3", False),
        (",".join([">=2"] * 21), ">=1", None),
        (",".join([">=2"] * 500), ">=1", None),
        ("\x00", ">=3", None),
    ],
)
def test_within(text: str, wanted: str, *, answer: bool | None) -> None:
    assert within(text, wanted) is answer


GRID = [Version(f"{major}.{minor}.{patch}") for major, minor, patch in product(range(5), range(4), (0, 1, 5))]
RANGES = [
    ">=1",
    ">1.2",
    "<2",
    "<=2.2",
    "==1.2",
    "==1.*",
    "==1.2.*",
    "~=1.2",
    "~=1.2.1",
    "!=1.2",
    "!=1.*",
    ">=1.2,<2.2",
    ">=1,!=1.2,<3",
    ">1,<=1.2.1",
]


@pytest.mark.parametrize("wanted", RANGES)
@pytest.mark.parametrize("text", RANGES)
def test_a_range_is_within_another_as_far_as_its_versions_are(text: str, wanted: str) -> None:
    allowed, target = SpecifierSet(text), SpecifierSet(wanted)
    answers = {version in target for version in GRID if version in allowed}
    assert within(text, wanted) is (answers.pop() if len(answers) == 1 else None)
