"""Documents to work out facts of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from preflight.document import Document, parse
from preflight.facts.script_names import module_scope
from preflight.facts.script_surroundings import Surroundings
from preflight.scalar import azure_dialect
from preflight.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[str], Document]
    ReadScript = Callable[[str], Surroundings]


@pytest.fixture
def read() -> Read:
    """Read a text as the document `x.yml`."""

    def made(text: str) -> Document:
        document = parse(Source("x.yml", text), azure_dialect())
        assert isinstance(document, Document), document
        return document

    return made


@pytest.fixture
def script() -> ReadScript:
    """Read a text as a script."""

    def made(text: str) -> Surroundings:
        tree = ast.parse(text)
        return Surroundings(tree, module_scope(tree, text))

    return made
