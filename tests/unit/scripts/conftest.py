"""Documents of workflows and pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.shared.documents import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from preflight.value import Value


@pytest.fixture
def root() -> Callable[[str], Value]:
    """Return a function that reads YAML."""
    return lambda text: read(text).root
