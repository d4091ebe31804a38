"""A script that was read: the nodes and names that all its facts are worked out from."""

from __future__ import annotations

from preflight.facts.script_names import module_scope
from preflight.facts.script_places import Places
from preflight.facts.script_surroundings import Surroundings
from preflight.facts.script_syntax import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.source import Source


class Reading:
    """A script, read once for all that is told of it. It is not kept: a tree takes many times the memory of its facts.

    `error` is the fact `script.syntax_error`; `surroundings` are None where the script does not parse.
    """

    __slots__ = ("error", "places", "source", "surroundings")

    def __init__(self, source: Source, feature_version: tuple[int, int] | None = None) -> None:
        """Read a script; it must parse with the Python of `feature_version`, too, when that is known."""
        tree, self.error = read(source, feature_version)
        self.source = source
        self.places = Places(source)
        self.surroundings = None if tree is None else Surroundings(tree, module_scope(tree, source.text))
