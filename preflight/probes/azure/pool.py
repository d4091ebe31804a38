"""Threads that answer questions side by side, and that nobody has to wait for."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Task = Callable[[], None]

_IDLE_SECONDS = 1.0

T = TypeVar("T")
R = TypeVar("R")


class Pool:
    """Runs tasks in at most `width` daemon threads: one that hangs keeps no process alive, which those of concurrent.futures do."""

    def __init__(self, width: int) -> None:
        """Start without threads."""
        self._width = width
        self._tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0

    def run(self, task: Task) -> None:
        """Run a task, which must not raise, as soon as a thread is free."""
        self._tasks.put(task)
        with self._lock:
            if self._threads == self._width:
                return
            self._threads += 1
        threading.Thread(target=self._work, name="preflight", daemon=True).start()

    def each(self, action: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """Return what an action makes of each item, in their order; the action must not raise.

        A thread of the pool may call it: it takes what nobody has taken yet, so that it waits only for others that work.
        """
        batch = _Batch(action, list(items))
        for _ in range(len(batch) - 1):
            self.run(batch.help)
        batch.help()
        return batch.results()

    def _work(self) -> None:
        while task := self._next():
            task()

    def _next(self) -> Task | None:
        """Return the next task; None when there was none for a while, and the thread is to end."""
        with contextlib.suppress(queue.Empty):
            return self._tasks.get(timeout=_IDLE_SECONDS)
        with self._lock:
            # `run` has put its task before it looks for a thread.
            with contextlib.suppress(queue.Empty):
                return self._tasks.get_nowait()
            self._threads -= 1
        return None


class _Batch(Generic[T, R]):
    """Items that several threads take from, one after another."""

    def __init__(self, action: Callable[[T], R], items: list[T]) -> None:
        self._action = action
        self._items = items
        self._results: dict[int, R] = {}
        self._left = iter(range(len(items)))
        self._lock = threading.Condition()

    def __len__(self) -> int:
        return len(self._items)

    def help(self) -> None:
        """Take items until none is left."""
        while True:
            with self._lock:
                number = next(self._left, None)
            if number is None:
                return
            result = self._action(self._items[number])
            with self._lock:
                self._results[number] = result
                self._lock.notify_all()

    def results(self) -> list[R]:
        """Wait for what other threads took."""
        with self._lock:
            self._lock.wait_for(lambda: len(self._results) == len(self._items))
        return [self._results[number] for number in range(len(self._items))]
