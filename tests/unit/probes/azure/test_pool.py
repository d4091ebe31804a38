"""Tasks run side by side, in threads that keep no process alive."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from preflight.probes.azure import pool as pool_module
from preflight.probes.azure.pool import Pool

if TYPE_CHECKING:
    import pytest


def test_tasks_run_side_by_side_but_not_more_than_the_pool_is_wide() -> None:
    pool, lock, most, now = Pool(3), threading.Lock(), [0], [0]
    together, done = threading.Barrier(3, timeout=5), threading.Semaphore(0)

    def task() -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        together.wait()
        with lock:
            now[0] -= 1
        done.release()

    for _ in range(9):
        pool.run(task)
    for _ in range(9):
        assert done.acquire(timeout=5)
    assert most == [3]


def test_the_threads_are_daemons() -> None:
    pool, seen, done = Pool(2), [], threading.Event()

    def look() -> None:
        seen.append(threading.current_thread().daemon)
        done.set()

    pool.run(look)
    assert done.wait(5)
    assert seen == [True]


def test_a_thread_ends_when_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_IDLE_SECONDS", 0.01)
    pool = Pool(1)
    threads: list[threading.Thread] = []
    done = threading.Semaphore(0)

    def look() -> None:
        threads.append(threading.current_thread())
        done.release()

    for _ in range(2):
        pool.run(look)
        assert done.acquire(timeout=5)
        threads[-1].join(5)
        assert not threads[-1].is_alive()
    assert threads[0] is not threads[1]


def test_each_item_has_its_result_in_its_place() -> None:
    assert Pool(3).each(lambda number: number * number, range(20)) == [number * number for number in range(20)]
    assert Pool(3).each(str, []) == []


def test_a_thread_of_the_pool_may_wait_for_the_pool() -> None:
    """Every thread waits for items of its own: they must not wait for one another."""
    pool, results, done = Pool(2), [], threading.Semaphore(0)

    def task() -> None:
        results.append(pool.each(lambda number: number + 1, range(5)))
        done.release()

    for _ in range(6):
        pool.run(task)
    for _ in range(6):
        assert done.acquire(timeout=5)
    assert results == [[1, 2, 3, 4, 5]] * 6


def test_others_help() -> None:
    together = threading.Barrier(3, timeout=5)
    assert sorted(Pool(2).each(lambda _: together.wait(), range(3))) == [0, 1, 2]
