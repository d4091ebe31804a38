"""Whether a conda file is the one that MLflow writes beside a model."""

from __future__ import annotations

import os

from preflight.project.discovery import MLMODEL
from preflight.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.project.tree import Tree

_NAMES = ("conda.yaml", "conda.yml")


def is_of_model(conda: str, mlmodel: str | None, tree: Tree) -> bool:
    """Tell whether a conda file lies beside an MLmodel file, or is a copy of the one beside the MLmodel file of a model."""
    if os.path.isfile(os.path.join(os.path.dirname(conda), MLMODEL)):
        return True
    if mlmodel is None:
        return False
    own = [os.path.join(os.path.dirname(mlmodel), name) for name in _NAMES]
    text = _text(conda, tree)
    return text is not None and any(os.path.isfile(path) and _text(path, tree) == text for path in own)


def _text(path: str, tree: Tree) -> str | None:
    """Return a file's text without what may surround it."""
    source = tree.source(path)
    return source.text.strip() if isinstance(source, Source) else None
