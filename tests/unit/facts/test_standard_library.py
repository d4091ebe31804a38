"""The standard library by version."""

from __future__ import annotations

import sys

import pytest

from preflight.facts.standard_library import CHANGED, is_standard, standard_in


@pytest.mark.parametrize(
    ("module", "minors", "expected"),
    [
        ("os", (8,), True),
        ("__future__", (8,), True),
        ("__main__", (8,), True),
        ("numpy", (8,), False),
        ("distutils", (11,), True),
        ("distutils", (12,), False),
        ("distutils", (11, 12), True),
        ("cgi", (12,), True),
        ("cgi", (13, 14), False),
        ("tomllib", (11,), True),
        ("tomllib", (8, 9, 10), False),
        ("zoneinfo", (8,), False),
        ("zoneinfo", (8, 9), True),
        ("imp", (), False),
    ],
)
def test_modules(module: str, minors: tuple[int, ...], expected: bool) -> None:  # noqa: FBT001 - it is what is expected
    assert is_standard(module, minors) is expected


def test_the_table_agrees_with_this_python() -> None:
    here = sys.version_info.minor
    said = {module for module in CHANGED if is_standard(module, (here,))}
    assert said == {module for module in CHANGED if module in sys.stdlib_module_names}


@pytest.mark.parametrize(("module", "said"), [("tomllib", ">=3.11"), ("imp", "<3.12"), ("telnetlib", "<3.13"), ("os", None), ("x", None)])
def test_which_versions_have_it(module: str, said: str | None) -> None:
    assert standard_in(module) == said
