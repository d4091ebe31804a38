"""Counting: mini-batches, workers and measurements, in every form of the tables, and of files that are none."""

from __future__ import annotations

import io

import pytest

from preflight.diagnosis.bundle import LogFile
from preflight.diagnosis.counting import Counter
from preflight.diagnosis.facts import MOST_BARS, MOST_POINTS, Curve, Facts
from preflight.diagnosis.layout import part_of
from tests.diagnosis.logs import disk, memory, overview, snapshot, table

TABLE = "logs/sys/job_report/processed_mini-batches.csv"


def counted(**files: str) -> Facts:
    counter = Counter()
    for path, text in files.items():
        counter.read(LogFile(path, part_of(path), len(text), io.BytesIO), io.BytesIO(text.encode()))
    return counter.finish()


def of(path: str, text: str) -> Facts:
    return counted(**{path: text})


def test_the_overview_says_how_many_were_created_and_processed() -> None:
    facts = of("logs/job_progress_overview.txt", overview(276, 12))
    assert (facts.batches.created, facts.batches.processed) == (276, 12)
    assert (facts.first_time, facts.last_time) == ("2026-11-02T09:00:00", "2026-11-02T09:00:50")
    assert of("logs/job_progress_overview.txt", overview(3, 3)).batches.processed == 3


def test_the_table_tells_of_every_run() -> None:
    facts = of(TABLE, table(
        ("a", 1, 0, "process000", 1, 10, 10, 2.0, 1.0, 1.5, "RUN_DONE"),
        ("b", 1, 0, "process000", 1, 10, 4, 3.0, 1.0, 2.5, "RUN_EXCEPTION"),
        ("b", 2, 1, "process001", 1, 10, 10, 9.0, 1.0, 2.5, "RUN_DONE"),
        ("c", 1, 1, "process001", 1, 10, 0, 9.0, 1.0, 2.5, "RUN_TIMEOUT"),
        ("N/A", 1, 1, "process001", 1, 0, 0, 99.0, 1.0, 2.5, "INIT_DONE"),
    ))  # fmt: skip
    batches = facts.batches
    assert (batches.created, batches.processed, batches.failed, batches.retried, batches.runs) == (3, 3, 1, 1, 4)
    assert batches.slowest is not None
    assert (batches.slowest.batch, batches.slowest.timed_out, batches.timed_out, batches.largest) == ("c", True, 1, 10)
    worker = batches.workers["0", "process000"]
    assert (worker.runs, worker.succeeded, worker.failed, worker.elapsed, worker.cpu, worker.method) == (2, 14, 6, 5.0, 2.0, 4.0)


def test_the_same_rows_in_two_tables_count_once() -> None:
    row = table(("a", 1, 0, "p", 1, 10, 10, 2.0, 1.0, 1.5, "RUN_DONE"))
    assert counted(**{TABLE: row, "logs/sys/report/processed_tasks.csv": row}).batches.runs == 1


def test_the_older_table_of_a_worker_has_no_node() -> None:
    text = (
        "Task Id,Dequeue Count,Start Time,Total,Succeeded,Failed,Elapsed Seconds,Process Seconds,Run Method Seconds,Status,Error\n"
        "N/A,N/A,2020-05-06T05:50:48.682392,N/A,N/A,N/A,N/A,N/A,N/A,ENTRY_SCRIPT_INIT_START,\n"
        "7,1,2020-05-06T05:50:48.682392,2,1,1,3.5,1.0,3.0,TASK_PROCESSED,\n"
    )
    batches = of("logs/sys/worker/10.0.0.4/process003.task.csv", text).batches
    assert list(batches.workers) == [("10.0.0.4", "process003")]
    assert batches.workers["10.0.0.4", "process003"].failed == 1


