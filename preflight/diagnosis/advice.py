"""Advice in numbers: what the measured times and sizes of a job mean for its deployment."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preflight.diagnosis.diagnosis import Diagnosis
    from preflight.diagnosis.facts import Run
    from preflight.diagnosis.settings import Settings

# What the service takes when a deployment leaves it out.
DEFAULT_TIMEOUT = 30
DEFAULT_MINI_BATCH_SIZE = 10
# How much longer a time-out should be than the slowest mini-batch, and how much of it a mini-batch should take.
_SPARE = 2
_FILL = 0.6
_STEP = 30
_NEAR = 0.8
# From so many percent on, memory or disk of a node was as good as full.
_FULL_MEMORY = 90.0
_FULL_DISK = 95.0
# A process that computes for less than this part of the time waits for something else.
_IDLE = 0.2
_LONG = 5.0
_MEMORY_CAUSES = {"process-out-of-memory", "python-memory"}


@dataclass(frozen=True)
class Advice:
    """A remark on the numbers of a job; `points_to` is the failure that it speaks for."""

    text: str
    points_to: str | None = None


def advice(diagnosis: Diagnosis, settings: Settings) -> list[Advice]:
    """Return what the numbers say, the most telling first."""
    return [*_time(diagnosis, settings), *_memory(diagnosis), *_disk(diagnosis), *_waiting(diagnosis), *_monitoring(diagnosis)]


def _time(diagnosis: Diagnosis, settings: Settings) -> list[Advice]:
    facts = diagnosis.facts
    slowest = facts.batches.slowest
    if slowest is None or slowest.elapsed <= 0:
        return []
    set_here = settings.number("timeout")
    timeout = set_here or facts.timeout or (DEFAULT_TIMEOUT if settings.keys else None)
    if timeout is None:
        return []
    reached = slowest.timed_out or slowest.elapsed >= timeout
    if not reached and slowest.elapsed < _NEAR * timeout:
        return []
    size = settings.number("mini_batch_size") or facts.batches.largest or DEFAULT_MINI_BATCH_SIZE
    took = f"{'more than ' if slowest.timed_out else ''}{_seconds(slowest)} s"
    better = math.ceil(_SPARE * max(slowest.elapsed, timeout if slowest.timed_out else 0) / _STEP) * _STEP
    fewer = max(1, math.floor(_FILL * timeout / max(slowest.elapsed, 0.001) * size))
    text = (
        f"the slowest mini-batch ({slowest.batch}, node {slowest.node}) took {took}, the time-out is {timeout} s: set `timeout: {better}`"
    )
    if fewer < size:
        text += f", or `mini_batch_size` {size} → {fewer}"
    return [Advice(text, "run-timed-out")]


def _seconds(run: Run) -> str:
    return f"{run.elapsed:.0f}" if run.elapsed >= _LONG else f"{run.elapsed:.1f}"


def _memory(diagnosis: Diagnosis) -> list[Advice]:
    found = []
    for node in sorted(diagnosis.facts.resources.values(), key=lambda node: -node.memory.peak)[:1]:
        if node.memory.peak >= _FULL_MEMORY:
            of = f" of {node.memory_total:.0f} MB" if node.memory_total else ""
            largest = f"; the largest process had {node.largest_memory:.0f} MB" if node.largest_memory else ""
            text = f"memory of node {node.node} was {node.memory.peak:.0f} %{of} full at {node.memory.peak_at}{largest}"
            found.append(
                Advice(text, next((cause.id for cause in diagnosis.causes if cause.id in _MEMORY_CAUSES), "process-out-of-memory"))
            )
    return found


def _disk(diagnosis: Diagnosis) -> list[Advice]:
    fullest = sorted(diagnosis.facts.resources.values(), key=lambda node: -node.disk.peak)[:1]
    return [
        Advice(f"the disk of node {node.node} was {node.disk.peak:.0f} % full at {node.disk.peak_at}", "disk-full")
        for node in fullest
        if node.disk.peak >= _FULL_DISK
    ]


def _waiting(diagnosis: Diagnosis) -> list[Advice]:
    workers = diagnosis.facts.batches.workers.values()
    elapsed, cpu = sum(worker.elapsed for worker in workers), sum(worker.cpu for worker in workers)
    if elapsed < _LONG or cpu <= 0 or cpu >= _IDLE * elapsed:
        return []
    share = 100 * cpu / elapsed
    return [Advice(f"processes computed for {share:.0f} % of the time only: `run` waits, most often for files, the network or a GPU")]


def _monitoring(diagnosis: Diagnosis) -> list[Advice]:
    if diagnosis.facts.resources or not diagnosis.facts.batches.workers:
        return []
    return [Advice("no measurements of the nodes: monitoring is off, or the job ended before the first one, after 600 seconds by default")]
