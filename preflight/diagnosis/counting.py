"""Counting: the facts of a job from its overview, its tables of mini-batches and its measurements, each read as a stream."""

from __future__ import annotations

import csv
import json
import math
import re
from typing import IO, TYPE_CHECKING

from preflight.diagnosis.facts import MOST_BARS, Facts, NodeResources, Run, Worker
from preflight.diagnosis.layout import Part, node_of
from preflight.diagnosis.lines import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.diagnosis.bundle import LogFile

_SCHEDULED = re.compile(r"Scheduled (\d{1,12}) mini.?batch", re.IGNORECASE)
_TASKS = re.compile(r"There are (\d{1,12}) (?:tasks|mini.?batch)", re.IGNORECASE)
_PROCESSED = re.compile(r"Processed (\d{1,12})(?: of (\d{1,12}))? mini.?batch", re.IGNORECASE)
_ALL = re.compile(r"All (\d{1,12}) mini.?batch\w* have been processed", re.IGNORECASE)
_WITHIN = re.compile(r"(?:unable to finish within|did not finish in|timeout(?: of)?|within) (\d{1,6})(?:\.\d+)? seconds", re.IGNORECASE)
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)")
# What a worker logs of a mini-batch that went wrong; the only table of it in older jobs.
_TASK = re.compile(r'\{"agent":.{1,4000}?"run_method_duration":.{1,400}?\}')
# A process in what `ps aux` says: user, pid, %cpu, %mem, vsz, rss, …, command.
_PS = re.compile(r"\S+\s+(\d+)\s+[\d.]+\s+([\d.]+)\s+\d+\s+(\d+)\s+\S+\s+\S+\s+\S+\s+\S+\s+(.+)")
# As many mini-batches as the engine is known to schedule.
_MOST_RUNS = 1_000_000
# How the columns of the tables are called, in one version of the engine or another.
_COLUMNS = {
    "batch": ("mini-batch id", "task id", "minibatch id"),
    "tries": ("picked count", "dequeue count"),
    "node": ("node id", "node", "ip address", "ip"),
    "process": ("process", "process name", "process id", "agent", "pid"),
    "start": ("process start time", "start time"),
    "total": ("total",),
    "succeeded": ("succeeded",),
    "failed": ("failed",),
    "elapsed": ("elapsed seconds",),
    "cpu": ("process seconds",),
    "method": ("run method seconds",),
    "status": ("status",),
}


