"""What a deployment's environment adds to the facts of its scoring script."""

from __future__ import annotations

from preflight import question
from preflight.facts.entry import also_live, boolean, list_of, mapping, text
from preflight.facts.vocabulary import ITEM, SCRIPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from preflight.facts.entry import Fact


def _more(name: str, *added: Fact) -> Fact:
    """Return a part of `script` with more in it, or, of a list, in its members."""
    part = SCRIPT.part(name)
    if part is None:
        raise ValueError(f"`script` has no part `{name}`")
    if part.member is None:
        return mapping(name, part.doc, *part.parts, *added)
    return list_of(name, part.doc, mapping(part.member.name, part.member.doc, *part.member.parts, *added))


_GROWN = (
    _more(
        "imports",
        text("origin", "`stdlib`, `local`, `driver` (the engine brings it), `relative` or `third-party`"),
        list_of("distributions", "the packages that bring it, by PEP 503 name, the usual one first; open where more may", ITEM),
        boolean("known", "whether it is known which packages bring it"),
        also_live(boolean("installed", "whether the environment has it; absent for what needs no package"), question.ENVIRONMENT),
        also_live(
            text("standard", "which versions of Python have it in their standard library, when the environment's has not"),
            question.ENVIRONMENT,
        ),
    ),
    _more(
        "syntax_error",
        also_live(
            text("python", "the version of Python that cannot parse it, where only that of the environment cannot"), question.ENVIRONMENT
        ),
    ),
)
DEPLOYED_SCRIPT = mapping(
    "script",
    "the scoring script in the environment of the deployment, read and never run",
    *(part for part in SCRIPT.parts if part.name not in {grown.name for grown in _GROWN}),
    *_GROWN,
)
