"""A case of the table of worlds: what is otherwise than in the good one, and what a check must say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from tests.azure.faults import AnswerFault, Html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.azure.resources import Path
    from tests.azure.world import World
    from tests.live.worlds.project import Files

    Change = Callable[[World], object]

MANAGER = "management.azure.com"


@dataclass(frozen=True)
class Case:
    """A world, a project, and the report that they make.

    `findings` are the severities of all findings by their rules. `unsure` are rules that must be unknown (others may be), and `reasons`
    parts of the reasons, with `*` for any text. `unasked` is how many rules need what nobody was to be asked for.
    """

    name: str
    change: Change
    findings: Mapping[str, str] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    reasons: tuple[str, ...] = ()
    unasked: int = 0
    files: Files = field(default_factory=dict)
    options: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code: an error makes it 1, and what is not known alone leaves it 0."""
        return int("error" in self.findings.values())

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to say."""
        return not self.findings and not self.reasons and not self.unasked


def as_it_is(_: World) -> None:
    """Change nothing."""


def patch(arm_id: str, path: Path, value: object) -> Change:
    """Set a value inside of a resource."""
    return lambda world: world.patch(arm_id, path, value)


def drop(arm_id: str, path: Path) -> Change:
    """Remove a value inside of a resource."""
    return lambda world: world.drop(arm_id, path)


def put(arm_id: str, body: object) -> Change:
    """Put a resource in the place of another one."""
    return lambda world: world.set(arm_id, body)


def remove(*arm_ids: str) -> Change:
    """Remove resources and all below them."""
    return both(*(partial(_without, arm_id=arm_id) for arm_id in arm_ids))


def _without(world: World, arm_id: str) -> None:
    world.remove(arm_id)


def forbid(*patterns: str) -> Change:
    """Take permissions from the caller."""
    return lambda world: world.forbid(*patterns)


def spoil(pattern: str, what: AnswerFault | None = None) -> Change:
    """Let something else come than the right answer: a page of HTML, or what is given."""
    return lambda world: world.fault(pattern if "." in pattern.partition("/")[0] else f"{MANAGER}/*/{pattern}", what or Html())


def both(*changes: Change) -> Change:
    """Change several things."""
    return lambda world: [change(world) for change in changes]