class Counter:
    """Reads the logs that have numbers, one after the other."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.facts = Facts()
        self._tried: dict[str, int] = {}
        self._failed: set[str] = set()
        self._done: set[str] = set()
        self._counted: set[int] = set()
        self._tasks: dict[tuple[str, int, str], Run] = {}

    def read(self, file: LogFile, stream: IO[bytes]) -> None:
        """Read one log."""
        if file.part is Part.OVERVIEW:
            self._overview(stream)
        elif file.part is Part.TABLE:
            self._table(file, stream)
        elif file.part is Part.RESOURCES:
            self._resources(file, stream)
        elif file.part is Part.SNAPSHOT:
            self._snapshot(file, stream)

    def hear(self, text: str) -> None:
        """Take a line that was found to tell of a failure: it may name the time-out."""
        found = _WITHIN.search(text)
        if found and self.facts.timeout is None and int(found[1]):
            self.facts.timeout = int(found[1])

    def task(self, file: LogFile, line: str) -> None:
        """Take a line in which a worker tells how a mini-batch went."""
        found = _TASK.search(line)
        if found is None:
            return
        try:
            told = json.loads(found[0])
        except (ValueError, RecursionError):
            return
        batch, tries = str(told.get("task_id", "")), int(_number(str(told.get("dequeue_count", 0))))
        total, succeeded = (int(_number(str(told.get(key, 0)))) for key in ("total", "succeeded"))
        method = _number(str(told["run_method_duration"]))
        cpu = _number(str(told.get("process_time", 0)))
        stamp = _STAMP.match(line)
        start = f"{stamp[1]}T{stamp[2]}" if stamp else ""
        status = str(told.get("status", ""))
        node, process = node_of(file.path) or "0", str(told["agent"])
        run = Run(batch, tries, node, process, start, total, succeeded, max(0, total - succeeded), method, cpu, method, status)
        if batch:
            self._tasks.setdefault((batch, tries, node), run)

    def finish(self) -> Facts:
        """Return the facts."""
        batches = self.facts.batches
        if not batches.runs:
            for run in self._tasks.values():
                self._count(run)
        if self._tried:
            batches.processed = max(batches.processed or 0, len(self._done | self._failed))
            batches.failed = len(self._failed - self._done)
            batches.retried = sum(count > 1 for count in self._tried.values())
            if batches.created is None:
                batches.created = len(self._tried)
        return self.facts

    def _overview(self, stream: IO[bytes]) -> None:
        batches = self.facts.batches
        for line in _lines(stream):
            stamp = _STAMP.match(line)
            if stamp:
                self.facts.first_time = self.facts.first_time or f"{stamp[1]}T{stamp[2]}"
                self.facts.last_time = f"{stamp[1]}T{stamp[2]}"
            created = _SCHEDULED.search(line) or _TASKS.search(line) or _ALL.search(line)
            if created:
                batches.created = int(created[1])
            done = _ALL.search(line) or _PROCESSED.search(line)
            if done:
                batches.processed = int(done[1])

    def _table(self, file: LogFile, stream: IO[bytes]) -> None:
        for row in _rows(stream):
            named = {name: next((row[column] for column in columns if row.get(column)), "") for name, columns in _COLUMNS.items()}
            if named["batch"] in ("", "N/A"):
                continue
            run = Run(
                named["batch"],
                int(_number(named["tries"])),
                named["node"] or node_of(file.path) or "0",
                named["process"] or file.path.rpartition("/")[2].partition(".")[0],
                named["start"],
                int(_number(named["total"])),
                int(_number(named["succeeded"])),
                int(_number(named["failed"])),
                _number(named["elapsed"]),
                _number(named["cpu"]),
                _number(named["method"]),
                named["status"],
            )
            key = hash((run.batch, run.tries, run.node, run.process, run.start, run.status))
            if key not in self._counted:  # two tables of one job may have the same rows
                if len(self._counted) < _MOST_RUNS:
                    self._counted.add(key)
                self._count(run)

    def _count(self, run: Run) -> None:
        batches = self.facts.batches
        batches.runs += 1
        batches.timed_out += run.timed_out
        batches.largest = max(batches.largest, run.total)
        batches.workers.setdefault((run.node, run.process), Worker(run.node, run.process)).add(run)
        self._tried[run.batch] = max(self._tried.get(run.batch, 0) + (run.tries == 0), run.tries)
        (self._failed if run.is_failure else self._done).add(run.batch)
        if batches.slowest is None or (run.elapsed, run.timed_out) > (batches.slowest.elapsed, batches.slowest.timed_out):
            batches.slowest = run
        bars = batches.bars.setdefault(run.node, [])
        if len(bars) < MOST_BARS:
            bars.append(run)
        elif run.is_failure or run.elapsed > min(bars, key=lambda bar: bar.elapsed).elapsed:
            bars.remove(min(bars, key=lambda bar: (bar.is_failure, bar.elapsed)))
            bars.append(run)

    def _node(self, path: str) -> NodeResources:
        node = node_of(path) or "0"
        return self.facts.resources.setdefault(node, NodeResources(node))

    def _resources(self, file: LogFile, stream: IO[bytes]) -> None:
        node = self._node(file.path)
        name = file.path.rpartition("/")[2].lower()
        for row in _rows(stream):
            time = next((row[column] for column in ("utc time", "time", "datetime", "timestamp") if row.get(column)), "")
            if name.startswith("node_resource"):
                total, available = _named(row, "memory total"), _named(row, "memory available")
                node.memory_total = max(node.memory_total, total)
                used = 100 * (1 - available / total) if total > 0 and available > 0 else _named(row, "memory used percent")
                _add(node.memory, time, used)
                _add(node.cpu, time, _named(row, "cpu percent"))
            elif name.startswith("node_disk"):
                percent = _named(row, "percent")
                used, total = _named(row, "used"), _named(row, "total")
                _add(node.disk, time, percent or (100 * used / total if total > 0 else 0.0))
            else:
                memory = _named(row, "memory rss") or _named(row, "rss") or _named(row, "memory")
                if memory > node.largest_memory:
                    node.largest_memory = memory
                    node.largest_process = next(
                        (row[column] for column in ("process", "process name", "name", "pid") if row.get(column)), ""
                    )

    def _snapshot(self, file: LogFile, stream: IO[bytes]) -> None:
        self.facts.snapshots += 1
        node = self._node(file.path)
        total = 0.0
        for line in _lines(stream):
            found = _PS.match(line)
            if not found:
                continue
            total += _number(found[2])
            megabytes = int(found[3]) / 1024
            if megabytes > node.largest_memory:
                node.largest_memory, node.largest_process = megabytes, f"{found[4].strip()[:80]} (pid {found[1]})"
        parts = file.path.split("/")
        hour, minute = parts[-2], parts[-1].rpartition("_")[2]
        if total and len(hour) == len("2026112223"):
            _add(node.memory, f"{hour[:4]}-{hour[4:6]}-{hour[6:8]}T{hour[8:10]}:{minute[:2]}:00", min(total, 100.0))


def _add(curve: object, time: str, value: float) -> None:
    if value > 0:
        curve.add(time, min(value, 100.0))  # type: ignore[attr-defined]


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield lines of a limited length."""
    while True:
        line = stream.readline(LINE)
        if not line:
            return
        yield line.decode("utf-8", "replace")


def _rows(stream: IO[bytes]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by the names of its columns, in lower case; what is no CSV has none."""
    csv.field_size_limit(1 << 20)
    reader = csv.reader(_without_nul(stream))
    try:
        head = [name.strip().lower().lstrip("\ufeff") for name in next(reader, [])]
        for row in reader:
            yield dict(zip(head, row, strict=False))
    except csv.Error:
        return


def _without_nul(stream: IO[bytes]) -> Iterator[str]:
    for line in _lines(stream):
        yield line.replace("\0", "")


def _named(row: dict[str, str], name: str) -> float:
    """Return the number of the first column whose name begins or ends so: units are written behind."""
    for column, value in row.items():
        if column.startswith(name) or column.endswith(name):
            return _number(value)
    return 0.0


def _number(text: str) -> float:
    """Return a number; 0 for anything else."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) and abs(number) < 1e15 else 0.0  # noqa: PLR2004 - no measurement is as large
