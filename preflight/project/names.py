"""What tells a name from others, even where only a run tells what it will be."""

from __future__ import annotations

from preflight.value import Later, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.value import Value

    Key = str | tuple[str, str]


def name_key(name: Value) -> Key | None:
    """Return what tells a name from others: itself, or what a script writes for it, and which script; None for one that is not known."""
    return name.same() if isinstance(name, Later) else text_of(name)
