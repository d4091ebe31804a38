"""The probe that asks Azure: all questions of a wave side by side, until one deadline."""

from __future__ import annotations

import contextlib
import queue
from functools import partial
from typing import TYPE_CHECKING

from preflight import question
from preflight.probes.azure import access, blobs, machine_learning, resources
from preflight.probes.azure.clients import Clients
from preflight.probes.azure.clock import Clock
from preflight.probes.azure.failure import NotFound, NotRead, NotThere, failure
from preflight.probes.azure.once import Once
from preflight.probes.azure.pool import Pool
from preflight.probes.azure.reader import Reader
from preflight.probes.azure.subject import subject_of
from preflight.question import Found, Missing, Question, Unanswered, Unasked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from preflight.address import Address
    from preflight.probes.azure.subject import Subject
    from preflight.question import Answer

_READERS = {**machine_learning.READERS, **resources.READERS, **access.READERS, **blobs.READERS}
# Where more threads made nothing faster.
_WIDTH = 8
# A wait without an end, or a long one, keeps Windows from noticing Ctrl+C.
_LONGEST_WAIT = 0.5
_DATA_PLANE = frozenset(blobs.READERS)
_NO_DATA_PLANE = Unasked("no storage account was asked")


class AzureProbe:
    """Asks a workspace, and only reads."""

    source = "live"

    def __init__(
        self,
        address: Address,
        deadline: float,
        *,
        data_plane: bool = True,
        on_progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> None:
        """Take the workspace, and the seconds that all waves may take together, from the first question on.

        `on_progress` is told how many questions have their answers, and of how many. Nothing is imported or sent before the first
        question.
        """
        self._left_out = frozenset() if data_plane else _DATA_PLANE
        self._address = address
        self._clock = Clock(deadline)
        self._pool = Pool(_WIDTH)
        self._clients = Clients(address, self._clock)
        self._reader = Reader(address, self._clients, self._pool)
        self._signed_in = Once(self._clients.authenticate)
        self._workspace = Once(lambda: self._read(Question(question.WORKSPACE)))
        self._on_progress = on_progress
        self._done = 0
        self._all = 0

    def ask(self, questions: Iterable[Question]) -> dict[Question, Answer]:
        """Answer every question; nothing is raised, and nothing is waited for longer than until the deadline."""
        every = list(dict.fromkeys(questions))
        left = {asked for asked in every if asked.resource not in self._left_out}
        answers: dict[Question, Answer] = dict.fromkeys(every, _NO_DATA_PLANE)
        answers |= dict.fromkeys(left, Unanswered(str(self._clock.overdue())))
        for asked, answer in self._until_the_deadline(left):
            answers[asked] = answer
            self._done += 1
            self._on_progress(self._done, self._all)
        return answers

    def close(self) -> None:
        """Close all connections: for a process that goes on after its last question."""
        self._clients.close()

    def _until_the_deadline(self, questions: set[Question]) -> Iterator[tuple[Question, Answer]]:
        """Yield the answers as they come."""
        ready: queue.SimpleQueue[tuple[Question, Answer]] = queue.SimpleQueue()
        left = len(questions)
        remaining = self._clock.remaining()
        self._all += left
        self._on_progress(self._done, self._all)
        self._prepare(questions)
        for asked in questions:
            self._pool.run(partial(_put, ready, asked, self._answer))
        while left and remaining:
            with contextlib.suppress(queue.Empty):
                yield ready.get(timeout=min(remaining, _LONGEST_WAIT))
                left -= 1
            remaining = self._clock.remaining()

    def _prepare(self, questions: Iterable[Question]) -> None:
        """Begin what all questions wait for: the sign-in, and meanwhile the import that takes longest."""
        self._pool.run(lambda: _quietly(self._signed_in))
        if any(asked.resource in machine_learning.READERS for asked in questions):
            self._pool.run(lambda: _quietly(self._clients.machine_learning))

    def _answer(self, asked: Question) -> Answer:
        if asked.resource == question.WORKSPACE:
            return self._workspace()
        return self._read(asked)

    def _read(self, asked: Question) -> Answer:
        try:
            subject = subject_of(asked, self._address)
        except NotRead as error:
            return Unanswered(error.reason, error.permission)
        try:
            self._signed_in()
            body = _READERS[asked.resource](self._reader, subject, *asked.arguments)
            return Found(body, str(body.get("id") or subject.id))
        except NotThere as error:
            return self._missing(subject, str(error))
        except NotFound as error:
            return Unanswered(self._lacking(subject) or error.reason)
        except NotRead as error:
            return Unanswered(error.reason, error.permission)
        except Exception as error:  # noqa: BLE001 - the boundary: whatever a package does, a question has an answer
            return Unanswered(failure(error, subject))

    def _missing(self, subject: Subject, resource_id: str) -> Answer:
        """Tell that a resource is not there, if its workspace is: else the workspace is what is wrong."""
        if subject.resource == question.WORKSPACE:
            return Missing(resource_id)
        workspace = self._workspace()
        if isinstance(workspace, Found):
            return Missing(resource_id)
        if isinstance(workspace, Missing):
            return Unanswered(self._nowhere)
        return Unanswered(f"{subject.what} was not found, but neither was workspace `{self._address.workspace}` read: {workspace.reason}")

    def _lacking(self, subject: Subject) -> str:
        """Return why nothing of the workspace's resource group is found when it is the workspace that is not there; else nothing."""
        group = self._address.id.partition("/providers/")[0].lower()
        inside = subject.resource != question.WORKSPACE and subject.id.lower().startswith(f"{group}/")
        return self._nowhere if inside and isinstance(self._workspace(), Missing) else ""

    @property
    def _nowhere(self) -> str:
        return f"there is no workspace `{self._address.workspace}` in the resource group `{self._address.resource_group}`"


def _put(ready: queue.SimpleQueue[tuple[Question, Answer]], asked: Question, answer: Callable[[Question], Answer]) -> None:
    ready.put((asked, answer(asked)))


def _quietly(once: Callable[[], object]) -> None:
    """Make something that others wait for; it is they who hear what goes wrong."""
    with contextlib.suppress(Exception):
        once()
