"""What is known of the workspace: the answers so far, as values that stand where a file names the resource."""

from __future__ import annotations

from preflight.question import Found, Missing, Unanswered, Unasked
from preflight.value import Absent, Present, Teller, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from preflight.question import Answer, Question
    from preflight.value import Located, Value

NOT_ASKED = "the workspace was not asked"


class World:
    """The answers of a run. `source` says who gives them (`live`, `recorded`); None: no workspace was named, and nobody will.

    An answer never changes; questions that were not asked yet come back in the values that wait for them.
    """

    def __init__(self, source: str | None = None) -> None:
        """Start with no answers."""
        self.source = source
        self._answers: dict[Question, Answer] = {}

    @property
    def answers(self) -> dict[Question, Answer]:
        """All answers so far."""
        return self._answers

    def learn(self, answers: dict[Question, Answer]) -> None:
        """Take more answers, in the one form that all of them have (`preflight.canonical`)."""
        from preflight.canonical import canonical  # noqa: PLC0415 - an offline check comes to no answer

        self._answers |= {question: canonical(question, answer) for question, answer in answers.items()}

    def is_general(self, reason: str) -> bool:
        """Tell whether several questions have no answer for the same reason: a failed sign-in, a network that is down, the deadline."""
        unanswered = [one for one in self._answers.values() if isinstance(one, Unanswered) and one.reason == reason]
        return len(unanswered) > 1

    def value(
        self, question: Question, near: Located | None, name: str, subject: str, part: Callable[[dict[str, Any]], Any] | None = None
    ) -> Value:
        """Return the answer to a question as a value that stands where `near` stands.

        `name` is what messages call the resource where they name a file; `subject` begins the reason why nothing is known, as in
        "compute `c` is not in this repository". `part` takes out of a long answer the part that counts, as JSON. Absent: the service
        says there is none, or the answer has no such part.
        """
        answer = self._answers.get(question)
        if answer is None:
            questions = (question,) if self.source is not None else ()
            return Unknown(f"{subject} and {NOT_ASKED}", near, asked=False, questions=questions)
        if isinstance(answer, Found):
            return wired(answer.body if part is None else part(answer.body), near, Teller(self.source or "", answer.resource_id, name))
        if isinstance(answer, Missing):
            absent = Absent(near)
            absent.teller = Teller(self.source or "", answer.resource_id, name)
            return absent
        if isinstance(answer, Unasked):
            return Unknown(f"{subject} and {answer.reason}", near, asked=False)
        return Unknown(answer.reason, near, permission=answer.permission)


OFFLINE = World()


def wired(data: Any, near: Located | None, teller: Teller) -> Value:
    """Return JSON of the service as values, deep, told by `teller` and standing where `near` stands; null is absent."""
    value: Value
    if isinstance(data, dict):
        value = Present({str(name): wired(item, near, teller) for name, item in data.items()})
    elif isinstance(data, list):
        value = Present([wired(item, near, teller) for item in data])
    elif data is None:
        value = Absent()
    else:
        value = Present(data)
    if near is not None:
        value.source, value.start, value.end, value.key, value.origin = near.source, near.start, near.end, near.key, near.origin
    value.teller = teller
    return value


def is_pending(value: Value) -> bool:
    """Tell whether a value waits for a question that a workspace was named for and that was not asked yet."""
    return isinstance(value, Unknown) and bool(value.questions)


def doubt_of(*values: Value) -> Unknown | None:
    """Return why what follows from several values cannot be known; None when all of them are known.

    What no question can settle comes first; else the doubt waits for all questions together.
    """
    doubts = [value for value in values if isinstance(value, Unknown)]
    if not doubts:
        return None
    settled = next((doubt for doubt in doubts if not doubt.questions), None)
    if settled is not None:
        return settled
    questions = tuple(dict.fromkeys(question for doubt in doubts for question in doubt.questions))
    return Unknown(doubts[0].reason, doubts[0], asked=False, questions=questions)


def merged(told: Value, seen: Value) -> Value:
    """Return what the workspace tells of a resource, else what files show of it, else why neither does.

    While the workspace still can be asked, nothing else decides.
    """
    if isinstance(told, Present) or is_pending(told):
        return told
    return seen if isinstance(seen, Present) else told
