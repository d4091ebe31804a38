"""Documents to work out facts of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preflight.document import Document, parse
from preflight.scalar import azure_dialect
from preflight.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[str], Document]


@pytest.fixture
def read() -> Read:
    """Read a text as the document `x.yml`."""

    def made(text: str) -> Document:
        document = parse(Source("x.yml", text), azure_dialect())
        assert isinstance(document, Document), document
        return document

    return made
