"""Which Pythons a conda file may install."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from preflight.facts.python_versions import MINORS, minors, only_minor
from preflight.value import Absent, Present, Unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("==3.8.*", (8,)),
        ("==3.8", (8,)),
        ("==3.8.5", (8,)),
        ("==3.8.5.*", (8,)),
        ("~=3.8.2", (8,)),
        ("~=3.13", (13, 14, 15)),
        (">=3.8,<3.11", (8, 9, 10)),
        (" >= 3.8 , < 3.11.0", (8, 9, 10)),
        (">=3.8,<3.11.2", (8, 9, 10, 11)),
        (">=3.8.5,<=3.9", (8, 9)),
        (">3.12", (12, 13, 14, 15)),
        (">=3.8,<3.11,!=3.9.*", (8, 10)),
        (">=3.8,<3.11,!=3.9.1", (8, 9, 10)),
        ("==3.*", MINORS),
        (">=3", MINORS),
        ("<4", MINORS),
        ("==3.8|==3.9", (8, 9)),
        (">=3.8,<3.9|>=3.14,<3.15", (8, 14)),
        ("==3.8|odd", MINORS),
        ("==2.7", MINORS),
        ("==3.99.*", MINORS),
        ("==3.8,==3.9", MINORS),
        ("", MINORS),
        ("==3.8" + " " * 1000, MINORS),
    ],
)
def test_minor_versions(text: str, expected: tuple[int, ...]) -> None:
    assert minors(Present(text)) == expected


OPERATORS = ("==", "!=", ">=", "<=", ">", "<", "~=")


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("version", ["3.9", "3.9.0", "3.9.4", "3.9.*"])
def test_no_version_is_lost(operator: str, version: str) -> None:
    if version.endswith("*") and operator not in {"==", "!="}:
        pytest.skip("no specifier")
    allowed = SpecifierSet(operator + version)
    possible = {minor for minor in MINORS for patch in range(30) if allowed.contains(f"3.{minor}.{patch}")}
    assert possible <= set(minors(Present(operator + version)))


@pytest.mark.parametrize("value", [Absent(), Unknown("no version is given"), Present(3.8), Present([])])
def test_where_nothing_is_said_all_are_possible(value: Absent | Unknown | Present) -> None:
    assert minors(value) == MINORS
    assert only_minor(value) is None


def test_only_one() -> None:
    assert only_minor(Present("==3.10.*")) == (3, 10)
    assert only_minor(Present(">=3.10,<3.11")) == (3, 10)
    assert only_minor(Present(">=3.10,<3.12")) is None
