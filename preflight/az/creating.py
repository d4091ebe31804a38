"""What an `az` command creates in its workspace: assets, computes, datastores and batch endpoints, and what its jobs register."""

from __future__ import annotations

from preflight import question
from preflight.az.effective import effective
from preflight.creation import ANY, Creation, Naming, exactly
from preflight.value import Absent, Unknown, child, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.az.command import AzCommand
    from preflight.passage import Passage
    from preflight.value import Value

_RESOURCES = {
    "model": question.MODEL,
    "environment": question.ENVIRONMENT,
    "compute": question.COMPUTE,
    "data": question.DATA,
    "component": question.COMPONENT,
    "datastore": question.DATASTORES,
    "batch-endpoint": question.ENDPOINT,
}
# The last is of the first version of the extension, the one before it imports data.
_VERBS = ("create", "attach", "import", "register")
_JOB = ["ml", "job", "create"]
# What the outputs of jobs are registered as.
REGISTERED = (question.MODEL, question.DATA)


def creates(command: AzCommand) -> bool:
    """Tell whether a command creates something in its workspace, or runs a job, which may."""
    words = (text_of(command.name) or "").split()
    return words[:3] == _JOB or (len(words) > 2 and words[0] == "ml" and words[1] in _RESOURCES and words[2] in _VERBS)  # noqa: PLR2004 - `ml`, what, and what to do


def created_by(command: AzCommand, root: Value | None) -> Iterator[Creation]:
    """Yield what a command creates that `creates` something; `root` is the document of its file, None where it names none.

    What a registry gets is in no workspace.
    """
    words = (text_of(command.name) or "").split()
    if words[:3] == _JOB:
        yield from _registered(command, root)
        return
    registry = command.given("--registry-name")
    named = None if registry is not None and registry.words else _naming(command, root)
    if named is not None:
        yield Creation(_RESOURCES[words[1]], named, command.near)


def _naming(command: AzCommand, root: Value | None) -> Naming | None:
    """Return what is known of the name of what a command creates; None where it gives none."""
    flag = command.given("--name") or command.given("-n")
    if flag is not None and flag.words:
        return _written(flag.words[0])
    if isinstance(root, Unknown):
        return ANY
    name = child(effective(root, command), "name")
    text = text_of(name)
    return exactly(text) if text is not None else None if isinstance(name, Absent) else ANY


def _written(word: Passage) -> Naming:
    if not word.holes:
        return exactly(word.text) if text_of(word.value()) is not None else ANY
    return Naming(word.text[: word.holes[0][0]], word.text[word.holes[-1][1] :])


def _registered(command: AzCommand, root: Value | None) -> Iterator[Creation]:
    """Yield what a job may register by what its command sets, and anything where its file is not known."""
    namings = [ANY] if isinstance(root, Unknown) else []
    for flag in command.all_given("--set"):
        for word in flag.words:
            path, equals, _ = word.text.partition("=")
            if equals and "name" in path:
                namings.append(_written(word.part(len(path) + 1, len(word.text))))
    for naming in namings:
        for resource in REGISTERED:
            yield Creation(resource, naming, command.near)
