"""What a path leads to, by the table of facts; the reading of a path in a rule file, with its errors."""

from __future__ import annotations

from preflight.facts.entry import Fact
from preflight.language.path import Path, PathError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from preflight.language.path import Step

    Names = Mapping[str, Fact]

# What the document itself holds is free-form.
ANYTHING = Fact("", "any", "whatever the file holds")


class ShapeError(ValueError):
    """A path that leads nowhere; `word` is what is wrong in it and `words` what it could have been."""

    def __init__(self, message: str, word: str = "", words: tuple[str, ...] = ()) -> None:
        """Say what is wrong."""
        super().__init__(message)
        self.word = word
        self.words = words


def read_path(text: str, names: Names) -> tuple[Path, Fact]:
    """Return a path and the fact it leads to.

    Raises ShapeError for a root, fact or item that does not exist.
    """
    path, trail = read_trail(text, names)
    return path, trail[-1]


def read_trail(text: str, names: Names) -> tuple[Path, list[Fact]]:
    """Return a path and the facts it leads through, from its root to its end.

    Raises ShapeError for a root, fact or item that does not exist.
    """
    try:
        path = Path(text)
    except PathError as error:
        raise ShapeError(str(error)) from None
    if path.root not in names:
        hint = f"; a key of the document is `doc.{text}`" if "doc" in names else ""
        raise ShapeError(f"unknown root `{path.root}`{hint}", path.root, tuple(names))
    trail = [names[path.root]]
    for step in path.steps:
        trail.append(_step(trail[-1], step, text))
    return path, trail


def _step(fact: Fact, step: Step, text: str) -> Fact:
    if fact.sort == "any":
        return ANYTHING
    if fact.member is not None:
        if not isinstance(step, str):
            return fact.member
        raise ShapeError(f"`{text}` goes through a list: write `.*` before `.{step}`")
    if step is None and fact.parts:
        return ANYTHING
    part = fact.part(step) if isinstance(step, str) else None
    if part is None:
        word = "*" if step is None else str(step)
        raise ShapeError(f"no fact `{word}` in `{text}`", word, tuple(one.name for one in fact.parts))
    return part
