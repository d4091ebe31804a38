"""Texts that are read, or refused, as azure-ai-ml reads YAML."""

from __future__ import annotations

from preflight.document import Document, Fault, parse
from preflight.scalar import azure_dialect
from preflight.source import Source


def read(text: str) -> Document:
    """Return the document of a text that is one."""
    document = parse(Source("x.yml", text), azure_dialect())
    assert isinstance(document, Document)
    return document


def refused(text: str) -> tuple[int, str]:
    """Return the line and the reason why a text is none."""
    fault = parse(Source("x.yml", text), azure_dialect())
    assert isinstance(fault, Fault)
    return fault.line, fault.reason
