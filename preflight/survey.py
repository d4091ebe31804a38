"""Asking the workspace: what rules wait for is asked once, all of it together, wave after wave."""

from __future__ import annotations

from preflight.language.rule import Failed, Undecided
from preflight.language.verdict import Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.language.verdict import Cause
    from preflight.project.project import Project
    from preflight.question import Probe, Question
    from preflight.rulebook import Rulebook

# A name in a file leads to a resource, that to another one, and that to who may read it: no fact needs more.
WAVES = 3


def survey(project: Project, rules: Rulebook, probe: Probe) -> None:
    """Ask for all that the rules need and files do not tell; a rule that files decide asks nothing."""
    for _ in range(WAVES):
        questions = open_questions(project, rules)
        if not questions:
            return
        project.world.learn(probe.ask(questions))
        project.forget()


def open_questions(project: Project, rules: Rulebook) -> list[Question]:
    """Return the questions whose answers rules wait for, each once, in the order of the subjects."""
    found: dict[Question, None] = {}
    for subject in project.subjects:
        scope = Scope(subject.root)
        for rule in rules.of_kind(subject.kind):
            judgement = rule.judge(subject.kind.value, scope)
            if isinstance(judgement, Failed):
                found |= dict.fromkeys(_asked_by(judgement.doubts))
            elif isinstance(judgement, Undecided):
                found |= dict.fromkeys(_asked_by(judgement.causes))
    return list(found)


def _asked_by(causes: tuple[Cause, ...]) -> Iterator[Question]:
    for cause in causes:
        if cause.doubt is not None:
            yield from cause.doubt.questions