def test_measurements_have_their_peaks() -> None:
    facts = counted(**{
        "logs/perf/0/node_resource_usage.csv": memory(40, 97, 50),
        "logs/perf/0/node_disk_usage.csv": disk(10, 20),
        "logs/perf/1/os/2026110209/processes_05": snapshot(("python worker", 60.0, 2_097_152), ("sh", 50.0, 1)) + "noise\n",
        "logs/perf/1/processes_resource_usage.csv": "Utc Time,Process Name,Memory Rss (MB)\nt,process000,3000\nt,process001,10\n",
    })  # fmt: skip
    node, other = facts.resources["0"], facts.resources["1"]
    assert (round(node.memory.peak), node.memory.peak_at, node.memory_total, node.disk.peak) == (
        97,
        "2026-11-02T09:01:00.123456",
        16384.0,
        20.0,
    )
    assert (other.memory.peak, other.memory.peak_at, facts.snapshots) == (100.0, "2026-11-02T09:05:00", 1)
    assert (other.largest_memory, other.largest_process) == (3000.0, "process000")


def test_a_snapshot_names_the_largest_process() -> None:
    node = of("logs/perf/1/os/2026110209/processes_05", snapshot(("python worker", 60.0, 2_097_152))).resources["1"]
    assert (node.largest_memory, node.largest_process) == (2048.0, "python worker (pid 100)")


@pytest.mark.parametrize(
    "text", ["", "\0\0\0", 'a,b\n"', "Mini-batch Id,Elapsed Seconds\nx,nan\ny,1e999\nz,-1\n", 'a\n"' + "x\n" * 1_000_000, ",,,,\n" * 100]
)
@pytest.mark.parametrize(
    "path", [TABLE, "logs/perf/0/node_resource_usage.csv", "logs/job_progress_overview.txt", "logs/perf/0/os/2026110209/processes_1"]
)
def test_what_is_no_table_counts_nothing_and_raises_nothing(path: str, text: str) -> None:
    facts = of(path, text)
    assert facts.batches.slowest is None or facts.batches.slowest.elapsed <= 0


def test_a_timeline_and_a_curve_stay_small() -> None:
    rows = [(n, 1, 0, "p", n % 3000, 1, 1, float(n % 97), 1.0, 1.0, "RUN_TIMEOUT" if n == 5 else "RUN_DONE") for n in range(MOST_BARS * 2)]
    bars = of(TABLE, table(*rows)).batches.bars["0"]
    assert len(bars) == MOST_BARS
    assert any(bar.timed_out for bar in bars)
    curve = Curve()
    for n in range(10_000):
        curve.add(str(n), 99.0 if n == 5000 else 1.0)
    assert len(curve.all()) <= 2 * MOST_POINTS
    assert max(value for _, value in curve.all()) == curve.peak == 99.0


def test_a_message_may_name_the_timeout() -> None:
    counter = Counter()
    counter.hear("nothing")
    counter.hear("run() unable to finish within 90 seconds")
    counter.hear("did not finish in 5 seconds")
    assert counter.finish().timeout == 90


def tell(counter: Counter, line: str, node: str = "0") -> None:
    path = f"logs/sys/error/{node}/process000.txt"
    counter.task(LogFile(path, part_of(path), 1, io.BytesIO), line)


def test_without_a_table_workers_tell_of_their_mini_batches() -> None:
    counts = '"task_id": 16, "dequeue_count": 2, "total": 2, "succeeded": 0'
    told = f'{{"agent": "process003", {counts}, "run_method_duration": 90.25, "status": "RUN_TIMEOUT"}}'
    line = f"2021-04-13 03:23:05,649|ERROR|334|Stop for run() unable to finish within 90 seconds for {told}"
    counter = Counter()
    for text in (line, line, "nothing", '{"agent": 1, "run_method_duration": }', told.replace("16", '""')):
        tell(counter, text, "10.0.0.4")
    batches = counter.finish().batches
    assert (batches.runs, batches.timed_out, batches.retried, batches.failed) == (1, 1, 1, 1)
    assert batches.slowest is not None
    assert (batches.slowest.node, batches.slowest.process, batches.slowest.start) == ("10.0.0.4", "process003", "2021-04-13T03:23:05")


def test_with_a_table_what_workers_tell_is_not_counted_again() -> None:
    counter = Counter()
    tell(counter, '{"agent": "p", "task_id": 1, "run_method_duration": 3}')
    text = table(("a", 1, 0, "p", 1, 1, 1, 2.0, 1.0, 1.5, "RUN_DONE"))
    counter.read(LogFile(TABLE, part_of(TABLE), 1, io.BytesIO), io.BytesIO(text.encode()))
    assert counter.finish().batches.runs == 1
